//! How a page is written in bytes: by its mark, by what its bytes can be, and last by what it says.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::base::{DecodeError, decode as decode_plain};

/// A page says how it is written near its start.
const HEAD: usize = 4096;

/// Decodes a page. What it says is asked last: pages that are saved again often say what they were before.
pub(in crate::reader) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    let error = match decode_plain(bytes) {
        Ok((text, _)) => return Ok(text),
        Err(error) => error,
    };
    let named = said(bytes).and_then(Encoding::for_label).filter(|encoding| *encoding != encoding_rs::UTF_8);
    let decoded = named.and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes));
    decoded.ok_or(error)
}

/// The name behind `charset=`.
fn said(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let key = b"charset=";
    let at = head.windows(key.len()).position(|window| window.eq_ignore_ascii_case(key))?;
    let rest = head[at + key.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    Some(&rest[..length])
}
