//! Facts that must not be there, and facts that 应 demands or forbids.

use std::borrow::Cow;

use crate::engine::index::KEY;
use crate::engine::outcome::StopReason;
use crate::engine::plan::{Match, Operand, Step, Term};
use crate::fact::{FactId, Word};

use super::atoms::Access;
use super::batch::Batch;
use super::fits::{Met, fit};
use super::frame::Frame;
use super::ground::Ground;
use super::picks::{Picks, key_operand};
use super::{Halt, Runner};

impl<'p> Runner<'p> {
    /// Keeps the ways that no fact matches.
    pub(super) fn absent(
        &mut self,
        step: &Step,
        frame: &mut Frame<'p>,
        atom: &Match,
        batch: &mut Batch,
    ) -> Result<(), Halt> {
        let unsure = self.open.get(&atom.relation).copied();
        let rows = self.visible(atom.relation);
        let whole = self.settled(atom);
        let access = if whole { Access::Scan } else { self.access(atom, batch.len(), 0..rows) };
        let mut kept = Vec::with_capacity(batch.len());
        let mut found = Vec::new();
        for way in 0..batch.len() {
            let terms = (&*batch, &frame.constants[..]);
            let present = if whole {
                self.ground().holds(atom, terms, way)
            } else {
                self.matching(atom, access, terms, way, 1, &mut found)?;
                !found.is_empty()
            };
            let failed = if present { Some(StopReason::Present) } else { unsure };
            self.note(step, frame, batch, way, failed, &mut kept);
        }
        batch.keep(&kept, &step.keeps, None);
        Ok(())
    }

    /// Whether an atom names every column, each by a word that is known; the table is ready to be asked for rows then.
    pub(super) fn settled(&mut self, atom: &Match) -> bool {
        let whole = self.ground().whole(atom);
        if whole && let Cow::Owned(facts) = &mut self.facts {
            facts.table_mut(atom.relation).settle();
        }
        whole
    }

    /// Facts that match an atom, whatever is free there; no more than `most`.
    pub(super) fn matching(
        &mut self,
        atom: &Match,
        access: Access,
        (batch, constants): (&Batch, &[Word]),
        way: usize,
        most: usize,
        found: &mut Vec<FactId>,
    ) -> Result<(), Halt> {
        let mut picks = self.picks();
        self.ground().candidates(atom, access, (batch, constants), way, &mut picks);
        self.spend(picks.rows.len())?;
        found.clear();
        let fitting = self.ground().fitting(atom, access, (batch, constants), way, &picks.rows);
        found.extend(fitting.take(most).map(|row| FactId { relation: atom.relation, row }));
        self.spare_picks.push(picks);
        Ok(())
    }
}

impl<'a> Ground<'a> {
    /// The rows that may match an atom.
    pub(super) fn candidates(
        &self,
        atom: &Match,
        access: Access,
        terms: (&Batch, &[Word]),
        way: usize,
        picks: &mut Picks,
    ) {
        picks.rows.clear();
        match access {
            Access::Scan => picks.rows.extend(0..self.visible(atom.relation) as u32),
            Access::Index(index, _) => self.look_up(atom, index, terms, way, picks),
        }
    }

    /// Of the rows that may match an atom those that do.
    pub(super) fn fitting<'f>(
        self,
        atom: &'f Match,
        access: Access,
        terms: (&'f Batch, &'f [Word]),
        way: usize,
        rows: &'f [u32],
    ) -> impl Iterator<Item = u32> + use<'f, 'a> {
        let table = self.facts.table(atom.relation);
        let fits = move |row: &u32| fit(atom, access.sure(), table.row(*row), terms, way) == Met::Match;
        rows.iter().copied().filter(fits)
    }

    /// Whether the only row that can match an atom is there.
    pub(super) fn holds(&self, atom: &Match, (batch, constants): (&Batch, &[Word]), way: usize) -> bool {
        let table = self.facts.table(atom.relation);
        let mut row = [Word::BLANK; KEY];
        for (column, word) in row.iter_mut().enumerate().take(table.arity()) {
            *word = batch.word(key_operand(&atom.slots, column), constants, way);
        }
        table.contains(&row[..table.arity()])
    }

    /// Whether an atom names every column, each by a word that is known.
    pub(super) fn whole(&self, atom: &Match) -> bool {
        let known = |column: usize| {
            let known = |term: Term| matches!(term, Term::Same(Operand::Constant(_) | Operand::Register(_)));
            atom.key.has(column) && atom.slots.iter().any(|slot| slot.column == column && known(slot.term))
        };
        let arity = self.facts.table(atom.relation).arity();
        arity <= KEY && atom.slots.len() == arity && (0..arity).all(known)
    }
}
