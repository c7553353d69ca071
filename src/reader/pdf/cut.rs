//! Rows that a page break cuts in two.

use super::geometry::POINT;
use super::page::{Table, TableCell};

/// A column that says which row it is has text in this many of the rows, in percent.
const KEY: usize = 80;
/// So many rows tell what a table's rows are like.
const SAMPLE: usize = 400;
/// The room between the text of a cell and its edge is no more than this, in thousandths of a point.
const MARGIN: i32 = 6 * POINT;

/// Whether the break cuts a row in two. No column then has a number on both sides; and what says which row it is stands
/// on one side only, or the second side is only the rest of words that the first had no room for.
pub(super) fn is_one_row(table: &Table, next: &Table) -> bool {
    let (Some(above), Some(below)) = (table.rows.last(), next.rows.first()) else { return false };
    let single = |row: &[TableCell]| row.iter().all(|cell| cell.rows == 1);
    let blank = |row: &[TableCell]| row.iter().all(TableCell::is_blank);
    let spans = |row: &[TableCell]| row.iter().map(|cell| cell.columns).collect::<Vec<_>>();
    if !single(above) || !single(below) || blank(above) || blank(below) || spans(above) != spans(below) {
        return false;
    }
    let clash = above.iter().zip(below).any(|(one, other)| is_number(one) && is_number(other));
    let missing = |row: &[TableCell], key: usize| row.get(key).is_some_and(|cell| cell.is_blank() && !cell.covered);
    let parted = || key(table).is_some_and(|key| missing(above, key) != missing(below, key));
    !clash && (parted() || is_rest(table, next))
}

/// Whether the first row behind the break is the rest of the last one before it: all of its cells go on cells whose lines
/// are full, fewer than that row has, and no other row of the table has text in just these columns.
fn is_rest(table: &Table, next: &Table) -> bool {
    let (Some(above), Some(below)) = (table.rows.last(), next.rows.first()) else { return false };
    let printed = |row: &[TableCell]| row.iter().map(|cell| !cell.is_blank()).collect::<Vec<_>>();
    let (ours, kind) = (printed(above), printed(below));
    let count = |kind: &[bool]| kind.iter().filter(|printed| **printed).count();
    let goes_on = (0..).zip(above.iter().zip(below)).all(|(at, (cell, rest))| {
        rest.is_blank() || !is_number(cell) && !is_number(rest) && is_full(table, at, cell, rest)
    });
    let others = || table.rows.iter().rev().take(SAMPLE).chain(next.rows.iter().skip(1).take(SAMPLE));
    goes_on && count(&kind) < count(&ours) && !others().any(|row| printed(row) == kind)
}

/// Whether the last line of a cell has no room for what its rest begins with.
fn is_full(table: &Table, at: usize, cell: &TableCell, rest: &TableCell) -> bool {
    let (Some(left), Some(right)) = (table.columns.get(at), table.columns.get(at + cell.columns as usize)) else {
        return false;
    };
    let (Some(line), Some(first)) = (cell.lines.last(), rest.lines.first().and_then(|line| line.marks.first())) else {
        return false;
    };
    right - left - line.area().width() < first.em() + 2 * MARGIN
}

/// The first column that has text in nearly every row.
fn key(table: &Table) -> Option<usize> {
    let rows = table.rows.iter().take(SAMPLE);
    let printed: Vec<&Vec<TableCell>> = rows.filter(|row| row.iter().any(|cell| !cell.is_blank())).collect();
    let filled = |column: usize| {
        printed.iter().filter(|row| row.get(column).is_some_and(|cell| !cell.is_blank() || cell.covered)).count()
    };
    (0..table.columns.len().saturating_sub(1)).find(|column| filled(*column) * 100 >= printed.len() * KEY)
}

fn is_number(cell: &TableCell) -> bool {
    let text = cell.text();
    text.chars().any(|ch| ch.is_ascii_digit())
        && text.chars().all(|ch| ch.is_ascii_digit() || matches!(ch, ',' | '.' | '-' | '+' | '%' | '(' | ')'))
}
