//! What a rule reads, directly and through definitions.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{RelationId, Value};
use crate::program::{Atom, ColumnKind, Condition, Expectation, Program, Rule, RuleId, Term};

/// Who reads what.
#[derive(Debug)]
pub(super) struct Reads {
    /// By rule: the relations its own conditions name.
    rules: Vec<BTreeSet<RelationId>>,
    /// By derived relation: those its definitions name.
    derived: BTreeMap<RelationId, BTreeSet<RelationId>>,
}

impl Reads {
    pub(super) fn of(program: &Program) -> Reads {
        let rules = program.rules.iter().map(|rule| named_by_rule(program, rule)).collect();
        let mut derived: BTreeMap<RelationId, BTreeSet<RelationId>> = BTreeMap::new();
        for definition in &program.definitions {
            named(program, &definition.body, derived.entry(definition.relation).or_default());
        }
        Reads { rules, derived }
    }

    /// The relations that a rule's own conditions name.
    pub(super) fn directly(&self, rule: RuleId) -> BTreeSet<RelationId> {
        self.rules.get(rule.0 as usize).cloned().unwrap_or_default()
    }

    /// The same, with those that definitions behind them name.
    pub(super) fn in_the_end(&self, rule: RuleId) -> BTreeSet<RelationId> {
        let mut all = self.directly(rule);
        let mut open: Vec<RelationId> = all.iter().copied().collect();
        while let Some(next) = open.pop() {
            let behind = self.derived.get(&next).into_iter().flatten();
            open.extend(behind.copied().filter(|relation| all.insert(*relation)));
        }
        all
    }

    /// The rules whose conditions name a relation.
    pub(super) fn rules_of(&self, relation: RelationId) -> Vec<RuleId> {
        let rules = self.rules.iter().enumerate().filter(|(_, named)| named.contains(&relation));
        rules.map(|(number, _)| RuleId(number as u32)).collect()
    }

    /// The derived relations whose definitions name a relation.
    pub(super) fn derived_of(&self, relation: RelationId) -> Vec<RelationId> {
        let derived = self.derived.iter().filter(|(head, named)| **head != relation && named.contains(&relation));
        derived.map(|(head, _)| *head).collect()
    }
}

fn named_by_rule(program: &Program, rule: &Rule) -> BTreeSet<RelationId> {
    let mut found = BTreeSet::new();
    named(program, &rule.body, &mut found);
    if let Expectation::Exists(atom) | Expectation::Absent(atom) = &rule.expect {
        named_by_atom(program, atom, &mut found);
    }
    found
}

fn named(program: &Program, body: &[Condition], found: &mut BTreeSet<RelationId>) {
    for condition in body {
        match condition {
            Condition::Atom(atom) | Condition::Absent(atom) => named_by_atom(program, atom, found),
            Condition::Aggregate(aggregate) => named(program, &aggregate.body, found),
            Condition::Compare(..) | Condition::Let(..) => {}
        }
    }
}

/// The relation of an atom, in whichever filing, and those that it names as the value of a column.
fn named_by_atom(program: &Program, atom: &Atom, found: &mut BTreeSet<RelationId>) {
    found.insert(program.base(atom.relation));
    let columns = &program.relation(atom.relation).columns;
    for argument in &atom.arguments {
        let names = columns.get(argument.column).is_some_and(|column| column.kind == ColumnKind::RelationName);
        if let Term::Constant(Value::Text(symbol)) = argument.term
            && names
        {
            found.extend(program.find(program.symbols.text(symbol)));
        }
    }
}
