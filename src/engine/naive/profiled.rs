//! An evaluation that is measured.

use std::collections::BTreeSet;

use crate::engine::{Clause, ClauseCost, Clock, Evaluation, Exhausted, Limits, Open, Placed, Profile};
use crate::fact::{Facts, RelationId};
use crate::program::{Program, RuleId, atoms};

use super::solver::Solver;

/// Measures definitions one by one, but for those of a stratum that derive from one another, then every rule.
pub(in crate::engine) fn evaluate_profiled(
    program: &Program,
    facts: Facts,
    open: Open,
    placed: &Placed,
    limits: &Limits,
    clock: Clock<'_>,
) -> (Evaluation, Profile) {
    let mut solver = Solver::new(program, facts, open, limits);
    let mut profile = Profile::default();
    let mut exhausted = Vec::new();
    for group in program.strata.iter().flat_map(|stratum| groups(program, stratum)) {
        let Some(first) = group.first() else { continue };
        let relations: BTreeSet<RelationId> =
            group.iter().map(|number| program.definitions[*number].relation).collect();
        let count = |solver: &Solver| relations.iter().map(|id| solver.facts.of(*id).len() as u64).sum::<u64>();
        let (before, steps, began) = (count(&solver), solver.values.meter.budget.all_left(), clock());
        exhausted.extend(solver.derive(std::slice::from_ref(&group)));
        let nanoseconds = clock().saturating_sub(began);
        profile.clauses.push(ClauseCost {
            clause: Clause::Definition(*first as u32),
            nanoseconds,
            rounds: 1,
            looked_at: steps - solver.values.meter.budget.all_left(),
            produced: count(&solver) - before,
            steps: Vec::new(),
        });
    }
    let mut outcomes = Vec::new();
    for id in (0..program.rules.len() as u32).map(RuleId) {
        let (before, steps, began) = (outcomes.len(), solver.values.meter.budget.all_left(), clock());
        let stopped = solver.judge_rule(id, placed, &mut outcomes);
        let nanoseconds = clock().saturating_sub(began);
        let shared = solver.values.meter.budget.is_shared();
        exhausted.extend(stopped.map(|what| Exhausted { clause: Clause::Rule(id), what, shared }));
        profile.clauses.push(ClauseCost {
            clause: Clause::Rule(id),
            nanoseconds,
            rounds: 1,
            looked_at: steps - solver.values.meter.budget.all_left(),
            produced: (outcomes.len() - before) as u64,
            steps: Vec::new(),
        });
    }
    let (facts, _) = solver.finish();
    (Evaluation { facts, outcomes, exhausted }, profile)
}

/// The definitions of a stratum one by one, where none reads what another gives.
fn groups(program: &Program, stratum: &[usize]) -> Vec<Vec<usize>> {
    let given: BTreeSet<RelationId> = stratum.iter().map(|number| program.definitions[*number].relation).collect();
    let reads =
        |number: &usize| atoms(&program.definitions[*number].body).into_iter().any(|it| given.contains(&it.relation));
    if stratum.iter().any(reads) {
        vec![stratum.to_vec()]
    } else {
        stratum.iter().map(|number| vec![*number]).collect()
    }
}
