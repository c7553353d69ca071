//! Which aggregates of a program are one: what they gathered serves all of them.

use std::collections::{BTreeSet, HashMap};

use crate::fact::RelationId;
use crate::program::{Aggregate, Condition, Program, VarId, atoms};

use super::names::Names;
use super::reads::bound_by;

/// The number of an aggregate that may be gathered once for several uses.
pub(in crate::engine) type ShareId = u32;

/// By clause, the numbers of its aggregates in the order written, each before those within it. Equal aggregates of rules,
/// and equal ones of definitions, have one number; those that are used but once have none.
#[derive(Debug, Default)]
pub(in crate::engine) struct Shares {
    pub(in crate::engine) rules: Vec<Vec<Option<ShareId>>>,
    pub(in crate::engine) definitions: Vec<Vec<Option<ShareId>>>,
    /// How many numbers there are.
    pub(in crate::engine) count: usize,
}

/// An aggregate that others may equal: its variables called in the order they come, which of those that cross are bound
/// before, and whether a rule asks, which wants to know what was gathered.
#[derive(PartialEq)]
struct Shape {
    aggregate: Aggregate,
    bound: Vec<bool>,
    of_rule: bool,
}

/// Aggregates told apart, by the relations they read.
#[derive(Default)]
struct Shapes {
    by_reads: HashMap<Vec<RelationId>, Vec<usize>>,
    all: Vec<(Shape, usize)>,
}

impl Shares {
    /// Of all clauses of a program.
    pub(in crate::engine) fn of(program: &Program) -> Shares {
        let mut shapes = Shapes::default();
        let rules: Vec<Vec<usize>> = program.rules.iter().map(|rule| shapes.body(&rule.body, true, 1)).collect();
        let mut definitions = vec![Vec::new(); program.definitions.len()];
        for stratum in &program.strata {
            let heads: BTreeSet<RelationId> =
                stratum.iter().map(|number| program.definitions[*number].relation).collect();
            for number in stratum {
                let body = &program.definitions[*number].body;
                let grows = |condition: &Condition| matches!(condition, Condition::Atom(atom) if heads.contains(&atom.relation));
                // A recursive definition asks in every round anew.
                let uses = if body.iter().any(grows) { 2 } else { 1 };
                definitions[*number] = shapes.body(body, false, uses);
            }
        }
        let mut count = 0;
        let mut numbers = Vec::with_capacity(shapes.all.len());
        for (_, uses) in &shapes.all {
            numbers.push((*uses > 1).then_some(count));
            count += u32::from(*uses > 1);
        }
        let numbered = |clauses: Vec<Vec<usize>>| {
            let numbered = clauses.into_iter().map(|own| own.into_iter().map(|shape| numbers[shape]).collect());
            numbered.collect()
        };
        Shares { rules: numbered(rules), definitions: numbered(definitions), count: count as usize }
    }
}

impl Shapes {
    /// The aggregates of a body in the order written, each before those within it.
    fn body(&mut self, body: &[Condition], of_rule: bool, uses: usize) -> Vec<usize> {
        let mut found = Vec::new();
        self.add_body(body, Vec::new(), (of_rule, uses), &mut found);
        found
    }

    fn add_body(
        &mut self,
        body: &[Condition],
        mut bound: Vec<VarId>,
        (of_rule, uses): (bool, usize),
        found: &mut Vec<usize>,
    ) {
        for condition in body {
            if let Condition::Aggregate(aggregate) = condition {
                let by: Vec<bool> = aggregate.by.iter().map(|variable| bound.contains(variable)).collect();
                let shape = Shape { aggregate: Names::default().aggregate(aggregate), bound: by, of_rule };
                found.push(self.add(shape, uses));
                let crossing = aggregate.by.iter().copied().filter(|variable| bound.contains(variable)).collect();
                // It is asked for every batch of keys anew.
                self.add_body(&aggregate.body, crossing, (of_rule, 2), found);
            }
            bound.extend(bound_by(condition));
        }
    }

    fn add(&mut self, shape: Shape, uses: usize) -> usize {
        let reads = atoms(&shape.aggregate.body).into_iter().map(|atom| atom.relation).collect();
        let alike = self.by_reads.entry(reads).or_default();
        if let Some(number) = alike.iter().copied().find(|number| self.all[*number].0 == shape) {
            self.all[number].1 += uses;
            return number;
        }
        alike.push(self.all.len());
        self.all.push((shape, uses));
        self.all.len() - 1
    }
}

/// How many aggregates stand in conditions, those within others too.
pub(super) fn aggregates_in(body: &[Condition]) -> usize {
    let within = |condition: &Condition| match condition {
        Condition::Aggregate(aggregate) => 1 + aggregates_in(&aggregate.body),
        _ => 0,
    };
    body.iter().map(within).sum()
}
