//! One index.

use crate::fact::{RelationId, Table, Word};

use super::Columns;
use super::find::is_key;
use super::keys::Keys;
use super::postings::Postings;
use super::seed::Seed;

/// The most columns of a key; lookups by more compare the others row by row.
pub(in crate::engine) const KEY: usize = 6;

/// Rows of a relation by some of its columns.
#[derive(Debug)]
pub(in crate::engine) struct Index {
    relation: RelationId,
    pub(super) columns: Vec<usize>,
    mask: Columns,
    grows: bool,
    pub(super) keys: Keys,
    pub(super) postings: Postings,
    groups: usize,
    read: usize,
    lookups: u64,
}

/// A key, taken out of a row or out of registers.
pub(in crate::engine) type Key = [Word; KEY];

impl Index {
    pub(super) fn new(relation: RelationId, mask: Columns, grows: bool) -> Index {
        let columns: Vec<usize> = mask.iter().collect();
        let (keys, postings) = (Keys::hashed(0), Postings::Lists(Vec::new()));
        Index { relation, columns, mask, grows, keys, postings, groups: 0, read: 0, lookups: 0 }
    }

    /// Its columns, ascending: the order of the words of a key.
    pub(in crate::engine) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The same.
    pub(in crate::engine) fn mask(&self) -> Columns {
        self.mask
    }

    /// The relation.
    pub(in crate::engine) fn relation(&self) -> RelationId {
        self.relation
    }

    pub(super) fn grows(&self) -> bool {
        self.grows
    }

    /// How many keys it has.
    pub(in crate::engine) fn keys(&self) -> usize {
        self.groups
    }

    /// How many rows it covers.
    pub(in crate::engine) fn rows(&self) -> usize {
        self.read
    }

    /// Whether keys that share a word stand side by side.
    #[cfg(test)]
    pub(super) fn is_stretched(&self) -> bool {
        matches!(self.keys, Keys::Stretched(_))
    }

    /// How often it was asked.
    pub(in crate::engine) fn lookups(&self) -> u64 {
        self.lookups
    }

    pub(super) fn looked_up(&mut self, times: usize) {
        self.lookups += times as u64;
    }

    /// The memory it takes.
    pub(in crate::engine) fn bytes(&self) -> usize {
        let lists = if self.grows { self.read * 6 } else { 0 };
        self.keys.bytes() + self.postings.bytes() + lists
    }

    /// Brings it up to the first `rows` rows.
    pub(super) fn read_to(&mut self, table: &Table, rows: usize) {
        if self.read >= rows {
            return;
        }
        if self.read == 0 || !self.grows {
            self.keys = Keys::new(table, &self.columns, rows, self.grows);
        }
        if self.grows {
            self.append(table, rows)
        } else {
            self.pack(table, rows)
        }
        self.read = rows;
    }

    /// Reads a complete relation at once.
    fn pack(&mut self, table: &Table, rows: usize) {
        let end = rows as u32;
        // As long as no key comes twice, rows are their own groups and nothing is noted.
        let mut row = 0;
        while row < end && self.group(table, row, row, |group| group) == row {
            row += 1;
        }
        self.groups = rows;
        self.postings = Postings::Own;
        if row == end {
            return;
        }
        let mut firsts: Vec<u32> = (0..row).collect();
        let mut group_of: Vec<u32> = Vec::with_capacity(rows);
        group_of.extend(0..row);
        for row in row..end {
            let group = self.group(table, row, firsts.len() as u32, |group| firsts[group as usize]);
            if group as usize == firsts.len() {
                firsts.push(row);
            }
            group_of.push(group);
        }
        self.groups = firsts.len();
        drop(firsts);
        self.postings = Postings::packed(&group_of, self.groups);
    }

    /// Reads the rows that have come.
    fn append(&mut self, table: &Table, rows: usize) {
        let mut postings = std::mem::replace(&mut self.postings, Postings::Own);
        if let Postings::Lists(lists) = &mut postings {
            for row in self.read as u32..rows as u32 {
                let first = |group: u32| lists[group as usize].first().copied().unwrap_or(0);
                let group = self.group(table, row, lists.len() as u32, first) as usize;
                if group == lists.len() {
                    lists.push(Vec::new());
                }
                lists[group].push(row);
            }
            self.groups = lists.len();
        }
        self.postings = postings;
    }

    fn group(&mut self, table: &Table, row: u32, next: u32, first: impl Fn(u32) -> u32) -> u32 {
        let mut key = [Word::BLANK; KEY];
        read_key(table, row, &self.columns, &mut key);
        let (columns, key) = (&self.columns, &key[..self.columns.len()]);
        let same = |group| is_key(table, first(group), columns, key);
        let rehash = |group, seed: Seed| {
            let mut key = [Word::BLANK; KEY];
            read_key(table, first(group), columns, &mut key);
            seed.hash(&key[..columns.len()])
        };
        if let Some(group) = self.keys.insert(key, next, row as usize, same, rehash) {
            return group;
        }
        // A word far from the others: from now on by hash.
        let mut keys = Keys::hashed(next as usize);
        for group in 0..next {
            let mut known = [Word::BLANK; KEY];
            read_key(table, first(group), columns, &mut known);
            keys.insert(&known[..columns.len()], group, 0, |_| false, rehash);
        }
        let group = keys.insert(key, next, 0, same, rehash).unwrap_or(next);
        self.keys = keys;
        group
    }
}

#[inline]
fn read_key(table: &Table, row: u32, columns: &[usize], key: &mut Key) {
    let words = table.row(row);
    for (word, column) in key.iter_mut().zip(columns) {
        *word = words[*column];
    }
}
