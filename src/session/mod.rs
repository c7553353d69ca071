//! Filing + pack → report: the one place where the rooms meet.

mod pack;
mod probe;
mod trial;

pub use pack::{Pack, PackError};
pub use probe::probe_tests;
pub use trial::run_tests;

use crate::engine::{self, Limits, Placed};
use crate::extract::{self, Extraction};
use crate::finding;
use crate::reader::{self, ReadError};
use crate::report::Checked;

/// Reads one filing into facts.
pub fn read(pack: &Pack, name: &str, bytes: &[u8]) -> Result<Extraction, ReadError> {
    let document = reader::read(name, bytes, &reader::Limits::default())?;
    Ok(extract::extract(&pack.program, &document))
}

/// Checks one filing.
pub fn check(pack: &Pack, name: &str, bytes: &[u8]) -> Result<Checked, ReadError> {
    let Extraction { facts, self_evident, coverage, remarks } = read(pack, name, bytes)?;
    let placed = Placed { instances: self_evident };
    let evaluation = engine::evaluate(&pack.program, facts, &placed, &Limits::default());
    let verdicts = finding::judge(&pack.program, &evaluation);
    Ok(Checked { name: name.to_owned(), evaluation, verdicts, coverage, remarks })
}
