//! What all formats share that have paragraphs and tables of cells: a document is built block by block, each paragraph and
//! each cell a line of its own, and every piece is counted against the limits.

mod split;
mod table;

use std::sync::Arc;

use super::joint;
use super::text::is_space;
use super::{Excess, Limits, ReadError};
use crate::base::{CellName, fold_char};
use crate::document::{Block, Cell, Document, Gap, Glyph, Grid, Hidden, Line, Origin, Text};
pub(super) use table::{Overfull, Place, Placer, Table};

/// A document under construction.
pub(super) struct Flow<'a> {
    name: &'a str,
    limits: &'a Limits,
    document: Document,
    characters: usize,
    cells: usize,
    paragraphs: u32,
    tables: u32,
    /// Whether empty space was met since the last block.
    space: bool,
}

impl<'a> Flow<'a> {
    /// An empty document, called by a name.
    pub(super) fn new(name: &'a str, limits: &'a Limits) -> Flow<'a> {
        let document = Document { name: name.to_owned(), ..Document::default() };
        Flow { name, limits, document, characters: 0, cells: 0, paragraphs: 0, tables: 0, space: false }
    }

    /// What was built; an error when nothing is printed.
    pub(super) fn finish(self) -> Result<Document, ReadError> {
        if self.document.blocks.is_empty() {
            return Err(ReadError::Empty { name: self.name.to_owned() });
        }
        Ok(self.document)
    }

    /// An empty table whose places count against the limits.
    pub(super) fn placer(&self) -> Placer {
        Placer::new(self.limits.cells.saturating_sub(self.cells))
    }

    /// A paragraph; `\n` breaks its lines. A line goes on the one before it where that one stops inside a sentence.
    pub(super) fn paragraph(&mut self, printed: &str) -> Result<(), ReadError> {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let mut first = true;
        for line in printed.split('\n') {
            let origin = Origin { paragraph: Some(self.paragraphs), ..Origin::default() };
            let text = self.text(line, origin)?;
            if text.is_empty() {
                self.space = true;
                continue;
            }
            let indented = line.chars().next().is_some_and(is_space);
            let before = self.document.blocks.last();
            let continues =
                !first && !indented && matches!(before, Some(Block::Line(line)) if goes_on(&line.text, &text));
            self.line(text, continues);
            first = false;
        }
        Ok(())
    }

    /// A table that nobody named.
    pub(super) fn table(&mut self, table: Table) -> Result<(), ReadError> {
        self.tables = self.tables.saturating_add(1);
        self.put(table, None, self.tables)
    }

    /// A sheet by its name and number.
    pub(super) fn sheet(&mut self, table: Table, sheet: &str, number: u32) -> Result<(), ReadError> {
        self.put(table, Some(Arc::from(sheet)), number)
    }

    /// The lines and grids that a table turns out to be.
    fn put(&mut self, table: Table, sheet: Option<Arc<str>>, number: u32) -> Result<(), ReadError> {
        self.cells += table.places();
        if self.cells > self.limits.cells {
            return Err(self.excess(Excess::Cells, self.limits.cells));
        }
        let mut rows = Vec::with_capacity(table.rows.len());
        for places in table.rows {
            let mut row = Vec::with_capacity(places.len());
            for place in places {
                let mut cell = Cell { text: Text::default(), columns: place.columns, rows: place.rows };
                if !place.text.is_empty() {
                    let name = CellName { sheet: sheet.clone(), table: number, row: place.at.0, column: place.at.1 };
                    cell.text = self.text(&place.text, Origin { cell: Some(name), ..Origin::default() })?;
                }
                row.push(cell);
            }
            rows.push(row);
        }
        for piece in split::pieces(rows) {
            match piece {
                split::Piece::Space => self.space = true,
                split::Piece::Line(text) => self.line(text, false),
                split::Piece::Rows(rows) => {
                    self.document.blocks.push(Block::Grid(Grid { rows, spans: true }));
                    self.space = false;
                }
            }
        }
        self.space = true;
        Ok(())
    }

    /// A sheet that is hidden, or one with so many printed cells that are hidden.
    pub(super) fn hide(&mut self, sheet: &str, cells: Option<usize>) {
        self.document.origins.hidden.push(Hidden { sheet: sheet.to_owned(), cells, part: None });
    }

    fn line(&mut self, text: Text, continues: bool) {
        let space_before = std::mem::take(&mut self.space) && !continues;
        self.document.blocks.push(Block::Line(Line { text, continues, space_before }));
    }

    /// Gives printed characters a line of their own; `\n` in it wraps.
    fn text(&mut self, printed: &str, origin: Origin) -> Result<Text, ReadError> {
        let mut text = Text::default();
        if printed.chars().all(is_space) {
            return Ok(text);
        }
        let length = printed.chars().count();
        self.characters += length;
        let number = self.document.origins.lines.len() + 1;
        let limits = self.limits;
        if length > limits.line_length {
            return Err(self.excess(Excess::LineLength, limits.line_length));
        }
        if self.characters > limits.characters {
            return Err(self.excess(Excess::Characters, limits.characters));
        }
        let line = match u32::try_from(number) {
            Ok(line) if number <= limits.lines.max(limits.cells) => line,
            _ => return Err(self.excess(Excess::Lines, limits.lines.max(limits.cells))),
        };
        self.document.origins.lines.push(origin);
        let mut gap = Gap::None;
        for (column, ch) in (1..).zip(printed.chars()) {
            if is_space(ch) {
                gap = match (text.is_empty(), ch) {
                    (true, _) => Gap::None,
                    (false, '\n') => Gap::Wrap,
                    (false, _) => gap.max(Gap::Space),
                };
                continue;
            }
            text.glyphs.push(Glyph { ch: fold_char(ch), gap, line, column });
            gap = Gap::None;
        }
        Ok(text)
    }

    /// The error of a table with too many places.
    pub(super) fn too_many_cells(&self) -> ReadError {
        self.excess(Excess::Cells, self.limits.cells)
    }

    fn excess(&self, what: Excess, limit: usize) -> ReadError {
        ReadError::too_large(self.name, what, limit, None)
    }
}

/// Whether a line that was broken by hand goes on in the next.
fn goes_on(previous: &Text, text: &Text) -> bool {
    if joint::enumerator(text).is_some() || joint::ends_sentence(previous) {
        return false;
    }
    joint::ends_with_comma(previous) || joint::begins_inside(text) && joint::is_running(previous)
}
