//! What amounts are sums of.

use rust_decimal::Decimal;

use super::*;
use crate::base::Amount;
use crate::engine::{Linear, linear};
use crate::fact::{DerivedOrigin, FigureId, Figures, Status, Value};
use crate::program::{ColumnKind, Expr, Function};
use crate::syntax::tree::{Comparison, Operator};

/// The left side of a check over two printed figures, 甲 and 乙, and their numbers.
fn side(left: Expr) -> (Linear, Decimal, [FigureId; 2]) {
    let money = ColumnKind::Figure(None);
    let mut pack = Pack::new(&[&[money, money]]);
    let cells = [pack.wan("12.00"), pack.wan("3.50")];
    pack.fact(0, &cells);
    pack.rule(vec![atom(0, &[t(0), t(1)])], expect(left, Comparison::Equal, v(0)));
    let evaluation = pack.run();
    let judged = evaluation.outcomes[0].comparison.expect("a comparison");
    let figures = &evaluation.facts.dictionary.figures;
    let Value::Figure(left) = judged.left else { panic!("no figure") };
    let form = linear(figures, left);
    // Whatever the form, it adds up to the value.
    let terms = form.printed.iter().chain(&form.blanks).chain(&form.rest);
    let sum: Decimal = terms.map(|(part, times)| figures.amount(*part).value * times).sum();
    assert_eq!(sum + form.constant, figures.amount(left).value);
    (form, figures.amount(left).value, cells.map(figure))
}

fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn constant(number: i64) -> Expr {
    Expr::Constant(Value::Integer(number))
}

#[test]
fn a_printed_figure_is_itself() {
    let (form, _, [a, _]) = side(v(0));
    assert_eq!(form.printed, [(a, Decimal::ONE)]);
    assert!(form.is_linear());
}

#[test]
fn sums_of_sums_are_sums_of_figures() {
    let sum = binary(v(0), Operator::Add, v(1));
    let (form, value, [a, b]) = side(binary(sum.clone(), Operator::Add, binary(sum, Operator::Add, v(1))));
    assert_eq!(form.printed, [(a, number("2")), (b, number("3"))]);
    assert_eq!(value, number("345000"));
    assert!(form.is_linear());
}

#[test]
fn what_cancels_is_left_out() {
    let sum = binary(v(0), Operator::Add, v(1));
    let (form, _, [_, b]) = side(binary(sum, Operator::Subtract, v(0)));
    assert_eq!(form.printed, [(b, Decimal::ONE)]);
    let (nothing, value, _) = side(binary(v(1), Operator::Subtract, v(1)));
    assert_eq!((nothing, value), (Linear::default(), Decimal::ZERO));
}

#[test]
fn constants_scale_and_are_added() {
    let sum = binary(v(0), Operator::Subtract, v(1));
    let (form, _, [a, b]) = side(binary(constant(3), Operator::Multiply, sum.clone()));
    assert_eq!(form.printed, [(a, number("3")), (b, number("-3"))]);
    let (form, _, _) = side(binary(binary(sum.clone(), Operator::Divide, constant(8)), Operator::Add, constant(7)));
    assert_eq!(form.printed, [(a, number("0.125")), (b, number("-0.125"))]);
    assert_eq!(form.constant, number("7"));
    let (third, _, _) = side(binary(v(0), Operator::Divide, constant(4)));
    assert!(third.is_linear());
    let exact = Expr::Call(Function::Exact, vec![v(1)]);
    assert_eq!(side(exact).0.printed, [(b, Decimal::ONE)]);
}

#[test]
fn products_and_quotients_of_figures_are_not_linear() {
    let ratio = binary(v(0), Operator::Divide, v(1));
    let (form, _, [a, b]) = side(binary(v(1), Operator::Add, binary(ratio, Operator::Multiply, v(0))));
    assert_eq!(form.printed, [(b, Decimal::ONE)]);
    assert_eq!(form.rest.len(), 1);
    assert_eq!(form.rest[0].1, Decimal::ONE);
    assert!(!form.is_linear() && form.rest[0].0 > a);
    let rounded = Expr::Call(Function::Round, vec![v(0), constant(0)]);
    assert!(!side(rounded).0.is_linear());
}

/// a₀, b₀ printed; aₙ₊₁ = 2 × (aₙ + bₙ) by way of quotients, and so on: ways double with every step, figures do not.
#[test]
fn shared_parts_are_taken_apart_once() {
    let mut figures = Figures::default();
    let amount = Amount::exact(Decimal::ONE);
    let one = figures.constant(amount);
    let derived = Status::Derived;
    let mut pair = [figures.given(amount), figures.given(amount)];
    for _ in 0..60 {
        let product =
            |figures: &mut Figures, part| figures.derive(amount, DerivedOrigin::Function("×", &[part, one]), derived);
        let scaled = pair.map(|part| product(&mut figures, part));
        let sum = [(scaled[0], Decimal::ONE), (scaled[1], Decimal::ONE)];
        let sum = figures.derive(amount, DerivedOrigin::Sum(&sum), derived);
        pair = [sum, product(&mut figures, sum)];
    }
    let form = linear(&figures, pair[0]);
    assert_eq!(form.printed.len(), 2);
    assert_eq!(form.printed[0].1, Decimal::from(1_u64 << 59));
}
