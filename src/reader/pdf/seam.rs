//! The rows on both sides of a page break.

use super::cut;
use super::page::{Table, TableCell};

/// How many rows at the head of a table repeat those of the table it goes on with.
pub(super) fn repeated_header(table: &Table, next: &Table) -> usize {
    let same = |(one, other): (&Vec<TableCell>, &Vec<TableCell>)| {
        one.len() == other.len()
            && one
                .iter()
                .zip(other)
                .all(|(a, b)| (a.columns, a.rows, a.covered) == (b.columns, b.rows, b.covered) && repeats(a, b))
    };
    let rows = table.rows.iter().zip(&next.rows).take_while(|pair| same(*pair)).count();
    let printed = next.rows.iter().take(rows).flatten().any(|cell| !cell.is_blank());
    // A header ends where none of its cells goes on.
    let whole = |rows: &usize| {
        let cells = next.rows.iter().take(*rows).enumerate();
        cells.flat_map(|(at, row)| row.iter().map(move |cell| at + cell.rows as usize)).all(|end| end <= *rows)
    };
    if printed { (1..=rows).rev().find(whole).unwrap_or(0) } else { 0 }
}

/// Whether a cell of a header is printed again: programs that give the header less room on later pages clip the last of
/// its lines.
fn repeats(cell: &TableCell, again: &TableCell) -> bool {
    let (first, second) = (cell.text(), again.text());
    first == second || !second.is_empty() && cell.lines.len() > again.lines.len() && first.starts_with(&second)
}

/// Spreads the cells of a table over more columns: column edge `n` becomes edge `places[n]` of `columns`.
pub(super) fn widen(table: &mut Table, places: &[usize], columns: &[i32]) {
    for row in &mut table.rows {
        let cells = std::mem::replace(row, vec![TableCell::blank(); columns.len() - 1]);
        for (at, mut cell) in cells.into_iter().enumerate() {
            let end = at + cell.columns as usize;
            let (Some(start), Some(end), Some(own_end)) = (places.get(at), places.get(end), places.get(at + 1)) else {
                continue;
            };
            let covered = cell.covered;
            for place in row.iter_mut().take((*end).max(*own_end)).skip(*start) {
                place.covered = true;
            }
            cell.columns = (end - start) as u32;
            if !covered && let Some(place) = row.get_mut(*start) {
                *place = cell;
            }
        }
    }
    table.columns = columns.to_vec();
}

/// Adds the rows of a table to the one it goes on with.
pub(super) fn sew(table: &mut Table, mut next: Table) {
    carry_labels(table, &mut next);
    if cut::is_one_row(table, &next) && !next.rows.is_empty() {
        let second = next.rows.remove(0);
        if let Some(last) = table.rows.last_mut() {
            for (cell, more) in last.iter_mut().zip(second) {
                cell.lines.extend(more.lines);
            }
        }
    }
    table.pages.1 = next.pages.1;
    table.rows.append(&mut next.rows);
}

/// The place of the cell that covers the last row of a column.
fn last_cell(table: &Table, column: usize) -> Option<(usize, usize)> {
    let high = table.rows.len();
    (0..high).rev().find_map(|row| {
        let owner = (0..=column).rev().find_map(|at| {
            let cell = table.rows.get(row)?.get(at)?;
            let reaches = at + cell.columns as usize > column && row + cell.rows as usize >= high;
            (!cell.covered && reaches).then_some((row, at))
        });
        owner.filter(|(row, at)| table.rows[*row][*at].rows as usize + row == high)
    })
}

/// A label that spans rows on both sides of the break is one cell: printed on the first page, blank on the second.
fn carry_labels(table: &mut Table, next: &mut Table) {
    let header = table.rows.first().into_iter().flatten().map(|cell| cell.rows as usize).max().unwrap_or(0);
    let Some(first) = next.rows.first() else { return };
    let blanks: Vec<(usize, u32, u32)> = (0..)
        .zip(first)
        .filter(|(_, cell)| !cell.covered && cell.is_blank())
        .map(|(column, cell)| (column, cell.columns, cell.rows))
        .collect();
    for (column, columns, rows) in blanks {
        let Some((row, at)) = last_cell(table, column) else { continue };
        let label = &mut table.rows[row][at];
        let spans = label.rows > 1 || rows > 1;
        if at == column && label.columns == columns && spans && !label.is_blank() && row >= header {
            label.rows += rows;
            for row in next.rows.iter_mut().take(rows as usize) {
                for cell in row.iter_mut().skip(column).take(columns as usize) {
                    cell.covered = true;
                    (cell.columns, cell.rows) = (1, 1);
                }
            }
        }
    }
}
