//! One page: what is in tables, and the lines around them.

use super::columns;
use super::geometry::Area;
use super::glyphs::{Mark, without_doubles};
use super::lattice::Lattice;
use super::lines::{PrintedLine, lines};
use super::rulings::{Segment, frames};

/// The most places the tables of one page have.
const PLACES: usize = 20_000;

/// Something on a page, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Line(PrintedLine),
    Table(Table),
}

impl Piece {
    pub(super) fn area(&self) -> Area {
        match self {
            Piece::Line(line) => line.area(),
            Piece::Table(table) => table.area,
        }
    }

    /// The page it starts on, from 0.
    pub(super) fn page(&self) -> usize {
        match self {
            Piece::Line(line) => line.page,
            Piece::Table(table) => table.pages.0,
        }
    }
}

/// A table on one page, or over several when it was stitched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// The first and last page, from 0.
    pub(super) pages: (usize, usize),
    /// Its room on the first page.
    pub(super) area: Area,
    /// Edges of its columns, from the left.
    pub(super) columns: Vec<i32>,
    /// As many cells in each row as there are columns; a cell that spans several stands at the first.
    pub(super) rows: Vec<Vec<TableCell>>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableCell {
    pub(super) lines: Vec<PrintedLine>,
    pub(super) columns: u32,
    pub(super) rows: u32,
    /// Whether a cell that spans several places covers this one.
    pub(super) covered: bool,
}

impl TableCell {
    pub(super) fn blank() -> TableCell {
        TableCell { lines: Vec::new(), columns: 1, rows: 1, covered: false }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.lines.is_empty()
    }

    pub(super) fn text(&self) -> String {
        self.lines.iter().map(PrintedLine::text).collect()
    }
}

/// Reads what a page holds, in reading order: from the top.
pub(super) fn pieces(page: usize, marks: Vec<Mark>, segments: Vec<Segment>) -> Vec<Piece> {
    let marks = without_doubles(marks);
    let mut room = PLACES;
    let mut lattices: Vec<Lattice> = Vec::new();
    for frame in frames(segments) {
        let Some(lattice) = Lattice::of(&frame, room) else { continue };
        // One column is a box around text, not a table.
        if lattice.wide() >= 2 {
            room -= (lattice.wide() * lattice.high()).min(room);
            lattices.push(lattice);
        }
    }
    // The smallest first: a table inside a cell of another has its own characters.
    lattices.sort_by_key(|lattice| lattice.area().size());
    let mut inside: Vec<Vec<Vec<Mark>>> =
        lattices.iter().map(|lattice| vec![Vec::new(); lattice.cells.len()]).collect();
    let mut outside = Vec::new();
    for mark in marks {
        let centre = mark.area.centre();
        let home = lattices.iter().zip(&mut inside).find_map(|(lattice, cells)| {
            let cell = lattice.cell_at(centre)?;
            cells.get_mut(cell)
        });
        match home {
            Some(cell) => cell.push(mark),
            None => outside.push(mark),
        }
    }
    let mut pieces: Vec<Piece> = lines(page, outside).into_iter().map(Piece::Line).collect();
    for (lattice, cells) in lattices.iter().zip(inside) {
        pieces.extend(table(page, lattice, cells));
    }
    pieces.retain(|piece| !matches!(piece, Piece::Line(line) if line.marks.is_empty()));
    pieces.sort_by_key(|piece| (piece.area().top, piece.area().left));
    columns::tables(pieces)
}

/// A table with its characters, and lines for what stands in cells as wide as the table above and below its rows.
fn table(page: usize, lattice: &Lattice, cells: Vec<Vec<Mark>>) -> Vec<Piece> {
    let mut rows = vec![vec![TableCell::blank(); lattice.wide()]; lattice.high()];
    for (span, marks) in lattice.cells.iter().zip(cells) {
        for row in rows.iter_mut().skip(span.row).take(span.rows) {
            for cell in row.iter_mut().skip(span.column).take(span.columns) {
                cell.covered = true;
            }
        }
        let mut lines = lines(page, marks);
        lines.retain(|line| !line.marks.is_empty());
        let cell = TableCell { lines, columns: span.columns as u32, rows: span.rows as u32, covered: false };
        if let Some(place) = rows.get_mut(span.row).and_then(|row| row.get_mut(span.column)) {
            *place = cell;
        }
    }
    let wide =
        |row: &Vec<TableCell>| row.first().is_some_and(|cell| cell.columns as usize == row.len() && cell.rows == 1);
    let above = rows.iter().take_while(|row| wide(row)).count();
    let below = rows[above..].iter().rev().take_while(|row| wide(row)).count();
    let after = rows.split_off(rows.len() - below);
    let body = rows.split_off(above);
    let loose = |rows: Vec<Vec<TableCell>>| -> Vec<Piece> {
        rows.into_iter().flatten().flat_map(|cell| cell.lines).map(Piece::Line).collect()
    };
    let mut pieces = loose(rows);
    pieces.extend(loose(after));
    let edges = (lattice.rows.get(above), lattice.rows.get(lattice.high() - below));
    if let (false, (Some(top), Some(bottom))) = (body.iter().flatten().all(TableCell::is_blank), edges) {
        let area = Area { top: *top, bottom: *bottom, ..lattice.area() };
        pieces.push(Piece::Table(Table { pages: (page, page), area, columns: lattice.columns.clone(), rows: body }));
    }
    pieces
}
