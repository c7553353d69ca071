//! The facts of one relation, row after row.

use std::sync::Arc;

use crate::base::Place;

use super::Word;
use super::matrix::{Matrix, Set};
use super::seen::Seen;

/// Where a fact was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// One place a column; figures carry their own.
    pub places: Vec<Option<Place>>,
    /// The table or section it stands in, as printed.
    pub context: String,
    /// Its row in the table, from 1 below the header; 0 outside tables.
    pub row: u32,
}

impl Reading {
    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        size_of::<Reading>() + size_of_val(self.places.as_slice()) + self.context.len()
    }
}

/// Rows of as many words as the relation has columns, each once, in the order they were found.
#[derive(Clone, Debug, Default)]
pub struct Table {
    arity: usize,
    words: Vec<Word>,
    rows: u32,
    seen: Seen,
    /// Instead of `seen`, for many pairs of words that lie close together.
    matrix: Option<Matrix>,
    /// How many of the first rows `seen` knows; [`Table::push`] added the others.
    hashed: u32,
    /// Where rows were read; shorter than the rows when the last ones were not.
    readings: Arc<Vec<Option<Reading>>>,
    reading_bytes: usize,
    given: u32,
    /// Where the rounds end in which rows were derived; the first, before any of them, holds what was given.
    rounds: Vec<u32>,
}

impl Table {
    /// No rows of so many words.
    pub fn new(arity: usize) -> Table {
        Table { arity, ..Table::default() }
    }

    /// How many words a row has.
    #[inline]
    pub fn arity(&self) -> usize {
        self.arity
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

    /// All rows, one behind the other.
    #[inline]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// One row.
    #[inline]
    pub fn row(&self, row: u32) -> &[Word] {
        let start = row as usize * self.arity;
        &self.words[start..start + self.arity]
    }

    /// The number of a row, and whether it is new.
    ///
    /// # Panics
    ///
    /// When the row has not [`Table::arity`] words.
    #[inline]
    pub fn insert(&mut self, row: &[Word]) -> (u32, bool) {
        assert_eq!(row.len(), self.arity);
        self.matrix = None;
        self.settle();
        if let Some(known) = self.seen.insert(&self.words, row, self.rows) {
            return (known, false);
        }
        self.hashed += 1;
        (self.append(row), true)
    }

    /// Adds a row; whether it is new. Quicker than [`Table::insert`] where its number does not matter.
    ///
    /// # Panics
    ///
    /// When the row has not [`Table::arity`] words.
    #[inline]
    pub fn add(&mut self, row: &[Word]) -> bool {
        let Some(matrix) = &mut self.matrix else { return self.add_hashed(row) };
        assert_eq!(row.len(), self.arity);
        match matrix.set(row) {
            Set::Old => false,
            Set::New => {
                self.append(row);
                true
            }
            Set::Outside => {
                self.matrix = Matrix::of(&self.words, self.arity, row);
                self.add(row)
            }
        }
    }

    /// The numbers of the rows, given column by column, that may be new; `false`, and nothing noted, where adding them
    /// tells as quickly.
    pub fn unknown(&self, columns: &[&[u32]], unknown: &mut Vec<u32>) -> bool {
        match (&self.matrix, columns) {
            (Some(matrix), [firsts, seconds]) => {
                matrix.unknown(firsts, seconds, unknown);
                true
            }
            _ => false,
        }
    }

    fn add_hashed(&mut self, row: &[Word]) -> bool {
        let new = self.insert(row).1;
        if new && Matrix::is_due(self.arity, self.len()) {
            self.matrix = Matrix::of(&self.words, self.arity, row);
            if self.matrix.is_some() {
                (self.seen, self.hashed) = (Seen::default(), 0);
            }
        }
        new
    }

    /// Adds a row that cannot be there yet, such as one with a figure of its own: nothing is looked up.
    ///
    /// # Panics
    ///
    /// When the row has not [`Table::arity`] words.
    #[inline]
    pub fn push(&mut self, row: &[Word]) -> u32 {
        assert_eq!(row.len(), self.arity);
        self.matrix = None;
        self.append(row)
    }

    /// Makes room for so many more rows.
    pub fn reserve(&mut self, more: usize) {
        self.words.reserve_exact(more.saturating_mul(self.arity));
    }

    /// Whether a row is there.
    #[inline]
    pub fn contains(&self, row: &[Word]) -> bool {
        match &self.matrix {
            Some(matrix) => row.len() == self.arity && matrix.has(row),
            None => self.find(row).is_some(),
        }
    }

    /// The number of a row that is there.
    #[inline]
    pub fn find(&self, row: &[Word]) -> Option<u32> {
        if row.len() != self.arity {
            return None;
        }
        let pushed = || (self.hashed..self.rows).find(|number| self.row(*number) == row);
        self.seen.find(&self.words, row).or_else(pushed)
    }

    /// What looks up pairs that lie close together, where they do.
    #[inline]
    pub(super) fn matrix(&self) -> Option<&Matrix> {
        self.matrix.as_ref()
    }

    /// Whether every row is quick to find.
    #[inline]
    pub fn is_settled(&self) -> bool {
        self.matrix.is_some() || self.hashed == self.rows
    }

    /// Makes rows that were pushed quick to find.
    #[inline]
    pub fn settle(&mut self) {
        while self.hashed < self.rows {
            let start = self.hashed as usize * self.arity;
            self.seen.insert(&self.words, &self.words[start..start + self.arity], self.hashed);
            self.hashed += 1;
        }
    }

    /// Where a row was read; `None` for one that was given or derived.
    #[inline]
    pub fn reading(&self, row: u32) -> Option<&Reading> {
        self.readings.get(row as usize)?.as_ref()
    }

    /// Notes where the last row was read.
    pub fn set_reading(&mut self, reading: Reading) {
        let Some(last) = (self.rows as usize).checked_sub(1) else { return };
        self.reading_bytes += reading.bytes();
        let readings = Arc::make_mut(&mut self.readings);
        readings.resize(last, None);
        readings.push(Some(reading));
    }

    /// How many of the first rows were given or read, not derived.
    #[inline]
    pub fn given(&self) -> u32 {
        self.given
    }

    /// Notes that all rows so far were given or read.
    #[inline]
    pub fn set_given(&mut self) {
        self.given = self.rows;
    }

    /// Ends a round: rows that come are derived from those that are there.
    pub fn end_round(&mut self) {
        self.rounds.push(self.rows);
    }

    /// The round that a row came in; 0 for one that was given or read.
    pub fn round_of(&self, row: u32) -> usize {
        self.rounds.partition_point(|end| *end <= row)
    }

    /// How many rows there were before a round.
    pub fn before_round(&self, round: usize) -> u32 {
        round.checked_sub(1).and_then(|before| self.rounds.get(before)).copied().unwrap_or(self.rows)
    }

    /// Leaves only what was given or read.
    pub fn forget_derived(&mut self) {
        let Some(given) = self.rounds.first().copied() else { return };
        self.rounds.clear();
        if given < self.rows {
            self.words.truncate(given as usize * self.arity);
            self.rows = given;
            (self.seen, self.matrix, self.hashed) = (Seen::default(), None, 0);
            self.settle();
        }
    }

    /// Changes a given row, or takes it away: rows behind it move up. Of two rows that are the same the first stays. Only
    /// before anything is derived.
    ///
    /// # Panics
    ///
    /// When the row has not [`Table::arity`] words.
    pub fn replace(&mut self, row: u32, words: Option<&[Word]>) {
        if row >= self.rows {
            return;
        }
        let gone = match words {
            Some(words) => {
                assert_eq!(words.len(), self.arity);
                let same = self.find(words);
                if same == Some(row) {
                    return;
                }
                let start = row as usize * self.arity;
                self.words[start..start + self.arity].copy_from_slice(words);
                same.map(|same| same.max(row))
            }
            None => Some(row),
        };
        if let Some(gone) = gone {
            let start = gone as usize * self.arity;
            self.words.drain(start..start + self.arity);
            self.rows -= 1;
            self.given -= u32::from(gone < self.given);
            if (gone as usize) < self.readings.len() {
                let reading = Arc::make_mut(&mut self.readings).remove(gone as usize);
                self.reading_bytes -= reading.as_ref().map_or(0, Reading::bytes);
            }
        }
        (self.seen, self.matrix, self.hashed) = (Seen::default(), None, 0);
        self.settle();
    }

    /// About how much memory it takes.
    #[inline]
    pub fn bytes(&self) -> usize {
        size_of_val(self.words.as_slice())
            + self.seen.bytes()
            + self.matrix.as_ref().map_or(0, Matrix::bytes)
            + self.reading_bytes
    }

    #[inline]
    fn append(&mut self, row: &[Word]) -> u32 {
        let number = self.rows;
        self.words.extend_from_slice(row);
        self.rows = number.checked_add(1).expect("less than four thousand million rows");
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(words: &[u32]) -> Vec<Word> {
        words.iter().map(|raw| Word::from_raw(*raw)).collect()
    }

    #[test]
    fn rows_are_kept_once() {
        let mut table = Table::new(2);
        for number in 0..1000 {
            assert_eq!(table.insert(&row(&[number % 100, number % 50])), (number % 100, number < 100));
        }
        assert_eq!((table.len(), table.words().len(), table.row(7)), (100, 200, &row(&[7, 7])[..]));
        assert!(table.contains(&row(&[99, 49])) && !table.contains(&row(&[99, 99])) && !table.contains(&row(&[99])));
    }

    #[test]
    fn pairs_that_may_be_new_are_those_that_are_not_there() {
        let mut table = Table::new(2);
        let mut unknown = Vec::new();
        assert!(!table.unknown(&[&[1], &[1]], &mut unknown));
        for number in 0..8192 {
            table.add(&row(&[100 + number / 64, 100 + number % 64]));
        }
        let (firsts, seconds) =
            ([99, 100, 164, 5, 163, 0, 227, 228, 100], [100, 100, 164, u32::MAX, 99, 0, 163, 100, 163]);
        assert!(table.unknown(&[&firsts, &seconds], &mut unknown));
        let new = |way: &u32| !table.contains(&row(&[firsts[*way as usize], seconds[*way as usize]]));
        assert_eq!(unknown, (0..9).filter(new).collect::<Vec<u32>>());
        assert_eq!(unknown, [0, 2, 3, 4, 5, 7]);
    }

    #[test]
    fn pushed_rows_are_found() {
        let mut table = Table::new(1);
        assert_eq!(table.insert(&row(&[5])), (0, true));
        assert_eq!(table.push(&row(&[6])), 1);
        assert!(table.contains(&row(&[6])));
        assert_eq!(table.insert(&row(&[6])), (1, false));
        assert_eq!(table.insert(&row(&[7])), (2, true));
    }

    #[test]
    fn given_rows_are_changed() {
        let mut table = Table::new(1);
        let read = |row: u32| Reading { row, ..Reading::default() };
        for number in 0..4 {
            table.insert(&row(&[number]));
            table.set_reading(read(number));
        }
        let held = |table: &Table| -> Vec<(u32, u32)> {
            let at = |row: u32| (table.row(row)[0].raw(), table.reading(row).expect("a reading").row);
            (0..table.len() as u32).map(at).collect()
        };
        table.replace(1, Some(&row(&[9])));
        table.replace(0, None);
        assert_eq!(held(&table), [(9, 1), (2, 2), (3, 3)]);
        table.replace(0, Some(&row(&[3])));
        assert_eq!(held(&table), [(3, 1), (2, 2)]);
        table.replace(1, Some(&row(&[3])));
        table.replace(7, None);
        assert_eq!(held(&table), [(3, 1)]);
        assert_eq!((table.find(&row(&[3])), table.find(&row(&[2]))), (Some(0), None));
    }

    #[test]
    fn a_relation_without_columns_holds_at_most_one_row() {
        let mut table = Table::new(0);
        assert!(!table.contains(&[]));
        assert_eq!(table.insert(&[]), (0, true));
        assert_eq!(table.insert(&[]), (0, false));
        assert_eq!((table.len(), table.row(0)), (1, &[][..]));
    }
}
