//! Conditions, one after the other, over the facts of the round before.

use std::collections::BTreeMap;
use std::rc::Rc;

use foldhash::HashMap;

use crate::engine::Open;
use crate::engine::limits::{Limits, Resource, Share};
use crate::engine::outcome::StopReason;
use crate::engine::value::{Meter, Truth, Values, truth};
use crate::fact::{FactId, Facts, RelationId, Value, Word};
use crate::program::{Condition, Expr, Program};
use crate::syntax::tree::Comparison;

use super::aggregate::Groups;
use super::branch::Branch;
use super::index::Indexes;

/// Called with every way to satisfy all conditions.
pub(super) type Visit<'v, 'p> = &'v mut dyn FnMut(&mut Solver<'p>, &mut Branch) -> Result<(), Resource>;

/// Memory of the aggregates of the clause at work: its address in the program and what crosses into it.
pub(super) type Memory = HashMap<(usize, Vec<Option<Value>>), Rc<Groups>>;

/// What facts were derived from: a definition, and facts.
pub(in crate::engine) type Recorded = BTreeMap<FactId, (u32, Vec<FactId>)>;

/// The evaluator at work.
pub(super) struct Solver<'p> {
    pub(super) program: &'p Program,
    pub(super) values: Values<'p>,
    /// Their words point into those of the values.
    pub(super) facts: Facts,
    /// Relations that may lack facts, and why: no absence, and no aggregate, over them is sure.
    pub(super) open: Open,
    /// What the aggregates of the clause at work gave before.
    pub(super) memory: Memory,
    pub(super) limits: Limits,
    horizon: Vec<usize>,
    pub(super) indexes: Indexes,
    /// What each fact was derived from first: the definition, and the facts in the order of its conditions.
    pub(super) recorded: Recorded,
}

impl<'p> Solver<'p> {
    /// Over facts given, of which some relations may lack some.
    pub(super) fn new(program: &'p Program, mut facts: Facts, open: Open, limits: &Limits) -> Solver<'p> {
        let words = std::mem::take(&mut facts.dictionary);
        let meter = Meter::new(limits, facts.bytes(), words.bytes());
        let mut solver = Solver {
            program,
            values: Values::new(program, words, meter),
            limits: *limits,
            facts,
            open,
            memory: Memory::default(),
            horizon: Vec::new(),
            indexes: Indexes::default(),
            recorded: Recorded::new(),
        };
        solver.next_round();
        solver
    }

    /// All facts, and which relations may lack some.
    pub(super) fn finish(mut self) -> (Facts, Open) {
        self.facts.dictionary = self.values.words;
        (self.facts, self.open)
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
        self.values.doubt = false;
        self.memory.clear();
        self.values.meter.start(share, self.values.words.figures.effort(), self.values.words.bytes());
    }

    /// What the clause at work may use when it goes on later; what it kept for itself is given back.
    pub(super) fn rest(&mut self) -> Share {
        self.memory.clear();
        self.values.meter.rest(self.values.words.bytes())
    }

    /// Uses up steps.
    #[inline]
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Resource> {
        self.values.spend(steps)
    }

    /// Adds a fact; says whether it is new.
    pub(super) fn derive_fact(
        &mut self,
        relation: RelationId,
        values: &[Value],
        recorded: impl FnOnce() -> (u32, Vec<FactId>),
    ) -> bool {
        let row: Vec<Word> = values.iter().map(|value| self.values.words.word(*value)).collect();
        let before = self.facts.bytes_of(relation);
        let (row, new) = self.facts.table_mut(relation).insert(&row);
        if new {
            self.recorded.insert(FactId { relation, row }, recorded());
        }
        self.values.meter.tables += self.facts.bytes_of(relation) - before;
        new
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
            Condition::Let(variable, expr) => match self.values.value(expr, branch) {
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

    fn compare(&mut self, left: &'p Expr, op: Comparison, right: &'p Expr, branch: &Branch) -> Option<StopReason> {
        let (Some(left), Some(right)) = (self.values.value(left, branch), self.values.value(right, branch)) else {
            return Some(StopReason::NoValue);
        };
        match truth(&self.values.words.figures, left, op, right) {
            Truth::Holds => None,
            Truth::Fails => Some(StopReason::False),
            Truth::Incomparable => Some(StopReason::Incomparable),
            Truth::Ambiguous => {
                self.values.doubt = true;
                Some(StopReason::Ambiguous)
            }
        }
    }
}
