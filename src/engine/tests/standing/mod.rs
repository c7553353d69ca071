//! What is brought up to date is what a full evaluation gives.

mod edits;
mod filing;
mod programs;

use std::collections::BTreeSet;

use super::oracle::{FILINGS, differences};
use super::*;
use crate::engine::{
    Change, Evaluation, Limits, Open, Placed, Plans, Prover, Standing, evaluate_among, relied_on, without_filings,
};
use crate::fact::{FactId, Facts, Figure, RelationId, Status, Value};
use crate::program::{ColumnKind, Condition, Expectation, Expr, Program, RuleId};
use crate::syntax::tree::Comparison;
use proptest::prelude::*;

use edits::edit;

const NUMBER: ColumnKind = ColumnKind::Integer;

/// Links with weights, nodes and marks are given; closure, what is apart, weights of nodes (some given), and two relations
/// that need one another are derived.
fn net() -> Pack {
    let pair: &[ColumnKind] = &[NUMBER, NUMBER];
    let weight: &[ColumnKind] = &[NUMBER, MONEY];
    let (link, single): (&[ColumnKind], &[ColumnKind]) = (&[NUMBER, NUMBER, MONEY], &[NUMBER]);
    let mut pack = Pack::new(&[link, single, single, pair, pair, weight, single, single]);
    for (number, relation) in pack.program.relations.iter_mut().enumerate() {
        relation.name = format!("r{number}");
        relation.columns.iter_mut().enumerate().for_each(|(number, column)| column.name = format!("c{number}"));
    }
    pack.define(3, &[v(0), v(1)], vec![atom(0, &[t(0), t(1)])]);
    pack.also(3, &[v(0), v(2)], vec![atom(3, &[t(0), t(1)]), atom(3, &[t(1), t(2)])]);
    pack.also(5, &[v(0), v(4)], vec![Condition::Aggregate(total(4, &[0], 3, vec![atom(0, &[t(0), t(1), t(3)])]))]);
    pack.also(6, &[v(0)], vec![atom(2, &[t(0)])]);
    pack.also(6, &[v(1)], vec![atom(7, &[t(0)]), atom(0, &[t(0), t(1)])]);
    pack.also(7, &[v(1)], vec![atom(6, &[t(0)]), atom(0, &[t(0), t(1)])]);
    pack.define(4, &[v(0), v(1)], vec![atom(1, &[t(0)]), atom(1, &[t(1)]), absent(3, &[t(0), t(1)])]);
    pack.rule(vec![atom(3, &[t(0), t(1)]), atom(5, &[t(0), t(2)]), atom(5, &[t(1), t(3)])], roughly(v(2), v(3)));
    pack.rule(vec![atom(1, &[t(0)])], Expectation::Absent(bare_atom(4, &[t(0)])));
    let heaviest = total(4, &[], 3, vec![atom(5, &[t(0), t(3)])]);
    pack.rule(vec![atom(1, &[t(0)]), atom(5, &[t(0), t(2)]), Condition::Aggregate(heaviest)], roughly(v(2), v(4)));
    pack.rule(vec![atom(2, &[t(0)])], Expectation::Exists(bare_atom(1, &[t(0)])));
    pack.rule(vec![atom(6, &[t(0)]), absent(2, &[t(0)])], Expectation::Exists(bare_atom(7, &[t(0)])));
    pack.rule(
        vec![atom(1, &[t(0)]), absent(2, &[t(0)])],
        expect(v(0), Comparison::Less, Expr::Constant(Value::Integer(3))),
    );
    pack
}

/// A full evaluation of what is given in an evaluation.
fn full(program: &Program, evaluation: &Evaluation, open: &Open, placed: &Placed) -> Evaluation {
    let mut facts = evaluation.facts.clone();
    (0..program.relations.len() as u32).for_each(|relation| facts.table_mut(RelationId(relation)).forget_derived());
    evaluate_among(program, &Plans::new(program), facts, open.clone(), placed, &Limits::default())
}

fn same(program: &Program, evaluation: &Evaluation, placed: &Placed) -> Result<(), TestCaseError> {
    let wrong = differences(program, evaluation, &full(program, evaluation, &without_filings(program), placed));
    prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let prover = Prover::new(program, &evaluation.facts, &evaluation.open);
    let derived = (0..program.relations.len() as u32).flat_map(|relation| evaluation.facts.of(RelationId(relation)));
    for fact in derived.filter(|fact| evaluation.facts.table(fact.relation).round_of(fact.row) > 0) {
        prop_assert!(prover.derivation(fact).is_some(), "{fact:?} has no proof");
    }
    Ok(())
}

/// The rules that rest on some relations.
fn resting(program: &Program, touched: &BTreeSet<RelationId>) -> BTreeSet<RuleId> {
    let rests = |(_, rule): &(usize, &_)| !relied_on(program, rule).is_disjoint(touched);
    program.rules.iter().enumerate().filter(rests).map(|(number, _)| RuleId(number as u32)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn changed_facts(steps in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..12)) {
        let pack = net();
        let (program, plans) = (&pack.program, Plans::new(&pack.program));
        let placed = Placed::default();
        let (facts, open) = (pack.facts.clone(), Open::new());
        let mut standing = Standing::new(program, &plans, facts, open, placed.clone(), &pack.limits);
        for edits in steps {
            let mut touched = BTreeSet::new();
            let ambiguous = |standing: &Standing<'_>| standing.evaluation().facts.dictionary.figures.any_ambiguous();
            let before = ambiguous(&standing);
            let judged = standing.change(|change| {
                touched = edits.iter().map(|edit| edit.make(&pack, program, change)).collect();
            });
            let expected = if before == ambiguous(&standing) { resting(program, &touched) } else { all(program) };
            prop_assert_eq!(judged, expected);
            same(program, standing.evaluation(), &placed)?;
        }
    }
}

fn all(program: &Program) -> BTreeSet<RuleId> {
    (0..program.rules.len() as u32).map(RuleId).collect()
}
