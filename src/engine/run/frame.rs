//! What a clause at work keeps.

use std::ops::Range;

use crate::engine::outcome::{Stop, StopReason};
use crate::engine::plan::{Layout, Plan, Register, ShareId};
use crate::fact::{FactId, Word};
use crate::program::Condition;

use super::atoms::Access;
use super::batch::Batch;
use super::gather::Gathered;
use super::heads::Head;
use super::replay::Replay;
use super::rule::Judging;
use super::shared::Shared;
use super::ways::Ways;

/// A clause, or the body of an aggregate, at work.
pub(super) struct Frame<'p> {
    pub(super) layout: Layout,
    pub(super) body: &'p [Condition],
    pub(super) constants: Vec<Word>,
    /// The step before which ways are emitted.
    pub(super) until: usize,
    pub(super) sink: Sink<'p>,
    /// Of the first atom the rows to go through now, and how they are found; all that it sees where nothing is said.
    pub(super) part: Option<(Range<usize>, Access)>,
    /// By origin: whether a figure that is ambiguous left something open.
    doubts: Vec<bool>,
    /// By origin: the furthest condition that no way went beyond, with the first reason there. Only rules ask.
    stops: Option<Vec<Option<Stop>>>,
    /// By step: what its aggregate gave so far.
    pub(super) gathered: Vec<Option<Box<Gathered>>>,
    /// The aggregates that premises ask for: step, register of the group, and number where what they gathered is shared.
    groups: Vec<(usize, Register, Option<ShareId>)>,
    /// By step, the last being where ways go: how many came to it, and nanoseconds where they are measured.
    pub(super) costs: Vec<(u64, u64)>,
    /// Whether time is measured step by step.
    pub(super) measured: bool,
}

/// Where ways go that satisfy all conditions.
pub(super) enum Sink<'p> {
    /// Nowhere.
    None,
    /// Subjects of a rule, register by register, way by way.
    Subjects(Vec<u32>),
    /// Judgements of a rule.
    Outcomes(Judging<'p>),
    /// Facts of a definition.
    Head(Head<'p>),
    /// The first way to a fact that is known.
    Replay(Replay<'p>),
    /// Ways to satisfy the body of an aggregate.
    Ways(Box<Ways<'p>>),
}

impl<'p> Frame<'p> {
    /// At the start, with so many origins.
    pub(super) fn new(plan: &Plan, body: &'p [Condition], constants: Vec<Word>, sink: Sink<'p>) -> Frame<'p> {
        Frame {
            layout: plan.layout,
            body,
            constants,
            until: plan.steps.len(),
            sink,
            part: None,
            doubts: Vec::new(),
            stops: None,
            gathered: plan.steps.iter().map(|_| None).collect(),
            groups: plan.groups(),
            costs: vec![(0, 0); plan.steps.len() + 1],
            measured: false,
        }
    }

    /// The rows of the atom of a step to go through now, and how they are found.
    pub(super) fn part(&self, at: usize) -> Option<(Range<usize>, Access)> {
        if at == 0 { self.part.clone() } else { None }
    }

    /// From now on notes where the ways of so many origins stop.
    pub(super) fn track(&mut self, origins: usize) {
        self.stops = Some(vec![None; origins]);
    }

    /// How many new facts it derived.
    pub(super) fn derived(&self) -> usize {
        match &self.sink {
            Sink::Head(head) => head.new,
            _ => 0,
        }
    }

    /// Whether it notes where ways stop.
    pub(super) fn tracks(&self) -> bool {
        self.stops.is_some()
    }

    /// Notes that a way does not satisfy a condition; the first note at the furthest condition stays.
    pub(super) fn stop(&mut self, batch: &Batch, way: usize, condition: usize, reason: StopReason) {
        let Some(stops) = &mut self.stops else { return };
        let origin = batch.get(self.layout.origin(), way) as usize;
        if let Some(stop) = stops.get_mut(origin)
            && stop.is_none_or(|stop| stop.condition < condition)
        {
            *stop = Some(Stop { condition, reason });
        }
    }

    /// Where the ways of an origin stopped.
    pub(super) fn stopped(&self, origin: usize) -> Option<Stop> {
        *self.stops.as_ref()?.get(origin)?
    }

    /// Notes that an ambiguous figure leaves something open for what a way belongs to.
    pub(super) fn doubt(&mut self, batch: &Batch, way: usize) {
        let origin = batch.get(self.layout.origin(), way) as usize;
        if self.doubts.len() <= origin {
            self.doubts.resize(origin + 1, false);
        }
        self.doubts[origin] = true;
    }

    /// Notes the same for a clause with a single origin.
    pub(super) fn doubt_all(&mut self) {
        self.doubts = vec![true];
    }

    /// Whether something was left open for an origin.
    pub(super) fn doubted(&self, origin: usize) -> bool {
        self.doubts.get(origin).copied().unwrap_or(false)
    }

    /// The facts that atoms matched on a way, in the order of the conditions.
    pub(super) fn premises<'f>(&'f self, batch: &'f Batch, way: usize) -> impl Iterator<Item = FactId> + use<'f, 'p> {
        let atoms = self.body.iter().filter_map(|condition| match condition {
            Condition::Atom(atom) => Some(atom.relation),
            _ => None,
        });
        let row = move |atom: usize| batch.get(self.layout.row(atom as u32), way);
        atoms.enumerate().map(move |(atom, relation)| FactId { relation, row: row(atom) })
    }

    /// The facts that went into each aggregate of a way, in the order of the conditions.
    pub(super) fn members<'f>(
        &'f self,
        shared: &'f Shared,
        batch: &'f Batch,
        way: usize,
    ) -> impl Iterator<Item = &'f [FactId]> + use<'f, 'p> {
        let members = move |(at, register, share): &(usize, Register, Option<ShareId>)| {
            let gathered = shared.of(self.gathered[*at].as_deref(), *share);
            gathered.map_or(&[][..], |gathered| gathered.members(batch.get(*register, way)))
        };
        self.groups.iter().map(members)
    }
}
