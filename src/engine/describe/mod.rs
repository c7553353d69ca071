//! How a rule or a definition is evaluated, step by step.

mod shared;
mod telling;

use std::cell::RefCell;
use std::iter;
use std::sync::Arc;

use crate::fact::RelationId;
use crate::program::{Condition, Definition, Program, Rule, VarId, atoms};

use super::plan::{Distinct, Plan, Sizes};
use super::plans::RulePlan;
use super::{Clause, Evaluation, Plans};
use telling::Telling;

/// A step of a plan; steps below it that are deeper belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// How deep it lies; the topmost at 0.
    pub depth: u32,
    /// The number of the condition it serves, among those of the clause or of the aggregate that it lies in; `None` for the
    /// last step.
    pub condition: Option<usize>,
    /// What it does.
    pub operator: Operator,
    /// The relation whose facts it looks at, or gives.
    pub relation: Option<RelationId>,
    /// The columns that facts are looked up by.
    pub key: Vec<usize>,
    /// The variables it binds.
    pub binds: Vec<VarId>,
    /// Whether it looks only at facts of the round before.
    pub delta: bool,
    /// How many rows leave it, by the sizes of relations; `None` where they are not known.
    pub estimate: Option<u64>,
    /// How many clauses start with the same steps up to this one, itself among them.
    pub shared: u32,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Goes through all facts of a relation.
    Scan,
    /// Looks facts up by some of their columns.
    Lookup,
    /// Intersects the facts of several atoms.
    Meet,
    /// Asks that no fact matches.
    Absent,
    /// Compares two values.
    Compare,
    /// Binds a value.
    Let,
    /// Goes through the items of a list.
    Among,
    /// Brings many facts together.
    Aggregate,
    /// Gives a fact.
    Emit,
    /// Judges what must hold.
    Judge,
}

/// The plan of a clause, as it is made for an evaluation: with one, how many rows it deals with. Behind that of a recursive
/// definition stand those by which it goes on with the facts of the round before. Empty for a clause that is not there.
pub fn plan(program: &Program, plans: &Plans, clause: Clause, evaluation: Option<&Evaluation>) -> Vec<PlanLine> {
    let about = About::of(program, plans, clause, evaluation);
    match clause {
        Clause::Rule(id) => match program.rules.get(id.0 as usize) {
            Some(rule) => about.rule(rule, plans.rule(program, id)),
            None => Vec::new(),
        },
        Clause::Definition(number) => match program.definitions.get(number as usize) {
            Some(definition) => about.definition(number as usize, definition),
            None => Vec::new(),
        },
    }
}

/// What a plan is told by.
struct About<'a> {
    program: &'a Program,
    plans: &'a Plans,
    evaluation: Option<&'a Evaluation>,
    /// By relation, how many rows there are.
    rows: Vec<usize>,
    /// How many different words columns hold.
    distinct: RefCell<Distinct>,
    /// By step: how many clauses start with the same steps up to there.
    shared: Vec<u32>,
}

impl<'a> About<'a> {
    fn of(program: &'a Program, plans: &'a Plans, clause: Clause, evaluation: Option<&'a Evaluation>) -> About<'a> {
        let rows = |evaluation: &Evaluation| {
            let relations = (0..program.relations.len() as u32).map(RelationId);
            relations.map(|relation| evaluation.facts.table(relation).len()).collect()
        };
        let rows = evaluation.map(rows).unwrap_or_default();
        let mut about = About { program, plans, evaluation, rows, distinct: RefCell::default(), shared: Vec::new() };
        about.shared = about.shared_by(clause);
        about
    }

    fn rule(&self, rule: &Rule, plans: &RulePlan) -> Vec<PlanLine> {
        let sizes = self.sizes();
        let mut telling = Telling::new(sizes.as_ref(), &self.shared);
        telling.body(&plans.plan, &rule.body, 0);
        let demanded = plans.demanded.as_ref().map(|demanded| &demanded.atom);
        let line = telling.line(None, Operator::Judge);
        line.relation = demanded.map(|atom| atom.relation);
        line.key = demanded.map(|atom| atom.key.iter().collect()).unwrap_or_default();
        telling.lines
    }

    fn definition(&self, number: usize, definition: &Definition) -> Vec<PlanLine> {
        let recursive: Vec<usize> = self.recursive(number, definition).collect();
        let mut first = self.rows.clone();
        if let (Some(evaluation), false) = (self.evaluation, recursive.is_empty()) {
            // At first what the definition and others like it derive is not there.
            for relation in self.together(number) {
                first[relation.0 as usize] = evaluation.facts.table(relation).before_round(1) as usize;
            }
        }
        let rounds = iter::once((None, &first)).chain(recursive.into_iter().map(|last| (Some(last), &self.rows)));
        let mut lines = Vec::new();
        for (last, rows) in rounds {
            let distinct = RefCell::default();
            // How much a round gives is not known: what is shown is the plan for little.
            let known: Vec<usize> = rows.iter().map(|rows| rows.saturating_sub(1)).collect();
            let sizes = self.evaluation.map(|evaluation| Sizes::new(&evaluation.facts, (rows, &known), &distinct));
            let plan = self.plan(number, last, sizes.as_ref());
            let shared = if last.is_none() { &self.shared[..] } else { &[] };
            let mut telling = Telling::new(sizes.as_ref(), shared);
            telling.body(&plan, &definition.body, 0);
            telling.line(None, Operator::Emit).relation = Some(definition.relation);
            lines.append(&mut telling.lines);
        }
        lines
    }

    fn sizes(&self) -> Option<Sizes<'_>> {
        self.evaluation.map(|evaluation| Sizes::new(&evaluation.facts, (&self.rows, &[]), &self.distinct))
    }

    /// The plan that an evaluation chooses.
    fn plan(&self, number: usize, last: Option<usize>, sizes: Option<&Sizes<'_>>) -> Arc<Plan> {
        let any_order = self.evaluation.is_some_and(|Evaluation { facts, open, .. }| {
            let read = atoms(&self.program.definitions[number].body);
            !facts.dictionary.figures.any_ambiguous() && !read.iter().any(|atom| open.contains_key(&atom.relation))
        });
        self.plans.definition_by(self.program, number, last, sizes.filter(|_| any_order))
    }

    /// Relations that the stratum of a definition derives.
    fn together(&self, number: usize) -> Vec<RelationId> {
        let stratum = self.program.strata.iter().find(|stratum| stratum.contains(&number));
        stratum.into_iter().flatten().map(|number| self.program.definitions[*number].relation).collect()
    }

    /// Conditions that read what the stratum of a definition derives.
    fn recursive(&self, number: usize, definition: &Definition) -> impl Iterator<Item = usize> {
        let together = self.together(number);
        let reads = move |condition: &Condition| matches!(condition, Condition::Atom(atom) if together.contains(&atom.relation));
        definition.body.iter().enumerate().filter(move |(_, condition)| reads(condition)).map(|(number, _)| number)
    }
}
