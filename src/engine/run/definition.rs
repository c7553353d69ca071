//! Definitions, stratum by stratum, until nothing new comes.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::engine::limits::{Clause, Exhausted, Resource, Share};
use crate::engine::outcome::StopReason;
use crate::engine::plan::{Plan, Sizes};
use crate::fact::RelationId;
use crate::program::{Condition, Definition};

use super::frame::{Frame, Sink};
use super::pieces::Pace;
use super::{Halt, Runner};

/// A definition and what it may still use.
struct Work<'p> {
    number: usize,
    definition: &'p Definition,
    reads: &'p [RelationId],
    /// Conditions, atoms, that read what the stratum derives.
    recursive: Vec<usize>,
    share: Share,
    paces: Vec<Pace>,
    /// Whether figures that are ambiguous kept it from deriving something.
    doubt: bool,
    /// What stopped it.
    stopped: Option<Resource>,
}

impl<'p> Runner<'p> {
    /// Derives all that definitions give, stratum by stratum; says which were stopped.
    pub(in crate::engine) fn derive(&mut self, strata: &[Vec<usize>]) -> Vec<Exhausted> {
        let mut exhausted = Vec::new();
        self.see_all();
        for stratum in strata.iter().filter(|stratum| !stratum.is_empty()) {
            let heads: BTreeSet<RelationId> =
                stratum.iter().map(|number| self.program.definitions[*number].relation).collect();
            for head in &heads {
                self.grows[head.0 as usize] = true;
                self.facts.to_mut().table_mut(*head).end_round();
            }
            let mut works: Vec<Work<'p>> = stratum.iter().map(|number| self.work(*number)).collect();
            let mut first = true;
            loop {
                for work in works.iter_mut().filter(|work| work.stopped.is_none()) {
                    if let Err(what) = self.round(work, first) {
                        work.stopped = Some(what);
                        let (clause, shared) = (Clause::Definition(work.number as u32), self.is_shared());
                        exhausted.push(Exhausted { clause, what, shared });
                    }
                }
                first = false;
                if !self.next_round(&heads) {
                    break;
                }
            }
            heads.iter().for_each(|head| self.grows[head.0 as usize] = false);
            self.leave_open(&works);
        }
        exhausted
    }

    fn work(&self, number: usize) -> Work<'p> {
        let definition = &self.program.definitions[number];
        let reads = self.plans.shape(number).reads.as_slice();
        let recursive = |(_, condition): &(usize, &Condition)| match condition {
            Condition::Atom(atom) => self.grows[atom.relation.0 as usize],
            _ => false,
        };
        let recursive = definition.body.iter().enumerate().filter(recursive).map(|(number, _)| number).collect();
        Work {
            number,
            definition,
            reads,
            recursive,
            share: Share::of(&self.limits),
            paces: Vec::new(),
            doubt: false,
            stopped: None,
        }
    }

    /// Everything that a definition gives over the facts of the rounds before; behind the first round, that has a part in
    /// the last one.
    fn round(&mut self, work: &mut Work<'p>, first: bool) -> Result<(), Resource> {
        self.start(work.share);
        let mut result = Ok(());
        if first {
            result = self.run_definition(work, None);
        } else {
            for condition in work.recursive.clone() {
                let Condition::Atom(atom) = &work.definition.body[condition] else { continue };
                let relation = atom.relation.0 as usize;
                if result.is_ok() && self.known[relation] < self.seen[relation] {
                    result = self.run_definition(work, Some(condition));
                }
            }
        }
        // What the last step took counts too, or a round of a single step would take what it likes.
        let result = result.and_then(|()| self.spend(0));
        work.share = self.values.meter.rest(self.values.words.bytes());
        result.map_err(|halt| halt.exhausted().unwrap_or(Resource::Steps))
    }

    fn run_definition(&mut self, work: &mut Work<'p>, last: Option<usize>) -> Result<(), Halt> {
        let plan = self.plan(work.number, last);
        let constants = self.constants(&plan.constants);
        let mut head = self.head(work.definition);
        let relation = work.definition.relation;
        head.fresh = self.plans.shape(work.number).fresh && self.facts.table(relation).is_empty();
        let mut frame = Frame::new(&plan, &work.definition.body, constants, Sink::Head(head));
        let measure = self.begin(&mut frame);
        let result = match self.divisible(&plan, &frame) {
            Some(rows) => self.piecewise(&plan, &mut frame, rows, (&mut work.paces, last)),
            None => self.alone(&plan, &mut frame),
        };
        work.doubt |= frame.doubted(0);
        let produced = frame.derived();
        self.end(measure, Clause::Definition(work.number as u32), produced, frame, &plan);
        result
    }

    /// The plan of a definition: in the order written, or by the sizes of what it reads.
    fn plan(&self, number: usize, last: Option<usize>) -> Arc<Plan> {
        let reads_open = self.plans.shape(number).reads.iter().any(|relation| self.open.contains_key(relation));
        let any_order = !self.values.words.figures.any_ambiguous() && !reads_open;
        let sizes = any_order.then(|| Sizes::new(&self.facts, (&self.seen, &self.known), &self.distinct));
        self.plans.definition_by(self.program, number, last, sizes.as_ref())
    }

    /// Makes every fact known now visible to atoms.
    pub(in crate::engine) fn see_all(&mut self) {
        for number in 0..self.seen.len() {
            self.seen[number] = self.facts.table(RelationId(number as u32)).len();
        }
        self.known.clone_from(&self.seen);
    }

    /// Makes the facts of the round visible to atoms; whether there are any.
    fn next_round(&mut self, heads: &BTreeSet<RelationId>) -> bool {
        let mut grown = false;
        for head in heads {
            let (number, length) = (head.0 as usize, self.facts.table(*head).len());
            self.facts.to_mut().table_mut(*head).end_round();
            self.known[number] = std::mem::replace(&mut self.seen[number], length);
            grown |= self.known[number] < length;
        }
        grown
    }

    /// Relations of a finished stratum that may lack facts, and those that read them.
    fn leave_open(&mut self, works: &[Work<'p>]) {
        for work in works {
            let relation = work.definition.relation;
            if let Some(what) = work.stopped {
                self.open.insert(relation, StopReason::Exhausted(what));
            } else if work.doubt {
                self.open.entry(relation).or_insert(StopReason::Ambiguous);
            }
        }
        let mut known = 0;
        while known != self.open.len() {
            known = self.open.len();
            for work in works {
                let reason = work.reads.iter().find_map(|read| self.open.get(read).copied());
                if let Some(reason) = reason {
                    self.open.entry(work.definition.relation).or_insert(reason);
                }
            }
        }
    }
}
