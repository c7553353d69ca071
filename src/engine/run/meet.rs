//! Atoms that bind one variable together: on each way the one with the fewest rows leads, the others are asked.

use crate::engine::index::Found;
use crate::engine::plan::{Match, Meet, Plan};
use crate::fact::{FactId, Word};

use super::atoms::Access;
use super::batch::Batch;
use super::frame::Frame;
use super::picks::{Cursor, Picks};
use super::{Halt, Runner};

/// How an atom is asked whether a row of it fits.
#[derive(Clone, Copy, Debug)]
enum Ask {
    /// Whether the only row that can fit is there.
    Row,
    /// By what is found.
    Rows(Access),
}

impl<'p> Runner<'p> {
    /// Goes on with every word that atoms have in common.
    pub(super) fn meet(
        &mut self,
        (plan, at): (&Plan, usize),
        frame: &mut Frame<'p>,
        meet: &Meet,
        batch: &Batch,
    ) -> Result<(), Halt> {
        let mut leading: Vec<Vec<u32>> = vec![Vec::new(); meet.atoms.len()];
        let ways = batch.len();
        self.spend(ways * meet.atoms.len())?;
        let accesses: Vec<Access> =
            meet.atoms.iter().map(|met| self.access(&met.binds, ways, 0..self.visible(met.binds.relation))).collect();
        for way in 0..ways {
            let counts =
                meet.atoms.iter().zip(&accesses).enumerate().map(|(atom, (met, access))| {
                    (self.count(&met.binds, *access, (batch, &frame.constants), way), atom)
                });
            if let Some((1.., atom)) = counts.min() {
                leading[atom].push(way as u32);
            }
        }
        let (mut led, mut out) = (self.batch(), self.batch());
        for (leader, ways) in leading.iter().enumerate().filter(|(_, ways)| !ways.is_empty()) {
            led.reset(plan.layout.registers(), ways.len());
            led.take(batch, ways, &meet.takes);
            self.lead((plan, at), frame, meet, (leader, accesses[leader]), (&led, &mut out))?;
        }
        self.spare.extend([led, out]);
        Ok(())
    }

    /// Goes through the rows of an atom, asking the others.
    fn lead(
        &mut self,
        (plan, at): (&Plan, usize),
        frame: &mut Frame<'p>,
        meet: &Meet,
        (leader, access): (usize, Access),
        (led, out): (&Batch, &mut Batch),
    ) -> Result<(), Halt> {
        let atom = &meet.atoms[leader].binds;
        let rows = 0..self.visible(atom.relation);
        let (mut picks, mut cursor) = (Picks::default(), Cursor::default());
        let (mut kept, mut found) = (Vec::new(), Vec::new());
        while cursor.way < led.len() {
            self.ground().pick(atom, access, &rows, (led, &frame.constants), &mut cursor, &mut picks);
            self.spend(picks.rows.len())?;
            self.ground().check(atom, access, (led, &frame.constants), &mut picks, &mut []);
            out.reset(plan.layout.registers(), picks.rows.len());
            out.take(led, &picks.ways, &meet.takes);
            self.ground().read(atom, &picks.rows, &frame.constants, out);
            for asked in (0..meet.atoms.len()).filter(|asked| *asked != leader) {
                if out.len() == 0 {
                    break;
                }
                let asks = &meet.atoms[asked].asks;
                self.spend(out.len())?;
                let how = self.ask(asks, out.len());
                kept.clear();
                for way in 0..out.len() {
                    if self.is_met(asks, how, (out, &frame.constants), way, &mut found)? {
                        kept.push(way as u32);
                    }
                }
                out.keep(&kept, &meet.takes, Some(meet.target));
            }
            self.push(plan, frame, at + 1, out)?;
            self.back(frame, at);
        }
        Ok(())
    }

    /// How an atom is asked so often.
    fn ask(&mut self, atom: &Match, ways: usize) -> Ask {
        // A table knows rows that no atom sees yet.
        if !self.grows(atom.relation) && self.settled(atom) {
            return Ask::Row;
        }
        Ask::Rows(self.access(atom, ways, 0..self.visible(atom.relation)))
    }

    /// How many rows an atom looks at on a way.
    fn count(&self, atom: &Match, access: Access, terms: (&Batch, &[Word]), way: usize) -> usize {
        let Access::Index(index, _) = access else { return self.visible(atom.relation) };
        match self.ground().found(atom, index, terms, way) {
            Found::None => 0,
            Found::One(_) => 1,
            Found::Many(found) => found.len(),
        }
    }

    /// Whether a row fits; `found` is room.
    fn is_met(
        &mut self,
        atom: &Match,
        how: Ask,
        terms: (&Batch, &[Word]),
        way: usize,
        found: &mut Vec<FactId>,
    ) -> Result<bool, Halt> {
        match how {
            Ask::Row => Ok(self.ground().holds(atom, terms, way)),
            Ask::Rows(access) => {
                self.matching(atom, access, terms, way, 1, found)?;
                Ok(!found.is_empty())
            }
        }
    }
}
