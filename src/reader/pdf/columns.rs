//! Tables without ruling lines, or with lines across only: columns by where words and numbers stand.
//!
//! Only what cannot be anything else is taken for a table: a line of headers, and under it at least three lines with
//! numbers that end under one another in at least two columns.

use super::geometry::{Area, POINT};
use super::lines::PrintedLine;
use super::page::{Piece, Table, TableCell};
use crate::document::Gap;

/// Numbers of one column end within this distance of one another, in thousandths of a point.
const ALIGNED: i32 = 3 * POINT;
/// The fewest lines of numbers, and the fewest columns of them.
const ROWS: usize = 3;
const NUMBERS: usize = 2;
/// Words farther apart than this share of their height, in percent, stand in different columns.
const APART: i32 = 80;
/// Lines of a table are no farther apart than this share of their height, in percent.
const LEADING: i32 = 350;

/// Makes tables of the lines that form some.
pub(super) fn tables(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        match table_at(&pieces[at..]) {
            Some((table, length)) => {
                out.push(Piece::Table(table));
                at += length;
            }
            None => {
                out.extend(pieces.get(at).cloned());
                at += 1;
            }
        }
    }
    out
}

/// The table whose header is the first of some pieces, and how many pieces it takes.
fn table_at(pieces: &[Piece]) -> Option<(Table, usize)> {
    let Some(Piece::Line(header)) = pieces.first() else { return None };
    let titles = parts(header);
    if titles.len() <= NUMBERS || titles.iter().any(is_number) {
        return None;
    }
    let mut rows = vec![header.clone()];
    for piece in &pieces[1..] {
        let Piece::Line(line) = piece else { break };
        let far = rows.last().is_none_or(|above| {
            let apart = line.area().centre().1 - above.area().centre().1;
            i64::from(apart) * 100 > i64::from(line.size()) * i64::from(LEADING)
        });
        if far || !parts(line).iter().any(is_number) {
            break;
        }
        rows.push(line.clone());
    }
    let centres: Vec<i32> = titles.iter().map(|title| title.area().centre().0).collect();
    let mut cells = vec![titles];
    for row in &rows[1..] {
        let Some(placed) = placed(parts(row), &cells[0], &centres) else { break };
        cells.push(placed);
    }
    let length = cells.len();
    if !aligned(&cells) {
        return None;
    }
    let area = Area::around(rows.iter().take(length).map(PrintedLine::area))?;
    let inner = cells[0].windows(2).map(|pair| pair[1].area().left);
    let columns = std::iter::once(area.left).chain(inner).chain([area.right]).collect();
    let rows = cells.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    Some((Table { pages: (header.page, header.page), area, columns, rows }, length))
}

fn cell(line: PrintedLine) -> TableCell {
    let lines = if line.marks.is_empty() { Vec::new() } else { vec![line] };
    TableCell { lines, ..TableCell::blank() }
}

/// The parts of a row by the headers they stand under; none when two stand under one.
fn placed(parts: Vec<PrintedLine>, titles: &[PrintedLine], centres: &[i32]) -> Option<Vec<PrintedLine>> {
    let mut row = vec![PrintedLine { page: titles.first()?.page, ..PrintedLine::default() }; titles.len()];
    for part in parts {
        let area = part.area();
        let column = if is_number(&part) {
            // Numbers are set to the right, headers to the middle: a number ends behind the middle of its own.
            centres.partition_point(|centre| *centre <= area.right).checked_sub(1)?
        } else {
            // Words are set to the left or the middle: they begin before the next header does.
            titles.partition_point(|title| title.area().left <= area.left + ALIGNED).max(1) - 1
        };
        let place = row.get_mut(column).filter(|place| place.marks.is_empty())?;
        *place = part;
    }
    Some(row)
}

/// Whether numbers end under one another in enough lines and columns.
fn aligned(cells: &[Vec<PrintedLine>]) -> bool {
    let wide = cells.first().map_or(0, Vec::len);
    let column = |at: usize| {
        let ends: Vec<i32> = cells[1..]
            .iter()
            .filter_map(|row| row.get(at))
            .filter(|cell| is_number(cell))
            .map(|cell| cell.area().right)
            .collect();
        let Some(first) = ends.first() else { return false };
        ends.len() >= ROWS && ends.iter().all(|end| (end - first).abs() <= ALIGNED)
    };
    (0..wide).filter(|at| column(*at)).count() >= NUMBERS
}

/// The parts of a line that stand apart.
fn parts(line: &PrintedLine) -> Vec<PrintedLine> {
    let mut parts: Vec<PrintedLine> = Vec::new();
    for (mark, gap) in line.marks.iter().zip(&line.gaps) {
        let last = parts.last().and_then(|part| part.marks.last());
        let apart = last.is_none_or(|last| {
            let room = i64::from(mark.area.left - last.area.right) * 100;
            room > i64::from(mark.em().min(last.em())) * i64::from(APART)
        });
        if apart {
            parts.push(PrintedLine { page: line.page, ..PrintedLine::default() });
        }
        if let Some(part) = parts.last_mut() {
            part.gaps.push(if part.marks.is_empty() { Gap::None } else { *gap });
            part.marks.push(*mark);
        }
    }
    parts
}

fn is_number(line: &PrintedLine) -> bool {
    let figure = |ch: char| ch.is_ascii_digit() || matches!(ch, ',' | '.' | '-' | '+' | '%');
    line.marks.iter().any(|mark| mark.ch.is_ascii_digit()) && line.marks.iter().all(|mark| figure(mark.ch))
}
