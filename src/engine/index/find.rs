//! Lookups in an index.

use crate::fact::{Table, Word};

use super::build::{Index, Key};
use super::keys::{Keys, TOGETHER};
use super::postings::Found;
use super::stretches::First;

impl Index {
    /// The rows of a key, its words in the order of the columns.
    #[inline]
    pub(in crate::engine) fn find(&self, table: &Table, key: &[Word]) -> Found<'_> {
        let same = |group| is_key(table, self.postings.first(group), &self.columns, key);
        match self.keys.find(key, same) {
            Some(group) => self.postings.of(group),
            None => Found::None,
        }
    }

    /// The rows of up to [`TOGETHER`] keys, one after the other until `each` wants no more.
    #[inline]
    pub(in crate::engine) fn find_all(&self, table: &Table, keys: &[Key], mut each: impl FnMut(Found<'_>) -> bool) {
        let width = self.columns.len();
        let Keys::Stretched(stretches) = &self.keys else {
            let _ = keys.iter().all(|key| each(self.find(table, &key[..width])));
            return;
        };
        // All places are fetched before the first is looked at, so that no key waits for the memory of another.
        let mut firsts = [First::default(); TOGETHER];
        for (first, key) in firsts.iter_mut().zip(keys) {
            *first = stretches.first(&key[..width]);
        }
        for (first, key) in firsts.iter().zip(keys) {
            let key = &key[..width];
            let same = |group| is_key(table, self.postings.first(group), &self.columns, key);
            let group = stretches.find_from(first, key, same);
            if !each(group.map_or(Found::None, |group| self.postings.of(group))) {
                return;
            }
        }
    }
}

/// Whether a row holds the words of a key.
#[inline]
pub(super) fn is_key(table: &Table, row: u32, columns: &[usize], key: &[Word]) -> bool {
    let row = table.row(row);
    columns.iter().zip(key).all(|(column, word)| row[*column] == *word)
}
