//! Web pages in one file with what belongs to them, as spreadsheet programs save them: mail without a letter.

use std::borrow::Cow;

use crate::base::DecodeError;

/// The heads of a file are this long at most.
const HEAD: usize = 16 << 10;
/// Parts inside parts are this deep at most.
const DEEPEST: usize = 4;

/// Whether a file is such an archive.
pub(in crate::reader) fn is_archive(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(HEAD)].trim_ascii_start();
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let named = [b"mime-version:".as_slice(), b"from:", b"content-type: multipart/", b"x-document-type:"];
    let lower = head.to_ascii_lowercase();
    named.iter().any(|name| first.to_ascii_lowercase().starts_with(name))
        && lower.windows(10).any(|window| window == b"multipart/")
}

/// The pages in an archive, in their order; pages that only divide a window among others are left out.
pub(in crate::reader) fn pages(bytes: &[u8]) -> Result<Vec<String>, DecodeError> {
    let mut pages = Vec::new();
    collect(bytes, 0, &mut pages)?;
    Ok(pages)
}

fn collect(part: &[u8], depth: usize, pages: &mut Vec<String>) -> Result<(), DecodeError> {
    let (head, body) = split_head(part);
    let kind = header(&head, "content-type").unwrap_or_default();
    if kind.to_ascii_lowercase().starts_with("multipart/") && depth < DEEPEST {
        let Some(boundary) = parameter(&kind, "boundary").filter(|boundary| !boundary.is_empty()) else {
            return Ok(());
        };
        for inner in parts(body, boundary.as_bytes()) {
            collect(inner, depth + 1, pages)?;
        }
        return Ok(());
    }
    if !kind.to_ascii_lowercase().starts_with("text/html") {
        return Ok(());
    }
    let encoding = header(&head, "content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let bytes: Cow<'_, [u8]> = match encoding.trim() {
        "base64" => Cow::Owned(base64(body)),
        "quoted-printable" => Cow::Owned(quoted(body)),
        _ => Cow::Borrowed(body),
    };
    let page = super::decode(&bytes)?.into_owned();
    let lower = page.get(..page.floor_char_boundary(HEAD)).unwrap_or_default().to_ascii_lowercase();
    if !lower.contains("<frameset") {
        pages.push(page);
    }
    Ok(())
}

/// The head of a part, lines that go on joined, and its body.
fn split_head(part: &[u8]) -> (String, &[u8]) {
    let part = part.trim_ascii_start();
    let ends = [b"\r\n\r\n".as_slice(), b"\n\n"].into_iter();
    let end = ends.filter_map(|end| Some((find(&part[..part.len().min(HEAD)], end)?, end.len()))).min();
    let (head, body) = match end {
        Some((at, length)) => (&part[..at], &part[at + length..]),
        None => (&part[..0], part),
    };
    let head = String::from_utf8_lossy(head).replace("\r\n", "\n").replace("\n\t", " ").replace("\n ", " ");
    (head, body)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn header(head: &str, wanted: &str) -> Option<String> {
    let line = head
        .lines()
        .find(|line| line.split(':').next().is_some_and(|name| name.trim().eq_ignore_ascii_case(wanted)))?;
    line.split_once(':').map(|(_, value)| value.trim().to_owned())
}

fn parameter(value: &str, wanted: &str) -> Option<String> {
    let one = value.split(';').skip(1).filter_map(|one| one.split_once('='));
    let mut one = one.filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
    one.next().map(|(_, value)| value.trim().trim_matches('"').to_owned())
}

/// What stands between boundaries.
fn parts<'b>(body: &'b [u8], boundary: &[u8]) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let rest = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        if let Some(rest) = rest {
            parts.extend(start.map(|start: usize| &body[start..at]));
            start = (!rest.starts_with(b"--")).then_some(at + line.len());
        }
        at += line.len();
    }
    parts.extend(start.and_then(|start| body.get(start..)));
    parts
}

fn quoted(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        let pair = body.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match (byte, pair) {
            (b'=', Some("\r\n")) => at += 3,
            (b'=', Some(pair)) if pair.starts_with('\n') => at += 2,
            (b'=', Some(pair)) => match u8::from_str_radix(pair, 16) {
                Ok(byte) => {
                    out.push(byte);
                    at += 3;
                }
                Err(_) => {
                    out.push(b'=');
                    at += 1;
                }
            },
            (byte, _) => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}
