//! How large relations are, and how many rows match an atom.

use std::cell::RefCell;
use std::sync::Arc;

use foldhash::HashMap;

use crate::fact::{Facts, RelationId, Table, Word};
use crate::program::{Atom, Term, VarId};

/// Places that words of a column are spread over to be counted.
pub(super) const PLACES: usize = 1 << 16;

/// What one way counts.
pub(super) const WAY: u64 = 16;

/// A column of a relation.
type Column = (RelationId, usize);

/// What was counted of columns.
#[derive(Debug, Default)]
pub(in crate::engine) struct Distinct {
    /// How many different words they hold, with the rows that were counted.
    words: HashMap<Column, (usize, usize)>,
    /// How many rows hold the words of each place, with the rows that were counted.
    pub(super) places: HashMap<Column, (usize, Arc<[u32]>)>,
}

/// How large relations are.
#[derive(Clone, Copy)]
pub(in crate::engine) struct Sizes<'f> {
    pub(super) facts: &'f Facts,
    /// By relation, how many rows atoms see.
    visible: &'f [usize],
    /// By relation, how many of these are no news.
    known: &'f [usize],
    pub(super) distinct: &'f RefCell<Distinct>,
    /// Whether atoms may meet.
    pub(super) meets: bool,
}

impl<'f> Sizes<'f> {
    /// Of relations of which so many rows are seen, and so many of them no news. What is counted is kept: rows only come.
    pub(in crate::engine) fn new(
        facts: &'f Facts,
        (visible, known): (&'f [usize], &'f [usize]),
        distinct: &'f RefCell<Distinct>,
    ) -> Sizes<'f> {
        Sizes { facts, visible, known, distinct, meets: true }
    }

    /// For plans whose atoms are joined one after the other, since somebody asks which rows matched.
    pub(in crate::engine) fn one_by_one(self) -> Sizes<'f> {
        Sizes { meets: false, ..self }
    }

    /// How many rows of a relation are seen.
    pub(super) fn rows(&self, relation: RelationId) -> usize {
        self.visible.get(relation.0 as usize).copied().unwrap_or(0)
    }

    /// About how many ways there are behind an atom, with so many before it.
    pub(in crate::engine) fn behind(&self, ways: u64, atom: &Atom, bound: &[VarId]) -> u64 {
        ways.saturating_mul(self.matches(atom, bound, false)).div_ceil(WAY)
    }

    /// About how many rows match an atom when these variables are bound, in parts of [`WAY`]; of the last round alone, or of
    /// all.
    pub(super) fn matches(&self, atom: &Atom, bound: &[VarId], last: bool) -> u64 {
        let known = |term: Term| match term {
            Term::Constant(_) => true,
            Term::Variable(variable) => bound.contains(&variable),
        };
        let rows = self.rows(atom.relation);
        let columns = atom.arguments.iter().filter(|argument| known(argument.term));
        let keys = columns.fold(1, |keys: usize, argument| {
            keys.saturating_mul(self.distinct(atom.relation, argument.column)).min(rows.max(1))
        });
        let known = if last { self.known.get(atom.relation.0 as usize).copied().unwrap_or(0).min(rows) } else { 0 };
        ((rows - known) as u64).saturating_mul(WAY).div_ceil(keys as u64)
    }

    /// About how many different words a column holds.
    fn distinct(&self, relation: RelationId, column: usize) -> usize {
        let rows = self.rows(relation);
        let known = self.distinct.borrow().words.get(&(relation, column)).copied();
        if let Some((counted, distinct)) = known
            && rows < counted.saturating_mul(2)
        {
            return distinct;
        }
        let distinct = count(self.facts.table(relation), rows, column).max(1);
        self.distinct.borrow_mut().words.insert((relation, column), (rows.max(1), distinct));
        distinct
    }
}

/// The place of a word.
pub(super) fn place(word: Word) -> usize {
    // Numbers that follow one another take places that follow one another, others are mixed.
    let mixed = word.raw() ^ word.raw().wrapping_mul(0x9E37_79B1) >> 16;
    mixed as usize % PLACES
}

/// About how many different words a column holds: different places are different words, and where most places are taken
/// there are about as many words as rows.
fn count(table: &Table, rows: usize, column: usize) -> usize {
    let mut places = vec![0_u64; PLACES / 64];
    let mut taken = 0;
    let (words, arity) = (table.words(), table.arity());
    for row in words.chunks_exact(arity.max(1)).take(rows) {
        let Some(word) = row.get(column) else { return 1 };
        let place = place(*word);
        let bit = 1 << (place % 64);
        taken += usize::from(places[place / 64] & bit == 0);
        places[place / 64] |= bit;
    }
    if taken > PLACES / 2 { rows } else { taken }
}
