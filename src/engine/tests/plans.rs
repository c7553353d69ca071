//! The plan that is told is the one that runs.

use super::*;
use crate::engine::{Clause, Operator, PlanLine, Plans, plan};
use crate::fact::{RelationId, Value};
use crate::program::{Aggregate, ColumnKind, Condition, Expectation, Expr, RuleId, VarId};
use crate::syntax::tree::AggregateFunction;

const PAIR: &[ColumnKind] = &[ColumnKind::Integer, ColumnKind::Integer];

/// Depth, condition, what it does, whether to the round before, key, and what it binds.
type Told<'l> = (u32, Option<usize>, Operator, bool, &'l [usize], &'l [VarId]);

fn told(lines: &[PlanLine]) -> Vec<Told<'_>> {
    lines
        .iter()
        .map(|line| (line.depth, line.condition, line.operator, line.delta, line.key.as_slice(), line.binds.as_slice()))
        .collect()
}

/// A few links into one node, many out of it; their closure.
fn closure() -> Pack {
    let mut pack = Pack::new(&[PAIR, PAIR]);
    for (from, to) in (0..3).map(|from| (from, 9)).chain((10..800).map(|to| (9, to))) {
        pack.fact(0, &[Value::Integer(from), Value::Integer(to)]);
    }
    pack.define(1, &[v(0), v(1)], vec![atom(0, &[t(0), t(1)])]);
    pack.also(1, &[v(0), v(2)], vec![atom(1, &[t(0), t(1)]), atom(1, &[t(1), t(2)])]);
    pack
}

/// What a list is taken from is bound before its items are.
#[test]
fn a_list_of_a_variable_waits_for_it() {
    let mut pack = Pack::new(&[&[ColumnKind::Text], &[ColumnKind::Integer]]);
    let name = pack.text("甲");
    pack.fact(0, &[name]);
    let number = |number| Expr::Constant(Value::Integer(number));
    pack.define(1, &[number(1)], vec![atom(0, &[t(0)])]);
    let itself = Condition::Among(t(1), v(1));
    pack.also(1, &[number(2)], vec![atom(1, &[t(0)]), atom(0, &[t(1)]), atom(1, &[t(2)]), itself]);
    assert_eq!(pack.run().facts.of(RelationId(1)).count(), 2);
}

#[test]
fn a_recursive_definition_has_a_plan_for_each_delta() {
    use Operator::{Emit, Lookup, Scan};
    let pack = closure();
    let (plans, evaluation) = (Plans::new(&pack.program), pack.run());
    let (a, b, c) = (VarId(0), VarId(1), VarId(2));
    for evaluation in [None, Some(&evaluation)] {
        let lines = plan(&pack.program, &plans, Clause::Definition(1), evaluation);
        let first = [
            (0, Some(0), Scan, false, &[][..], &[a, b][..]),
            (0, Some(1), Lookup, false, &[0], &[c]),
            (0, None, Emit, false, &[], &[]),
        ];
        assert_eq!(told(&lines)[..3], first);
        // Where sizes are known the round before comes first.
        let second = match evaluation {
            None => [
                (0, Some(0), Scan, false, &[][..], &[a, b][..]),
                (0, Some(1), Lookup, true, &[0], &[c]),
                (0, None, Emit, false, &[], &[]),
            ],
            Some(_) => [
                (0, Some(1), Scan, true, &[][..], &[b, c][..]),
                (0, Some(0), Lookup, false, &[1], &[a]),
                (0, None, Emit, false, &[], &[]),
            ],
        };
        assert_eq!(told(&lines)[6..], second);
        assert!(lines[3].delta || evaluation.is_none());
        assert_eq!(lines[3].relation, Some(RelationId(1)));
    }
    let estimates = |number| -> Vec<Option<u64>> {
        let lines = plan(&pack.program, &plans, Clause::Definition(number), Some(&evaluation));
        lines.iter().map(|line| line.estimate).collect()
    };
    assert_eq!(estimates(0), [Some(793), Some(793)]);
    assert_eq!(estimates(1)[..2], [Some(0), Some(0)], "nothing is derived before the first round");
    assert_eq!(estimates(1)[3..], [None; 6], "nobody knows how much a round gives");
}

#[test]
fn the_same_first_steps_are_shared() {
    let mut pack = closure();
    let sum = || {
        let counted = total(4, &[1], 3, vec![atom(1, &[t(1), t(3)])]);
        Condition::Aggregate(Aggregate { function: AggregateFunction::Count, value: None, ..counted })
    };
    pack.rule(vec![atom(1, &[t(0), t(1)]), sum()], Expectation::Exists(bare_atom(0, &[t(1)])));
    pack.rule(vec![atom(1, &[t(5), t(1)]), sum(), absent(0, &[t(1)])], Expectation::Absent(bare_atom(0, &[t(1)])));
    let plans = Plans::new(&pack.program);
    let lines = plan(&pack.program, &plans, Clause::Rule(RuleId(1)), None);
    let shared: Vec<(Operator, u32)> = lines.iter().map(|line| (line.operator, line.shared)).collect();
    use Operator::{Absent, Judge, Lookup, Scan};
    assert_eq!(shared, [(Scan, 3), (Operator::Aggregate, 2), (Lookup, 2), (Absent, 1), (Judge, 1)]);
    let judge = &lines[4];
    assert_eq!((judge.relation, &judge.key[..]), (Some(RelationId(0)), &[0][..]));
    assert_eq!(plan(&pack.program, &plans, Clause::Rule(RuleId(7)), None), []);
}
