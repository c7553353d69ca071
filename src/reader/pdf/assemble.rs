//! Pieces of pages → [`Document`], with the place of every character.

use super::geometry::View;
use super::lines::PrintedLine;
use super::page::{Piece, Table, TableCell};
use super::paragraphs::{Column, Joints};
use crate::document::{Block, Cell, Document, Gap, Glyph, Grid, Line, Origin, Origins, Page, Text};
use crate::reader::{Excess, Limits, ReadError};

/// Puts a document together.
pub(super) fn document(
    name: &str,
    pieces: &[Piece],
    views: &[View],
    pages: Vec<Page>,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let cells: usize = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Line(_) => 0,
            Piece::Table(table) => table.rows.len() * table.columns.len(),
        })
        .sum();
    if cells > limits.cells {
        return Err(ReadError::too_large(name, Excess::Cells, limits.cells, None));
    }
    let joints = Joints::of(pieces, &Column::of(pieces, views));
    let mut places = Places { views, origins: Origins { pages, ..Origins::default() } };
    let mut blocks = Vec::with_capacity(pieces.len());
    for (piece, joint) in pieces.iter().zip(joints.all) {
        blocks.push(match piece {
            Piece::Line(line) => Block::Line(Line {
                text: places.text(line),
                continues: joint.continues,
                space_before: joint.space_before,
            }),
            Piece::Table(table) => Block::Grid(places.grid(table)),
        });
    }
    let origins = places.origins;
    if origins.lines.len() > limits.lines {
        return Err(ReadError::too_large(name, Excess::Lines, limits.lines, None));
    }
    if blocks.is_empty() {
        return Err(ReadError::Empty { name: name.to_owned() });
    }
    Ok(Document { name: name.to_owned(), blocks, origins })
}

/// The places of the lines so far.
struct Places<'a> {
    views: &'a [View],
    origins: Origins,
}

impl Places<'_> {
    /// One printed line, which gets the next number.
    fn text(&mut self, printed: &PrintedLine) -> Text {
        let view = self.views.get(printed.page).copied().unwrap_or_default();
        let boxes = printed.marks.iter().map(|mark| view.seen(mark.area));
        let boxes = boxes.map(|area| [area.left, area.top, area.right, area.bottom]).collect();
        let page = u32::try_from(printed.page + 1).ok();
        self.origins.lines.push(Origin { page, boxes, ..Origin::default() });
        let line = u32::try_from(self.origins.lines.len()).unwrap_or(u32::MAX);
        let marks = (1..).zip(&printed.marks).zip(&printed.gaps);
        Text { glyphs: marks.map(|((column, mark), gap)| Glyph { ch: mark.ch, gap: *gap, line, column }).collect() }
    }

    fn grid(&mut self, table: &Table) -> Grid {
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.cell(cell)).collect());
        Grid { rows: rows.collect(), spans: true }
    }

    /// A cell: a word or number that is wrapped in it is one.
    fn cell(&mut self, cell: &TableCell) -> Cell {
        let mut whole = Text::default();
        for line in &cell.lines {
            whole.append(&self.text(line), Gap::Wrap);
        }
        Cell { text: whole, columns: cell.columns, rows: cell.rows }
    }
}
