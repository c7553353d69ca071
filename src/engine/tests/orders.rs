//! The order of facts and definitions changes nothing but the order of what comes out.

use super::*;
use crate::engine::Evaluation;
use crate::fact::{RelationId, Value};
use crate::program::{ColumnKind, Condition, Expectation};
use proptest::prelude::*;

/// A graph with weights, its closure, what is apart, and the weight that leaves each node, judged against a bound.
fn weighted(edges: &[(i64, i64, u32)], swap: bool) -> Pack {
    let (number, pair): (ColumnKind, &[ColumnKind]) =
        (ColumnKind::Integer, &[ColumnKind::Integer, ColumnKind::Integer]);
    let mut pack = Pack::new(&[&[number, number, MONEY], pair, pair, &[number, MONEY]]);
    for (from, to, weight) in edges {
        let weight = match weight {
            0 => Value::Blank,
            9 => pack.ambiguous("9"),
            weight => pack.wan(&weight.to_string()),
        };
        pack.fact(0, &[Value::Integer(*from), Value::Integer(*to), weight]);
    }
    pack.define(1, &[v(0), v(1)], vec![atom(0, &[t(0), t(1)])]);
    pack.also(1, &[v(0), v(2)], vec![atom(1, &[t(0), t(1)]), atom(1, &[t(1), t(2)])]);
    pack.define(2, &[v(0), v(1)], vec![atom(1, &[t(0)]), atom(1, &[t(2), t(1)]), absent(1, &[t(0), t(1)])]);
    let leaving = total(4, &[0], 3, vec![atom(0, &[t(0), t(1), t(3)])]);
    pack.also(3, &[v(0), v(4)], vec![Condition::Aggregate(leaving)]);
    if swap {
        pack.program.strata.iter_mut().for_each(|stratum| stratum.reverse());
    }
    pack.rule(vec![atom(1, &[t(0), t(1)]), atom(3, &[t(0), t(2)]), atom(3, &[t(1), t(3)])], roughly(v(2), v(3)));
    pack.rule(vec![atom(0, &[t(0), t(1)])], Expectation::Absent(bare_atom(2, &[t(1), t(0)])));
    pack
}

/// Everything that does not depend on numbering.
fn meaning(evaluation: &Evaluation) -> Vec<String> {
    let shown = |value: &Value| match value {
        Value::Figure(figure) => {
            let figures = &evaluation.facts.dictionary.figures;
            format!("{} {:?}", figures.amount(*figure).number(), figures.status(*figure))
        }
        other => format!("{other:?}"),
    };
    let facts = (1..4).flat_map(|relation| {
        let values = |fact| evaluation.facts.values(fact).map(|value| shown(&value)).collect::<Vec<_>>();
        evaluation.facts.of(RelationId(relation)).map(move |fact| format!("{relation} {:?}", values(fact)))
    });
    let outcomes = evaluation.outcomes.iter().map(|outcome| {
        let subject = outcome.subject.as_ref().map(|subject| subject.values.clone());
        let gap = outcome.apart(&evaluation.facts.dictionary.figures).map(|apart| apart.gap.value);
        let judged = outcome.comparison.map(|sides| (shown(&sides.left), shown(&sides.right), gap));
        format!("{:?} {subject:?} {:?} {:?} {judged:?}", outcome.rule, outcome.verdict, outcome.stopped)
    });
    let mut lines: Vec<String> = facts.chain(outcomes).collect();
    lines.sort_unstable();
    lines
}

type Edges = Vec<(i64, i64, u32)>;

fn shuffled() -> impl Strategy<Value = (Edges, Edges)> {
    let edge = (0..6_i64, 0..6_i64, 0..10_u32);
    prop::collection::vec(edge, 0..20).prop_flat_map(|edges| (Just(edges.clone()), Just(edges).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn order_does_not_matter((edges, shuffled) in shuffled(), swap: bool) {
        let one = weighted(&edges, false).run();
        let other = weighted(&shuffled, swap).run();
        prop_assert_eq!(meaning(&one), meaning(&other));
    }

    #[test]
    fn the_same_facts_give_the_same_evaluation((edges, _) in shuffled()) {
        let pack = weighted(&edges, false);
        let (one, other) = (pack.run(), pack.run());
        prop_assert_eq!(&one.outcomes, &other.outcomes);
        for relation in 0..4 {
            let words = |evaluation: &Evaluation| evaluation.facts.table(RelationId(relation)).words().to_vec();
            prop_assert_eq!(words(&one), words(&other));
        }
    }
}
