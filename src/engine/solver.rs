//! Conditions, one after the other, over the facts of the round before.

use std::collections::BTreeMap;
use std::rc::Rc;

use foldhash::HashMap;

use crate::fact::{Facts, RelationId, Value};
use crate::program::{Atom, Condition, Expr, Program};
use crate::syntax::tree::{Comparison, Scope};

use super::Resource;
use super::aggregate::Groups;
use super::branch::Branch;
use super::index::Indexes;
use super::judge::{Truth, truth};
use super::outcome::StopReason;

/// Called with every way to satisfy all conditions.
pub(super) type Visit<'v, 'p> = &'v mut dyn FnMut(&mut Solver<'p>, &mut Branch) -> Result<(), Resource>;

/// Memory of the aggregates of the clause at work: its address in the program and what crosses into it.
pub(super) type Memory = HashMap<(usize, Vec<Option<Value>>), Rc<Groups>>;

/// The evaluator at work.
pub(super) struct Solver<'p> {
    pub(super) program: &'p Program,
    pub(super) facts: Facts,
    /// Relations that may lack facts, and why: no absence, and no aggregate, over them is sure.
    pub(super) open: BTreeMap<RelationId, StopReason>,
    /// Whether a comparison failed because a figure is ambiguous.
    pub(super) doubt: bool,
    /// What the aggregates of the clause at work gave before.
    pub(super) memory: Memory,
    /// How many ways to satisfy its body an aggregate may keep.
    pub(super) kept: usize,
    steps: u64,
    horizon: Vec<usize>,
    pub(super) indexes: Indexes,
}

impl<'p> Solver<'p> {
    /// Over facts given.
    pub(super) fn new(program: &'p Program, facts: Facts) -> Solver<'p> {
        let mut solver = Solver {
            program,
            facts,
            open: BTreeMap::new(),
            doubt: false,
            memory: Memory::default(),
            steps: 0,
            kept: 0,
            horizon: Vec::new(),
            indexes: Indexes::default(),
        };
        solver.next_round();
        solver
    }

    /// Makes every fact known now visible to atoms; later ones are not until the next call. Says which relations grew.
    pub(super) fn next_round(&mut self) -> Vec<RelationId> {
        let ids = (0..self.program.relations.len()).map(|number| RelationId(number as u32));
        let lengths: Vec<usize> = ids.clone().map(|id| self.facts.of(id).len()).collect();
        let before = std::mem::replace(&mut self.horizon, lengths);
        ids.filter(|id| self.visible(*id) > before.get(id.0 as usize).copied().unwrap_or(0)).collect()
    }

    /// Starts a clause that may look at so many facts, and keep so many ways to satisfy the body of an aggregate.
    pub(super) fn start(&mut self, steps: u64, kept: usize) {
        self.steps = steps;
        self.kept = kept;
        self.doubt = false;
        self.memory.clear();
    }

    /// How many steps the clause at work has left.
    pub(super) fn steps_left(&self) -> u64 {
        self.steps
    }

    /// Uses up steps.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Resource> {
        self.steps = self.steps.checked_sub(steps as u64).ok_or(Resource::Steps)?;
        Ok(())
    }

    /// How many facts of a relation atoms see.
    pub(super) fn visible(&self, relation: RelationId) -> usize {
        self.horizon.get(relation.0 as usize).copied().unwrap_or(0)
    }

    /// Visits every way to satisfy the conditions from `at` on, in order.
    pub(super) fn solve(
        &mut self,
        body: &'p [Condition],
        at: usize,
        branch: &mut Branch,
        visit: Visit<'_, 'p>,
    ) -> Result<(), Resource> {
        let Some(condition) = body.get(at) else { return visit(self, branch) };
        self.spend(1)?;
        if let Some(scope) = missing(condition) {
            branch.stop_at(at, StopReason::NoFiling(scope));
            return Ok(());
        }
        let mark = branch.mark();
        let failed = match condition {
            Condition::Atom(atom) => return self.solve_atom(atom, body, at, branch, visit),
            Condition::Among(term, list) => return self.solve_among((*term, list), body, at, branch, visit),
            Condition::Aggregate(aggregate) => return self.solve_aggregate(aggregate, body, at, branch, visit),
            Condition::Absent(atom) => match self.open.get(&atom.relation).copied() {
                _ if !self.matching(atom, branch, 1)?.is_empty() => Some(StopReason::Present),
                unsure => unsure,
            },
            Condition::Compare(left, op, right) => self.compare(left, *op, right, branch),
            Condition::Let(variable, expr) => match self.value(expr, branch) {
                Some(value) => (!branch.unify(*variable, value)).then_some(StopReason::False),
                None => Some(StopReason::NoValue),
            },
        };
        match failed {
            Some(reason) => branch.stop_at(at, reason),
            None => self.solve(body, at + 1, branch, visit)?,
        }
        branch.back_to(mark);
        Ok(())
    }

    fn compare(&mut self, left: &Expr, op: Comparison, right: &Expr, branch: &Branch) -> Option<StopReason> {
        let (Some(left), Some(right)) = (self.value(left, branch), self.value(right, branch)) else {
            return Some(StopReason::NoValue);
        };
        match truth(&self.facts.figures, left, op, right) {
            Truth::Holds => None,
            Truth::Fails => Some(StopReason::False),
            Truth::Incomparable => Some(StopReason::Incomparable),
            Truth::Ambiguous => {
                self.doubt = true;
                Some(StopReason::Ambiguous)
            }
        }
    }
}

/// Every atom of some conditions, those in aggregates included.
pub(super) fn atoms(body: &[Condition]) -> Vec<&Atom> {
    let mut found = Vec::new();
    for condition in body {
        match condition {
            Condition::Atom(atom) | Condition::Absent(atom) => found.push(atom),
            Condition::Aggregate(aggregate) => found.extend(atoms(&aggregate.body)),
            Condition::Compare(..) | Condition::Let(..) | Condition::Among(..) => {}
        }
    }
    found
}

/// The other filing that a condition looks at. None is given yet: this is where they will be looked up.
fn missing(condition: &Condition) -> Option<Scope> {
    match condition {
        Condition::Atom(atom) | Condition::Absent(atom) => atom.scope,
        Condition::Aggregate(aggregate) => aggregate.body.iter().find_map(missing),
        Condition::Compare(..) | Condition::Let(..) | Condition::Among(..) => None,
    }
}
