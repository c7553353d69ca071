//! 勾稽: a Datalog consistency engine for published budget filings.
//!
//! ```text
//! bytes ──reader──▶ Document ──extract (theory)──▶ facts ─────────┐
//!                                                                 ▼
//! rules/*.dl ──syntax──▶ Tree ──program──▶ Program ──────▶ engine ──▶ finding ──▶ report
//! ```
//!
//! Each room imports only rooms above it in this list; `session` is where they meet and `cli` the only one that prints.

pub mod base;
pub mod cli;
pub mod document;
pub mod engine;
pub mod extract;
pub mod fact;
pub mod finding;
pub mod program;
pub mod reader;
pub mod report;
pub mod session;
pub mod syntax;
pub mod theory;
