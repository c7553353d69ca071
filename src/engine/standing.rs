//! An evaluation that is kept, and brought up to date when facts or rules change.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::fact::{FactId, Facts, Reading, RelationId, Value};
use crate::program::{Program, Rule, RuleId, atoms};

use super::outcome::Outcome;
use super::run::Runner;
use super::{Evaluation, Limits, Open, Placed, Plans, named};

/// An evaluation, what it came from, and how to go on from there.
///
/// A change evaluates anew what reads the relations it touches, directly or through definitions, and nothing else; the
/// result is that of a full evaluation. Where a limit was reached, which all clauses share, everything is evaluated anew.
#[derive(Debug)]
pub struct Standing<'p> {
    program: &'p Program,
    plans: &'p Plans,
    placed: Placed,
    limits: Limits,
    /// What was open before anything was derived.
    given_open: Open,
    evaluation: Evaluation,
}

/// The facts that were given, to be changed.
#[derive(Debug)]
pub struct Change<'s> {
    facts: &'s mut Facts,
    touched: BTreeSet<RelationId>,
}

impl Change<'_> {
    /// What words and figures mean; new ones may be added.
    pub fn facts(&self) -> &Facts {
        self.facts
    }

    /// Adds a figure that stands nowhere else, and gives its value.
    pub fn figure(&mut self, figure: crate::fact::Figure) -> Value {
        Value::Figure(self.facts.dictionary.figures.add(figure))
    }

    /// Adds a text, and gives its value.
    pub fn text(&mut self, text: &str) -> Value {
        Value::Text(self.facts.dictionary.symbols.intern(text))
    }

    /// Adds a fact.
    pub fn insert(&mut self, relation: RelationId, values: &[Value], reading: Option<Reading>) {
        self.touch(relation);
        self.facts.insert(relation, values, reading);
    }

    /// Takes a fact away; those behind it in its relation move up.
    pub fn remove(&mut self, fact: FactId) {
        self.rewrite(fact, |_| None);
    }

    /// Changes a value of a fact.
    pub fn set(&mut self, fact: FactId, column: usize, value: Value) {
        self.rewrite(fact, |mut values| {
            values[column] = value;
            Some(values)
        });
    }

    fn rewrite(&mut self, fact: FactId, change: impl Fn(Vec<Value>) -> Option<Vec<Value>>) {
        self.touch(fact.relation);
        let old = std::mem::take(self.facts.table_mut(fact.relation));
        *self.facts.table_mut(fact.relation) = crate::fact::Table::new(old.arity());
        for row in 0..old.len() as u32 {
            let values: Vec<Value> = old.row(row).iter().map(|word| self.facts.dictionary.value(*word)).collect();
            let values = if row == fact.row { change(values) } else { Some(values) };
            if let Some(values) = values {
                self.facts.insert(fact.relation, &values, old.reading(row).cloned());
            }
        }
    }

    fn touch(&mut self, relation: RelationId) {
        if self.touched.insert(relation) {
            self.facts.table_mut(relation).forget_derived();
        }
    }
}

impl<'p> Standing<'p> {
    /// Evaluates everything.
    pub fn new(
        program: &'p Program,
        plans: &'p Plans,
        facts: Facts,
        open: Open,
        placed: Placed,
        limits: &Limits,
    ) -> Standing<'p> {
        let evaluation = Evaluation { facts, outcomes: Vec::new(), exhausted: Vec::new(), open: Open::new() };
        let mut standing = Standing { program, plans, placed, limits: *limits, given_open: open, evaluation };
        standing.evaluate(&relations(program), &all(program));
        standing
    }

    /// What holds now.
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// Gives it up for what holds now.
    pub fn into_evaluation(self) -> Evaluation {
        self.evaluation
    }

    /// Changes given facts, and evaluates anew what rests on them; says which rules were judged again.
    pub fn change(&mut self, change: impl FnOnce(&mut Change<'_>)) -> BTreeSet<RuleId> {
        let mut changing = Change { facts: &mut self.evaluation.facts, touched: BTreeSet::new() };
        change(&mut changing);
        let touched = changing.touched;
        self.update(touched, BTreeSet::new())
    }

    /// Goes over to another program, such as one with a rule that was just edited; says which rules were judged again.
    /// Rules and definitions that are the same keep what they gave.
    pub fn change_program<'q>(mut self, program: &'q Program, plans: &'q Plans) -> (Standing<'q>, BTreeSet<RuleId>) {
        let old = self.program;
        let alike = old.relations == program.relations && old.symbols.is_same(&program.symbols);
        if !alike || !self.evaluation.exhausted.is_empty() {
            let Standing { placed, limits, given_open, evaluation, .. } = self;
            let mut facts = evaluation.facts;
            relations(old).iter().for_each(|relation| facts.table_mut(*relation).forget_derived());
            let standing = Standing::new(program, plans, facts, given_open, placed, &limits);
            return (standing, all(program));
        }
        let body = |program: &Program, relation: RelationId| -> Vec<_> {
            let own = program.strata.iter().flatten().map(|number| program.definitions[*number].clone());
            let own = own.filter(|definition| definition.relation == relation);
            own.map(|definition| (definition.head, definition.body)).collect()
        };
        let touched: BTreeSet<RelationId> = relations(program)
            .into_iter()
            .filter(|relation| body(old, *relation) != body(program, *relation))
            .collect();
        let mut kept: Vec<Outcome> = Vec::new();
        let mut changed = BTreeSet::new();
        for (number, rule) in program.rules.iter().enumerate() {
            let id = RuleId(number as u32);
            match old.rules.binary_search_by(|known| known.id.cmp(&rule.id)) {
                Ok(known) if same_rule(&old.rules[known], rule) => {
                    let of = RuleId(known as u32);
                    let own = self.evaluation.outcomes.iter().filter(|outcome| outcome.rule == of);
                    kept.extend(own.map(|outcome| Outcome { rule: id, ..outcome.clone() }));
                }
                _ => {
                    changed.insert(id);
                }
            }
        }
        self.evaluation.outcomes = kept;
        let Standing { placed, limits, given_open, evaluation, .. } = self;
        let mut standing = Standing { program, plans, placed, limits, given_open, evaluation };
        let judged = standing.update(touched, changed);
        (standing, judged)
    }

    /// Evaluates anew what reads some relations, and some rules.
    fn update(&mut self, mut touched: BTreeSet<RelationId>, mut rules: BTreeSet<RuleId>) -> BTreeSet<RuleId> {
        if touched.is_empty() && rules.is_empty() {
            return rules;
        }
        for stratum in &self.program.strata {
            // Definitions of a stratum that read one another belong together.
            let mut before = usize::MAX;
            while before != touched.len() {
                before = touched.len();
                for definition in stratum.iter().map(|number| &self.program.definitions[*number]) {
                    if atoms(&definition.body).into_iter().any(|atom| touched.contains(&atom.relation)) {
                        touched.insert(definition.relation);
                    }
                }
            }
        }
        let reads = |rule: &Rule| !named(rule).is_disjoint(&touched);
        let numbered = self.program.rules.iter().enumerate();
        rules.extend(numbered.filter(|(_, rule)| reads(rule)).map(|(number, _)| RuleId(number as u32)));
        let shared = self.evaluation.exhausted.iter().any(|exhausted| exhausted.shared);
        if shared || !self.evaluation.exhausted.is_empty() {
            (touched, rules) = (relations(self.program), all(self.program));
        }
        self.evaluate(&touched, &rules);
        if !self.evaluation.exhausted.is_empty() && rules.len() < self.program.rules.len() {
            rules = all(self.program);
            self.evaluate(&relations(self.program), &rules);
        }
        rules
    }

    /// Derives some relations and judges some rules.
    fn evaluate(&mut self, touched: &BTreeSet<RelationId>, rules: &BTreeSet<RuleId>) {
        let mut facts = std::mem::take(&mut self.evaluation.facts);
        let program = self.program;
        touched.iter().for_each(|relation| facts.table_mut(*relation).forget_derived());
        let mut open = std::mem::take(&mut self.evaluation.open);
        open.retain(|relation, _| !touched.contains(relation));
        for (relation, reason) in &self.given_open {
            open.entry(*relation).or_insert(*reason);
        }
        let wanted = |number: &usize| touched.contains(&program.definitions[*number].relation);
        let strata: Vec<Vec<usize>> =
            program.strata.iter().map(|stratum| stratum.iter().copied().filter(wanted).collect()).collect();
        let mut runner = Runner::new(program, self.plans, Cow::Owned(facts), open, &self.limits);
        let mut exhausted = runner.derive(&strata);
        let judged = runner.judge(rules.iter().copied(), &self.placed, &mut exhausted);
        let (facts, open) = runner.finish();
        let kept = std::mem::take(&mut self.evaluation.outcomes);
        let mut outcomes: Vec<Outcome> = kept.into_iter().filter(|outcome| !rules.contains(&outcome.rule)).collect();
        outcomes.extend(judged);
        // Stable: the outcomes of a rule stay in the order of its subjects.
        outcomes.sort_by_key(|outcome| outcome.rule);
        self.evaluation = Evaluation { facts, outcomes, exhausted, open };
    }
}

fn relations(program: &Program) -> BTreeSet<RelationId> {
    program.definitions.iter().map(|definition| definition.relation).collect()
}

fn all(program: &Program) -> BTreeSet<RuleId> {
    (0..program.rules.len() as u32).map(RuleId).collect()
}

/// Whether two rules ask the same; how they word it, and where they stand, does not matter.
fn same_rule(one: &Rule, other: &Rule) -> bool {
    one.subject == other.subject && one.body == other.body && one.expect == other.expect
}
