//! Which facts went into which aggregate.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{FactId, Facts, RelationId, Value};
use crate::program::{Aggregate, Argument, Atom, Condition, Term, VarId, atoms};

use super::prover::positive;

/// The facts that went into an aggregate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// The number of the aggregate among the conditions.
    pub condition: usize,
    /// The facts, way by way.
    pub facts: Vec<FactId>,
}

/// Parts the members of all aggregates of a body, which stand one aggregate after the other, each in the order of its
/// ways: where the facts no longer fit the one at hand, or start anew, the next begins.
pub(super) fn by_aggregate(
    facts: &Facts,
    body: &[Condition],
    bindings: &[Option<Value>],
    mut members: &[FactId],
) -> Vec<Gathered> {
    let aggregates = body.iter().enumerate().filter_map(|(number, condition)| match condition {
        Condition::Aggregate(aggregate) => Some((number, aggregate)),
        _ => None,
    });
    let aggregates: Vec<(usize, &Aggregate)> = aggregates.collect();
    let mut parted = Vec::with_capacity(aggregates.len());
    for (at, (condition, aggregate)) in aggregates.iter().enumerate() {
        let is_last = at + 1 == aggregates.len();
        let end = if is_last { members.len() } else { own(facts, aggregate, bindings, members) };
        let (own, others) = members.split_at(end);
        parted.push(Gathered { condition: *condition, facts: own.to_vec() });
        members = others;
    }
    parted
}

/// How many of the members are those of an aggregate.
fn own(facts: &Facts, aggregate: &Aggregate, bindings: &[Option<Value>], members: &[FactId]) -> usize {
    if aggregate.body.iter().any(|condition| matches!(condition, Condition::Aggregate(_))) {
        let read: BTreeSet<RelationId> = atoms(&aggregate.body).into_iter().map(|atom| atom.relation).collect();
        return members.iter().take_while(|member| read.contains(&member.relation)).count();
    }
    let matched: Vec<&Atom> = positive(&aggregate.body).collect();
    if matched.is_empty() {
        return 0;
    }
    let mut before: &[FactId] = &[];
    let mut count = 0;
    for way in members.chunks_exact(matched.len()) {
        if way <= before || !fits(facts, aggregate, &matched, bindings, way) {
            break;
        }
        (before, count) = (way, count + way.len());
    }
    count
}

/// Whether facts match the atoms of an aggregate, a fact an atom.
fn fits(facts: &Facts, aggregate: &Aggregate, atoms: &[&Atom], bindings: &[Option<Value>], way: &[FactId]) -> bool {
    let crossing = aggregate.by.iter().filter_map(|variable| {
        let value = bindings.get(variable.0 as usize).copied().flatten()?;
        Some((*variable, value))
    });
    let mut known: BTreeMap<VarId, Value> = crossing.collect();
    atoms.iter().zip(way).all(|(atom, id)| {
        let holds = |argument: &Argument| match (argument.term, facts.value(*id, argument.column)) {
            (_, Value::Blank) => true,
            (Term::Constant(constant), value) => constant == value,
            (Term::Variable(variable), value) => *known.entry(variable).or_insert(value) == value,
        };
        atom.relation == id.relation && atom.arguments.iter().all(holds)
    })
}
