//! What clauses cost, when somebody asks.

use crate::engine::plan::Plan;
use crate::engine::profile::{ClauseCost, Clock, IndexCost, Profile, StepCost};
use crate::engine::{Clause, Exhausted, Outcome, Placed};
use crate::program::RuleId;

use super::Runner;
use super::frame::Frame;

/// What is measured.
pub(super) struct Watch<'p> {
    clock: Clock<'p>,
    profile: Profile,
    /// The step at work, and since when.
    step: usize,
    since: u64,
}

/// The cost of a clause that is being measured.
pub(super) struct Measure {
    began: u64,
    steps: u64,
}

impl<'p> Runner<'p> {
    /// From now on measures what clauses cost.
    pub(in crate::engine) fn measure(&mut self, clock: Clock<'p>) {
        self.watch = Some(Watch { clock, profile: Profile::default(), step: 0, since: 0 });
    }

    /// What was measured.
    pub(in crate::engine) fn profile(&mut self) -> Profile {
        let Some(watch) = self.watch.take() else { return Profile::default() };
        let cost = |index: &crate::engine::index::Index| IndexCost {
            relation: index.relation(),
            columns: index.columns().to_vec(),
            keys: index.keys() as u64,
            rows: index.rows() as u64,
            bytes: index.bytes() as u64,
            lookups: index.lookups(),
        };
        Profile { indexes: self.indexes.iter().map(cost).collect(), ..watch.profile }
    }

    /// Judges rules one after the other.
    pub(in crate::engine) fn judge(
        &mut self,
        rules: impl IntoIterator<Item = RuleId>,
        placed: &'p Placed,
        exhausted: &mut Vec<Exhausted>,
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for id in rules {
            let stopped = self.judge_rule(id, placed, &mut outcomes);
            let shared = self.is_shared();
            exhausted.extend(stopped.map(|what| Exhausted { clause: Clause::Rule(id), what, shared }));
        }
        outcomes
    }

    /// Counts ways that come to a step, and from now on its time.
    #[inline]
    pub(super) fn enter(&mut self, frame: &mut Frame<'p>, step: usize, ways: usize) {
        frame.costs[step].0 += ways as u64;
        if frame.measured {
            self.switch(frame, step);
        }
    }

    /// Goes back to a step from those behind it.
    #[inline]
    pub(super) fn back(&mut self, frame: &mut Frame<'p>, step: usize) {
        if frame.measured {
            self.switch(frame, step);
        }
    }

    fn switch(&mut self, frame: &mut Frame<'p>, step: usize) {
        let Some(watch) = &mut self.watch else { return };
        let now = (watch.clock)();
        frame.costs[watch.step].1 += now.saturating_sub(watch.since);
        (watch.since, watch.step) = (now, step);
    }

    /// Starts to measure a clause.
    pub(super) fn begin(&mut self, frame: &mut Frame<'p>) -> Option<Measure> {
        let steps = self.values.meter.budget.all_left();
        let watch = self.watch.as_mut()?;
        frame.measured = true;
        let began = (watch.clock)();
        (watch.step, watch.since) = (0, began);
        Some(Measure { began, steps })
    }

    /// Adds what a clause cost.
    pub(super) fn end(
        &mut self,
        measure: Option<Measure>,
        clause: Clause,
        produced: usize,
        mut frame: Frame<'p>,
        plan: &Plan,
    ) {
        let Some(Measure { began, steps }) = measure else { return };
        self.switch(&mut frame, 0);
        let left = self.values.meter.budget.all_left();
        let Some(watch) = &mut self.watch else { return };
        let conditions = plan.order().into_iter().chain([frame.body.len()]);
        let behind = frame.costs.iter().skip(1).map(|cost| cost.0).chain([produced as u64]);
        let costs = frame.costs.iter().zip(behind).zip(conditions);
        let step = |((cost, left), condition): ((&(u64, u64), u64), usize)| StepCost {
            condition,
            entered: cost.0,
            left,
            nanoseconds: cost.1,
        };
        watch.profile.add(Profile {
            clauses: vec![ClauseCost {
                clause,
                nanoseconds: watch.since.saturating_sub(began),
                rounds: 1,
                looked_at: steps.saturating_sub(left),
                produced: produced as u64,
                steps: costs.map(step).collect(),
            }],
            indexes: Vec::new(),
        });
    }
}
