//! Characters of the source → lines that know where they stand.

use std::ops::Range;

use crate::base::fold_char;
use crate::document::{Block, Gap, Glyph, Line, Text};
use crate::reader::text::is_space;

/// Writes lines.
#[derive(Default)]
pub(super) struct Writer<'m> {
    source: &'m str,
    /// Where the lines of the source begin.
    starts: Vec<usize>,
    pub(super) blocks: Vec<Block>,
    text: Text,
    gap: Gap,
    /// Whether the next line goes on the paragraph.
    continues: bool,
    /// Whether a paragraph has just ended.
    space: bool,
    /// Whether text goes to a cell.
    pub(super) in_cell: bool,
    /// The place counted last: an offset with its line and column.
    last: (usize, u32, u32),
}

impl<'m> Writer<'m> {
    pub(super) fn new(source: &'m str) -> Writer<'m> {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Writer { source, starts, ..Writer::default() }
    }

    /// Line and column of an offset, from 1.
    fn place(&mut self, offset: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let number = u32::try_from(line).unwrap_or(u32::MAX);
        let (from, counted) = match self.last {
            (at, known, column) if known == number && (start..=offset).contains(&at) => (at, column),
            _ => (start, 1),
        };
        let more = self.source.get(from..offset).map_or(0, |passed| passed.chars().count());
        let column = counted.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.last = (offset, number, column);
        (number, column)
    }

    /// Writes words that stand in a range of the source.
    pub(super) fn write(&mut self, words: &str, range: Range<usize>) {
        let exact = self.source.get(range.clone()) == Some(words);
        // What stands for another character, such as `&amp;`, takes the places of the source one after the other.
        let places: Vec<usize> = match self.source.get(range.clone()) {
            Some(source) => source.char_indices().map(|(at, _)| range.start + at).collect(),
            None => vec![range.start],
        };
        for (index, (at, ch)) in words.char_indices().enumerate() {
            if ch == '\n' {
                self.end_line(false);
                continue;
            }
            if is_space(ch) {
                self.space();
                continue;
            }
            let offset = if exact { range.start + at } else { places[index.min(places.len().saturating_sub(1))] };
            let (line, column) = self.place(offset);
            self.text.glyphs.push(Glyph { ch: fold_char(ch), gap: std::mem::take(&mut self.gap), line, column });
        }
    }

    /// Writes the number of an item that begins at an offset; a bullet is not written.
    pub(super) fn number(&mut self, offset: usize) {
        let rest = self.source.get(offset..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && digits < 10 {
            self.write(&rest[..=digits], offset..offset + digits + 1);
            self.space();
        }
    }

    /// Space.
    pub(super) fn space(&mut self) {
        self.gap = if self.text.is_empty() { Gap::None } else { self.gap.max(Gap::Space) };
    }

    /// The end of a line of the source inside a paragraph.
    pub(super) fn soft_break(&mut self) {
        self.end_line(true);
    }

    /// The end of a line that is meant.
    pub(super) fn hard_break(&mut self) {
        self.end_line(false);
    }

    fn end_line(&mut self, continues: bool) {
        if self.in_cell {
            self.gap = if self.text.is_empty() { Gap::None } else { Gap::Wrap };
            return;
        }
        let text = self.take();
        if text.is_empty() {
            return;
        }
        let continues_before = std::mem::replace(&mut self.continues, continues);
        let space_before = std::mem::take(&mut self.space) && !continues_before;
        self.blocks.push(Block::Line(Line { text, continues: continues_before, space_before }));
    }

    /// The end of a paragraph.
    pub(super) fn end_paragraph(&mut self) {
        if self.in_cell {
            return;
        }
        self.end_line(false);
        self.continues = false;
        self.space = true;
    }

    /// What was written since the last time.
    pub(super) fn take(&mut self) -> Text {
        self.gap = Gap::None;
        std::mem::take(&mut self.text)
    }
}
