//! Where ways go that satisfy all conditions.

use crate::engine::plan::{Operand, Plan};
use crate::fact::Word;
use crate::program::{Definition, Expr};

use super::batch::{Batch, Way};
use super::frame::{Frame, Sink};
use super::{Halt, Runner};

/// About what a row takes besides its words.
pub(super) const ROW_BYTES: usize = 6;

/// The columns of a head.
pub(super) struct Head<'p> {
    pub(super) definition: &'p Definition,
    /// What needs no working out, by column.
    pub(super) plain: Vec<Option<Operand>>,
    pub(super) constants: Vec<Word>,
    /// Whether every way gives another fact, none of which can be known.
    pub(super) fresh: bool,
    /// How many facts were new.
    pub(super) new: usize,
    /// Room for the ways of a batch that may give new facts.
    ways: Vec<u32>,
}

impl<'p> Runner<'p> {
    /// Hands ways over.
    pub(super) fn emit(&mut self, plan: &Plan, frame: &mut Frame<'p>, batch: &Batch) -> Result<(), Halt> {
        let mut sink = std::mem::replace(&mut frame.sink, Sink::None);
        let result = match &mut sink {
            Sink::None => Ok(()),
            Sink::Subjects(words) => self.take_subjects(plan, words, batch),
            Sink::Outcomes(judging) => self.judge_ways(judging, frame, batch),
            Sink::Head(head) => self.derive_facts(head, frame, batch),
            Sink::Replay(replay) => self.recognise(replay, frame, batch),
            Sink::Ways(ways) => self.take_ways(ways, frame, batch),
        };
        frame.sink = sink;
        result
    }

    fn derive_facts(&mut self, head: &mut Head<'p>, frame: &mut Frame<'p>, batch: &Batch) -> Result<(), Halt> {
        if head.plain.iter().all(Option::is_some) {
            return self.derive_plain(head, batch);
        }
        let mut row: Vec<Word> = vec![Word::BLANK; head.definition.head.len()];
        for way in 0..batch.len() {
            let mut exists = true;
            for (column, (expr, plain)) in head.definition.head.iter().zip(&head.plain).enumerate() {
                row[column] = match plain {
                    Some(operand) => batch.word(*operand, &head.constants, way),
                    None => match self.values.value(expr, &Way { batch, way }) {
                        Some(value) => self.values.words.word(value),
                        None => {
                            exists = false;
                            break;
                        }
                    },
                };
            }
            if std::mem::take(&mut self.values.doubt) {
                frame.doubt(batch, way);
            }
            if exists && self.facts.to_mut().table_mut(head.definition.relation).add(&row) {
                head.new += 1;
                self.values.meter.tables += row.len() * size_of::<Word>() + ROW_BYTES;
                self.values.meter.budget.count()?;
            }
        }
        Ok(())
    }

    /// Derives facts of which no value needs working out.
    fn derive_plain(&mut self, head: &mut Head<'p>, batch: &Batch) -> Result<(), Halt> {
        let table = self.facts.to_mut().table_mut(head.definition.relation);
        let operands: Vec<Operand> = head.plain.iter().flatten().copied().collect();
        let mut row = vec![Word::BLANK; operands.len()];
        let most = self.values.meter.budget.facts_left();
        let mut new = 0;
        let column = |operand: &Operand| match operand {
            Operand::Register(register) => Some(batch.column(*register)),
            Operand::Constant(_) => None,
        };
        let columns: Option<Vec<&[u32]>> = operands.iter().map(column).collect();
        if head.fresh || !columns.is_some_and(|columns| table.unknown(&columns, &mut head.ways)) {
            head.ways.clear();
            head.ways.extend(0..batch.len() as u32);
        }
        for way in &head.ways {
            for (word, operand) in row.iter_mut().zip(&operands) {
                *word = batch.word(*operand, &head.constants, *way as usize);
            }
            if head.fresh {
                table.push(&row);
                new += 1;
            } else {
                new += usize::from(table.add(&row));
            }
            if new > most {
                break;
            }
        }
        self.count_rows(head, new, row.len())
    }

    /// Derives facts that were found elsewhere; whoever asks has seen that the clause at work may derive as many.
    pub(super) fn add_rows<'r>(
        &mut self,
        head: &mut Head<'p>,
        rows: impl Iterator<Item = &'r [Word]>,
    ) -> Result<(), Halt> {
        let table = self.facts.to_mut().table_mut(head.definition.relation);
        let (before, arity) = (table.len(), table.arity());
        if head.fresh {
            rows.for_each(|row| {
                table.push(row);
            });
        } else {
            rows.for_each(|row| {
                table.add(row);
            });
        }
        let new = table.len() - before;
        self.count_rows(head, new, arity)
    }

    fn count_rows(&mut self, head: &mut Head<'p>, new: usize, arity: usize) -> Result<(), Halt> {
        head.new += new;
        self.values.meter.tables += new * (arity * size_of::<Word>() + ROW_BYTES);
        Ok(self.values.meter.budget.count_many(new)?)
    }

    /// The columns of the head of a definition.
    pub(super) fn head(&mut self, definition: &'p Definition) -> Head<'p> {
        let mut constants = Vec::new();
        let plain = definition.head.iter().map(|expr| match expr {
            Expr::Variable(variable) => Some(Operand::Register(variable.0)),
            Expr::Constant(value) => {
                constants.push(self.values.words.word(*value));
                Some(Operand::Constant(constants.len() as u32 - 1))
            }
            _ => None,
        });
        let plain = plain.collect();
        Head { definition, plain, constants, fresh: false, new: 0, ways: Vec::new() }
    }
}
