//! Any rules on any filing end in a report.
#![no_main]

use gouji_fuzz::promises;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| promises::check(text));
