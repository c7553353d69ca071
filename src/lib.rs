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
pub mod document;
pub mod reader;
pub mod fact;
pub mod syntax;
pub mod program;
pub mod theory;
pub mod extract;
pub mod engine;
pub mod finding;
pub mod report;
pub mod session;
pub mod cli;
