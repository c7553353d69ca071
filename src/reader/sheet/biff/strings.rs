//! Texts in records: one or two bytes a character, cut anywhere by the end of a record.

use std::rc::Rc;

use super::record::Record;

/// A text behind a length of one byte.
pub(super) fn short(bytes: Option<&[u8]>) -> String {
    let Some(([length, flags], rest)) = bytes.and_then(<[u8]>::split_first_chunk::<2>) else { return String::new() };
    plain(rest, usize::from(*length), *flags)
}

/// A text behind a length of two bytes.
pub(super) fn long(bytes: Option<&[u8]>) -> String {
    let Some(([low, high, flags], rest)) = bytes.and_then(<[u8]>::split_first_chunk::<3>) else { return String::new() };
    plain(rest, usize::from(u16::from_le_bytes([*low, *high])), *flags)
}

fn plain(bytes: &[u8], length: usize, flags: u8) -> String {
    let mut units = Vec::new();
    extend(&mut units, bytes, length, flags & 1 != 0);
    String::from_utf16_lossy(&units)
}

/// Adds characters that stand in bytes, at most so many; how many bytes they took.
fn extend(units: &mut Vec<u16>, bytes: &[u8], length: usize, wide: bool) -> usize {
    let before = units.len();
    if wide {
        units.extend(bytes.as_chunks::<2>().0.iter().take(length).map(|pair| u16::from_le_bytes(*pair)));
        (units.len() - before) * 2
    } else {
        units.extend(bytes.iter().take(length).map(|byte| u16::from(*byte)));
        units.len() - before
    }
}

/// The texts that cells share.
pub(super) fn shared(record: &Record<'_>) -> Vec<Rc<str>> {
    let mut pieces = Pieces { pieces: &record.pieces, piece: 0, at: 8 };
    let mut strings = Vec::new();
    while let Some(text) = pieces.text() {
        strings.push(Rc::from(text));
    }
    strings
}

/// A place in the pieces of a record.
struct Pieces<'p> {
    pieces: &'p [&'p [u8]],
    piece: usize,
    at: usize,
}

impl<'p> Pieces<'p> {
    /// What is left of the piece, or the next one.
    fn rest(&mut self) -> Option<&'p [u8]> {
        loop {
            let rest = self.pieces.get(self.piece)?.get(self.at..).unwrap_or_default();
            if !rest.is_empty() {
                return Some(rest);
            }
            self.piece += 1;
            self.at = 0;
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        (0..bytes).try_fold(0, |number, at| Some(number | usize::from(self.byte()?) << (8 * at)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let step = self.rest()?.len().min(bytes);
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let spoken = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut units = Vec::with_capacity(length);
        let mut wide = flags & 1 != 0;
        while units.len() < length {
            let piece = self.piece;
            let mut rest = self.rest()?;
            if self.piece != piece {
                // Characters that go on in another record say anew how they are written.
                wide = self.byte()? & 1 != 0;
                rest = self.rest()?;
            }
            let missing = length - units.len();
            let taken = extend(&mut units, rest, missing, wide);
            // Half a character at the end of a record is none.
            self.at += if taken == 0 { rest.len() } else { taken };
        }
        self.skip(runs * 4 + spoken);
        Some(String::from_utf16_lossy(&units).replace('\r', ""))
    }
}
