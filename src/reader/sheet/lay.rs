//! Filled cells and merged ranges of a sheet → a table. Nothing is laid out but what is filled: a sheet may be a million rows
//! deep and hold three figures.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::reader::flow::{Overfull, Place, Table};
use crate::reader::{Excess, Limits, ReadError};

/// Rows and columns of the largest sheet.
const ROWS: u32 = 1_048_576;
const COLUMNS: usize = 16_384;

/// What is displayed on a sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) filled: Vec<Filled>,
    pub(super) merged: Vec<Range>,
    /// First and last of columns that are hidden.
    pub(super) hidden: Vec<(u32, u32)>,
    /// Rows that are hidden.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// Characters of all cells, in bytes.
    length: usize,
}

impl Sheet {
    /// Fills the cell in a row and column, unless the text prints nothing or the sheet ends before.
    pub(super) fn fill(
        &mut self,
        (row, column): (u32, u32),
        text: Rc<str>,
        name: &str,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        let inside = (1..=ROWS).contains(&row) && (1..=COLUMNS as u32).contains(&column);
        if !inside || text.trim().is_empty() {
            return Ok(());
        }
        self.length += text.len();
        if self.length / 3 > limits.characters {
            return Err(ReadError::too_large(name, Excess::Characters, limits.characters, None));
        }
        if self.filled.len() >= limits.cells {
            return Err(ReadError::too_large(name, Excess::Cells, limits.cells, None));
        }
        self.filled.push(Filled { row, column, text });
        Ok(())
    }

    /// Drops what stands in hidden rows and columns; how many cells.
    pub(super) fn drop_hidden(&mut self) -> usize {
        let columns = hidden_columns(&self.hidden);
        let all = self.filled.len();
        let rows = &self.hidden_rows;
        self.filled.retain(|cell| {
            let hidden = columns.get(cell.column as usize).is_some_and(|hidden| *hidden);
            !hidden && !rows.contains(&cell.row)
        });
        all - self.filled.len()
    }
}

/// A cell in which something is displayed.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) text: Rc<str>,
}

/// Cells that are one: row and column of the first and the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

/// Lays a sheet out in at most so many places. Rows that are blank are one blank row, columns that are blank are none.
pub(super) fn out(sheet: Sheet, most: usize) -> Result<Table, Overfull> {
    let Sheet { filled, merged, .. } = sheet;
    let rows = distinct(filled.iter().map(|cell| cell.row));
    let columns = distinct(filled.iter().map(|cell| cell.column));
    let mut lines = Vec::with_capacity(rows.len());
    let mut above: Option<u32> = None;
    for row in rows {
        match above {
            Some(above) if above + 1 < row => lines.push(above + 1),
            _ => {}
        }
        lines.push(row);
        above = Some(row);
    }
    if lines.len().checked_mul(columns.len()).is_none_or(|places| places > most) {
        return Err(Overfull);
    }
    let blank = |row: u32, column: u32| Place { columns: 1, rows: 1, at: (row, column), ..Place::default() };
    let mut table: Vec<Vec<Place>> =
        lines.iter().map(|row| columns.iter().map(|column| blank(*row, *column)).collect()).collect();
    let from = |list: &[u32], number: u32| list.partition_point(|known| *known < number);
    for cell in filled {
        table[from(&lines, cell.row)][from(&columns, cell.column)].text = cell.text.to_string();
    }
    for Range { first, last } in merged {
        let (top, left) = (from(&lines, first.0), from(&columns, first.1));
        let bottom = from(&lines, last.0.saturating_add(1));
        let right = from(&columns, last.1.saturating_add(1));
        if lines.get(top) == Some(&first.0) && columns.get(left) == Some(&first.1) {
            let place = &mut table[top][left];
            place.rows = u32::try_from(bottom.saturating_sub(top)).unwrap_or(1).max(1);
            place.columns = u32::try_from(right.saturating_sub(left)).unwrap_or(1).max(1);
        }
    }
    Ok(Table { rows: table })
}

/// By column whether it is hidden.
fn hidden_columns(ranges: &[(u32, u32)]) -> Vec<bool> {
    let mut changes = vec![0_i64; COLUMNS + 2];
    for (first, last) in ranges.iter().filter(|(first, last)| first <= last) {
        changes[(*first as usize).min(COLUMNS + 1)] += 1;
        changes[(*last as usize).min(COLUMNS) + 1] -= 1;
    }
    let mut open = 0;
    let column = changes.into_iter().map(|change| {
        open += change;
        open > 0
    });
    column.collect()
}

fn distinct(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
