//! Which clauses start with the same steps.

use crate::engine::Clause;
use crate::engine::plan::{Names, Plan, Step};
use crate::program::{Condition, RuleId};

use super::About;

impl About<'_> {
    /// By step of a clause: how many clauses start with the same steps up to there, whatever their variables are called.
    pub(super) fn shared_by(&self, clause: Clause) -> Vec<u32> {
        let own = self.steps(clause);
        let rules = (0..self.program.rules.len() as u32).map(|number| Clause::Rule(RuleId(number)));
        let definitions = (0..self.program.definitions.len() as u32).map(Clause::Definition);
        let mut shared = vec![0; own.len()];
        for other in rules.chain(definitions) {
            let steps = self.steps(other);
            let same = own.iter().zip(&steps).take_while(|(one, other)| one == other);
            shared.iter_mut().zip(same).for_each(|(shared, _)| *shared += 1);
        }
        shared
    }

    /// The conditions of a clause, step by step in the order of its plan, its variables numbered as they come.
    fn steps(&self, clause: Clause) -> Vec<Vec<Condition>> {
        let (order, body) = match clause {
            Clause::Rule(id) => match self.program.rules.get(id.0 as usize) {
                Some(rule) => (served(&self.plans.rule(self.program, id).plan), &rule.body),
                None => return Vec::new(),
            },
            Clause::Definition(number) => match self.program.definitions.get(number as usize) {
                Some(definition) => {
                    (served(&self.plan(number as usize, None, self.sizes().as_ref())), &definition.body)
                }
                None => return Vec::new(),
            },
        };
        let mut names = Names::default();
        let mut named =
            |numbers: Vec<usize>| numbers.into_iter().map(|number| names.condition(&body[number])).collect();
        order.into_iter().map(&mut named).collect()
    }
}

/// By step, the numbers of the conditions it serves.
fn served(plan: &Plan) -> Vec<Vec<usize>> {
    plan.steps.iter().map(Step::conditions).collect()
}
