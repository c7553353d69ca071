//! Figures come out as they went in.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::base::{Interval, Kind, Precision, UnitId};

/// All of an amount, down to the scales and signs of its zeros.
fn whole(amount: &Amount) -> ([[u8; 16]; 4], [bool; 2], UnitId, Kind, Precision) {
    let Amount { value, range, unit, kind, factor, precision } = *amount;
    let Interval { low, high, low_closed, high_closed } = range;
    ([value, low, high, factor].map(|number| number.serialize()), [low_closed, high_closed], unit, kind, precision)
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let digits = prop_oneof![
        4 => (-1000_i128..1000).boxed(),
        2 => any::<i64>().prop_map(i128::from).boxed(),
        1 => (-(1_i128 << 95)..1 << 95).boxed(),
    ];
    let plain = (digits, 0_u32..29).prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits, scale));
    prop_oneof![8 => plain, 1 => Just(-Decimal::ZERO), 1 => Just(-Decimal::new(0, 2))]
}

fn amount() -> impl Strategy<Value = Amount> {
    let near = (decimal(), -100_i64..100, 0_u32..12).prop_map(|(value, slack, scale)| {
        let slack = Decimal::new(slack, scale);
        let low = value.checked_sub(slack).unwrap_or(value);
        Interval { low, high: value.checked_add(slack).unwrap_or(value), low_closed: true, high_closed: false }
    });
    let any = (decimal(), decimal()).prop_map(|(low, high)| Interval::closed(low, high));
    let precision = prop_oneof![(0_u32..9).prop_map(Precision::Digits), Just(Precision::Computed)];
    let kind = prop_oneof![Just(Kind::Bare), Just(Kind::Money), Just(Kind::Price)];
    let printed = (-99_999_i64..99_999, 0_u32..4, 1_i64..10_001).prop_map(|(digits, places, factor)| {
        let value = Decimal::new(digits, places) * Decimal::from(factor);
        (value, Interval::rounding_to(value, Decimal::new(5, places + 1) * Decimal::from(factor)))
    });
    let ranges = prop_oneof![
        2 => (decimal(), prop_oneof![near, any]),
        1 => decimal().prop_map(|value| (value, Interval::point(value))),
        2 => printed,
    ];
    (ranges, decimal(), (0_u16..9).prop_map(UnitId), kind, precision).prop_map(
        |((value, range), factor, unit, kind, precision)| Amount { value, range, unit, kind, factor, precision },
    )
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![Just(Status::Printed), Just(Status::Inferred), Just(Status::Ambiguous), Just(Status::Derived)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn figures_come_out_as_they_went_in(given in prop::collection::vec((amount(), status(), any::<bool>()), 1..20)) {
        let mut figures = Figures::default();
        for (number, (amount, status, declared_exact)) in given.iter().cloned().enumerate() {
            let place = Place { line: number as u32, ..Place::default() };
            let candidates = vec![number.to_string()];
            figures.add(Figure { amount, status, place, candidates, declared_exact });
        }
        for (number, (amount, status, declared_exact)) in given.iter().enumerate() {
            let id = FigureId(number as u32);
            prop_assert_eq!(whole(&figures.amount(id)), whole(amount));
            prop_assert_eq!((figures.status(id), figures.declared_exact(id)), (*status, *declared_exact));
            prop_assert_eq!(figures.place(id).map(|place| place.line), Some(number as u32));
            prop_assert_eq!(figures.candidates(id), &[number.to_string()][..]);
            figures.set_status(id, Status::Ambiguous, Vec::new());
            figures.declare_exact(id);
            prop_assert_eq!(whole(&figures.amount(id)), whole(amount));
            prop_assert_eq!((figures.status(id), figures.declared_exact(id)), (Status::Ambiguous, true));
            prop_assert!(figures.candidates(id).is_empty());
        }
    }

    #[test]
    fn the_same_derivation_is_the_same_figure(
        amounts in prop::collection::vec(amount(), 1..20),
        terms in prop::collection::vec(decimal(), 1..5),
    ) {
        let mut figures = Figures::default();
        let terms: Vec<(FigureId, Decimal)> =
            terms.into_iter().enumerate().map(|(number, term)| (FigureId(number as u32), term)).collect();
        let parts: Vec<FigureId> = terms.iter().map(|(part, _)| *part).collect();
        let origins = [
            DerivedOrigin::Constant,
            DerivedOrigin::Blank,
            DerivedOrigin::Sum(&terms),
            DerivedOrigin::Sum(&terms[..terms.len() - 1]),
            DerivedOrigin::Function("×", &parts),
            DerivedOrigin::Function("÷", &parts),
        ];
        let mut known: Vec<(Amount, DerivedOrigin<'_>, FigureId)> = Vec::new();
        for amount in amounts.iter().chain(&amounts) {
            for origin in origins {
                let id = figures.derive(*amount, origin, Status::Derived);
                match known.iter().find(|(same, from, _)| same == amount && *from == origin) {
                    Some((first, _, number)) => {
                        prop_assert_eq!(*number, id);
                        prop_assert_eq!(whole(&figures.amount(id)), whole(first));
                    }
                    None => known.push((*amount, origin, id)),
                }
            }
        }
        prop_assert_eq!(known.len(), figures.len());
        for (_, origin, id) in known {
            match (figures.origin(id), origin) {
                (Origin::Sum(terms), DerivedOrigin::Sum(given)) => {
                    let exact = |term: (FigureId, Decimal)| (term.0, term.1.serialize());
                    prop_assert!(terms.iter().map(exact).eq(given.iter().copied().map(exact)));
                }
                (Origin::Function(name, parts), DerivedOrigin::Function(given, others)) => {
                    prop_assert_eq!((name, parts), (given, others));
                }
                (Origin::Constant, DerivedOrigin::Constant) | (Origin::Blank, DerivedOrigin::Blank) => {}
                (got, _) => prop_assert!(false, "{got:?}"),
            }
        }
    }
}

/// Figures are kept by the million.
#[test]
fn what_is_printed_alike_shares_all_but_its_digits() {
    let mut figures = Figures::default();
    for digits in 1..10_000 {
        let value = Decimal::new(digits, 2);
        let range = Interval::rounding_to(value, Decimal::new(5, 3));
        figures.given(Amount { range, ..Amount::exact(value) });
    }
    let each = figures.bytes() / figures.len();
    assert!(each <= 24, "{each}");
}
