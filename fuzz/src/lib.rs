//! What must hold of any rule text: the promises that `cargo test` replays on the seeds, for the fuzzer.

#[path = "../../tests/gouji/promises.rs"]
pub mod promises;
