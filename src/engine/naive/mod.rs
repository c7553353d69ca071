//! The plain evaluator, which the other one must agree with: rounds over the facts of the round before, atoms matched by nested loops in the order written, with
//! an index where columns are bound.
//!
//! ```text
//! fixpoint, rule ──▶ solver: matching (index), among, aggregate ──▶ branch
//! ```

mod aggregate;
mod among;
mod branch;
mod fixpoint;
mod index;
mod matching;
mod rule;
mod solver;

use crate::fact::Facts;
use crate::program::{Program, RuleId};

use super::{Clause, Evaluation, Exhausted, Limits, Open, Placed};
use solver::{Recorded, Solver};

/// Derives what some definitions give, then judges some rules.
pub(super) fn evaluate(
    program: &Program,
    facts: Facts,
    open: Open,
    (strata, rules): (&[Vec<usize>], impl IntoIterator<Item = RuleId>),
    placed: &Placed,
    limits: &Limits,
) -> (Evaluation, Recorded) {
    let mut solver = Solver::new(program, facts, open, limits);
    let mut exhausted = solver.derive(strata);
    let mut outcomes = Vec::new();
    for id in rules {
        let stopped = solver.judge_rule(id, placed, &mut outcomes);
        let shared = solver.values.meter.budget.is_shared();
        exhausted.extend(stopped.map(|what| Exhausted { clause: Clause::Rule(id), what, shared }));
    }
    let recorded = std::mem::take(&mut solver.recorded);
    let (facts, open) = solver.finish();
    (Evaluation { facts, outcomes, exhausted, open }, recorded)
}
