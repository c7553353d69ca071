//! Laws of amounts, ranges and codes, tried on random values.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Amount, Code, Interval, Kind, Unit, UnitId, Units};

fn units() -> (Units, UnitId) {
    let mut units = Units::default();
    let unit = Unit {
        name: "unit".to_owned(),
        kind: Kind::Money,
        factor: Decimal::from(10_000),
        step: Some(Decimal::new(1, 2)),
        exact: false,
        doubtful: false,
    };
    let id = units.add(unit);
    (units, id)
}

prop_compose! {
    fn amount()(number in -9_999_999_i64..9_999_999, places in 0_u32..7) -> Amount {
        let (units, unit) = units();
        Amount::printed(Decimal::new(number, places), places, unit, &units).expect("it fits")
    }
}

prop_compose! {
    fn interval()(value in -2_000_i64..2_000, slack in 0_i64..40) -> Interval {
        Interval::rounding_to(Decimal::new(value, 1), Decimal::new(slack, 1))
    }
}

fn holds(range: Interval, value: Decimal) -> bool {
    range.meets(Interval::point(value))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sum_adds_slack(a in amount(), b in amount()) {
        let sum = a.add(&b).expect("it fits");
        prop_assert_eq!(sum.value, a.value + b.value);
        prop_assert_eq!(sum.slack(), a.slack() + b.slack());
        prop_assert_eq!(b.add(&a).map(|sum| (sum.value, sum.range)), Some((sum.value, sum.range)));
        let back = sum.subtract(&b).expect("it fits");
        prop_assert_eq!(back.value, a.value);
        prop_assert!(back.range.meets(a.range));
        prop_assert_eq!(a.negate().negate(), a);
        prop_assert_eq!(a.magnitude(), a.negate().magnitude());
    }

    #[test]
    fn a_range_holds_what_it_stands_for(value in -99_999_i64..99_999, places in 0_u32..4, slack in 0_i64..99) {
        let value = Decimal::new(value, places);
        prop_assert!(holds(Interval::rounding_to(value, Decimal::new(slack, 2)), value));
    }

    #[test]
    fn exactly_what_rounds_to_it_is_in_its_range(printed in -999_i64..999, value in -9_999_i64..9_999) {
        let (printed, value) = (Decimal::from(printed), Decimal::new(value, 1));
        let rounds = value.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero) == printed;
        prop_assert_eq!(holds(Interval::rounding_to(printed, Decimal::new(5, 1)), value), rounds);
    }

    #[test]
    fn meeting_is_mutual(a in interval(), b in interval(), at in -2_050_i64..2_050) {
        prop_assert_eq!(a.meets(b), b.meets(a));
        prop_assert!(a.meets(a));
        prop_assert_eq!(a.negate().meets(b.negate()), a.meets(b));
        let value = Decimal::new(at, 1);
        prop_assert!(!(holds(a, value) && holds(b, value)) || a.meets(b));
        prop_assert!(!a.meets(b) || a.may_reach(b) && b.may_reach(a));
    }

    #[test]
    fn operations_on_ranges_hold_those_on_values(a in amount(), b in amount()) {
        prop_assert!(a.add(&b).is_some_and(|sum| holds(sum.range, a.value + b.value)));
        prop_assert!(a.multiply(&b).is_none_or(|product| holds(product.range, a.value * b.value)));
        if let Some(quotient) = a.divide(&b) {
            prop_assert!(holds(quotient.range, quotient.value));
        }
    }

    #[test]
    fn rounding_agrees_with_printing(a in amount(), places in 0_u32..7) {
        let rounded = a.rounded(places).expect("it fits");
        let model = Amount { precision: super::Precision::Digits(places), ..a };
        prop_assert_eq!(Some(rounded.value), a.rounded_like(&model));
        prop_assert!(holds(rounded.range, rounded.value));
        prop_assert_eq!(rounded.rounded(places), Some(rounded));
        prop_assert!((rounded.value - a.value).abs() * Decimal::TWO <= rounded.digit().expect("digits"));
    }

    #[test]
    fn codes_order_as_text_and_parents_stand_before_children(a in "[0-9]{1,15}", b in "[0-9]{1,15}", cut in 0_usize..16) {
        let code = |text: &str| Code::parse(text).expect("digits");
        prop_assert_eq!(code(&a).cmp(&code(&b)), a.cmp(&b));
        prop_assert_eq!(code(&a).to_string(), a.clone());
        prop_assert_eq!(code(&a).is_above(code(&b)), a.len() < b.len() && b.starts_with(&a));
        match code(&a).prefix(cut) {
            Some(prefix) => {
                prop_assert_eq!(prefix.to_string(), &a[..cut]);
                prop_assert!(prefix <= code(&a));
            }
            None => prop_assert!(cut == 0 || cut > a.len()),
        }
    }
}
