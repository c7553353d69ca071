//! Any rule files give a program and messages that can be shown.
#![no_main]

use gouji_fuzz::promises;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| promises::load(text));
