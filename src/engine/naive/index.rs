//! Rows by the values of some of their columns.

use std::rc::Rc;

use foldhash::HashMap;

use crate::fact::{Dictionary, RelationId, Table, Value, Word};

/// Relations with fewer rows are simply gone through.
const WORTHWHILE: usize = 8;

/// About what a row takes in an index, its key aside.
const ROW_BYTES: usize = 32;

/// Columns of a relation, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Columns(u64);

impl Columns {
    /// Adds a column; says whether it can be part of an index.
    pub(super) fn add(&mut self, column: usize) -> bool {
        let bit = u32::try_from(column).ok().and_then(|column| 1_u64.checked_shl(column)).unwrap_or(0);
        let new = bit != 0 && self.0 & bit == 0;
        self.0 |= bit;
        new
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        (0..64).filter(move |column| self.0 >> column & 1 == 1)
    }
}

/// Indexes over relations that only grow, built when first asked for and then brought up to date.
#[derive(Debug, Default)]
pub(super) struct Indexes {
    indexes: HashMap<(RelationId, Columns), Index>,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Index {
    read: usize,
    rows: HashMap<Vec<Word>, Rc<Vec<u32>>>,
}

/// Rows to look at, in order.
pub(super) enum Rows {
    /// Those before a number.
    Before(usize),
    /// These; numbers of later rows may follow.
    These(Rc<Vec<u32>>),
    /// None.
    None,
}

impl Rows {
    /// The row at a position.
    pub(super) fn at(&self, position: usize) -> Option<u32> {
        match self {
            Rows::Before(end) => (position < *end).then_some(position as u32),
            Rows::These(rows) => rows.get(position).copied(),
            Rows::None => None,
        }
    }
}

impl Indexes {
    /// The memory they take.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Rows before `end` whose `columns` hold `key`, a pair a column.
    pub(super) fn rows(
        &mut self,
        table: &Table,
        words: &Dictionary,
        relation: RelationId,
        end: usize,
        key: &[(usize, Value)],
    ) -> Rows {
        let mut columns = Columns::default();
        let mut key: Vec<(usize, Value)> = key.iter().filter(|(column, _)| columns.add(*column)).copied().collect();
        if key.is_empty() || end < WORTHWHILE {
            return Rows::Before(end);
        }
        key.sort_unstable_by_key(|(column, _)| *column);
        let index = self.indexes.entry((relation, columns)).or_default();
        for row in index.read..end {
            let held = table.row(row as u32);
            let key: Vec<Word> =
                columns.iter().map(|column| held.get(column).copied().unwrap_or(Word::BLANK)).collect();
            self.bytes += key.len() * size_of::<Word>() + ROW_BYTES;
            Rc::make_mut(index.rows.entry(key).or_default()).push(row as u32);
        }
        index.read = index.read.max(end);
        let key: Option<Vec<Word>> = key.into_iter().map(|(_, value)| words.find(value)).collect();
        key.and_then(|key| index.rows.get(&key)).map_or(Rows::None, |rows| Rows::These(Rc::clone(rows)))
    }
}
