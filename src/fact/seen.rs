//! Which rows a table holds.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::Word;

/// The numbers of rows by what they hold; the rows themselves stay in the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    numbers: HashTable<u32>,
    state: RandomState,
}

/// About what a number takes.
const NUMBER_BYTES: usize = 6;

impl Seen {
    /// The row among `rows`, of `row.len()` words each, that holds the same.
    #[inline]
    pub(super) fn find(&self, rows: &[Word], row: &[Word]) -> Option<u32> {
        self.numbers.find(hash(&self.state, row), |number| of(rows, row.len(), *number) == row).copied()
    }

    /// The row that holds the same, or none: then the next row is the one with this number.
    #[inline]
    pub(super) fn insert(&mut self, rows: &[Word], row: &[Word], next: u32) -> Option<u32> {
        let Seen { numbers, state } = self;
        let hash = hash(state, row);
        if let Some(known) = numbers.find(hash, |number| of(rows, row.len(), *number) == row) {
            return Some(*known);
        }
        numbers.insert_unique(hash, next, |number| self::hash(state, of(rows, row.len(), *number)));
        None
    }

    /// Forgets all rows.
    pub(super) fn clear(&mut self) {
        self.numbers.clear();
    }

    #[inline]
    pub(super) fn bytes(&self) -> usize {
        self.numbers.len() * NUMBER_BYTES
    }
}

#[inline]
fn of(rows: &[Word], arity: usize, number: u32) -> &[Word] {
    let start = number as usize * arity;
    &rows[start..start + arity]
}

#[inline]
fn hash(state: &RandomState, row: &[Word]) -> u64 {
    let mut hasher = state.build_hasher();
    for word in row {
        hasher.write_u32(word.raw());
    }
    hasher.finish()
}
