//! Program + facts → derived facts and an outcome for every subject of every rule, each with its proof.
//!
//! ```text
//! facts ──fixpoint──▶ facts ──rule──▶ branches ──judge──▶ outcomes ──proof──▶ proofs
//!             └──── solver: matching (branch, index), expression (arithmetic, function), aggregate ────┘
//! ```
//!
//! This is the plain naive evaluator: rounds over the facts of the round before, atoms matched by nested loops in the
//! order written, with an index where columns are bound. It does no IO, has no clock, and knows no table.

mod aggregate;
mod arithmetic;
mod branch;
mod expression;
mod fixpoint;
mod function;
mod index;
mod judge;
mod limits;
mod matching;
mod outcome;
mod proof;
mod rule;
mod solver;

#[cfg(test)]
mod tests;

pub use limits::{Clause, Exhausted, Limits, Resource};
pub use outcome::{Judged, Judgement, Outcome, Stop, StopReason, Subject, Verdict};
pub use proof::{Proof, ProofLine, Role, Step, proof, proof_of_outcome};

use std::collections::BTreeSet;

use crate::fact::{Facts, FigureId};
use crate::program::{Program, RuleId};

use solver::Solver;

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
    let mut solver = Solver::new(program, facts, limits);
    let mut exhausted = solver.derive();
    let mut outcomes = Vec::new();
    for number in 0..program.rules.len() {
        let id = RuleId(number as u32);
        let stopped = solver.judge_rule(id, placed, &mut outcomes);
        let shared = solver.budget.is_shared();
        exhausted.extend(stopped.map(|what| Exhausted { clause: Clause::Rule(id), what, shared }));
    }
    Evaluation { facts: solver.facts, outcomes, exhausted }
}
