//! What two programs have in common.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::{Open, without_filings};
use crate::fact::{Facts, RelationId, Value};
use crate::program::{Condition, Expr, Program, Relation, Rule};

/// Whether the numbers of units mean the same.
pub(super) fn same_units(one: &Program, other: &Program) -> bool {
    one.units.iter().eq(other.units.iter())
}

/// Whether facts, conditions and their numbers mean the same to both.
pub(super) fn alike(one: &Program, other: &Program) -> bool {
    let relation = |relation: &Relation| (relation.name.clone(), relation.columns.clone());
    one.relations.iter().map(relation).eq(other.relations.iter().map(relation))
        && one.symbols.is_same(&other.symbols)
        && one.regexes.iter().zip(&other.regexes).all(|(one, other)| one.regex.as_str() == other.regex.as_str())
        && (&one.code_levels, &one.aliases) == (&other.code_levels, &other.aliases)
}

/// Whether two rules ask the same; how they word it, and where they stand, does not matter.
pub(super) fn same_rule(one: &Rule, other: &Rule) -> bool {
    (one.subject, &one.body, &one.expect) == (other.subject, &other.body, &other.expect)
        && one.variables.len() == other.variables.len()
}

/// Relations that two programs define otherwise.
pub(super) fn defined_otherwise(one: &Program, other: &Program) -> BTreeSet<RelationId> {
    let (one, other) = (definitions(one), definitions(other));
    let relations = one.keys().chain(other.keys());
    relations.filter(|relation| one.get(relation) != other.get(relation)).copied().collect()
}

type Defined<'p> = Vec<(&'p [Expr], &'p [Condition])>;

fn definitions(program: &Program) -> BTreeMap<RelationId, Defined<'_>> {
    let mut found: BTreeMap<RelationId, Defined<'_>> = BTreeMap::new();
    for definition in &program.definitions {
        found.entry(definition.relation).or_default().push((&definition.head, &definition.body));
    }
    found
}

/// Relations that a program derives.
pub(super) fn derived(program: &Program) -> BTreeSet<RelationId> {
    program.definitions.iter().map(|definition| definition.relation).collect()
}

/// Given facts as another program numbers them, and what is open to it; facts of relations it does not know are left
/// behind, as are columns. Figures keep their numbers.
pub(super) fn carry(from: &Program, mut facts: Facts, open: &Open, to: &Program) -> (Facts, Open) {
    let mut carried = to.facts();
    carried.dictionary.figures = std::mem::take(&mut facts.dictionary.figures);
    let mut still_open = without_filings(to);
    for (number, relation) in from.relations.iter().enumerate() {
        let id = RelationId(number as u32);
        let Some(new) = to.relations.iter().position(|other| other.name == relation.name) else { continue };
        let (target, new) = (&to.relations[new], RelationId(new as u32));
        match open.get(&id) {
            Some(reason) => still_open.insert(new, *reason),
            None => still_open.remove(&new),
        };
        let column = |name: &str| relation.columns.iter().position(|column| column.name == name);
        let columns: Vec<Option<usize>> = target.columns.iter().map(|target| column(&target.name)).collect();
        facts.table_mut(id).forget_derived();
        for fact in facts.of(id) {
            let value = |column: &Option<usize>| match column.map(|column| facts.value(fact, column)) {
                Some(Value::Text(symbol)) => {
                    Value::Text(carried.dictionary.symbols.intern(facts.dictionary.symbols.text(symbol)))
                }
                value => value.unwrap_or(Value::Blank),
            };
            let values: Vec<Value> = columns.iter().map(value).collect();
            carried.insert(new, &values, facts.reading(fact).cloned());
        }
    }
    (carried, still_open)
}
