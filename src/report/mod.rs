//! Findings, facts, coverage and proofs → text for someone. Takes no decisions.

mod amount;
mod beside;
mod clause;
mod coverage;
mod diagnostic;
mod escape;
mod explain;
mod facts;
mod formula;
mod handbook;
mod json;
mod markdown;
mod page;
mod place;
mod plan;
mod profile;
mod proof;
mod rule;
mod rules;
mod stopped;
mod tally;
mod terminal;
mod trials;
mod unread;
mod words;

pub use amount::AmountView;
pub use beside::{Beside, Sought};
pub use coverage::coverage;
pub use diagnostic::diagnostics;
pub use explain::{Asked, ProofFormat, explain, find_facts};
pub use facts::{FactFormat, facts};
pub use handbook::{HandbookFile, handbook};
pub use json::json;
pub use markdown::markdown;
pub use page::{Page, page, pages};
pub use plan::plan;
pub use profile::{profile_page, profile_table};
pub use proof::proof;
pub use rule::rule_page;
pub use rules::rules;
pub use stopped::Stopped;
pub use tally::tally;
pub use terminal::{quoted, terminal};
pub use trials::{Came, Fit, Scene, Trial, Trials, Wanted, junit, trials};
pub use words::{reason, verdict};

use handbook::page_head;
use unread::{garbled, hidden, scanned, unread_pages};

use crate::base::Severity;
use crate::engine::Evaluation;
use crate::extract::{Coverage, Remark};
use crate::finding::{Finding, Verdicts};

/// A filing that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The path it was given by.
    pub name: String,
    /// Its facts and outcomes.
    pub evaluation: Evaluation,
    /// What to tell about it.
    pub verdicts: Verdicts,
    /// Rules and definitions that a limit stopped.
    pub stopped: Vec<Stopped>,
    /// What became of every digit.
    pub coverage: Coverage,
    /// What was found but could not be read.
    pub remarks: Vec<Remark>,
    /// Which other filings it could look at.
    pub beside: Beside,
}

impl Checked {
    /// The pages that are pictures: nothing on them was read.
    pub fn scanned(&self) -> Vec<u32> {
        scanned(&self.remarks)
    }

    /// The pages on which some characters could not be told.
    pub fn garbled(&self) -> Vec<u32> {
        garbled(&self.remarks)
    }

    /// What there is to tell of pages that were not read, or not wholly: a line each.
    pub fn unread_pages(&self) -> Vec<String> {
        unread_pages(&self.remarks)
    }

    /// What there is to tell of hidden sheets, rows and columns: a line each.
    pub fn hidden(&self) -> Vec<String> {
        hidden(&self.remarks)
    }
}

/// Findings of at least a severity that stand under no other, heaviest first, each with those under it.
fn roots(verdicts: &Verdicts, least: Severity) -> Vec<(&Finding, Vec<&Finding>)> {
    let under: std::collections::BTreeSet<&String> =
        verdicts.findings.iter().flat_map(|finding| &finding.under).collect();
    let shown = || verdicts.findings.iter().filter(|finding| finding.severity >= least);
    let mut roots: Vec<(&Finding, Vec<&Finding>)> = shown()
        .filter(|finding| !under.contains(&finding.fingerprint))
        .map(|root| (root, shown().filter(|finding| root.under.contains(&finding.fingerprint)).collect()))
        .collect();
    roots.sort_by_key(|(root, _)| {
        (std::cmp::Reverse(root.severity), root.places.first().map(|pointer| pointer.place.line))
    });
    roots
}
