//! Bytes → [`Document`]: the only room that knows file formats.
//!
//! What a file is, how its characters are encoded and how its tables are laid out is told by its content alone.
//! Nothing here knows what a budget is; the reader looks at typography: digits, Chinese numerals, punctuation, tabs,
//! empty lines and the width of lines.

mod archive;
mod container;
mod docx;
mod error;
mod flow;
mod html;
mod joint;
mod limits;
mod markdown;
mod ole;
mod package;
mod pdf;
mod sheet;
mod sniff;
mod text;
mod xml;

#[cfg(test)]
mod tests;

pub use error::{Excess, ReadError};
pub use limits::Limits;
pub use sniff::Format;

use crate::base::decode;
use crate::document::Document;

/// Reads one filing.
///
/// `name` is what messages and the document call it, usually the file's path. It never panics, and a file that it
/// cannot read whole is an error: no figure is dropped in silence.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    one(name, bytes, limits, 0)
}

/// Reads the files of a folder that are one filing, each called by its name: in the natural order of their names, one
/// after the other, as the files of an archive are read.
pub fn read_together(name: &str, files: Vec<(String, Vec<u8>)>, limits: &Limits) -> Result<Document, ReadError> {
    archive::read_together(name, files, limits)
}

/// Reads one file that stands in so many archives or folders.
fn one(name: &str, bytes: &[u8], limits: &Limits, nesting: usize) -> Result<Document, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError::too_large(name, Excess::Bytes, limits.bytes, None));
    }
    match Format::of_bytes(bytes) {
        Some(Format::Pdf) => return pdf::read(name, bytes, limits),
        Some(Format::Zip) => return container::read(name, bytes, limits, nesting),
        Some(Format::Ole) => return ole::read(name, bytes, limits),
        Some(format) => return Err(ReadError::unsupported(name, format)),
        None => {}
    }
    // Something may stand before the mark of a PDF file; the archive that holds one has told itself by its own.
    if pdf::is_pdf(bytes) {
        return pdf::read(name, bytes, limits);
    }
    if html::is_archive(bytes) {
        return html::read_archive(name, bytes, limits);
    }
    if let Some(format) = sniff::office_xml(bytes) {
        return Err(ReadError::unsupported(name, format));
    }
    if sniff::is_page(bytes) {
        let page = html::decode(bytes).map_err(|error| ReadError::undecodable(name, error))?;
        return html::read(name, &page, limits);
    }
    let (text, _) = decode(bytes).map_err(|error| ReadError::undecodable(name, error))?;
    if markdown::is_markdown(&text) {
        text::keeps_to(name, &text, limits)?;
        return markdown::read(name, &text, limits);
    }
    text::read(name, &text, limits)
}
