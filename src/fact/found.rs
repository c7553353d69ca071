//! Rows that one of several threads finds while the table itself may only be looked at.

use super::matrix::{Matrix, Set};
use super::seen::Seen;
use super::{Table, Word};

/// The most bytes that marks take; where a table needs more, rows are hashed.
const MOST_MARKS: usize = 1 << 22;

/// Rows that a table does not hold, in the order they were found; hardly any twice.
#[derive(Clone, Debug, Default)]
pub struct Found {
    arity: usize,
    words: Vec<Word>,
    rows: u32,
    /// Which rows were found, where the table has a matrix of its own.
    marks: Option<Matrix>,
    seen: Seen,
}

impl Found {
    /// Starts anew beside a table. Room that it has is kept.
    pub fn begin(&mut self, table: &Table) {
        self.arity = table.arity();
        self.words.clear();
        self.rows = 0;
        self.seen.clear();
        let shape = table.matrix().filter(|matrix| matrix.bytes() <= MOST_MARKS);
        match (shape, &mut self.marks) {
            (Some(shape), Some(marks)) if marks.is_like(shape) => marks.clear(),
            (Some(shape), marks) => *marks = Some(shape.blank()),
            (None, marks) => *marks = None,
        }
    }

    /// How many rows there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.rows as usize
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// One row.
    #[inline]
    pub fn row(&self, row: u32) -> &[Word] {
        let start = row as usize * self.arity;
        &self.words[start..start + self.arity]
    }

    /// Adds a row of the table's width, unless the table holds it or it was found before.
    #[inline]
    pub fn add(&mut self, table: &Table, row: &[Word]) {
        let old = match (&mut self.marks, table.matrix()) {
            (Some(marks), Some(known)) => known.mark(marks, row) == Set::Old,
            _ => table.contains(row) || self.seen.insert(&self.words, row, self.rows).is_some(),
        };
        if !old {
            self.push(row);
        }
    }

    /// Adds a row that cannot be in the table.
    #[inline]
    pub fn push(&mut self, row: &[Word]) {
        self.words.extend_from_slice(row);
        self.rows += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(table: &Table, found: &mut Found, rows: &[[u32; 2]]) -> Vec<u32> {
        found.begin(table);
        rows.iter().for_each(|row| found.add(table, &row.map(Word::from_raw)));
        (0..found.len() as u32).map(|row| found.row(row)[1].raw()).collect()
    }

    #[test]
    fn rows_of_the_table_are_left_out() {
        let (mut table, mut room) = (Table::new(2), Found::default());
        let rows = [[1, 2], [1, 3], [1, 2], [9, 70_000], [1, 4]];
        table.add(&[1, 3].map(Word::from_raw));
        assert_eq!(found(&table, &mut room, &rows), [2, 70_000, 4]);
        for number in 0..5_000 {
            table.add(&[1, number * 2].map(Word::from_raw));
        }
        assert!(table.matrix().is_some(), "the table looks pairs up in a matrix");
        for _ in 0..2 {
            assert_eq!(found(&table, &mut room, &[[1, 2], [1, 5], [1, 5], [1, 4], [1, 7]]), [5, 7]);
        }
        assert_eq!(found(&table, &mut room, &[[9, 70_000]]), [70_000]);
    }
}
