//! PDF → [`Document`]: characters and ruling lines by their place on the page.
//!
//! A page description says what stands where, and nothing of lines, cells or reading order. Pages are painted to
//! characters and ruling lines ([`painted`]); lines that cross make tables ([`rulings`], [`lattice`]); the rest makes
//! printed lines ([`lines`]), some of which are rows of tables without ruling lines ([`columns`]). Then pages are put together: page numbers go, tables and paragraphs that go on over a page
//! become whole again ([`furniture`], [`stitch`], [`paragraphs`]).

mod assemble;
mod burden;
mod columns;
mod cut;
mod furniture;
mod geometry;
mod glyphs;
mod lattice;
mod lines;
mod open;
mod page;
mod painted;
mod paragraphs;
mod rulings;
mod seam;
mod stitch;

#[cfg(test)]
mod tests;

use super::{Limits, ReadError};
use crate::document::Document;

/// Whether a file says that it is one: programs put up to a kilobyte of something else before the mark.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|window| window == b"%PDF-")
}

/// Reads a PDF file.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let book = open::book(name, bytes, limits)?;
    let mut pieces = book.pieces;
    furniture::drop_page_numbers(&mut pieces, &book.views);
    let pieces = stitch::stitch(pieces);
    assemble::document(name, &pieces, &book.views, book.pages, limits)
}
