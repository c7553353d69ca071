//! 勾稽: a Datalog consistency engine for published budget filings.
//!
//! ```text
//! bytes ──reader──▶ Document ──extract (theory)──▶ facts ─────────┐
//!                                                                 ▼
//! rules/*.dl ──syntax──▶ Tree ──program──▶ Program ──────▶ engine ──▶ finding ──▶ report
//! ```
//!
//! Each room imports only rooms above it in this list; `session` is where they meet and `cli` the only one that prints.
//!
//! # A program over any facts
//!
//! The rule language is described in `rules/README.en.md`. Facts need no filing: a cell is text and becomes a value of its
//! column.
//!
//! ```
//! use gouji::{GENEROUS, Given, Program, Source};
//!
//! let program = Program::load(&[Source::new(
//!     "closure.dl",
//!     "relation edge(from: text, to: text)
//! define path(from, to) when edge(from, to)
//! define path(from, to) when edge(from, to: via) and path(from: via, to)",
//! )])
//! .expect("the program is sound");
//!
//! let mut given = Given::new(&program);
//! given.add("edge", [["a", "b"], ["b", "c"]])?;
//! let ran = given.run(&GENEROUS);
//!
//! let mut paths = ran.rows("path");
//! paths.sort();
//! assert_eq!(paths, [["a", "b"], ["a", "c"], ["b", "c"]]);
//! # Ok::<(), gouji::GivenError>(())
//! ```
//!
//! Rules give an outcome for every subject, and a finding where they disagree. [`read_folder`] takes facts from files, and
//! [`Given::run_spread`] evaluates by several threads, with the same result.
//!
//! ```
//! # use gouji::{GENEROUS, Given, Program, Source, Verdict};
//! let program = Program::load(&[Source::new(
//!     "totals.dl",
//!     "relation total(name: text, amount: money)
//! relation part(name: text, amount: money)
//! rule T1 “a total is the sum of its parts”
//!     when   total(name, amount)
//!     and    parts = by name sum part in { part(name, amount: part) }
//!     expect amount = parts
//!     else   “{name}: {amount}, its parts {parts}”",
//! )])
//! .expect("the program is sound");
//!
//! let mut given = Given::new(&program);
//! given.add("total", [["staff", "3.10"], ["travel", "0.30"]])?;
//! given.add("part", [["staff", "3.00"], ["staff", "0.20"], ["travel", "0.10"], ["travel", "0.20"]])?;
//! let ran = given.run(&GENEROUS);
//!
//! let verdicts: Vec<Verdict> = ran.evaluation.outcomes.iter().map(|outcome| outcome.verdict).collect();
//! assert_eq!(verdicts, [Verdict::Disagrees, Verdict::Agrees]);
//! assert_eq!(ran.verdicts.findings[0].message, "staff: 3.10, its parts 3.20");
//! # Ok::<(), gouji::GivenError>(())
//! ```
//!
//! # A filing
//!
//! The packs that the program carries read a filing's bytes and judge it.
//!
//! ```
//! use gouji::report::{self, Asked, ProofFormat};
//! use gouji::Session;
//!
//! let session = Session::own();
//! # let filing = std::fs::read("corpus/示例州人社服务中心-2026-错-支出总表项目支出.txt").expect("a filing");
//! // let filing = std::fs::read("filing.txt")?;
//! let checked = session.check("filing.txt", &filing)?;
//!
//! assert!(checked.verdicts.counts.agrees > 1000);
//! let finding = &checked.verdicts.findings[0];
//! let outcome = &checked.evaluation.outcomes[finding.outcome];
//! assert_eq!(outcome.rule, finding.rule);
//! let asked = Asked::Finding(finding);
//! let proof = report::explain(session.program(), &[], &checked, asked, ProofFormat::Text);
//! assert!(proof.contains("证明："));
//! # Ok::<(), gouji::reader::ReadError>(())
//! ```
//!
//! [`session::check_all`] looks at several filings of a unit side by side, [`Pack`] loads rules from disk, and
//! [`engine::proof`] says why a fact is known.

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

pub use engine::{Limits, Outcome, Verdict};
pub use finding::Finding;
pub use program::{Program, Source};
pub use report::Checked;
pub use session::run::{GENEROUS, Given, GivenError, Ran, read_folder};
pub use session::{Pack, Session};
