//! Conditions that a way satisfies or not.

use crate::engine::outcome::StopReason;
use crate::engine::plan::{Operand, Register, Step, Test};
use crate::engine::value::{Truth, truth};
use crate::fact::Word;
use crate::program::Condition;

use super::Runner;
use super::batch::{Batch, Way};
use super::frame::Frame;

impl<'p> Runner<'p> {
    /// Keeps the ways of which a comparison holds.
    pub(super) fn compare(&mut self, step: &Step, frame: &mut Frame<'p>, test: Test, batch: &mut Batch) {
        let Condition::Compare(left, op, right) = &frame.body[step.condition] else { return };
        let mut kept = Vec::with_capacity(batch.len());
        for way in 0..batch.len() {
            let failed = match self.test(test, (batch, &frame.constants), way) {
                Some(true) => None,
                Some(false) => Some(StopReason::False),
                None => {
                    let bindings = Way { batch, way };
                    if let Some(holds) = self.values.whole_numbers(left, *op, right, &bindings) {
                        self.note(step, frame, batch, way, (!holds).then_some(StopReason::False), &mut kept);
                        continue;
                    }
                    let sides = (self.values.value(left, &bindings), self.values.value(right, &bindings));
                    match sides {
                        (Some(left), Some(right)) => match truth(&self.values.words.figures, left, *op, right) {
                            Truth::Holds => None,
                            Truth::Fails => Some(StopReason::False),
                            Truth::Incomparable => Some(StopReason::Incomparable),
                            Truth::Ambiguous => {
                                self.values.doubt = true;
                                Some(StopReason::Ambiguous)
                            }
                        },
                        _ => Some(StopReason::NoValue),
                    }
                }
            };
            self.note(step, frame, batch, way, failed, &mut kept);
        }
        batch.keep(&kept, &step.keeps, None);
    }

    /// Whether a comparison holds, as far as words tell.
    #[inline]
    pub(super) fn test(&mut self, test: Test, (batch, constants): (&Batch, &[Word]), way: usize) -> Option<bool> {
        let word = |operand: Operand| batch.word(operand, constants, way);
        match test {
            Test::Same { .. } => told_by_words(test, (batch, constants), way),
            Test::Part { function, text, part, has } => {
                Some(self.values.has_part(function, word(text).symbol()?, word(part).symbol()?) == has)
            }
            Test::Values => None,
        }
    }

    /// Binds a variable to a value, or compares it.
    pub(super) fn bind(
        &mut self,
        step: &Step,
        frame: &mut Frame<'p>,
        (target, free, copies): (Register, bool, Option<Operand>),
        batch: &mut Batch,
    ) {
        let Condition::Let(_, expr) = &frame.body[step.condition] else { return };
        let mut kept = Vec::with_capacity(batch.len());
        for way in 0..batch.len() {
            let word = match copies {
                Some(operand) => Some(batch.word(operand, &frame.constants, way)),
                None => self.values.value(expr, &Way { batch, way }).map(|value| self.values.words.word(value)),
            };
            let failed = match word {
                None => Some(StopReason::NoValue),
                Some(word) if free => {
                    batch.set(target, way, word.raw());
                    None
                }
                Some(word) => (batch.get(target, way) != word.raw()).then_some(StopReason::False),
            };
            self.note(step, frame, batch, way, failed, &mut kept);
        }
        batch.keep(&kept, &step.keeps, free.then_some(target));
    }

    /// Keeps a way, or notes why not.
    pub(super) fn note(
        &mut self,
        step: &Step,
        frame: &mut Frame<'p>,
        batch: &Batch,
        way: usize,
        failed: Option<StopReason>,
        kept: &mut Vec<u32>,
    ) {
        if std::mem::take(&mut self.values.doubt) {
            frame.doubt(batch, way);
        }
        match failed {
            None => kept.push(way as u32),
            Some(reason) => frame.stop(batch, way, step.condition, reason),
        }
    }
}

/// Whether a comparison holds, as far as the words themselves tell.
#[inline]
pub(super) fn told_by_words(test: Test, (batch, constants): (&Batch, &[Word]), way: usize) -> Option<bool> {
    let Test::Same { left, right, same } = test else { return None };
    let word = |operand: Operand| batch.word(operand, constants, way);
    Some(same_sort(word(left), word(right))? == same)
}

/// Whether two words of one sort, figures and blanks aside, are the same; `None` where values must be compared.
fn same_sort(left: Word, right: Word) -> Option<bool> {
    let plain = |word: Word| !word.is_figure() && !word.is_blank();
    (plain(left) && plain(right) && left.same_sort(right)).then_some(left == right)
}
