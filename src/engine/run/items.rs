//! The items of a list, one after the other.

use crate::engine::outcome::StopReason;
use crate::engine::plan::{Operand, Plan};
use crate::fact::Word;
use crate::program::Condition;

use super::batch::{Batch, MOST, Way};
use super::frame::Frame;
use super::{Halt, Runner};

impl<'p> Runner<'p> {
    /// Goes on with every item that the term is or can be.
    pub(super) fn items(
        &mut self,
        (plan, at): (&Plan, usize),
        frame: &mut Frame<'p>,
        (term, free): (Operand, bool),
        batch: &Batch,
    ) -> Result<(), Halt> {
        let step = &plan.steps[at];
        let Condition::Among(_, list) = &frame.body[step.condition] else { return Ok(()) };
        let (mut ways, mut words, mut out) = (Vec::new(), Vec::new(), self.batch());
        for way in 0..batch.len() {
            let items = self.values.value(list, &Way { batch, way }).and_then(|list| self.values.items(list));
            if std::mem::take(&mut self.values.doubt) {
                frame.doubt(batch, way);
            }
            let Some(items) = items else {
                frame.stop(batch, way, step.condition, StopReason::NoValue);
                continue;
            };
            self.spend(items.len())?;
            let before = words.len();
            for item in items {
                let word = self.values.words.word(item);
                if free || word == batch.word(term, &frame.constants, way) {
                    ways.push(way as u32);
                    words.push(word);
                }
            }
            if words.len() == before {
                frame.stop(batch, way, step.condition, StopReason::False);
            }
        }
        for (ways, words) in ways.chunks(MOST).zip(words.chunks(MOST)) {
            out.reset(plan.layout.registers(), ways.len());
            out.take(batch, ways, &step.keeps);
            if let (true, Operand::Register(register)) = (free, term) {
                let raw = words.iter().map(|word: &Word| word.raw());
                out.column_mut(register).iter_mut().zip(raw).for_each(|(to, word)| *to = word);
            }
            self.push(plan, frame, at + 1, &mut out)?;
            self.back(frame, at);
        }
        self.spare.push(out);
        Ok(())
    }
}
