//! Any bytes as the records of an XLS file, or as the file itself give a document that keeps its promises, or an error.
#![no_main]

use gouji_fuzz::promises::reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| reading::xls(bytes));
