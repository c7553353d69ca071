//! Definitions, stratum by stratum, until nothing new comes.

use crate::engine::limits::{Clause, Exhausted, Resource, Share};
use crate::engine::outcome::StopReason;
use crate::fact::{RelationId, Value};
use crate::program::atoms;

use super::branch::Branch;
use super::solver::Solver;

/// A definition and what it may still use.
struct Work {
    number: usize,
    reads: Vec<RelationId>,
    share: Share,
    /// Whether figures that are ambiguous kept it from deriving something.
    doubt: bool,
    /// What stopped it.
    stopped: Option<Resource>,
}

impl Solver<'_> {
    /// Derives all that definitions give, stratum by stratum; says which were stopped.
    pub(super) fn derive(&mut self, strata: &[Vec<usize>]) -> Vec<Exhausted> {
        let (program, limits) = (self.program, self.limits);
        let mut exhausted = Vec::new();
        for stratum in strata {
            let work = |number: &usize| Work {
                number: *number,
                reads: atoms(&program.definitions[*number].body).into_iter().map(|atom| atom.relation).collect(),
                share: Share::of(&limits),
                doubt: false,
                stopped: None,
            };
            let mut works: Vec<Work> = stratum.iter().map(work).collect();
            if works.is_empty() {
                continue;
            }
            let mut grown: Option<Vec<RelationId>> = None;
            while grown.as_ref().is_none_or(|grown| !grown.is_empty()) {
                for work in works.iter_mut().filter(|work| work.stopped.is_none()) {
                    let anew = grown.as_ref().is_none_or(|grown| work.reads.iter().any(|read| grown.contains(read)));
                    if let Err(what) = if anew { self.round(work) } else { Ok(()) } {
                        work.stopped = Some(what);
                        let (clause, shared) =
                            (Clause::Definition(work.number as u32), self.values.meter.budget.is_shared());
                        exhausted.push(Exhausted { clause, what, shared });
                    }
                }
                grown = Some(self.next_round());
            }
            self.leave_open(&works);
        }
        exhausted
    }

    /// Everything a definition gives over the facts of the round before. The first derivation of a fact is its support,
    /// so proofs have the least height.
    fn round(&mut self, work: &mut Work) -> Result<(), Resource> {
        let definition = &self.program.definitions[work.number];
        let number = work.number as u32;
        self.start(work.share);
        let mut branch = Branch::new(definition.variables.len());
        let result = self.solve(&definition.body, 0, &mut branch, &mut |solver, branch| {
            let values: Option<Vec<Value>> =
                definition.head.iter().map(|expr| solver.values.value(expr, branch)).collect();
            let Some(values) = values else { return Ok(()) };
            let recorded = || (number, branch.support().collect());
            if solver.derive_fact(definition.relation, &values, recorded) {
                solver.values.meter.budget.count()?;
            }
            Ok(())
        });
        // What the last step took counts too, or a round of a single step would take what it likes.
        let result = result.and_then(|()| self.spend(0));
        work.share = self.rest();
        work.doubt |= self.values.doubt;
        result
    }

    /// Relations of a finished stratum that may lack facts, and those that read them.
    fn leave_open(&mut self, works: &[Work]) {
        for work in works {
            let relation = self.program.definitions[work.number].relation;
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
                let relation = self.program.definitions[work.number].relation;
                let reason = work.reads.iter().find_map(|read| self.open.get(read).copied());
                if let Some(reason) = reason {
                    self.open.entry(relation).or_insert(reason);
                }
            }
        }
    }
}
