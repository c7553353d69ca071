//! Program + facts → derived facts and an outcome for every subject of every rule, each with its proof.
//!
//! ```text
//! program ──plan──▶ plans ┐                                  ┌──replay──▶ proofs
//! facts ──────────────────┴──run: definitions ──▶ facts ──▶ rules ──▶ outcomes
//! ```
//!
//! `plan` makes steps of conditions, `run` drives batches of ways through them over rows that `index` finds, `value` says what
//! expressions and comparisons give. `standing` keeps an evaluation up to date, `prover` runs definitions backwards. Tests
//! compare all of it with `naive`, which goes through conditions one way at a time. No IO, no clock, no table of a form.

mod describe;
mod gathered;
mod index;
mod limits;
mod linear;
mod lines;
#[cfg(test)]
mod naive;
mod outcome;
mod placed;
mod plan;
mod plans;
mod profile;
mod proof;
mod prover;
mod reliance;
mod run;
mod standing;
mod value;

#[cfg(test)]
mod tests;

pub use describe::{Operator, PlanLine, plan};
pub use gathered::Gathered;
pub use limits::{Clause, Exhausted, Limits, Resource};
pub use linear::{Linear, linear};
pub use lines::{ProofLine, Role, Step};
pub use outcome::{Apart, Compared, Judgement, Outcome, Stop, StopReason, Subject, Verdict};
pub use placed::Placed;
pub use plans::Plans;
pub use profile::{ClauseCost, Clock, IndexCost, Profile, StepCost};
pub use proof::{Absence, Goal, Inference, Node, Premise, Proof, proof, proof_of_outcome};
pub use prover::{Derivation, Prover};
pub use reliance::{named, relied_on};
pub use standing::{Change, Standing};

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;

use crate::fact::{Facts, RelationId};
use crate::program::{Program, RuleId};

use run::{Runner, Spread};

/// All that a program says of a filing.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The facts given, and those derived from them.
    pub facts: Facts,
    /// By rule, then by subject in the order of its facts.
    pub outcomes: Vec<Outcome>,
    /// Clauses that were stopped: definitions in the order they ran, then rules.
    pub exhausted: Vec<Exhausted>,
    /// Relations that may lack facts.
    pub open: Open,
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
pub fn derive(
    program: &Program,
    plans: &Plans,
    facts: Facts,
    wanted: &BTreeSet<RelationId>,
    limits: &Limits,
) -> Derived {
    let mut runner = Runner::new(program, plans, Cow::Owned(facts), without_filings(program), limits);
    let exhausted = runner.derive(&program.strata_under(wanted.iter().copied()));
    let (facts, open) = runner.finish();
    Derived { facts, open, exhausted }
}

/// Derives what the definitions give, then judges every rule, over the facts of one filing and no other. Plans are made
/// on the way; who evaluates one program often keeps them, and calls [`evaluate_among`].
pub fn evaluate(program: &Program, facts: Facts, placed: &Placed, limits: &Limits) -> Evaluation {
    evaluate_among(program, &Plans::new(program), facts, without_filings(program), placed, limits)
}

/// The same over facts that hold the views of other filings, but for those that are open.
pub fn evaluate_among(
    program: &Program,
    plans: &Plans,
    facts: Facts,
    open: Open,
    placed: &Placed,
    limits: &Limits,
) -> Evaluation {
    let rules = (0..program.rules.len() as u32).map(RuleId);
    judge_rules(Runner::new(program, plans, Cow::Owned(facts), open, limits), &program.strata, rules, placed)
}

/// What [`evaluate`] gives of one large program, by several threads at once. Nothing of it depends on their number.
pub fn evaluate_spread(
    program: &Program,
    facts: Facts,
    placed: &Placed,
    limits: &Limits,
    threads: NonZero<usize>,
) -> Evaluation {
    evaluate_pieces(program, facts, without_filings(program), placed, limits, Spread::over(threads))
}

fn evaluate_pieces(
    program: &Program,
    facts: Facts,
    open: Open,
    placed: &Placed,
    limits: &Limits,
    spread: Spread,
) -> Evaluation {
    let plans = Plans::new(program);
    let mut runner = Runner::new(program, &plans, Cow::Owned(facts), open, limits);
    runner.spread(spread);
    judge_rules(runner, &program.strata, (0..program.rules.len() as u32).map(RuleId), placed)
}

/// What [`evaluate_among`] gives of one rule. Derives only what this rule relies on.
pub fn evaluate_rule(
    program: &Program,
    plans: &Plans,
    rule: RuleId,
    facts: Facts,
    open: Open,
    placed: &Placed,
    limits: &Limits,
) -> Evaluation {
    let named = program.rules.get(rule.0 as usize).map(named).unwrap_or_default();
    let strata = program.strata_under(named);
    judge_rules(Runner::new(program, plans, Cow::Owned(facts), open, limits), &strata, [rule], placed)
}

/// What [`evaluate_among`] gives, and what it cost.
pub fn evaluate_profiled(
    program: &Program,
    plans: &Plans,
    facts: Facts,
    open: Open,
    placed: &Placed,
    limits: &Limits,
    clock: Clock<'_>,
) -> (Evaluation, Profile) {
    let rules = (0..program.rules.len() as u32).map(RuleId);
    let mut runner = Runner::new(program, plans, Cow::Owned(facts), open, limits);
    runner.measure(clock);
    let mut exhausted = runner.derive(&program.strata);
    let outcomes = runner.judge(rules, placed, &mut exhausted);
    let profile = runner.profile();
    let (facts, open) = runner.finish();
    (Evaluation { facts, outcomes, exhausted, open }, profile)
}

fn judge_rules<'p>(
    mut runner: Runner<'p>,
    strata: &[Vec<usize>],
    rules: impl IntoIterator<Item = RuleId>,
    placed: &'p Placed,
) -> Evaluation {
    let mut exhausted = runner.derive(strata);
    let outcomes = runner.judge(rules, placed, &mut exhausted);
    let (facts, open) = runner.finish();
    Evaluation { facts, outcomes, exhausted, open }
}
