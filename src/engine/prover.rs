//! Why derived facts are known, one fact at a time.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::fact::{FactId, Facts, Value};
use crate::program::{Condition, Program};

use super::gathered::Gathered;
use super::run::{Replayed, Runner};
use super::{Limits, Open, Plans};

/// The most places that one derived fact stands for.
const MOST_UNDER: usize = 24;

/// How a definition came to a fact: a derivation of least height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The definition, by its number in the program.
    pub definition: u32,
    /// A value a variable; `None` where neither a premise nor the fact itself shows it.
    pub bindings: Vec<Option<Value>>,
    /// The facts that matched, one for each atom of the body that is not negated, in the order of the conditions.
    pub premises: Vec<FactId>,
    /// The facts that went into each aggregate, in the order of the conditions.
    pub members: Vec<Gathered>,
}

/// Tells of the facts of an evaluation what they were derived from, by running definitions backwards: nothing was noted
/// while they were derived.
pub struct Prover<'a> {
    program: &'a Program,
    facts: &'a Facts,
    open: &'a Open,
    /// What runs them, made when it is first needed.
    runner: RefCell<Option<Runner<'a>>>,
}

impl<'a> Prover<'a> {
    /// For facts that a program derived, of which some relations may lack some.
    pub fn new(program: &'a Program, facts: &'a Facts, open: &'a Open) -> Prover<'a> {
        Prover { program, facts, open, runner: RefCell::new(None) }
    }

    /// The program.
    pub fn program(&self) -> &'a Program {
        self.program
    }

    /// The facts.
    pub fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// What a fact was derived from; `None` for a fact that was given or read.
    ///
    /// Of several ways it is the first, by the order of definitions and of facts, that needs only facts of earlier rounds:
    /// no derivation of the fact takes fewer rounds.
    pub fn derivation(&self, id: FactId) -> Option<Derivation> {
        if self.facts.table(id.relation).round_of(id.row) == 0 {
            return None;
        }
        let mut runner = self.runner.borrow_mut();
        let unlimited = Limits { facts: usize::MAX, steps: u64::MAX / 64, memory: usize::MAX };
        let runner = runner.get_or_insert_with(|| {
            Runner::new(self.program, Plans::none(), Cow::Borrowed(self.facts), self.open.clone(), &unlimited)
        });
        let Replayed { definition, bindings, premises, members } = runner.replay(id)?;
        let body = &self.program.definitions[definition as usize].body;
        let aggregates = body.iter().enumerate().filter(|(_, condition)| matches!(condition, Condition::Aggregate(_)));
        let gathered = aggregates.zip(members).map(|((condition, _), facts)| Gathered { condition, facts });
        Some(Derivation { definition, bindings, premises, members: gathered.collect() })
    }

    /// The nearest facts with a place that a fact rests on, itself when it was read; no more than a reader looks up.
    pub fn read_under(&self, id: FactId) -> Vec<FactId> {
        let mut seen = BTreeSet::from([id]);
        let mut level = vec![id];
        while !level.is_empty() {
            let is_read = |fact: &FactId| self.facts.reading(*fact).is_some();
            let read: Vec<FactId> = level.iter().copied().filter(is_read).take(MOST_UNDER).collect();
            if !read.is_empty() {
                return read;
            }
            let derivations = level.iter().filter_map(|fact| self.derivation(*fact));
            let below = derivations.flat_map(|Derivation { premises, members, .. }| {
                premises.into_iter().chain(members.into_iter().flat_map(|gathered| gathered.facts))
            });
            level = below.filter(|fact| seen.insert(*fact)).collect();
        }
        Vec::new()
    }
}
