//! Filing + pack → report: the one place where the rooms meet.

mod format;
mod given;
mod pack;
mod peers;
mod probe;
mod trial;

pub use format::{Formatting, Layout};
pub use pack::{Pack, PackError};
pub use peers::Filing;
pub use probe::probe_tests;
pub use trial::run_tests;

use crate::engine::{self, Limits, Open, Placed};
use crate::extract::{self, Extraction};
use crate::finding;
use crate::reader::{self, ReadError};
use crate::report::{Beside, Checked};

use peers::Peers;

/// Reads one filing into facts.
pub fn read(pack: &Pack, name: &str, bytes: &[u8]) -> Result<Extraction, ReadError> {
    let document = reader::read(name, bytes, &reader::Limits::default())?;
    Ok(extract::extract(&pack.program, &document))
}

/// Checks one filing, with no other to look at.
pub fn check(pack: &Pack, name: &str, bytes: &[u8]) -> Result<Checked, ReadError> {
    let filing = Filing::read(pack, name, bytes)?;
    Ok(check_among(pack, filing, engine::without_filings(&pack.program), Beside::default()))
}

/// Checks filings, each of which may look at all others and at those that are only there to be looked at.
pub fn check_all(pack: &Pack, filings: Vec<Filing>, others: Vec<Filing>) -> Vec<Checked> {
    let program = &pack.program;
    if program.views.is_empty() || filings.len() + others.len() < 2 {
        let alone = |filing| check_among(pack, filing, engine::without_filings(program), Beside::default());
        return filings.into_iter().map(alone).collect();
    }
    let checked = filings.len();
    let all: Vec<Filing> = filings.into_iter().chain(others).collect();
    let peers = Peers::new(program, &all, checked);
    let among = |(number, mut filing): (usize, Filing)| {
        let (open, beside) = peers.show(program, number, &mut filing.extraction.facts);
        check_among(pack, filing, open, beside)
    };
    all.into_iter().take(checked).enumerate().map(among).collect()
}

fn check_among(pack: &Pack, filing: Filing, open: Open, beside: Beside) -> Checked {
    let Filing { name, extraction: Extraction { facts, self_evident, coverage, remarks } } = filing;
    let placed = Placed { instances: self_evident };
    let evaluation = engine::evaluate_among(&pack.program, facts, open, &placed, &Limits::default());
    let verdicts = finding::judge(&pack.program, &evaluation);
    Checked { name, evaluation, verdicts, coverage, remarks, beside }
}
