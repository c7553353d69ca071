//! Definitions run backwards: from a fact to what it was derived from.

use crate::engine::plan::{Ends, Sizes, compile, of_condition, order};
use crate::fact::{Dictionary, FactId, RelationId, Value, Word};
use crate::program::{Condition, Definition, Expr, VarId};

use super::batch::{Batch, Way};
use super::frame::{Frame, Sink};
use super::{Halt, Runner};

/// A fact that is known, and the first way to it.
pub(super) struct Replay<'p> {
    definition: &'p Definition,
    row: Vec<Word>,
    variables: Vec<VarId>,
    found: Option<Replayed>,
}

/// How a definition comes to a fact.
pub(in crate::engine) struct Replayed {
    pub(in crate::engine) definition: u32,
    pub(in crate::engine) bindings: Vec<Option<Value>>,
    /// The facts that matched, in the order of the conditions.
    pub(in crate::engine) premises: Vec<FactId>,
    /// By aggregate, in the order of the conditions: the facts that went into it.
    pub(in crate::engine) members: Vec<Vec<FactId>>,
}

impl<'p> Runner<'p> {
    /// The first way to a derived fact over the facts that were known before its round: one of least height.
    pub(in crate::engine) fn replay(&mut self, fact: FactId) -> Option<Replayed> {
        let (relation, row) = (fact.relation, self.facts.table(fact.relation).row(fact.row).to_vec());
        let round = self.facts.table(relation).round_of(fact.row);
        if round == 0 {
            return None;
        }
        self.see_before(relation, round);
        let own = |definition: &&usize| self.program.definitions[**definition].relation == relation;
        let numbers: Vec<usize> = self.program.strata.iter().flatten().filter(own).copied().collect();
        let found = numbers.into_iter().find_map(|number| self.replay_definition(number, &row));
        self.see_all();
        found
    }

    /// Lets atoms see what was known before a round of the stratum that derives a relation.
    fn see_before(&mut self, relation: RelationId, round: usize) {
        let derives = |number: &usize| self.program.definitions[*number].relation;
        let stratum =
            self.program.strata.iter().find(|stratum| stratum.iter().any(|number| derives(number) == relation));
        for head in stratum.into_iter().flatten().map(derives) {
            self.seen[head.0 as usize] = self.facts.table(head).before_round(round) as usize;
        }
    }

    fn replay_definition(&mut self, number: usize, row: &[Word]) -> Option<Replayed> {
        let definition = &self.program.definitions[number];
        let bound = bound_by_head(&self.values.words, definition, row)?;
        let variables: Vec<VarId> = bound.iter().map(|(variable, _)| *variable).collect();
        let plan = {
            let sizes = Sizes::new(&self.facts, (&self.seen, &self.known), &self.distinct).one_by_one();
            let order = order(&definition.body, &variables, None, Some(&sizes));
            let known = (definition.variables.len(), variables.as_slice());
            compile(self.program, &definition.body, known, (&order, None), Ends::Everything, Some(&sizes), &[])
        };
        let constants = self.constants(&plan.constants);
        let replay = Replay { definition, row: row.to_vec(), variables: plan.bound.clone(), found: None };
        let mut frame = Frame::new(&plan, &definition.body, constants, Sink::Replay(replay));
        let mut batch = self.batch();
        batch.reset(plan.layout.registers(), 1);
        batch.set(plan.layout.origin(), 0, 0);
        bound.iter().for_each(|(variable, word)| batch.set(variable.0, 0, word.raw()));
        // A limit cannot be reached on the way to what was reached before; without a way the fact is left unexplained.
        let _halt = self.push(&plan, &mut frame, 0, &mut batch);
        self.spare.push(batch);
        let Sink::Replay(replay) = frame.sink else { return None };
        Some(Replayed { definition: number as u32, ..replay.found? })
    }

    /// Whether a way leads to the fact that is known.
    pub(super) fn recognise(
        &mut self,
        replay: &mut Replay<'p>,
        frame: &mut Frame<'p>,
        batch: &Batch,
    ) -> Result<(), Halt> {
        for way in 0..batch.len() {
            let gives = |(expr, word): (&'p Expr, &Word)| {
                let value = self.values.value(expr, &Way { batch, way });
                value.is_some_and(|value| self.values.words.word(value) == *word)
            };
            let definition: &'p Definition = replay.definition;
            if !definition.head.iter().zip(&replay.row).all(gives) {
                continue;
            }
            let mut bindings = vec![None; frame.layout.variables as usize];
            for variable in &replay.variables {
                let word = Word::from_raw(batch.get(variable.0, way));
                bindings[variable.0 as usize] = Some(self.values.words.value(word));
            }
            let premises = frame.premises(batch, way).collect();
            let members = frame.members(&self.shared, batch, way).map(<[FactId]>::to_vec).collect();
            replay.found = Some(Replayed { definition: 0, bindings, premises, members });
            return Err(Halt::Found);
        }
        Ok(())
    }
}

/// What the head of a definition binds when it gives a row; `None` when it cannot.
fn bound_by_head(words: &Dictionary, definition: &Definition, row: &[Word]) -> Option<Vec<(VarId, Word)>> {
    let mut bound: Vec<(VarId, Word)> = Vec::new();
    for (expr, word) in definition.head.iter().zip(row) {
        match expr {
            Expr::Variable(variable) => match bound.iter().find(|(known, _)| known == variable) {
                Some((_, known)) if known != word => return None,
                Some(_) => {}
                None => bound.push((*variable, *word)),
            },
            Expr::Constant(value) if words.find(*value) != Some(*word) => return None,
            _ => {}
        }
    }
    // What an absence or an aggregate meets first is free there: bound beforehand it would ask something else.
    bound.retain(|(variable, _)| {
        let meets = |condition: &&Condition| of_condition(condition).contains(variable);
        let first = definition.body.iter().find(meets);
        !matches!(first, Some(Condition::Absent(_) | Condition::Aggregate(_)))
    });
    Some(bound)
}
