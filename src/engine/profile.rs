//! What an evaluation cost, clause by clause. The clock is the caller's: the engine has none.

use std::collections::BTreeMap;

use crate::fact::RelationId;

use super::Clause;

/// Nanoseconds from anywhere.
pub type Clock<'c> = &'c dyn Fn() -> u64;

/// What an evaluation, or several of one program, cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Definitions in the order they ran, then rules.
    pub clauses: Vec<ClauseCost>,
    /// Indexes that were built.
    pub indexes: Vec<IndexCost>,
}

/// What a rule or a definition cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseCost {
    /// The rule or definition.
    pub clause: Clause,
    /// Time in nanoseconds, all its conditions included.
    pub nanoseconds: u64,
    /// How often it was gone through.
    pub rounds: u32,
    /// Rows that were looked at.
    pub looked_at: u64,
    /// New facts, or outcomes.
    pub produced: u64,
    /// Its conditions, where they were measured.
    pub steps: Vec<StepCost>,
}

/// What a condition cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepCost {
    /// The number of the condition; the length of the body for the head or 应.
    pub condition: usize,
    /// Rows before it.
    pub entered: u64,
    /// Rows behind it.
    pub left: u64,
    /// Time in nanoseconds, without the conditions behind it.
    pub nanoseconds: u64,
}

/// What an index took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexCost {
    /// Whose facts it finds.
    pub relation: RelationId,
    /// By which columns, in its order.
    pub columns: Vec<usize>,
    /// Different keys.
    pub keys: u64,
    /// Rows.
    pub rows: u64,
    /// Memory.
    pub bytes: u64,
    /// How often it was asked.
    pub lookups: u64,
}

impl Profile {
    /// Time of all clauses together, in nanoseconds.
    pub fn nanoseconds(&self) -> u64 {
        self.clauses.iter().map(|cost| cost.nanoseconds).sum()
    }

    /// Adds the costs of another evaluation of the same program, condition by condition.
    pub fn add(&mut self, other: Profile) {
        let mut clauses: BTreeMap<Clause, usize> =
            self.clauses.iter().enumerate().map(|(at, cost)| (cost.clause, at)).collect();
        for cost in other.clauses {
            let at = *clauses.entry(cost.clause).or_insert(self.clauses.len());
            match self.clauses.get_mut(at) {
                Some(known) => known.add(cost),
                None => self.clauses.push(cost),
            }
        }
        for cost in other.indexes {
            let same = |known: &&mut IndexCost| known.relation == cost.relation && known.columns == cost.columns;
            match self.indexes.iter_mut().find(same) {
                Some(known) => {
                    known.keys += cost.keys;
                    known.rows += cost.rows;
                    known.bytes += cost.bytes;
                    known.lookups += cost.lookups;
                }
                None => self.indexes.push(cost),
            }
        }
    }
}

impl ClauseCost {
    fn add(&mut self, other: ClauseCost) {
        self.nanoseconds += other.nanoseconds;
        self.rounds += other.rounds;
        self.looked_at += other.looked_at;
        self.produced += other.produced;
        for step in other.steps {
            match self.steps.iter_mut().find(|known| known.condition == step.condition) {
                Some(known) => {
                    known.entered += step.entered;
                    known.left += step.left;
                    known.nanoseconds += step.nanoseconds;
                }
                None => self.steps.push(step),
            }
        }
    }
}
