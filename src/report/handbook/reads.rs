//! What a rule reads, directly and through definitions.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{RelationId, Value};
use crate::program::{Atom, ColumnKind, Program, RuleId, Term, atoms};

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
        let rules = program.rules.iter().map(|rule| named(program, rule.atoms())).collect();
        let mut derived: BTreeMap<RelationId, BTreeSet<RelationId>> = BTreeMap::new();
        for definition in &program.definitions {
            derived.entry(definition.relation).or_default().extend(named(program, atoms(&definition.body)));
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

/// The relations of atoms, in whichever filing, and those that they name as the value of a column.
fn named(program: &Program, atoms: Vec<&Atom>) -> BTreeSet<RelationId> {
    let mut found = BTreeSet::new();
    for atom in atoms {
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
    found
}
