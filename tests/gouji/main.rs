//! Tests of the whole: every rule on every filing, and the program as a reviewer runs it.
//!
//! What a room promises on its own is tested beside it in `src/`; here stands what only all rooms together can show.

mod additions;
mod command;
mod contract;
mod corpus;
mod coverage;
mod filings;
mod gouji;
mod hostile;
mod labels;
mod language;
mod mutation;
mod pack;
mod rooms;
mod samples;
mod schema;
mod snapshots;
mod tables;
mod treatments;
mod words;
