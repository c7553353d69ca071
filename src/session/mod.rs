//! Filing + pack → report: the one place where the rooms meet.

mod pack;
mod trial;

pub use pack::{Pack, PackError};
pub use trial::run_tests;

use crate::engine::{self, Limits, Placed};
use crate::extract::{self, Extraction};
use crate::finding;
use crate::reader::{self, ReadError};
use crate::report::{Checked, Stopped};

/// Reads one filing into facts.
pub fn read(pack: &Pack, name: &str, bytes: &[u8]) -> Result<Extraction, ReadError> {
    let document = reader::read(name, bytes, &reader::Limits::default())?;
    Ok(extract::extract(&pack.program, &document))
}

/// Checks one filing, within limits.
pub fn check(pack: &Pack, name: &str, bytes: &[u8], limits: &Limits) -> Result<Checked, ReadError> {
    let Extraction { facts, self_evident, coverage, remarks } = read(pack, name, bytes)?;
    let placed = Placed { instances: self_evident };
    let evaluation = engine::evaluate(&pack.program, facts, &placed, limits);
    let verdicts = finding::judge(&pack.program, &evaluation);
    let stopped = Stopped::all(&pack.program, &pack.sources, &evaluation.exhausted, limits);
    Ok(Checked { name: name.to_owned(), evaluation, verdicts, stopped, coverage, remarks })
}
