//! Program + facts → derived facts and an outcome for every subject of every rule, each with its proof.
//!
//! ```text
//! facts ──fixpoint──▶ facts ──rule──▶ branches ──judge──▶ outcomes ──proof──▶ proofs
//! ```
//!
//! `naive` goes through conditions in the order written; `value` says what expressions and comparisons give. It does no IO,
//! has no clock, and knows no table.

mod limits;
mod naive;
mod outcome;
mod proof;
mod reliance;
mod value;

#[cfg(test)]
mod tests;

pub use limits::{Clause, Exhausted, Limits, Resource};
pub use outcome::{Judged, Judgement, Outcome, Stop, StopReason, Subject, Verdict};
pub use proof::{Proof, ProofLine, Role, Step, proof, proof_of_outcome};
pub use reliance::{named, relied_on};

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Facts, FigureId, RelationId};
use crate::program::{Program, RuleId};

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

/// Relations that may lack facts, and why: views of filings that are not there, relations that a limit cut short.
pub type Open = BTreeMap<RelationId, StopReason>;

/// What follows from the facts of a filing before any rule is asked.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The facts given, and those derived from them.
    pub facts: Facts,
    /// Relations that may lack facts.
    pub open: Open,
    /// Definitions that were stopped.
    pub exhausted: Vec<Exhausted>,
}

/// All views of a program: what is open when no other filing is there.
pub fn without_filings(program: &Program) -> Open {
    program.views.iter().map(|view| (view.view, StopReason::NoFiling(view.scope))).collect()
}

/// Derives what some relations rest on, and nothing else, for a filing that others look at.
pub fn derive(program: &Program, facts: Facts, wanted: &BTreeSet<RelationId>, limits: &Limits) -> Derived {
    naive::derive(program, facts, without_filings(program), &program.strata_under(wanted.iter().copied()), limits)
}

/// Derives what the definitions give, then judges every rule, over the facts of one filing and no other.
pub fn evaluate(program: &Program, facts: Facts, placed: &Placed, limits: &Limits) -> Evaluation {
    evaluate_among(program, facts, without_filings(program), placed, limits)
}

/// The same over facts that hold the views of other filings, but for those that are open.
pub fn evaluate_among(program: &Program, facts: Facts, open: Open, placed: &Placed, limits: &Limits) -> Evaluation {
    let rules = (0..program.rules.len() as u32).map(RuleId);
    naive::evaluate(program, facts, open, (&program.strata, rules), placed, limits)
}

/// What [`evaluate_among`] gives of one rule. Derives only what this rule relies on.
pub fn evaluate_rule(
    program: &Program,
    rule: RuleId,
    facts: Facts,
    open: Open,
    placed: &Placed,
    limits: &Limits,
) -> Evaluation {
    let named = program.rules.get(rule.0 as usize).map(named).unwrap_or_default();
    let strata = program.strata_under(named);
    naive::evaluate(program, facts, open, (&strata, [rule]), placed, limits)
}
