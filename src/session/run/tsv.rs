//! Facts as lines of cells parted by tabs, columns in order, no header: what Soufflé reads and writes.

use memchr::{memchr, memchr2};

use super::error::Misfit;
use super::given::Given;
use crate::fact::RelationId;

/// The mark that some editors put before UTF-8.
const MARK: &str = "\u{feff}";

/// The text of a file, which must be UTF-8 without zero bytes; else the line of the first byte that is not.
pub(super) fn text(bytes: &[u8]) -> Result<&str, (u64, Misfit)> {
    let line = |at: usize| memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64 + 1;
    let text = std::str::from_utf8(bytes).map_err(|error| (line(error.valid_up_to()), Misfit::Encoding))?;
    match memchr(0, bytes) {
        Some(at) => Err((line(at), Misfit::Zero)),
        None => Ok(text.strip_prefix(MARK).unwrap_or(text)),
    }
}

/// Reads all lines; an empty one is no fact.
pub(super) fn read(given: &mut Given<'_>, relation: RelationId, text: &str) -> Result<(), (u64, Misfit)> {
    let mut rows = given.rows(relation);
    let bytes = text.as_bytes();
    rows.reserve(memchr::memchr_iter(b'\n', bytes).count() + 1, bytes.len());
    let (mut start, mut line, mut line_start) = (0, 1, 0);
    while start <= bytes.len() && (start < bytes.len() || !rows.is_fresh()) {
        let end = memchr2(b'\t', b'\n', &bytes[start..]).map_or(bytes.len(), |length| start + length);
        let ends_line = bytes.get(end) != Some(&b'\t');
        let mut cell = &text[start..end];
        if ends_line {
            cell = cell.strip_suffix('\r').unwrap_or(cell);
        }
        start = end + 1;
        if !(ends_line && cell.is_empty() && rows.is_fresh()) {
            rows.cell(cell).map_err(|misfit| (line, rows.width(cells(&text[line_start..])).unwrap_or(misfit)))?;
            if ends_line {
                rows.end().map_err(|misfit| (line, misfit))?;
            }
        }
        if ends_line {
            (line, line_start) = (line + 1, start);
        }
    }
    Ok(())
}

/// How many cells the first line has.
fn cells(text: &str) -> usize {
    let line = memchr(b'\n', text.as_bytes()).map_or(text, |end| &text[..end]);
    memchr::memchr_iter(b'\t', line.as_bytes()).count() + 1
}
