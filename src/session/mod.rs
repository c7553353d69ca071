//! Filing + pack → report: the one place where the rooms meet.

mod format;
mod given;
mod pack;
mod peers;
mod trial;

pub use format::{Formatting, Layout};
pub use pack::{Pack, PackError};
pub use peers::Filing;
pub use trial::run_tests;

use crate::engine::{self, Exhausted, Limits, Open, Placed};
use crate::extract::{self, Extraction};
use crate::finding;
use crate::reader::{self, ReadError};
use crate::report::{Beside, Checked, Stopped};

use peers::Peers;

/// Reads one filing into facts.
pub fn read(pack: &Pack, name: &str, bytes: &[u8]) -> Result<Extraction, ReadError> {
    let document = reader::read(name, bytes, &reader::Limits::default())?;
    Ok(extract::extract(&pack.program, &document))
}

/// Checks one filing within limits, with no other to look at.
pub fn check(pack: &Pack, name: &str, bytes: &[u8], limits: &Limits) -> Result<Checked, ReadError> {
    let filing = Filing::read(pack, name, bytes)?;
    Ok(check_among(pack, filing, Sight::nothing(pack), limits))
}

/// Checks filings, each of which may look at all others and at those that are only there to be looked at. The limits are
/// those of each.
pub fn check_all(pack: &Pack, filings: Vec<Filing>, others: Vec<Filing>, limits: &Limits) -> Vec<Checked> {
    let program = &pack.program;
    if program.views.is_empty() || filings.len() + others.len() < 2 {
        let alone = |filing| check_among(pack, filing, Sight::nothing(pack), limits);
        return filings.into_iter().map(alone).collect();
    }
    let checked = filings.len();
    let all: Vec<Filing> = filings.into_iter().chain(others).collect();
    let peers = Peers::new(program, &all, checked, limits);
    let among = |(number, mut filing): (usize, Filing)| {
        let sight = peers.show(program, number, &mut filing.extraction.facts);
        check_among(pack, filing, sight, limits)
    };
    all.into_iter().take(checked).enumerate().map(among).collect()
}

/// What a filing sees of others, besides their facts.
struct Sight {
    open: Open,
    beside: Beside,
    /// Definitions that were stopped on the others.
    exhausted: Vec<Exhausted>,
}

impl Sight {
    /// No other filing.
    fn nothing(pack: &Pack) -> Sight {
        let open = engine::without_filings(&pack.program);
        Sight { open, beside: Beside::default(), exhausted: Vec::new() }
    }
}

fn check_among(pack: &Pack, filing: Filing, sight: Sight, limits: &Limits) -> Checked {
    let Filing { name, extraction: Extraction { facts, self_evident, coverage, remarks } } = filing;
    let placed = Placed { instances: self_evident };
    let Sight { open, beside, mut exhausted } = sight;
    let evaluation = engine::evaluate_among(&pack.program, facts, open, &placed, limits);
    let verdicts = finding::judge(&pack.program, &evaluation);
    exhausted.extend(&evaluation.exhausted);
    let stopped = Stopped::all(&pack.program, &pack.sources, &exhausted, limits);
    Checked { name, evaluation, verdicts, stopped, coverage, remarks, beside }
}
