//! Which rows that were picked match an atom.

use crate::engine::index::Columns;
use crate::engine::plan::{Match, Operand, Slot, Term};
use crate::fact::{RelationId, Word};

use super::atoms::Access;
use super::batch::Batch;
use super::ground::Ground;
use super::picks::Picks;

/// What a way has met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    Nothing,
    /// A fact that would match, were a cell not blank.
    Blank,
    Match,
}

impl Ground<'_> {
    /// Keeps the rows that match.
    pub(super) fn check(
        &self,
        atom: &Match,
        access: Access,
        (batch, constants): (&Batch, &[Word]),
        picks: &mut Picks,
        met: &mut [Met],
    ) {
        let table = self.facts.table(atom.relation);
        let sure = access.sure();
        let mut kept = 0;
        for pick in 0..picks.rows.len() {
            let (way, row) = (picks.ways[pick], picks.rows[pick]);
            let found = fit(atom, sure, table.row(row), (batch, constants), way as usize);
            if let Some(met) = met.get_mut(way as usize) {
                *met = found.max(*met);
            }
            if found == Met::Match {
                (picks.ways[kept], picks.rows[kept]) = (way, row);
                kept += 1;
            }
        }
        picks.ways.truncate(kept);
        picks.rows.truncate(kept);
    }

    /// Keeps the rows that match, of which nobody asks why others do not: these slots are all that may differ.
    pub(super) fn narrow(
        &self,
        relation: RelationId,
        slots: &[Slot],
        (batch, constants): (&Batch, &[Word]),
        picks: &mut Picks,
    ) {
        let table = self.facts.table(relation);
        let (words, arity) = (table.words(), table.arity());
        for slot in slots {
            let blank = slot.blank.map_or(Word::BLANK, |blank| constants[blank as usize]);
            let filled = |row: u32| {
                let word = words[row as usize * arity + slot.column];
                if word.is_blank() { blank } else { word }
            };
            match slot.term {
                Term::Same(Operand::Constant(number)) => {
                    let wanted = constants[number as usize];
                    picks.keep(|_, row| filled(row) == wanted && !wanted.is_blank());
                }
                Term::Same(Operand::Register(register)) => {
                    let wanted = batch.column(register);
                    picks.keep(|way, row| filled(row).raw() == wanted[way as usize] && !filled(row).is_blank());
                }
                Term::Bind(_) | Term::Any => picks.keep(|_, row| !filled(row).is_blank()),
                Term::Twin(_) => {}
            }
        }
    }
}

impl Picks {
    /// Keeps some, in their order.
    #[inline]
    fn keep(&mut self, wanted: impl Fn(u32, u32) -> bool) {
        let mut kept = 0;
        for pick in 0..self.rows.len() {
            let (way, row) = (self.ways[pick], self.rows[pick]);
            (self.ways[kept], self.rows[kept]) = (way, row);
            kept += usize::from(wanted(way, row));
        }
        self.ways.truncate(kept);
        self.rows.truncate(kept);
    }
}

/// How a row meets an atom whose words match in the columns that are `sure`.
#[inline]
pub(super) fn fit(atom: &Match, sure: Columns, row: &[Word], (batch, constants): (&Batch, &[Word]), way: usize) -> Met {
    let mut met = Met::Match;
    for slot in &atom.slots {
        let word = row[slot.column];
        let filled = if word.is_blank() { slot.blank.map(|blank| constants[blank as usize]) } else { Some(word) };
        match (slot.term, filled) {
            (Term::Bind(_) | Term::Any, Some(_)) => {}
            (Term::Bind(_) | Term::Any, None) => met = Met::Blank,
            (Term::Same(_), None) => return Met::Nothing,
            (Term::Same(operand), Some(word)) => {
                if !sure.has(slot.column) && word != batch.word(operand, constants, way) {
                    return Met::Nothing;
                }
            }
            (Term::Twin(first), word) => {
                let first = &atom.slots[first];
                let bound = row[first.column];
                let bound =
                    if bound.is_blank() { first.blank.map(|blank| constants[blank as usize]) } else { Some(bound) };
                match (bound, word) {
                    (Some(bound), Some(word)) if bound == word => {}
                    (Some(_), _) => return Met::Nothing,
                    // The first was blank and bound nothing.
                    (None, _) => {}
                }
            }
        }
    }
    met
}
