//! Documents one after the other → one document whose lines are numbered on.

use std::sync::Arc;

use crate::document::{Block, Document, Hidden, Origin, Page, Text};
use crate::reader::{Excess, Limits, ReadError, one};

/// Documents joined so far.
pub(super) struct Join<'j> {
    document: Document,
    limits: &'j Limits,
    /// What may still be read.
    left: Limits,
}

impl<'j> Join<'j> {
    pub(super) fn new(name: &str, limits: &'j Limits) -> Join<'j> {
        let document = Document { name: name.to_owned(), ..Document::default() };
        Join { document, limits, left: *limits }
    }

    /// Reads a file and adds it; pictures are passed over.
    pub(super) fn add(&mut self, part: &str, bytes: &[u8], nesting: usize) -> Result<(), ReadError> {
        if super::is_picture(bytes) {
            return Ok(());
        }
        let called = format!("{}/{part}", self.document.name);
        let document = one(&called, bytes, &self.left, nesting + 1)?;
        self.spend(&called, bytes.len(), &document)?;
        self.append(part, document);
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Document, ReadError> {
        if self.document.blocks.is_empty() {
            return Err(ReadError::NoFiling { name: self.document.name });
        }
        Ok(self.document)
    }

    /// Counts what a file took; what all of them may take is the limit of one.
    fn spend(&mut self, name: &str, bytes: usize, document: &Document) -> Result<(), ReadError> {
        let (mut characters, mut cells) = (0, 0);
        for block in &document.blocks {
            match block {
                Block::Line(line) => characters += line.text.len(),
                Block::Grid(grid) => {
                    cells += grid.rows.iter().map(Vec::len).sum::<usize>();
                    characters += grid.rows.iter().flatten().map(|cell| cell.text.len()).sum::<usize>();
                }
            }
        }
        let limits = self.limits;
        let spent = [
            (&mut self.left.characters, characters, Excess::Characters, limits.characters),
            (&mut self.left.cells, cells, Excess::Cells, limits.cells),
            (&mut self.left.unpacked, bytes, Excess::Unpacked, limits.unpacked),
        ];
        for (left, taken, what, limit) in spent {
            *left = left.checked_sub(taken).ok_or_else(|| ReadError::too_large(name, what, limit, None))?;
        }
        Ok(())
    }

    fn append(&mut self, part: &str, document: Document) {
        let part: Arc<str> = Arc::from(part);
        let inside = |inner: Option<Arc<str>>| {
            Some(inner.map_or_else(|| Arc::clone(&part), |inner| Arc::from(format!("{part}/{inner}"))))
        };
        let lines = &mut self.document.origins.lines;
        let before = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let pages = u32::try_from(self.document.origins.pages.len()).unwrap_or(u32::MAX);
        let mut blocks = document.blocks;
        let mut last = u32::try_from(document.origins.lines.len()).unwrap_or(u32::MAX);
        let is_plain = last == 0;
        for text in blocks.iter_mut().flat_map(texts) {
            for glyph in &mut text.glyphs {
                last = last.max(glyph.line);
                glyph.line = glyph.line.saturating_add(before);
            }
        }
        let mut origins = document.origins.lines;
        origins.resize(last as usize, Origin::default());
        for (number, mut origin) in (1..).zip(origins) {
            origin.part = inside(origin.part);
            origin.page = origin.page.map(|page| page.saturating_add(pages));
            if is_plain {
                // The lines of a text are numbered in its own file.
                origin.paragraph = Some(number);
            }
            lines.push(origin);
        }
        let pages = document.origins.pages.into_iter().map(|page| Page { part: inside(page.part.clone()), ..page });
        self.document.origins.pages.extend(pages);
        let hidden =
            document.origins.hidden.into_iter().map(|hidden| Hidden { part: inside(hidden.part.clone()), ..hidden });
        self.document.origins.hidden.extend(hidden);
        self.document.blocks.append(&mut blocks);
    }
}

fn texts(block: &mut Block) -> Vec<&mut Text> {
    match block {
        Block::Line(line) => vec![&mut line.text],
        Block::Grid(grid) => grid.rows.iter_mut().flatten().map(|cell| &mut cell.text).collect(),
    }
}
