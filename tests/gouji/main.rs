//! Tests of the whole: every rule on every filing, and the program as a reviewer runs it.
//!
//! What a room promises on its own is tested beside it in `src/`; here stands what only all rooms together can show.

mod additions;
mod beside;
mod classics;
mod command;
mod contract;
mod corpus;
mod coverage;
mod diagnostics;
mod filings;
mod format;
mod formats;
mod fuzz;
mod giants;
mod gouji;
mod handbook;
mod hostile;
mod hostile_formats;
mod labels;
mod language;
mod layouts;
mod limits;
mod macros;
mod mutation;
mod outline;
mod pack;
mod parts;
#[expect(unreachable_pub, reason = "the fuzzer uses it as a library")]
mod promises;
mod proof;
mod proofs;
mod readme;
mod regions;
mod rooms;
mod run;
mod samples;
mod schema;
mod snapshots;
mod tables;
mod treatments;
mod trials;
mod views;
mod words;
