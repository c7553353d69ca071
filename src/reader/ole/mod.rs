//! The containers of the old office formats, which hold files as a disk does: chains of sectors.
//!
//! The crate `cfb` follows the chains and refuses those that meet or run in circles. What it lays out before it can tell
//! is bounded by what it reads: a container that names the same sectors over and over is cut short ([`Metered`]).

mod metered;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::sheet::biff;
use super::{Excess, Format, Limits, ReadError};
use crate::document::Document;
use metered::Metered;

/// Streams that tell what a container holds.
const TOLD: [(&str, Format); 3] =
    [("WordDocument", Format::Doc), ("PowerPoint Document", Format::Slides), ("Contents", Format::Wps)];

/// A container is opened by reading it about once, and its workbook once more.
const READINGS: usize = 4;

/// Reads a container by what it holds.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let damaged = || ReadError::Damaged { name: name.to_owned() };
    let metered = Metered::new(Cursor::new(bytes), bytes.len().saturating_mul(READINGS));
    let mut disk = CompoundFile::open(metered).map_err(|_| damaged())?;
    if disk.is_stream("EncryptedPackage") {
        return Err(ReadError::Locked { name: name.to_owned() });
    }
    if let Some(book) = ["Workbook", "Book"].into_iter().find(|book| disk.is_stream(book)) {
        let stream = disk.open_stream(book).map_err(|_| damaged())?;
        let mut records = Vec::new();
        let most = u64::try_from(limits.unpacked).unwrap_or(u64::MAX).saturating_add(1);
        stream.take(most).read_to_end(&mut records).map_err(|_| damaged())?;
        if records.len() > limits.unpacked {
            return Err(ReadError::too_large(name, Excess::Unpacked, limits.unpacked, None));
        }
        return biff::read(name, &records, limits);
    }
    let format = TOLD.iter().find(|(stream, _)| disk.is_stream(stream)).map_or(Format::Ole, |(_, format)| *format);
    Err(ReadError::unsupported(name, format))
}
