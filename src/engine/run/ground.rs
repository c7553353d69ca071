//! What looking for rows needs, for any number of threads.

use std::ops::Range;

use foldhash::HashMap;

use crate::engine::Open;
use crate::engine::index::Indexes;
use crate::engine::plan::{Match, Slot};
use crate::fact::{Dictionary, Facts, RelationId};

use super::Runner;
use super::atoms::{Access, FEW_ROWS, unsure};

/// Facts and indexes as they stand.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) facts: &'a Facts,
    pub(super) words: &'a Dictionary,
    pub(super) indexes: &'a Indexes,
    pub(super) open: &'a Open,
    pub(super) known: &'a [usize],
    seen: &'a [usize],
    full: &'a HashMap<(RelationId, usize), (usize, bool)>,
}

impl Runner<'_> {
    /// Facts and indexes as they stand.
    #[inline]
    pub(super) fn ground(&self) -> Ground<'_> {
        Ground {
            facts: &self.facts,
            words: &self.values.words,
            indexes: &self.indexes,
            open: &self.open,
            known: &self.known,
            seen: &self.seen,
            full: &self.full,
        }
    }
}

impl Ground<'_> {
    /// How many rows of a relation atoms see.
    #[inline]
    pub(super) fn visible(&self, relation: RelationId) -> usize {
        self.seen.get(relation.0 as usize).copied().unwrap_or(0)
    }

    /// How rows are found, as [`Runner::access`] says; `None` where an index has to be built first.
    pub(super) fn access(&self, atom: &Match, rows: &Range<usize>) -> Option<Access> {
        if atom.key.is_empty() || rows.len() <= FEW_ROWS {
            return Some(Access::Scan);
        }
        let index = self.indexes.ready(atom.relation, atom.key, rows.end)?;
        Some(Access::Index(index, self.indexes.get(index).mask()))
    }

    /// The slots that may not match a row that is picked.
    pub(super) fn unsure(&self, atom: &Match, access: Access) -> Vec<Slot> {
        let rows = self.visible(atom.relation);
        unsure(atom, access, |column| {
            self.full.get(&(atom.relation, column)).is_some_and(|(known, full)| *full && *known >= rows)
        })
    }
}
