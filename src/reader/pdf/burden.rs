//! How much a file asks for before anything is painted: files of a few kilobytes can unpack to gigabytes, and a few
//! drawings that show one another can be shown a billion times.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::dict::keys::{CONTENTS, FORM, RESOURCES, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::page::{Page, Resources};
use memchr::memmem;

use crate::reader::Excess;

/// The most drawings that the pages of a file show.
const SHOWN: usize = 200_000;
/// How deep drawings may show one another; the painter goes no deeper.
const DEEPEST: usize = 50;
/// How often over one stream may be packed.
const LAYERS: usize = 4;
/// How far before its data the description of a stream is looked for.
const DESCRIPTION: usize = 1024;
/// How many pieces the description of a page may be cut into before they are counted.
const PIECES: usize = 16;

/// What is too much, and how much would be allowed.
pub(super) type Burden = (Excess, usize);

/// Unpacks every stream of a file that is packed as nearly all are, and throws the result away; pictures aside, which
/// the painter does not unpack either.
pub(super) fn unpacked(bytes: &[u8], limit: usize) -> Result<(), Burden> {
    let mut room = limit;
    let mut buffer = vec![0; 64 << 10];
    for at in memmem::find_iter(bytes, b"stream") {
        let before = &bytes[at.saturating_sub(DESCRIPTION)..at];
        if before.ends_with(b"end") {
            continue;
        }
        let description = memmem::rfind(before, b"obj").map_or(before, |start| &before[start..]);
        if memmem::find(description, b"/Image").is_some() {
            continue;
        }
        let data = &bytes[at + b"stream".len()..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        for layers in 1..=LAYERS {
            let mut source: Box<dyn Read> = Box::new(data);
            for _ in 0..layers {
                source = Box::new(ZlibDecoder::new(source));
            }
            if !is_packed(data) || !drained(source, &mut room, &mut buffer).ok_or((Excess::Unpacked, limit))? {
                break;
            }
        }
    }
    Ok(())
}

/// Whether data begins as packed data does.
fn is_packed(data: &[u8]) -> bool {
    matches!(data, [first, second, ..] if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// Reads to the end, which takes from the room; whether what is read begins as packed data does. None when there is no
/// room left.
fn drained(mut source: impl Read, room: &mut usize, buffer: &mut [u8]) -> Option<bool> {
    let mut again = None;
    while let Ok(count) = source.read(buffer) {
        let read = buffer.get(..count).unwrap_or_default();
        again.get_or_insert_with(|| is_packed(read));
        if count == 0 {
            break;
        }
        *room = room.checked_sub(count)?;
    }
    Some(again.unwrap_or(false))
}

/// What pages ask the painter for.
#[derive(Debug)]
pub(super) struct Work {
    /// How many bytes of descriptions and how many drawings may still come.
    bytes: usize,
    drawings: usize,
    limit: usize,
}

impl Work {
    /// Nothing yet, of so many bytes.
    pub(super) fn of(limit: usize) -> Work {
        Work { bytes: limit, drawings: SHOWN, limit }
    }

    /// Counts what a page asks for.
    pub(super) fn page(&mut self, page: &Page<'_>) -> Result<(), Burden> {
        // One piece may be named a million times over.
        if let Some(pieces) = page.raw().get::<Array<'_>>(CONTENTS)
            && pieces.raw_iter().count() > PIECES
        {
            let mut room = self.limit;
            for piece in pieces.iter::<Stream<'_>>() {
                let length = piece.decoded_data().map_or(0, |data| data.len());
                room = room.checked_sub(length + 1).ok_or((Excess::Work, self.limit))?;
            }
        }
        let Some(content) = page.page_stream() else { return Ok(()) };
        self.content(content, page.resources(), 0)
    }

    fn content(&mut self, content: &[u8], resources: &Resources<'_>, depth: usize) -> Result<(), Burden> {
        self.bytes = self.bytes.checked_sub(content.len()).ok_or((Excess::Work, self.limit))?;
        if resources.x_objects.is_empty() || depth >= DEEPEST {
            return Ok(());
        }
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            let TypedInstruction::XObject(shown) = operator else { continue };
            let Some(drawing) = resources.get_x_object(shown.0) else { continue };
            if drawing.dict().get::<Name<'_>>(SUBTYPE).as_deref() != Some(FORM) {
                continue;
            }
            self.drawings = self.drawings.checked_sub(1).ok_or((Excess::Work, SHOWN))?;
            let own = drawing.dict().get::<Dict<'_>>(RESOURCES).map(Resources::new);
            if let Ok(content) = drawing.decoded_data() {
                self.content(&content, own.as_ref().unwrap_or(resources), depth + 1)?;
            }
        }
        Ok(())
    }
}
