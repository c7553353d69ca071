//! Sums, counts and extremes.

use super::*;
use crate::base::Amount;
use crate::engine::{StopReason, Verdict};
use crate::fact::Value;
use crate::program::{Aggregate, Condition};
use crate::syntax::tree::{AggregateFunction, Comparison};
use rust_decimal::Decimal;

/// Totals T(x, a) and parts U(x, y, b); the rule sums the parts of each x into variable 3.
fn parts(total_of: &str, values: &[&str]) -> Pack {
    let mut pack = Pack::new(&[&[TEXT, MONEY], &[TEXT, TEXT, MONEY]]);
    let (name, total_value) = (pack.text("甲"), pack.wan(total_of));
    pack.fact(0, &[name, total_value]);
    for (number, text) in values.iter().enumerate() {
        let part = pack.text(&number.to_string());
        let value = if *text == "?" { pack.ambiguous("1") } else { pack.wan(text) };
        pack.fact(1, &[name, part, value]);
    }
    let sum = total(3, &[0], 2, vec![atom(1, &[t(0), t(1), t(2)])]);
    let head = Condition::Atom(crate::program::Atom {
        arguments: vec![
            crate::program::Argument { column: 0, term: t(0), blank: None },
            crate::program::Argument { column: 1, term: t(9), blank: None },
        ],
        ..bare_atom(0, &[])
    });
    pack.rule(vec![head, Condition::Aggregate(sum)], roughly(v(9), v(3)));
    pack
}

fn aggregate(pack: &mut Pack) -> &mut Aggregate {
    match &mut pack.program.rules[0].body[1] {
        Condition::Aggregate(aggregate) => aggregate,
        other => panic!("no aggregate: {other:?}"),
    }
}

#[test]
fn equal_amounts_of_distinct_cells_are_distinct_addends() {
    let pack = parts("4.5", &["1.5", "1.5", "1.5"]);
    let evaluation = pack.run();
    let outcome = &evaluation.outcomes[0];
    assert_eq!(outcome.verdict, Verdict::Agrees);
    assert_eq!((outcome.matched, outcome.premises.len()), (1, 4));
    assert_eq!(outcome.apart(&evaluation.facts.dictionary.figures).map(|apart| apart.form.len()), Some(4));
}

#[test]
fn equal_amounts_stay_distinct_when_a_definition_drops_the_other_columns() {
    let mut pack = Pack::new(&[&[TEXT, MONEY], &[MONEY]]);
    let names: Vec<Value> = ["甲", "乙"].iter().map(|name| pack.text(name)).collect();
    for name in names {
        let value = pack.wan("2.00");
        pack.fact(0, &[name, value]);
    }
    pack.define(1, &[v(1)], vec![atom(0, &[t(0), t(1)])]);
    let sum = total(2, &[], 1, vec![atom(1, &[t(1)])]);
    let four = crate::program::Expr::Amount(pack.amount("4", pack.wan));
    pack.rule(vec![atom(0, &[t(0)]), Condition::Aggregate(sum)], expect(v(2), Comparison::Equal, four));
    assert!(pack.run().outcomes.iter().all(|outcome| outcome.verdict == Verdict::Agrees));
}

#[test]
fn one_ambiguous_addend_makes_the_sum_ambiguous() {
    assert_eq!(parts("9", &["1", "?"]).stop(), (2, StopReason::Ambiguous));
    let mut pack = parts("9", &["1", "?"]);
    let zero = crate::program::Expr::Amount(Amount::exact(Decimal::ZERO));
    aggregate(&mut pack).body.push(Condition::Compare(v(2), Comparison::Greater, zero));
    assert_eq!(pack.stop(), (2, StopReason::Ambiguous), "a part may be missing");
    aggregate(&mut pack).function = AggregateFunction::Count;
    assert_eq!(pack.stop(), (2, StopReason::Ambiguous));
    let mut pack = parts("9", &["1", "?"]);
    aggregate(&mut pack).function = AggregateFunction::Count;
    assert_eq!(pack.stop(), (2, StopReason::Ambiguous), "a row may not belong there");
    let mut pack = parts("2", &["2", "?"]);
    aggregate(&mut pack).function = AggregateFunction::Max;
    assert_eq!(pack.stop(), (2, StopReason::Ambiguous), "the other may be greater");
}

#[test]
fn over_nothing_there_is_no_value_without_a_default() {
    let mut pack = parts("0", &[]);
    assert_eq!(pack.stop(), (1, StopReason::Empty));
    aggregate(&mut pack).default = Some(Amount::exact(Decimal::ZERO));
    assert_eq!(pack.verdict(), Verdict::Agrees);
}

#[test]
fn counts_and_extremes() {
    let verdict = |function, total_of, body: Option<Condition>| {
        let mut pack = parts(total_of, &["3", "1", "7"]);
        aggregate(&mut pack).function = function;
        aggregate(&mut pack).body.extend(body);
        pack.verdict()
    };
    assert_eq!(verdict(AggregateFunction::Max, "7", None), Verdict::Agrees);
    assert_eq!(verdict(AggregateFunction::Min, "1", None), Verdict::Agrees);
    assert_eq!(verdict(AggregateFunction::Min, "3", None), Verdict::Disagrees);
    let mut pack = parts("9", &["3", "1", "7"]);
    aggregate(&mut pack).function = AggregateFunction::Count;
    aggregate(&mut pack).value = None;
    let three = crate::program::Expr::Constant(Value::Integer(3));
    pack.program.rules[0].expect = expect(v(3), Comparison::Equal, three);
    assert_eq!(pack.verdict(), Verdict::Agrees);
}

#[test]
fn only_named_variables_cross_into_an_aggregate() {
    let mut pack = parts("3", &["1", "2"]);
    let (other, part, value) = (pack.text("乙"), pack.text("x"), pack.wan("10"));
    pack.fact(1, &[other, part, value]);
    assert_eq!(pack.verdict(), Verdict::Agrees);
    aggregate(&mut pack).by.clear();
    pack.program.rules[0].expect = roughly(v(3), crate::program::Expr::Amount(pack.amount("13.00", pack.wan)));
    assert_eq!(pack.verdict(), Verdict::Agrees);
}

#[test]
fn free_variables_group_in_the_order_of_first_appearance() {
    let mut pack = Pack::new(&[&[TEXT, TEXT, MONEY], &[TEXT, MONEY]]);
    for (name, part, text) in [("乙", "1", "1"), ("甲", "1", "5"), ("乙", "2", "2"), ("甲", "2", "6")] {
        let values = [pack.text(name), pack.text(part), pack.wan(text)];
        pack.fact(0, &values);
    }
    let sum = total(3, &[0], 2, vec![atom(0, &[t(0), t(1), t(2)])]);
    pack.define(1, &[v(0), v(3)], vec![Condition::Aggregate(sum)]);
    let evaluation = pack.run();
    let figures = &evaluation.facts.dictionary.figures;
    let sums: Vec<(Value, Decimal)> = evaluation
        .facts
        .of(crate::fact::RelationId(1))
        .map(|fact| [0, 1].map(|column| evaluation.facts.value(fact, column)))
        .map(|[name, sum]| (name, figures.amount(figure(sum)).value / Decimal::from(10_000)))
        .collect();
    assert_eq!(sums, [(pack.text("乙"), 3.into()), (pack.text("甲"), 11.into())]);
}
