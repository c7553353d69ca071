//! The plans of a program, made when first asked for.

use std::sync::{Arc, OnceLock};

use super::plan::{Demanded, Ends, Plan, compile, demanded, of_expr};
use crate::program::{Definition, Expectation, Program, Rule, RuleId, VarId};

/// The plans of a program whose conditions keep the order written. They belong to one program, and serve any filing.
#[derive(Debug, Default)]
pub struct Plans {
    rules: Vec<OnceLock<RulePlan>>,
    definitions: Vec<OnceLock<Arc<Plan>>>,
}

/// The plan of a rule.
#[derive(Debug)]
pub(super) struct RulePlan {
    pub(super) plan: Plan,
    /// What 应 demands or forbids.
    pub(super) demanded: Option<Demanded>,
}

/// The plans of nothing.
static NONE: Plans = Plans { rules: Vec::new(), definitions: Vec::new() };

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
        }
    }

    pub(super) fn rule(&self, program: &Program, id: RuleId) -> &RulePlan {
        self.rules[id.0 as usize].get_or_init(|| RulePlan::new(program, &program.rules[id.0 as usize]))
    }

    pub(super) fn definition(&self, program: &Program, number: usize) -> Arc<Plan> {
        let plan = || Arc::new(definition(program, &program.definitions[number]));
        Arc::clone(self.definitions[number].get_or_init(plan))
    }
}

impl RulePlan {
    fn new(program: &Program, rule: &Rule) -> RulePlan {
        let order: Vec<usize> = (0..rule.body.len()).collect();
        let variables = (rule.variables.len(), &[][..]);
        let plan = compile(program, &rule.body, variables, (&order, None), Ends::Everything, None);
        let demanded = match &rule.expect {
            Expectation::Exists(atom) | Expectation::Absent(atom) => {
                Some(demanded(program, atom, rule.variables.len(), &plan.bound))
            }
            Expectation::Compare { .. } => None,
        };
        RulePlan { plan, demanded }
    }
}

fn definition(program: &Program, definition: &Definition) -> Plan {
    let order: Vec<usize> = (0..definition.body.len()).collect();
    let variables = (definition.variables.len(), &[][..]);
    compile(program, &definition.body, variables, (&order, None), Ends::Variables(&head_variables(definition)), None)
}

/// The variables that a head reads.
pub(super) fn head_variables(definition: &Definition) -> Vec<VarId> {
    let mut variables = Vec::new();
    definition.head.iter().for_each(|expr| of_expr(expr, &mut variables));
    variables
}
