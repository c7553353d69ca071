//! Bytes → characters.

use std::borrow::Cow;

use encoding_rs::GB18030;

use super::is_han;

/// How text is written in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16 with a mark.
    Utf16,
    /// GB 18030, so GBK and GB 2312 too.
    Gb18030,
}

impl Encoding {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Gb18030 => "GB 18030",
        }
    }
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A byte that no text holds.
    NotText {
        /// The byte, from 0.
        offset: usize,
    },
    /// Text in no encoding that is known, or damaged text.
    Damaged {
        /// The encoding that it seems to be in.
        encoding: &'static str,
        /// The first byte that does not fit it, from 0.
        offset: usize,
        /// The line of that byte, from 1.
        line: usize,
    },
}

/// Decodes UTF-8 with or without a mark, UTF-16 with one, and GB 18030; a mark is no part of the text.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), DecodeError> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        utf16(rest, u16::from_be_bytes)
    } else {
        unmarked(bytes)
    }
}

fn unmarked(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), DecodeError> {
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        return Err(DecodeError::NotText { offset });
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf");
    match std::str::from_utf8(body.unwrap_or(bytes)) {
        Ok(text) => Ok((Cow::Borrowed(text), Encoding::Utf8)),
        Err(error) if body.is_some() || mostly_utf8(bytes) => {
            let offset = error.valid_up_to() + bytes.len() - body.unwrap_or(bytes).len();
            Err(damaged("UTF-8", bytes, offset))
        }
        Err(error) => match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) if plausible(&text) => Ok((text, Encoding::Gb18030)),
            _ => Err(damaged("UTF-8 / GB 18030", bytes, error.valid_up_to())),
        },
    }
}

/// Whether bytes that are not UTF-8 are best explained as UTF-8 with a few bytes broken.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let mut whole = 0;
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|ch| !ch.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= 4 * broken
}

/// Whether decoded text looks like Chinese writing and not like noise: no control characters, and most of what is
/// not ASCII are ideographs and their punctuation.
fn plausible(text: &str) -> bool {
    if text.chars().any(|ch| ch.is_control() && !ch.is_whitespace()) {
        return false;
    }
    let (mut known, mut all) = (0, 0);
    for ch in text.chars().filter(|ch| !ch.is_ascii()) {
        all += 1;
        let common = is_han(ch) && ch >= '\u{4e00}';
        known += usize::from(
            common || matches!(ch, '\u{2000}'..='\u{22ff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}'),
        );
    }
    known * 4 >= all * 3
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<(Cow<'_, str>, Encoding), DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut offset = 2;
    let damaged = |text: &str, offset: usize| DecodeError::Damaged {
        encoding: Encoding::Utf16.name(),
        offset,
        line: text.matches('\n').count() + 1,
    };
    for ch in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(ch) = ch else { return Err(damaged(&text, offset)) };
        if ch == '\0' {
            return Err(DecodeError::NotText { offset });
        }
        text.push(ch);
        offset += 2 * ch.len_utf16();
    }
    if !rest.is_empty() {
        return Err(damaged(&text, offset));
    }
    Ok((Cow::Owned(text), Encoding::Utf16))
}

fn damaged(encoding: &'static str, bytes: &[u8], offset: usize) -> DecodeError {
    let before = &bytes[..offset.min(bytes.len())];
    DecodeError::Damaged { encoding, offset, line: before.iter().filter(|byte| **byte == b'\n').count() + 1 }
}
