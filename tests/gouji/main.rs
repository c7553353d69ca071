//! Tests of the whole: every rule on every filing, and the program as a reviewer runs it.
//!
//! What a room promises on its own is tested beside it in `src/`; here stands what only all rooms together can show.

mod additions;
mod beside;
mod command;
mod contract;
mod corpus;
mod coverage;
mod filings;
mod format;
mod fuzz;
mod giants;
mod gouji;
mod hostile;
mod labels;
mod limits;
mod mutation;
mod pack;
mod promises;
mod readme;
mod rooms;
mod samples;
mod schema;
mod snapshots;
mod tables;
mod treatments;
mod trials;
mod views;
mod words;
