//! Filing + pack → report: the one place where the rooms meet.

mod pack;

pub use pack::{Pack, PackError};

use crate::extract::{self, Extraction};
use crate::reader::{self, Limits, ReadError};

/// Reads one filing into facts.
pub fn read(pack: &Pack, name: &str, bytes: &[u8]) -> Result<Extraction, ReadError> {
    let document = reader::read(name, bytes, &Limits::default())?;
    Ok(extract::extract(&pack.program, &document))
}
