//! One way through the conditions of a clause.

use crate::engine::outcome::{Stop, StopReason};
use crate::engine::value::Bindings;
use crate::fact::{Dictionary, FactId, Value};
use crate::program::VarId;

/// What is bound and matched so far, with a trail to go back along.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    values: Vec<Option<Value>>,
    trail: Vec<VarId>,
    premises: Vec<FactId>,
    members: Vec<FactId>,
    gathered: Vec<usize>,
    stop: Option<Stop>,
}

/// A point to go back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    trail: usize,
    premises: usize,
    members: usize,
    gathered: usize,
}

impl Branch {
    /// Nothing bound, for so many variables.
    pub(super) fn new(variables: usize) -> Branch {
        Branch {
            values: vec![None; variables],
            trail: Vec::new(),
            premises: Vec::new(),
            members: Vec::new(),
            gathered: Vec::new(),
            stop: None,
        }
    }

    /// The value of a variable.
    pub(super) fn get(&self, variable: VarId) -> Option<Value> {
        self.values.get(variable.0 as usize).copied().flatten()
    }

    /// A value a variable.
    pub(super) fn values(&self) -> &[Option<Value>] {
        &self.values
    }

    /// Binds a variable, or says whether it is bound to that value already.
    pub(super) fn unify(&mut self, variable: VarId, value: Value) -> bool {
        match self.values.get_mut(variable.0 as usize) {
            Some(Some(bound)) => *bound == value,
            Some(slot) => {
                *slot = Some(value);
                self.trail.push(variable);
                true
            }
            None => false,
        }
    }

    /// Adds a fact that matched.
    pub(super) fn matched(&mut self, fact: FactId) {
        self.premises.push(fact);
    }

    /// Adds facts that went into an aggregate.
    pub(super) fn gathered(&mut self, facts: &[FactId]) {
        self.members.extend_from_slice(facts);
        self.gathered.push(facts.len());
    }

    /// Facts that matched, in the order of the conditions.
    pub(super) fn premises(&self) -> &[FactId] {
        &self.premises
    }

    /// How many facts went into each aggregate.
    pub(super) fn counts(&self) -> &[usize] {
        &self.gathered
    }

    /// Facts that matched, then those that went into aggregates.
    pub(super) fn support(&self) -> impl Iterator<Item = FactId> {
        self.premises.iter().chain(&self.members).copied()
    }

    /// The memory that a copy takes.
    pub(super) fn bytes(&self) -> usize {
        let facts = self.premises.len() + self.members.len();
        size_of::<Branch>() + size_of_val(self.values.as_slice()) + facts * size_of::<FactId>()
    }

    /// Where it is now.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            trail: self.trail.len(),
            premises: self.premises.len(),
            members: self.members.len(),
            gathered: self.gathered.len(),
        }
    }

    /// Goes back; where it stopped stays known.
    pub(super) fn back_to(&mut self, mark: Mark) {
        for variable in self.trail.drain(mark.trail..) {
            self.values[variable.0 as usize] = None;
        }
        self.premises.truncate(mark.premises);
        self.members.truncate(mark.members);
        self.gathered.truncate(mark.gathered);
    }

    /// Notes that a condition did not hold; the first note at the furthest condition stays.
    pub(super) fn stop_at(&mut self, condition: usize, reason: StopReason) {
        if self.stop.is_none_or(|stop| stop.condition < condition) {
            self.stop = Some(Stop { condition, reason });
        }
    }

    /// The furthest condition that no way went beyond.
    pub(super) fn stop(&self) -> Option<Stop> {
        self.stop
    }
}

impl Bindings for Branch {
    #[inline]
    fn get(&self, variable: VarId, _: &Dictionary) -> Option<Value> {
        Branch::get(self, variable)
    }
}
