//! Folded text that remembers where each character was printed.

use crate::base::{Glyphs, Place, fold_char};

/// What stood before a character in print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// The character before it.
    #[default]
    None,
    /// The edge of a line that goes on: the same cell or sentence, wrapped.
    Wrap,
    /// Space on the line: a cell border where cells have no edges, noise inside a cell or sentence.
    Space,
    /// The edge of a line that may end a cell or go on.
    Line,
    /// The edge of a line, or of a cell, that most likely ends a cell.
    Break,
}

/// One character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Glyph {
    /// The folded character; never white space.
    pub ch: char,
    /// What stood before it.
    pub gap: Gap,
    /// Source line, from 1.
    pub line: u32,
    /// Source column in characters, from 1.
    pub column: u32,
}

/// Characters in reading order, folded, white space turned into gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// The characters.
    pub glyphs: Vec<Glyph>,
}

impl Text {
    /// Folds one printed line, whose first character stands in column `column` of source line `line`.
    pub fn from_line(printed: &str, line: u32, column: u32) -> Text {
        let mut glyphs = Vec::new();
        let mut gap = Gap::None;
        for (offset, ch) in printed.chars().enumerate() {
            let ch = fold_char(ch);
            if ch.is_whitespace() {
                gap = if glyphs.is_empty() { Gap::None } else { Gap::Space };
                continue;
            }
            glyphs.push(Glyph { ch, gap, line, column: column + offset as u32 });
            gap = Gap::None;
        }
        Text { glyphs }
    }

    /// Whether nothing is printed.
    pub fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// The characters without any space: the form in which names are compared.
    pub fn squeezed(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.ch).collect()
    }

    /// Adds another text; its first character gets `gap` before it.
    pub fn append(&mut self, other: &Text, gap: Gap) {
        let gap = if self.is_empty() { Gap::None } else { gap };
        let start = self.glyphs.len();
        self.glyphs.extend_from_slice(&other.glyphs);
        if let Some(first) = self.glyphs.get_mut(start) {
            first.gap = gap;
        }
    }

    /// A part of the text.
    pub fn slice(&self, start: usize, end: usize) -> Text {
        let mut glyphs = self.glyphs[start..end].to_vec();
        if let Some(first) = glyphs.first_mut() {
            first.gap = Gap::None;
        }
        Text { glyphs }
    }

    /// Pieces between spaces and breaks.
    pub fn tokens(&self) -> Vec<Text> {
        let mut tokens: Vec<Text> = Vec::new();
        for (index, glyph) in self.glyphs.iter().enumerate() {
            if index == 0 || glyph.gap >= Gap::Space {
                tokens.push(Text::default());
            }
            if let Some(token) = tokens.last_mut() {
                token.glyphs.push(*glyph);
            }
        }
        tokens
    }

    /// The text with single spaces where space was printed.
    pub fn readable(&self) -> String {
        let mut out = String::new();
        for glyph in &self.glyphs {
            if glyph.gap >= Gap::Space && !out.is_empty() {
                out.push(' ');
            }
            out.push(glyph.ch);
        }
        out
    }

    /// Where the text was printed. `None` when nothing is printed.
    pub fn place(&self) -> Option<Place> {
        let first = self.glyphs.first()?;
        let mut runs: Vec<Glyphs> = Vec::new();
        for glyph in &self.glyphs {
            match runs.last_mut() {
                Some(run) if run.line == glyph.line && run.end == glyph.column => run.end += 1,
                _ => runs.push(Glyphs { line: glyph.line, start: glyph.column, end: glyph.column + 1 }),
            }
        }
        Some(Place {
            filing: None,
            line: first.line,
            line_end: self.glyphs.iter().map(|glyph| glyph.line).max().unwrap_or(first.line),
            column: first.column,
            page: None,
            bbox: None,
            paragraph: None,
            cell: None,
            part: None,
            text: self.readable(),
            runs,
        })
    }

    /// Appends every maximal run of digits, with the `,` and `.` between digits.
    pub fn digit_runs(&self, runs: &mut Vec<Glyphs>) {
        let digit = |index: usize| self.glyphs.get(index).is_some_and(|glyph| glyph.ch.is_ascii_digit());
        let joined = |index: usize| self.glyphs.get(index).is_some_and(|glyph| glyph.gap == Gap::None);
        let mut at = 0;
        while at < self.glyphs.len() {
            if !digit(at) {
                at += 1;
                continue;
            }
            let start = at;
            at += 1;
            loop {
                if digit(at) && joined(at) {
                    at += 1;
                } else if self.glyphs.get(at).is_some_and(|glyph| matches!(glyph.ch, ',' | '.'))
                    && joined(at)
                    && digit(at + 1)
                    && joined(at + 1)
                {
                    at += 2;
                } else {
                    break;
                }
            }
            runs.push(Glyphs {
                line: self.glyphs[start].line,
                start: self.glyphs[start].column,
                end: self.glyphs[at - 1].column + 1,
            });
        }
    }
}
