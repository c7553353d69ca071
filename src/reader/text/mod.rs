//! Plain text → [`Document`], in two layouts that are told apart by content.

mod dense;
mod layout;
mod lines;
mod residue;
mod tabbed;
mod width;

pub(super) use lines::is_space;

use super::{Limits, ReadError};
use crate::document::Document;
use layout::Layout;

/// Reads a text.
pub(super) fn read(name: &str, text: &str, limits: &Limits) -> Result<Document, ReadError> {
    let lines = lines::split(name, text, limits)?;
    let blocks = match layout::detect(&lines) {
        Layout::Tabbed => tabbed::read(&lines),
        Layout::Dense { full } => dense::read(&lines, full),
    };
    if blocks.is_empty() {
        return Err(ReadError::Empty { name: name.to_owned() });
    }
    Ok(Document { name: name.to_owned(), blocks, ..Document::default() })
}

/// Whether a text keeps to the limits of lines and characters.
pub(super) fn keeps_to(name: &str, text: &str, limits: &Limits) -> Result<(), ReadError> {
    lines::split(name, text, limits).map(drop)
}
