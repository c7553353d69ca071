//! Rows by the words of some of their columns.

mod build;
mod find;
mod keys;
mod postings;
mod seed;
mod stretches;
#[cfg(test)]
mod tests;

use foldhash::HashMap;

use crate::fact::{Facts, RelationId};

pub(super) use build::{Index, KEY, Key};
pub(super) use keys::TOGETHER;
pub(super) use postings::Found;
pub(super) use seed::Seed;

/// Columns of a relation, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Columns(u64);

impl Columns {
    /// Adds a column; says whether an index can use it.
    pub(super) fn add(&mut self, column: usize) -> bool {
        let bit = u32::try_from(column).ok().and_then(|column| 1_u64.checked_shl(column)).unwrap_or(0);
        let new = bit != 0 && self.0 & bit == 0;
        self.0 |= bit;
        new
    }

    /// Whether a column is among them.
    pub(super) fn has(self, column: usize) -> bool {
        column < 64 && self.0 >> column & 1 == 1
    }

    /// Whether there are none.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of them are among others.
    fn within(self, others: Columns) -> bool {
        self.0 & !others.0 == 0
    }

    /// Their numbers, ascending.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        (0..64).filter(move |column| self.has(*column))
    }
}

/// An index, by its number among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct IndexId(usize);

/// Rows to a key that are so few that one index serves lookups by more columns than its own.
const FEW: usize = 2;

/// Lookups that are done as fast by going through all rows as by building an index first.
const FEW_LOOKUPS: usize = 4;

/// Indexes over relations, built when first asked for.
#[derive(Debug, Default)]
pub(super) struct Indexes {
    numbers: HashMap<(RelationId, Columns), IndexId>,
    indexes: Vec<Index>,
    of: HashMap<RelationId, Vec<IndexId>>,
    /// How many ways asked for an index that is not there.
    asked: HashMap<(RelationId, Columns), usize>,
}

impl Indexes {
    /// An index for lookups by these columns, over the first `rows` rows: one by just these, or one by some of them whose
    /// keys have few rows; and the bytes that it grew by. `grows` says that rows will come.
    pub(super) fn serving(
        &mut self,
        facts: &Facts,
        relation: RelationId,
        columns: Columns,
        rows: usize,
        grows: bool,
    ) -> (IndexId, usize) {
        let number = self.known(relation, columns).unwrap_or_else(|| self.add(relation, columns, grows));
        let index = &mut self.indexes[number.0];
        if index.rows() >= rows {
            return (number, 0);
        }
        let before = index.bytes();
        index.read_to(facts.table(relation), rows);
        (number, index.bytes().saturating_sub(before))
    }

    /// Whether lookups by these columns, `ways` more than before, should use an index.
    pub(super) fn worthwhile(&mut self, relation: RelationId, columns: Columns, ways: usize) -> bool {
        if self.known(relation, columns).is_some() {
            return true;
        }
        let asked = self.asked.entry((relation, columns)).or_default();
        *asked += ways;
        *asked > FEW_LOOKUPS
    }

    /// The index that [`Indexes::serving`] would give, where it is there and covers as many rows already.
    pub(super) fn ready(&self, relation: RelationId, columns: Columns, rows: usize) -> Option<IndexId> {
        let number = self.known(relation, columns)?;
        (self.indexes[number.0].rows() >= rows).then_some(number)
    }

    /// The index by just these columns, or one by some of them that serves as well.
    fn known(&self, relation: RelationId, columns: Columns) -> Option<IndexId> {
        self.numbers.get(&(relation, columns)).copied().or_else(|| self.narrower(relation, columns))
    }

    fn narrower(&self, relation: RelationId, columns: Columns) -> Option<IndexId> {
        let known = self.of.get(&relation)?;
        let serves = |id: &&IndexId| {
            let index = &self.indexes[id.0];
            index.mask().within(columns) && !index.grows() && index.rows() <= index.keys().saturating_mul(FEW)
        };
        known.iter().find(serves).copied()
    }

    fn add(&mut self, relation: RelationId, columns: Columns, grows: bool) -> IndexId {
        let number = IndexId(self.indexes.len());
        self.indexes.push(Index::new(relation, columns, grows));
        self.numbers.insert((relation, columns), number);
        self.of.entry(relation).or_default().push(number);
        number
    }

    /// An index by number.
    pub(super) fn get(&self, id: IndexId) -> &Index {
        &self.indexes[id.0]
    }

    /// Notes lookups.
    pub(super) fn looked_up(&mut self, id: IndexId, times: usize) {
        self.indexes[id.0].looked_up(times);
    }

    /// All of them, in the order they were built.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Index> {
        self.indexes.iter()
    }
}
