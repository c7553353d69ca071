//! Conditions, one after the other, over the facts of the round before.

use std::rc::Rc;

use foldhash::HashMap;

use crate::fact::{Facts, RelationId, Value};
use crate::program::{Condition, Expr, Program};
use crate::syntax::tree::Comparison;

use super::Open;
use super::aggregate::Groups;
use super::branch::Branch;
use super::index::Indexes;
use super::judge::{Truth, truth};
use super::limits::{Budget, Limits, Resource, Share};
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
    pub(super) open: Open,
    /// Whether a comparison failed because a figure is ambiguous.
    pub(super) doubt: bool,
    /// What the aggregates of the clause at work gave before.
    pub(super) memory: Memory,
    pub(super) limits: Limits,
    pub(super) budget: Budget,
    /// Bytes that the clause at work keeps for itself, and that outcomes keep.
    held: [usize; 2],
    /// Steps that were taken and not yet spent.
    owed: u64,
    /// The effort of figures that was spent already.
    settled: u64,
    horizon: Vec<usize>,
    pub(super) indexes: Indexes,
}

impl<'p> Solver<'p> {
    /// Over facts given, of which some relations may lack some.
    pub(super) fn new(program: &'p Program, facts: Facts, open: Open, limits: &Limits) -> Solver<'p> {
        let mut solver = Solver {
            program,
            limits: *limits,
            budget: Budget::new(limits, facts.bytes()),
            facts,
            open,
            doubt: false,
            memory: Memory::default(),
            held: [0; 2],
            owed: 0,
            settled: 0,
            horizon: Vec::new(),
            indexes: Indexes::default(),
        };
        solver.next_round();
        solver
    }

    /// Makes every fact known now visible to atoms; later ones are not until the next call. Says which relations grew.
    pub(super) fn next_round(&mut self) -> Vec<RelationId> {
        let ids = (0..self.program.relations.len()).map(|number| RelationId(number as u32));
        let lengths: Vec<usize> = ids.clone().map(|id| self.facts.table(id).len()).collect();
        let before = std::mem::replace(&mut self.horizon, lengths);
        ids.filter(|id| self.visible(*id) > before.get(id.0 as usize).copied().unwrap_or(0)).collect()
    }

    /// Starts a clause that may use so much.
    pub(super) fn start(&mut self, share: Share) {
        self.held[0] = 0;
        self.owed = 0;
        self.settled = self.facts.dictionary.figures.effort();
        self.doubt = false;
        self.memory.clear();
        self.budget.start(share, self.bytes());
    }

    /// What the clause at work may use when it goes on later; what it kept for itself is given back.
    pub(super) fn rest(&mut self) -> Share {
        self.memory.clear();
        self.held[0] = 0;
        self.budget.rest(self.bytes())
    }

    /// Bytes in use.
    fn bytes(&self) -> usize {
        self.facts.bytes() + self.indexes.bytes() + self.held[0] + self.held[1]
    }

    /// Uses up steps.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Resource> {
        let effort = self.facts.dictionary.figures.effort();
        let owed = std::mem::take(&mut self.owed).saturating_add(effort - self.settled);
        let steps = owed.saturating_add(steps as u64);
        self.settled = effort;
        self.budget.spend(steps, self.bytes())
    }

    /// Notes steps of work that cannot be stopped half-way; the next that can be spends them.
    pub(super) fn owe(&mut self, steps: usize) {
        self.owed = self.owed.saturating_add(steps as u64);
    }

    /// Notes steps of work that has not begun; whether there are as many left. Where there are not, the next that can be
    /// stopped is.
    pub(super) fn afford(&mut self, steps: usize) -> bool {
        self.owe(steps);
        self.owed <= self.budget.left()
    }

    /// Notes bytes that the clause at work keeps to its end.
    pub(super) fn hold(&mut self, bytes: usize) {
        self.held[0] += bytes;
    }

    /// Notes bytes that stay when the clause at work is done.
    pub(super) fn leave(&mut self, bytes: usize) {
        self.held[1] += bytes;
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
        match truth(&self.facts.dictionary.figures, left, op, right) {
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
