//! The plans of a program, made when first asked for.

use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use super::plan::{
    Demanded, Ends, Order, Plan, ShareId, Shares, Sizes, Test, compile, demanded, is_distinct, is_large, of_expr, order,
};
use crate::fact::RelationId;
use crate::program::{Condition, Definition, Expectation, Expr, Program, Rule, RuleId, Term, VarId, atoms};

/// The plans of a program whose conditions keep the order written. They belong to one program, and serve any filing.
#[derive(Debug, Default)]
pub struct Plans {
    rules: Vec<OnceLock<RulePlan>>,
    definitions: Vec<OnceLock<Arc<Plan>>>,
    shapes: Vec<Shape>,
    shares: Option<Shares>,
}

/// What a definition is, whatever the facts.
#[derive(Debug)]
pub(super) struct Shape {
    /// The relations that it reads.
    pub(super) reads: Vec<RelationId>,
    /// Whether it gives every fact but once, and nothing but given facts gives any: its only definition, no recursion,
    /// every column of every atom told apart and in the head.
    pub(super) fresh: bool,
}

/// The plan of a rule.
#[derive(Debug)]
pub(super) struct RulePlan {
    pub(super) plan: Plan,
    /// How what 应 compares is decided.
    pub(super) test: Test,
    /// What 应 demands or forbids.
    pub(super) demanded: Option<Demanded>,
}

/// The plans of nothing.
static NONE: Plans = Plans { rules: Vec::new(), definitions: Vec::new(), shapes: Vec::new(), shares: None };

impl Plans {
    /// For what asks no clause of a program.
    pub(super) fn none() -> &'static Plans {
        &NONE
    }

    /// For a program.
    pub fn new(program: &Program) -> Plans {
        let mut heads = HashMap::default();
        program.definitions.iter().for_each(|definition| *heads.entry(definition.relation).or_insert(0) += 1);
        let shape = |definition: &Definition| Shape {
            reads: atoms(&definition.body).into_iter().map(|atom| atom.relation).collect(),
            fresh: heads.get(&definition.relation) == Some(&1) && is_fresh(program, definition),
        };
        Plans {
            shapes: program.definitions.iter().map(shape).collect(),
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

    /// What a definition is.
    pub(super) fn shape(&self, number: usize) -> &Shape {
        &self.shapes[number]
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
        if last.is_none() && !sizes.is_some_and(|sizes| is_large(&definition.body, sizes)) {
            return self.definition(program, number);
        }
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
        let mut plan = compile(program, &rule.body, variables, (&order, None), Ends::Everything, None, shared);
        let test = match &rule.expect {
            Expectation::Compare { left, op, right, .. } => Test::new(&mut plan.constants, left, *op, right),
            Expectation::Exists(_) | Expectation::Absent(_) => Test::Values,
        };
        let demanded = match &rule.expect {
            Expectation::Exists(atom) | Expectation::Absent(atom) => {
                Some(demanded(program, atom, rule.variables.len(), &plan.bound))
            }
            Expectation::Compare { .. } => None,
        };
        RulePlan { plan, test, demanded }
    }
}

fn definition(program: &Program, definition: &Definition, shared: &[Option<ShareId>]) -> Plan {
    let order = Order::written(definition.body.len());
    let variables = (definition.variables.len(), &[][..]);
    let ends = head_variables(definition);
    compile(program, &definition.body, variables, (&order, None), Ends::Variables(&ends), None, shared)
}

/// Whether a definition, the only one of its relation, gives every fact but once.
fn is_fresh(program: &Program, definition: &Definition) -> bool {
    let mut heads: Vec<VarId> = Vec::new();
    for expr in &definition.head {
        match expr {
            Expr::Variable(variable) => heads.push(*variable),
            Expr::Constant(_) => {}
            _ => return false,
        }
    }
    let told = |condition: &Condition| match condition {
        Condition::Atom(atom) => {
            let shown = |term: &Term| match term {
                Term::Variable(variable) => heads.contains(variable),
                Term::Constant(_) => true,
            };
            atom.relation != definition.relation && atom.arguments.iter().all(|argument| shown(&argument.term))
        }
        Condition::Absent(_) | Condition::Compare(..) => true,
        Condition::Let(..) | Condition::Among(..) | Condition::Aggregate(_) => false,
    };
    is_distinct(program, &definition.body) && definition.body.iter().all(told)
}

/// The variables that a head reads.
fn head_variables(definition: &Definition) -> Vec<VarId> {
    let mut variables = Vec::new();
    definition.head.iter().for_each(|expr| of_expr(expr, &mut variables));
    variables
}
