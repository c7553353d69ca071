//! From a key to its group.

use hashbrown::HashTable;

use crate::fact::{Table, Word};

use super::seed::Seed;
use super::stretches::Stretches;

/// No group.
pub(super) const NONE: u32 = u32::MAX;

/// Words of one column that lie so close together that a place for each of them takes no more than this many places a row.
const SPREAD: usize = 4;
/// Places that are always few enough.
const SMALL: usize = 1024;

/// The most keys that are looked up together.
pub(in crate::engine) const TOGETHER: usize = 32;

/// The groups of all keys.
#[derive(Debug)]
pub(super) enum Keys {
    /// By the word itself, for one column of words that lie close together.
    Direct { least: u32, groups: Vec<u32> },
    /// By one column and then by hash, for several columns of rows that stand together.
    Stretched(Stretches),
    /// By hash; who asks compares the words.
    Hashed { table: HashTable<u32>, seed: Seed },
}

impl Keys {
    /// No keys yet, for these columns of the first `rows` rows; of a relation that `grows`, others will come.
    pub(super) fn new(table: &Table, columns: &[usize], rows: usize, grows: bool) -> Keys {
        match columns {
            [only] => Keys::of_words((0..rows as u32).map(|row| table.row(row)[*only].raw())),
            _ if grows => Keys::hashed(rows),
            // Several columns seldom hold the same twice.
            _ => Stretches::new(table, columns, rows).map_or_else(|| Keys::hashed(rows), Keys::Stretched),
        }
    }

    fn of_words(words: impl Iterator<Item = u32>) -> Keys {
        let mut rows = 0;
        let bounds = words.fold(None, |bounds: Option<(u32, u32)>, word| {
            rows += 1;
            let (least, most) = bounds.unwrap_or((word, word));
            Some((least.min(word), most.max(word)))
        });
        match bounds {
            Some((least, most)) if fits(least, most, rows) => {
                Keys::Direct { least, groups: vec![NONE; (most - least) as usize + 1] }
            }
            _ => Keys::hashed(0),
        }
    }

    /// By hash, with room for so many keys.
    pub(super) fn hashed(keys: usize) -> Keys {
        Keys::Hashed { table: HashTable::with_capacity(keys), seed: Seed::default() }
    }

    /// The group of a key. `same` compares it with the key of a group.
    #[inline]
    pub(super) fn find(&self, key: &[Word], same: impl Fn(u32) -> bool) -> Option<u32> {
        match self {
            Keys::Direct { least, groups } => {
                let place = key.first()?.raw().wrapping_sub(*least) as usize;
                groups.get(place).copied().filter(|group| *group != NONE)
            }
            Keys::Stretched(stretches) => stretches.find_from(&stretches.first(key), key, same),
            Keys::Hashed { table, seed } => table.find(seed.hash(key), |group| same(*group)).copied(),
        }
    }

    /// The group of a key, `next` where it is new. `None` when there is no place for such a word.
    pub(super) fn insert(
        &mut self,
        key: &[Word],
        next: u32,
        rows: usize,
        same: impl Fn(u32) -> bool,
        hash_of: impl Fn(u32, Seed) -> u64,
    ) -> Option<u32> {
        match self {
            Keys::Direct { least, groups } => {
                let place = key.first()?.raw().checked_sub(*least)? as usize;
                if place >= groups.len() {
                    if place > SMALL + rows.saturating_mul(SPREAD) {
                        return None;
                    }
                    groups.resize(place + 1, NONE);
                }
                if groups[place] == NONE {
                    groups[place] = next;
                }
                Some(groups[place])
            }
            Keys::Stretched(stretches) => stretches.insert(key, next, same),
            Keys::Hashed { table, seed } => {
                let entry = table.entry(seed.hash(key), |group| same(*group), |group| hash_of(*group, *seed));
                Some(*entry.or_insert(next).get())
            }
        }
    }

    /// The memory they take.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Keys::Direct { groups, .. } => groups.capacity() * size_of::<u32>(),
            Keys::Stretched(stretches) => stretches.bytes(),
            Keys::Hashed { table, .. } => table.allocation_size(),
        }
    }
}

/// Whether a place for each word between these takes no more than so many rows allow.
pub(super) fn fits(least: u32, most: u32, rows: usize) -> bool {
    ((most - least) as usize) < SMALL + rows.saturating_mul(SPREAD)
}
