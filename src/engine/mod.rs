//! Program + facts → derived facts and an outcome for every subject of every rule, each with its proof.
//!
//! ```text
//! facts ──fixpoint──▶ facts ──rule──▶ branches ──judge──▶ outcomes ──proof──▶ proofs
//!             └──── solver: matching (branch, index), expression (arithmetic, function, text), among, aggregate ────┘
//! ```
//!
//! This is the plain naive evaluator: rounds over the facts of the round before, atoms matched by nested loops in the
//! order written, with an index where columns are bound. It does no IO, has no clock, and knows no table.

mod aggregate;
mod among;
mod arithmetic;
mod branch;
mod expression;
mod fixpoint;
mod function;
mod index;
mod judge;
mod matching;
mod outcome;
mod proof;
mod rule;
mod solver;
mod text;

#[cfg(test)]
mod tests;

pub use outcome::{Judged, Judgement, Outcome, Stop, StopReason, Subject, Verdict};
pub use proof::{Proof, ProofLine, Role, Step, proof, proof_of_outcome};

use std::collections::BTreeSet;

use crate::fact::{Facts, FigureId};
use crate::program::{Program, RuleId};

use solver::Solver;

/// How much one rule or definition may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Facts that one definition derives, bindings that one rule judges, or that one aggregate brings together.
    pub facts: usize,
    /// Facts that one rule or definition looks at.
    pub steps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { facts: 200_000, steps: 5_000_000 }
    }
}

/// A rule or a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clause {
    /// A definition, by its number in the program.
    Definition(u32),
    /// A rule.
    Rule(RuleId),
}

/// What [`Limits`] bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// [`Limits::facts`].
    Facts,
    /// [`Limits::steps`].
    Steps,
}

/// A clause that was stopped before its end.
///
/// What a stopped definition has derived stays; whatever asks for absence or for all facts of its relation is unchecked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exhausted {
    /// The clause.
    pub clause: Clause,
    /// What it used up.
    pub what: Resource,
}

/// Identities that placed figures, so that a rule which repeats one proves nothing by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The printed figures of each, sorted.
    pub instances: BTreeSet<Vec<FigureId>>,
}

/// All that a program says of a filing.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The facts given, and those derived from them.
    pub facts: Facts,
    /// By rule, then by subject in the order of its facts.
    pub outcomes: Vec<Outcome>,
    /// Clauses that were stopped: definitions in the order they ran, then rules.
    pub exhausted: Vec<Exhausted>,
}

/// Derives what the definitions give, then judges every rule.
///
/// The facts are those of one filing; an atom that looks at another filing matches nothing, and says so.
pub fn evaluate(program: &Program, facts: Facts, placed: &Placed, limits: &Limits) -> Evaluation {
    let mut solver = Solver::new(program, facts);
    let mut exhausted = solver.derive(limits);
    let mut outcomes = Vec::new();
    for number in 0..program.rules.len() {
        let id = RuleId(number as u32);
        let stopped = solver.judge_rule(id, placed, limits, &mut outcomes);
        exhausted.extend(stopped.map(|what| Exhausted { clause: Clause::Rule(id), what }));
    }
    Evaluation { facts: solver.facts, outcomes, exhausted }
}
