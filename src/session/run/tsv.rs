//! Facts as lines of cells parted by tabs, columns in order, no header: what Soufflé reads and writes.

use memchr::{memchr, memchr2};

use super::error::Misfit;
use super::given::Given;
use crate::fact::RelationId;

/// The mark that some editors put before UTF-8.
const MARK: &str = "\u{feff}";

/// Bytes of a cell that are looked at eight at a time.
const SHORT: usize = 24;
/// The lowest bit of each of eight bytes.
const ONES: u64 = u64::from_le_bytes([1; 8]);

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
        let end = end_of_cell(bytes, start);
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

/// Where the cell ends that starts here. Most are so short that a search which is quick over long texts takes longer.
#[inline]
fn end_of_cell(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(eight) = bytes[at..].first_chunk().filter(|_| at < start + SHORT) {
        let eight = u64::from_le_bytes(*eight);
        let ends = places_of(b'\t', eight) | places_of(b'\n', eight);
        if ends != 0 {
            return at + ends.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    memchr2(b'\t', b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length)
}

/// The upper bit of the first byte that is this one, the lowest being the first; those above it mean nothing.
#[inline]
fn places_of(byte: u8, eight: u64) -> u64 {
    let zeros = eight ^ (ONES * u64::from(byte));
    zeros.wrapping_sub(ONES) & !zeros & (ONES << 7)
}

/// How many cells the first line has.
fn cells(text: &str) -> usize {
    let line = memchr(b'\n', text.as_bytes()).map_or(text, |end| &text[..end]);
    memchr::memchr_iter(b'\t', line.as_bytes()).count() + 1
}

#[cfg(test)]
mod tests {
    use super::end_of_cell;

    #[test]
    fn cells_end_at_the_first_tab_or_line_end() {
        for length in 0..40 {
            for (end, behind) in [("\t", "\n\t\u{8}b"), ("\n", "\t\u{b}"), ("", "")] {
                for character in ["a", "\u{8}", "\u{b}", "中", "\u{7f}", "\r"] {
                    let cell = character.repeat(length);
                    let text = format!("x{cell}{end}{behind}");
                    assert_eq!(end_of_cell(text.as_bytes(), 1), 1 + cell.len(), "{text:?}");
                }
            }
        }
    }
}
