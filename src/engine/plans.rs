//! The plans of a program, made when first asked for.

use std::sync::{Arc, OnceLock};

use super::plan::{Demanded, Ends, Order, Plan, ShareId, Shares, Sizes, compile, demanded, of_expr, order};
use crate::program::{Definition, Expectation, Program, Rule, RuleId, VarId};

/// The plans of a program whose conditions keep the order written. They belong to one program, and serve any filing.
#[derive(Debug, Default)]
pub struct Plans {
    rules: Vec<OnceLock<RulePlan>>,
    definitions: Vec<OnceLock<Arc<Plan>>>,
    shares: Option<Shares>,
}

/// The plan of a rule.
#[derive(Debug)]
pub(super) struct RulePlan {
    pub(super) plan: Plan,
    /// What 应 demands or forbids.
    pub(super) demanded: Option<Demanded>,
}

/// The plans of nothing.
static NONE: Plans = Plans { rules: Vec::new(), definitions: Vec::new(), shares: None };

impl Plans {
    /// For what asks no clause of a program.
    pub(super) fn none() -> &'static Plans {
        &NONE
    }

    /// For a program.
    pub fn new(program: &Program) -> Plans {
        Plans {
            rules: program.rules.iter().map(|_| OnceLock::new()).collect(),
            definitions: program.definitions.iter().map(|_| OnceLock::new()).collect(),
            shares: Some(Shares::of(program)),
        }
    }

    pub(super) fn rule(&self, program: &Program, id: RuleId) -> &RulePlan {
        self.rules[id.0 as usize].get_or_init(|| {
            let shared = self.shares.as_ref().and_then(|shares| shares.rules.get(id.0 as usize));
            RulePlan::new(program, &program.rules[id.0 as usize], shared.map_or(&[], Vec::as_slice))
        })
    }

    fn definition(&self, program: &Program, number: usize) -> Arc<Plan> {
        let plan = || Arc::new(definition(program, &program.definitions[number], self.of_definition(number)));
        Arc::clone(self.definitions[number].get_or_init(plan))
    }

    /// The numbers of the aggregates of a definition.
    fn of_definition(&self, number: usize) -> &[Option<ShareId>] {
        let shared = self.shares.as_ref().and_then(|shares| shares.definitions.get(number));
        shared.map_or(&[], Vec::as_slice)
    }

    /// How many numbers of aggregates there are.
    pub(super) fn shares(&self) -> usize {
        self.shares.as_ref().map_or(0, |shares| shares.count)
    }

    /// The plan of a definition: in the order written, or by the sizes of what it reads. `last` is the condition that sees
    /// the round before.
    pub(super) fn definition_by(
        &self,
        program: &Program,
        number: usize,
        last: Option<usize>,
        sizes: Option<&Sizes<'_>>,
    ) -> Arc<Plan> {
        let definition = &program.definitions[number];
        let order = order(&definition.body, &[], last, sizes);
        if order.is_written() && last.is_none() {
            return self.definition(program, number);
        }
        let ends = head_variables(definition);
        let variables = (definition.variables.len(), &[][..]);
        let (order, ends, shared) = ((&order, last), Ends::Variables(&ends), self.of_definition(number));
        Arc::new(compile(program, &definition.body, variables, order, ends, sizes, shared))
    }
}

impl RulePlan {
    fn new(program: &Program, rule: &Rule, shared: &[Option<ShareId>]) -> RulePlan {
        let order = Order::written(rule.body.len());
        let variables = (rule.variables.len(), &[][..]);
        let plan = compile(program, &rule.body, variables, (&order, None), Ends::Everything, None, shared);
        let demanded = match &rule.expect {
            Expectation::Exists(atom) | Expectation::Absent(atom) => {
                Some(demanded(program, atom, rule.variables.len(), &plan.bound))
            }
            Expectation::Compare { .. } => None,
        };
        RulePlan { plan, demanded }
    }
}

fn definition(program: &Program, definition: &Definition, shared: &[Option<ShareId>]) -> Plan {
    let order = Order::written(definition.body.len());
    let variables = (definition.variables.len(), &[][..]);
    let ends = head_variables(definition);
    compile(program, &definition.body, variables, (&order, None), Ends::Variables(&ends), None, shared)
}

/// The variables that a head reads.
fn head_variables(definition: &Definition) -> Vec<VarId> {
    let mut variables = Vec::new();
    definition.head.iter().for_each(|expr| of_expr(expr, &mut variables));
    variables
}
