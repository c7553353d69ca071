//! Text → numbered lines.

use crate::reader::{Excess, Limits, ReadError};

/// One line of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    /// Its number, from 1.
    pub(super) number: u32,
    /// Its characters without the line end.
    pub(super) text: &'a str,
}

impl Source<'_> {
    /// Whether nothing is printed on it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(is_space)
    }
}

/// Whether a character prints nothing.
pub(in crate::reader) fn is_space(ch: char) -> bool {
    ch.is_control() || crate::base::fold_char(ch).is_whitespace()
}

/// Splits text at line ends: `\n`, `\r\n`, or `\r` where the file has no `\n`.
pub(super) fn split<'a>(name: &str, text: &'a str, limits: &Limits) -> Result<Vec<Source<'a>>, ReadError> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let excess = |what, limit, line| Err(ReadError::too_large(name, what, limit, Some(line)));
    let mut lines = Vec::new();
    let (mut characters, mut cells) = (0, 0);
    let body = text.strip_suffix(end).unwrap_or(text);
    for (index, line) in body.split(end).enumerate() {
        let (Ok(number), true) = (u32::try_from(index + 1), index < limits.lines) else {
            return excess(Excess::Lines, limits.lines, index + 1);
        };
        let line = line.strip_suffix('\r').unwrap_or(line);
        let length = line.chars().count();
        if length > limits.line_length || u32::try_from(length + 1).is_err() {
            return excess(Excess::LineLength, limits.line_length, index + 1);
        }
        characters += length;
        if characters > limits.characters {
            return excess(Excess::Characters, limits.characters, index + 1);
        }
        cells += match line.bytes().filter(|byte| *byte == b'\t').count() {
            0 => 0,
            tabs => tabs + 1,
        };
        if cells > limits.cells {
            return excess(Excess::Cells, limits.cells, index + 1);
        }
        lines.push(Source { number, text: line });
    }
    Ok(lines)
}
