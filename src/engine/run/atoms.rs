//! Atoms against facts.

use std::ops::Range;

use crate::engine::index::{Columns, Found, IndexId, KEY, Key};
use crate::engine::outcome::StopReason;
use crate::engine::plan::{Match, Operand, Plan, Rounds, Slot, Term};
use crate::fact::{RelationId, Word};

use super::batch::{Batch, MOST};
use super::frame::Frame;
use super::ground::Ground;
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
}

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

/// What a way has met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Met {
    Nothing,
    /// A fact that would match, were a cell not blank.
    Blank,
    Match,
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
        let all_match = self.all_match(atom, access, self.visible(atom.relation));
        let mut met = if frame.tracks() { vec![Met::Nothing; batch.len()] } else { Vec::new() };
        let (mut picks, mut cursor, mut out) = (Picks::default(), Cursor::default(), self.batch());
        while cursor.way < batch.len() {
            self.ground().pick(atom, access, &rows, (batch, &frame.constants), &mut cursor, &mut picks);
            self.spend(picks.rows.len())?;
            if all_match {
                if frame.tracks() {
                    picks.ways.iter().for_each(|way| met[*way as usize] = Met::Match);
                }
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

    /// Whether every row that is picked matches: the index has compared all words, and no cell is blank.
    fn all_match(&mut self, atom: &Match, access: Access, rows: usize) -> bool {
        all_match(atom, access.sure(), |column| self.is_full(atom.relation, column, rows))
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

    fn grows(&self, relation: RelationId) -> bool {
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

    /// Picks rows that may match until a batch is full.
    pub(super) fn pick(
        &self,
        atom: &Match,
        access: Access,
        rows: &Range<usize>,
        (batch, constants): (&Batch, &[Word]),
        cursor: &mut Cursor,
        picks: &mut Picks,
    ) {
        picks.ways.clear();
        picks.rows.clear();
        let Access::Index(index, _) = access else {
            while cursor.way < batch.len() && picks.rows.len() < MOST {
                let start = rows.start + cursor.row;
                let end = rows.end.min(start + MOST - picks.rows.len());
                picks.rows.extend(start as u32..end as u32);
                picks.ways.resize(picks.rows.len(), cursor.way as u32);
                cursor.row = end - rows.start;
                if end == rows.end {
                    *cursor = Cursor { way: cursor.way + 1, row: 0 };
                }
            }
            return;
        };
        let index = self.indexes.get(index);
        let table = self.facts.table(atom.relation);
        let mut operands = [Operand::Constant(0); KEY];
        let length = index.columns().len();
        for (operand, column) in operands.iter_mut().zip(index.columns()) {
            *operand = key_operand(&atom.slots, *column);
        }
        let mut key: Key = [Word::BLANK; KEY];
        while cursor.way < batch.len() && picks.rows.len() < MOST {
            for (word, operand) in key.iter_mut().zip(&operands[..length]) {
                *word = batch.word(*operand, constants, cursor.way);
            }
            match index.find(table, &key[..length]) {
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
                        return;
                    }
                }
            }
            *cursor = Cursor { way: cursor.way + 1, row: 0 };
        }
    }

    /// Picks the rows of one way that an index has.
    pub(super) fn look_up(
        &self,
        atom: &Match,
        index: IndexId,
        (batch, constants): (&Batch, &[Word]),
        way: usize,
        picks: &mut Picks,
    ) {
        let index = self.indexes.get(index);
        let mut key: Key = [Word::BLANK; KEY];
        for (word, column) in key.iter_mut().zip(index.columns()) {
            *word = batch.word(key_operand(&atom.slots, *column), constants, way);
        }
        match index.find(self.facts.table(atom.relation), &key[..index.columns().len()]) {
            Found::None => {}
            Found::One(row) => picks.rows.extend(Some(row).filter(|row| (*row as usize) < self.visible(atom.relation))),
            Found::Many(found) => picks.rows.extend_from_slice(within(found, &(0..self.visible(atom.relation)))),
        }
    }

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

/// Whether every row that is picked matches an atom, by the columns that are sure and those that are full.
#[inline]
pub(super) fn all_match(atom: &Match, sure: Columns, mut is_full: impl FnMut(usize) -> bool) -> bool {
    atom.slots.iter().all(|slot| match slot.term {
        Term::Bind(_) | Term::Any => slot.blank.is_none() && is_full(slot.column),
        Term::Same(_) => sure.has(slot.column),
        Term::Twin(_) => false,
    })
}

/// The rows of a range, of rows that ascend.
#[inline]
fn within<'r>(found: &'r [u32], rows: &Range<usize>) -> &'r [u32] {
    let outside = |row: Option<&u32>| row.is_some_and(|row| !rows.contains(&(*row as usize)));
    if !outside(found.first()) && !outside(found.last()) {
        return found;
    }
    let before = |end: usize| found.partition_point(|row| (*row as usize) < end);
    &found[before(rows.start)..before(rows.end)]
}

/// What the word of a column of a key is compared with.
pub(super) fn key_operand(slots: &[Slot], column: usize) -> Operand {
    let of = |slot: &Slot| match slot.term {
        Term::Same(operand) if slot.column == column => Some(operand),
        _ => None,
    };
    slots.iter().find_map(of).unwrap_or(Operand::Constant(0))
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
