//! 应: every verdict and where it turns into the next.

use std::collections::BTreeSet;

use super::*;
use crate::base::Amount;
use crate::engine::{StopReason, Verdict};
use crate::fact::{FactId, RelationId, Value};
use crate::program::{ColumnKind, Condition, Expectation, Expr, Function, VarId};
use crate::syntax::tree::{Comparison, Operator};
use rust_decimal::Decimal;

/// One fact of three figures, variables 1, 2, 3, and what must hold of them.
fn judged(figures: impl FnOnce(&mut Pack) -> [Value; 3], expect: Expectation) -> Pack {
    let mut pack = Pack::new(&[&[TEXT, ColumnKind::Figure(None), ColumnKind::Figure(None), ColumnKind::Figure(None)]]);
    let name = pack.text("a");
    let [a, b, c] = figures(&mut pack);
    pack.fact(0, &[name, a, b, c]);
    pack.rule(vec![atom(0, &[t(0), t(1), t(2), t(3)])], expect);
    pack
}

fn money(a: &str, b: &str, c: &str, expect: Expectation) -> Pack {
    judged(|pack| [pack.wan(a), pack.wan(b), pack.wan(c)], expect)
}

fn plus(left: u32, right: u32) -> Expr {
    binary(v(left), Operator::Add, v(right))
}

#[test]
fn sums_round_as_often_as_they_have_parts() {
    let verdict = |total| money(total, "200.00", "100.00", roughly(v(1), plus(2, 3))).verdict();
    assert_eq!(verdict("300.00"), Verdict::Agrees);
    assert_eq!(verdict("300.01"), Verdict::Rounding);
    assert_eq!(verdict("300.015"), Verdict::Disagrees);
    assert_eq!(verdict("300.02"), Verdict::Disagrees);
    let judged = money("300.02", "200.00", "100.00", roughly(v(1), plus(2, 3))).apart();
    assert_eq!(judged.difference.value, Decimal::from(200));
    assert_eq!((judged.tolerance.value, judged.gap.value), (Decimal::from(150), Decimal::from(50)));
    assert_eq!(judged.form.len(), 3);
    assert!(!judged.declared_exact);
}

#[test]
fn the_summed_slack_itself_is_rounding_only_when_a_side_was_added_up() {
    let wide = |rounding| Expectation::Compare { left: v(1), op: Comparison::Equal, right: v(2), rounding };
    assert_eq!(money("1.01", "1.00", "0", wide(true)).verdict(), Verdict::Rounding);
    assert_eq!(money("1.01", "1.00", "0", wide(false)).verdict(), Verdict::Disagrees);
    assert_eq!(money("1.0", "1.04", "0", wide(false)).verdict(), Verdict::Rounding);
    assert_eq!(money("1.0", "1.00", "0", wide(false)).verdict(), Verdict::Agrees);
}

#[test]
fn rates_are_recomputed_and_rounded_as_printed() {
    let rate = |text: &str| {
        let expect = expect(v(1), Comparison::Equal, binary(v(2), Operator::Divide, v(3)));
        judged(|pack| [pack.percent(text), pack.wan("500.14"), pack.wan("572.42")], expect).verdict()
    };
    assert_eq!(rate("87.37"), Verdict::Agrees);
    assert_eq!(rate("87.4"), Verdict::Agrees);
    assert_eq!(rate("87.374"), Verdict::Rounding);
    assert_eq!(rate("87.38"), Verdict::Disagrees);
}

#[test]
fn orders_hold_by_value_or_within_the_ranges() {
    let verdict = |a, op, b| money(a, b, "0", expect(v(1), op, v(2))).verdict();
    assert_eq!(verdict("1.00", Comparison::LessEqual, "1.00"), Verdict::Agrees);
    assert_eq!(verdict("1.04", Comparison::LessEqual, "1.0"), Verdict::Rounding);
    assert_eq!(verdict("1.06", Comparison::LessEqual, "1.0"), Verdict::Disagrees);
    assert_eq!(verdict("1.0", Comparison::Less, "1.0"), Verdict::Rounding);
    assert_eq!(verdict("1.2", Comparison::Less, "1.0"), Verdict::Disagrees);
    assert_eq!(verdict("0.96", Comparison::GreaterEqual, "1.0"), Verdict::Rounding);
    assert_eq!(verdict("0.90", Comparison::Greater, "1.0"), Verdict::Disagrees);
    assert_eq!(verdict("1.0", Comparison::NotEqual, "1.00"), Verdict::Disagrees);
    assert_eq!(verdict("1.0", Comparison::NotEqual, "1.01"), Verdict::Agrees);
}

#[test]
fn a_figure_on_both_sides_cancels_with_its_slack() {
    let pack = money("1.0", "2.00", "2.10", expect(plus(1, 2), Comparison::Equal, plus(1, 3)));
    assert_eq!(pack.verdict(), Verdict::Disagrees);
    let judged = pack.apart();
    assert_eq!((judged.form.len(), judged.tolerance.value), (2, Decimal::from(100)));
}

#[test]
fn multiples_stay_sums() {
    let two = Expr::Amount(Amount::exact(Decimal::TWO));
    let pack = money("2.01", "1.00", "0", roughly(v(1), binary(two, Operator::Multiply, v(2))));
    assert_eq!(pack.verdict(), Verdict::Rounding);
    let judged = pack.apart();
    assert_eq!(judged.form[1].1, Decimal::from(-2));
}

#[test]
fn ambiguous_figures_are_not_judged() {
    let expect = || roughly(v(1), plus(2, 3));
    let pack = judged(|pack| [pack.wan("9"), pack.ambiguous("1"), pack.wan("1")], expect());
    assert_eq!(pack.stop(), (1, StopReason::Ambiguous));
    let cancelled = roughly(binary(v(2), Operator::Subtract, v(2)), v(1));
    let pack = judged(|pack| [pack.wan("9"), pack.ambiguous("1"), pack.wan("1")], cancelled);
    assert_eq!(pack.stop(), (1, StopReason::Ambiguous));
}

#[test]
fn unlike_things_and_missing_values_are_not_judged() {
    let pack = judged(|pack| [pack.wan("1"), pack.percent("1"), pack.wan("0")], expect(v(1), Comparison::Equal, v(2)));
    assert_eq!(pack.stop(), (1, StopReason::Incomparable));
    let pack = judged(|pack| [pack.wan("1"), pack.percent("1"), pack.wan("0")], expect(v(0), Comparison::Equal, v(2)));
    assert_eq!(pack.stop(), (1, StopReason::Incomparable));
    let by_zero = expect(v(1), Comparison::Equal, binary(v(1), Operator::Divide, v(3)));
    let pack = judged(|pack| [pack.wan("1"), pack.percent("1"), pack.wan("0")], by_zero);
    assert_eq!(pack.stop(), (1, StopReason::NoValue));
}

#[test]
fn words_are_equal_or_not() {
    let verdict = |op, word: &str| {
        let mut pack = judged(|pack| [pack.wan("1"), pack.wan("1"), pack.wan("1")], expect(v(0), op, v(0)));
        let word = pack.text(word);
        pack.program.rules[0].expect = expect(v(0), op, Expr::Constant(word));
        pack.verdict()
    };
    assert_eq!(verdict(Comparison::Equal, "a"), Verdict::Agrees);
    assert_eq!(verdict(Comparison::Equal, "b"), Verdict::Disagrees);
    assert_eq!(verdict(Comparison::NotEqual, "b"), Verdict::Agrees);
    assert_eq!(verdict(Comparison::Less, "b"), Verdict::Unchecked);
}

#[test]
fn whole_numbers_count_as_exact_figures() {
    let length = Expr::Call(Function::Length, vec![v(0)]);
    let one = |op| judged(|pack| [pack.bare("1"), pack.bare("2"), pack.bare("3")], expect(length.clone(), op, v(1)));
    assert_eq!(one(Comparison::Equal).verdict(), Verdict::Agrees);
    let both = expect(length.clone(), Comparison::Less, Expr::Constant(Value::Integer(2)));
    assert_eq!(judged(|pack| [pack.bare("1"), pack.bare("2"), pack.bare("3")], both).verdict(), Verdict::Agrees);
}

#[test]
fn what_is_meant_exactly_says_so() {
    let exact = expect(Expr::Call(Function::Exact, vec![v(1)]), Comparison::Equal, v(2));
    let pack = money("5", "5.6", "0", exact);
    assert_eq!(pack.verdict(), Verdict::Disagrees);
    assert!(pack.apart().declared_exact);
    let digit = Expr::Call(Function::LastDigit, vec![v(2)]);
    let tail = expect(binary(v(1), Operator::Subtract, v(2)), Comparison::LessEqual, digit);
    assert_eq!(money("5.1", "5.0", "0", tail).verdict(), Verdict::Agrees);
}

#[test]
fn repeating_what_placed_a_figure_proves_nothing() {
    let mut pack = money("3", "2", "1", roughly(v(1), plus(2, 3)));
    let figures = pack.facts.figures_of(FactId { relation: RelationId(0), row: 0 }).collect();
    pack.placed = BTreeSet::from([figures]).into();
    assert_eq!(pack.verdict(), Verdict::SelfEvident);
    pack.program.rules[0].expect = roughly(v(1), v(2));
    assert_eq!(pack.verdict(), Verdict::Rounding);
    pack.program.rules[0].expect = expect(v(1), Comparison::Equal, plus(2, 2));
    assert_eq!(pack.verdict(), Verdict::Rounding);
}

#[test]
fn figures_that_share_their_parts_are_walked_once() {
    let mut pack =
        judged(|pack| [pack.bare("1"), pack.bare("1"), pack.bare("1")], expect(v(1), Comparison::Equal, v(1)));
    let squares = (4..90).map(|n| Condition::Let(VarId(n), binary(v(n - 1), Operator::Multiply, v(n - 1))));
    let rule = &mut pack.program.rules[0];
    rule.variables = vec![rule.variables[0].clone(); 90];
    rule.body.extend(squares);
    rule.expect = expect(v(89), Comparison::Equal, v(1));
    assert_eq!(pack.verdict(), Verdict::Agrees);
}

#[test]
fn values_that_do_not_fit_do_not_exist() {
    let huge = "70000000000000000000000";
    let product = binary(v(2), Operator::Multiply, Expr::Amount(Amount::exact(Decimal::MAX)));
    let pack = money(huge, huge, huge, roughly(v(1), product));
    assert_eq!(pack.stop(), (1, StopReason::NoValue));
    let opposite = roughly(Expr::Negate(Box::new(v(1))), v(2));
    assert_eq!(money(huge, huge, huge, opposite).verdict(), Verdict::Disagrees);
    let mut sum = v(1);
    for _ in 0..200 {
        sum = binary(sum, Operator::Add, v(2));
    }
    assert_eq!(money(huge, huge, huge, roughly(sum, v(2))).stop(), (1, StopReason::NoValue));
}
