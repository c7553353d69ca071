//! The containers of the old office formats, which hold files as a disk does: chains of sectors.

mod chains;

use super::sheet::biff;
use super::{Format, Limits, ReadError};
use crate::document::Document;
use chains::Disk;

/// Streams that tell what a container holds.
const TOLD: [(&str, Format); 3] =
    [("WordDocument", Format::Doc), ("PowerPoint Document", Format::Slides), ("Contents", Format::Wps)];

/// Reads a container by what it holds.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let disk = Disk::open(bytes).ok_or_else(|| ReadError::Damaged { name: name.to_owned() })?;
    if disk.has("EncryptedPackage") {
        return Err(ReadError::Locked { name: name.to_owned() });
    }
    for book in ["Workbook", "Book"] {
        if let Some(stream) = disk.stream(book) {
            return biff::read(name, &stream, limits);
        }
    }
    let format = TOLD.iter().find(|(stream, _)| disk.has(stream)).map_or(Format::Ole, |(_, format)| *format);
    Err(ReadError::unsupported(name, format))
}

/// A name in UTF-16.
fn wide(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
    String::from_utf16_lossy(&units)
}
