//! Which facts went into which aggregate.

use crate::fact::FactId;
use crate::program::Condition;

/// The facts that went into an aggregate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// The number of the aggregate among the conditions.
    pub condition: usize,
    /// The facts, way by way.
    pub facts: Vec<FactId>,
}

/// Parts the members of all aggregates of a body, of which each has so many.
pub(super) fn by_aggregate(body: &[Condition], counts: &[usize], mut members: &[FactId]) -> Vec<Gathered> {
    let aggregates = body.iter().enumerate().filter(|(_, condition)| matches!(condition, Condition::Aggregate(_)));
    let part = |((condition, _), count): ((usize, &Condition), &usize)| {
        let (own, others) = members.split_at((*count).min(members.len()));
        members = others;
        Gathered { condition, facts: own.to_vec() }
    };
    aggregates.zip(counts).map(part).collect()
}
