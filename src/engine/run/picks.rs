//! Rows that may match an atom.

use std::ops::Range;

use crate::engine::index::{Found, Index, IndexId, KEY, Key, TOGETHER};
use crate::engine::plan::{Match, Operand, Slot, Term};
use crate::fact::Word;

use super::atoms::Access;
use super::batch::{Batch, MOST};
use super::ground::Ground;

/// Ways and rows that may go together, way by way.
#[derive(Debug, Default)]
pub(super) struct Picks {
    pub(super) ways: Vec<u32>,
    pub(super) rows: Vec<u32>,
}

/// The next row to pick: of which way, and which of its rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor {
    pub(super) way: usize,
    row: usize,
}

impl<'a> Ground<'a> {
    /// Picks rows that may match until a batch is full.
    pub(super) fn pick(
        &self,
        atom: &Match,
        access: Access,
        rows: &Range<usize>,
        terms: (&Batch, &[Word]),
        cursor: &mut Cursor,
        picks: &mut Picks,
    ) {
        picks.ways.clear();
        picks.rows.clear();
        match access {
            Access::Scan => picks.scan(rows, terms.0.len(), cursor),
            Access::Index(index, _) => self.pick_by(atom, self.indexes.get(index), rows, terms, cursor, picks),
        }
    }

    /// Picks the rows that an index has.
    fn pick_by(
        &self,
        atom: &Match,
        index: &Index,
        rows: &Range<usize>,
        (batch, constants): (&Batch, &[Word]),
        cursor: &mut Cursor,
        picks: &mut Picks,
    ) {
        let table = self.facts.table(atom.relation);
        let mut keys: [Key; TOGETHER] = [[Word::BLANK; KEY]; TOGETHER];
        while cursor.way < batch.len() && picks.rows.len() < MOST {
            let keys = &mut keys[..TOGETHER.min(batch.len() - cursor.way)];
            for (place, column) in index.columns().iter().enumerate() {
                match key_operand(&atom.slots, *column) {
                    Operand::Constant(number) => {
                        keys.iter_mut().for_each(|key| key[place] = constants[number as usize])
                    }
                    Operand::Register(register) => {
                        let words = &batch.column(register)[cursor.way..];
                        keys.iter_mut().zip(words).for_each(|(key, word)| key[place] = Word::from_raw(*word));
                    }
                }
            }
            index.find_all(table, keys, |found| {
                match found {
                    Found::None => {}
                    Found::One(row) => {
                        if rows.contains(&(row as usize)) {
                            picks.rows.push(row);
                            picks.ways.push(cursor.way as u32);
                        }
                    }
                    Found::Many(found) => {
                        let left = &within(found, rows)[cursor.row..];
                        let taken = left.len().min(MOST - picks.rows.len());
                        picks.rows.extend_from_slice(&left[..taken]);
                        picks.ways.resize(picks.rows.len(), cursor.way as u32);
                        if taken < left.len() {
                            cursor.row += taken;
                            return false;
                        }
                    }
                }
                *cursor = Cursor { way: cursor.way + 1, row: 0 };
                picks.rows.len() < MOST
            });
        }
    }

    /// Picks the rows of one way that an index has.
    pub(super) fn look_up(
        &self,
        atom: &Match,
        index: IndexId,
        terms: (&Batch, &[Word]),
        way: usize,
        picks: &mut Picks,
    ) {
        match self.found(atom, index, terms, way) {
            Found::None => {}
            Found::One(row) => picks.rows.push(row),
            Found::Many(found) => picks.rows.extend_from_slice(found),
        }
    }

    /// The rows of one way that an index has, of those that atoms see.
    pub(super) fn found(
        self,
        atom: &Match,
        index: IndexId,
        (batch, constants): (&Batch, &[Word]),
        way: usize,
    ) -> Found<'a> {
        let index = self.indexes.get(index);
        let mut key: Key = [Word::BLANK; KEY];
        for (word, column) in key.iter_mut().zip(index.columns()) {
            *word = batch.word(key_operand(&atom.slots, *column), constants, way);
        }
        let rows = 0..self.visible(atom.relation);
        match index.find(self.facts.table(atom.relation), &key[..index.columns().len()]) {
            Found::One(row) if !rows.contains(&(row as usize)) => Found::None,
            Found::Many(found) => Found::Many(within(found, &rows)),
            found => found,
        }
    }
}

impl Picks {
    /// Goes through all rows, way by way.
    fn scan(&mut self, rows: &Range<usize>, ways: usize, cursor: &mut Cursor) {
        while cursor.way < ways && self.rows.len() < MOST {
            let start = rows.start + cursor.row;
            let end = rows.end.min(start + MOST - self.rows.len());
            self.rows.extend(start as u32..end as u32);
            self.ways.resize(self.rows.len(), cursor.way as u32);
            cursor.row = end - rows.start;
            if end == rows.end {
                *cursor = Cursor { way: cursor.way + 1, row: 0 };
            }
        }
    }
}

/// The rows of a range, of rows that ascend; most ranges end where the rows do.
#[inline]
fn within<'r>(found: &'r [u32], rows: &Range<usize>) -> &'r [u32] {
    let until = match found.last() {
        Some(last) if *last as usize >= rows.end => found.partition_point(|row| (*row as usize) < rows.end),
        _ => found.len(),
    };
    let found = &found[..until];
    match found.first() {
        Some(first) if (*first as usize) < rows.start => &found[until - behind(found, rows.start)..],
        _ => found,
    }
}

/// How many rows at the end are not before a row: few, where they are those of the last round.
fn behind(found: &[u32], start: usize) -> usize {
    let is_before = |back: usize| (found[found.len() - back] as usize) < start;
    let mut back = 1;
    while back < found.len() && !is_before(back) {
        back *= 2;
    }
    // One of the last `back` rows is the first that is not before it, or none is.
    let near = &found[found.len() - back.min(found.len())..];
    near.len() - near.partition_point(|row| (*row as usize) < start)
}

/// What the word of a column of a key is compared with.
pub(super) fn key_operand(slots: &[Slot], column: usize) -> Operand {
    let of = |slot: &Slot| match slot.term {
        Term::Same(operand) if slot.column == column => Some(operand),
        _ => None,
    };
    slots.iter().find_map(of).unwrap_or(Operand::Constant(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_range_are_found_from_either_end() {
        let found: Vec<u32> = (0..40).map(|row| row * 3).collect();
        for length in 0..found.len() {
            for start in 0..130 {
                for end in [start, start + 1, start + 7, 118, 200] {
                    let wanted: Vec<u32> =
                        found[..length].iter().copied().filter(|row| (start..end).contains(&(*row as usize))).collect();
                    assert_eq!(within(&found[..length], &(start..end.max(start))), wanted);
                }
            }
        }
    }
}
