//! Atoms against facts.

use std::ops::Range;

use crate::engine::index::{Columns, IndexId};
use crate::engine::outcome::StopReason;
use crate::engine::plan::{Match, Plan, Rounds, Slot, Term};
use crate::fact::{RelationId, Word};

use super::batch::Batch;
use super::fits::Met;
use super::frame::Frame;
use super::ground::Ground;
use super::picks::Cursor;
use super::{Halt, Runner};

/// Relations with no more rows than this are simply gone through.
pub(super) const FEW_ROWS: usize = 8;

/// How the rows that may match are found.
#[derive(Clone, Copy, Debug)]
pub(super) enum Access {
    /// All are gone through.
    Scan,
    /// By the words of some columns, which match then.
    Index(IndexId, Columns),
}

impl Access {
    /// The columns whose words match in every row that is found.
    pub(super) fn sure(self) -> Columns {
        match self {
            Access::Scan => Columns::default(),
            Access::Index(_, columns) => columns,
        }
    }

    /// Whether the words of a column are those that are sought.
    fn compares(self, column: usize) -> bool {
        self.sure().has(column)
    }
}

impl<'p> Runner<'p> {
    /// Goes on with every fact that matches an atom.
    pub(super) fn expand(
        &mut self,
        (plan, at): (&Plan, usize),
        frame: &mut Frame<'p>,
        atom: &Match,
        batch: &Batch,
    ) -> Result<(), Halt> {
        let step = &plan.steps[at];
        let (rows, access) = match frame.part(at) {
            Some(part) => part,
            None => {
                let rows = self.ground().range(atom);
                (rows.clone(), self.access(atom, batch.len(), rows))
            }
        };
        let unsure = self.unsure(atom, access, self.visible(atom.relation));
        let by_column = !frame.tracks() && !unsure.iter().any(|slot| matches!(slot.term, Term::Twin(_)));
        let mut met = if frame.tracks() { vec![Met::Nothing; batch.len()] } else { Vec::new() };
        let (mut picks, mut cursor, mut out) = (self.picks(), Cursor::default(), self.batch());
        while cursor.way < batch.len() {
            self.ground().pick(atom, access, &rows, (batch, &frame.constants), &mut cursor, &mut picks);
            self.spend(picks.rows.len())?;
            if by_column {
                self.ground().narrow(atom.relation, &unsure, (batch, &frame.constants), &mut picks);
            } else if unsure.is_empty() {
                picks.ways.iter().for_each(|way| met[*way as usize] = Met::Match);
            } else {
                self.ground().check(atom, access, (batch, &frame.constants), &mut picks, &mut met);
            }
            if picks.rows.is_empty() {
                continue;
            }
            out.reset(plan.layout.registers(), picks.rows.len());
            out.take(batch, &picks.ways, &step.keeps);
            self.ground().read(atom, &picks.rows, &frame.constants, &mut out);
            self.push(plan, frame, at + 1, &mut out)?;
            self.back(frame, at);
        }
        self.spare.push(out);
        self.spare_picks.push(picks);
        if frame.tracks() {
            let none = self.open.get(&atom.relation).copied().unwrap_or(StopReason::NoMatch);
            for (way, met) in met.into_iter().enumerate() {
                match met {
                    Met::Nothing => frame.stop(batch, way, step.condition, none),
                    Met::Blank => frame.stop(batch, way, step.condition, StopReason::Blank),
                    Met::Match => {}
                }
            }
        }
        Ok(())
    }

    /// The slots that may not match a row that is picked: their words were not compared by an index, or may be blank.
    fn unsure(&mut self, atom: &Match, access: Access, rows: usize) -> Vec<Slot> {
        unsure(atom, access, |column| self.is_full(atom.relation, column, rows))
    }

    /// Whether no cell of a column is blank.
    fn is_full(&mut self, relation: RelationId, column: usize, rows: usize) -> bool {
        let (known, full) = self.full.entry((relation, column)).or_insert((0, true));
        if *full && *known < rows {
            let table = self.facts.table(relation);
            let new = table.words().chunks_exact(table.arity()).take(rows).skip(*known);
            (*known, *full) = (rows, !new.into_iter().any(|row| row[column].is_blank()));
        }
        *full
    }

    /// How the rows of so many ways are best found.
    pub(super) fn access(&mut self, atom: &Match, ways: usize, rows: Range<usize>) -> Access {
        let scan = atom.key.is_empty() || rows.len() <= FEW_ROWS;
        if scan || !self.indexes.worthwhile(atom.relation, atom.key, ways) {
            return Access::Scan;
        }
        let grows = self.grows(atom.relation);
        let (index, bytes) = self.indexes.serving(&self.facts, atom.relation, atom.key, rows.end, grows);
        self.values.meter.tables += bytes;
        self.indexes.looked_up(index, ways);
        Access::Index(index, self.indexes.get(index).mask())
    }

    pub(super) fn grows(&self, relation: RelationId) -> bool {
        self.grows.get(relation.0 as usize).copied().unwrap_or(false)
    }
}

impl Ground<'_> {
    /// The rows that an atom sees.
    pub(super) fn range(&self, atom: &Match) -> Range<usize> {
        let end = self.visible(atom.relation);
        match atom.rounds {
            Rounds::All => 0..end,
            Rounds::Last => self.known.get(atom.relation.0 as usize).copied().unwrap_or(0).min(end)..end,
        }
    }

    /// Binds what rows hold.
    pub(super) fn read(&self, atom: &Match, rows: &[u32], constants: &[Word], out: &mut Batch) {
        let table = self.facts.table(atom.relation);
        let (words, arity) = (table.words(), table.arity());
        for slot in &atom.slots {
            let Term::Bind(register) = slot.term else { continue };
            let column = out.column_mut(register);
            for (to, row) in column.iter_mut().zip(rows) {
                *to = words[*row as usize * arity + slot.column].raw();
            }
            if let Some(blank) = slot.blank {
                let blank = constants[blank as usize].raw();
                column.iter_mut().filter(|word| **word == Word::BLANK.raw()).for_each(|word| *word = blank);
            }
        }
        if let Some(register) = atom.row {
            out.column_mut(register).copy_from_slice(rows);
        }
    }
}

/// The slots of an atom that may not match a row that is picked, by whether a column has no blank.
pub(super) fn unsure(atom: &Match, access: Access, mut is_full: impl FnMut(usize) -> bool) -> Vec<Slot> {
    let may_fail = |slot: &&Slot| match slot.term {
        Term::Bind(_) | Term::Any => slot.blank.is_none() && !is_full(slot.column),
        Term::Same(_) => !access.compares(slot.column),
        Term::Twin(_) => true,
    };
    atom.slots.iter().filter(may_fail).copied().collect()
}
