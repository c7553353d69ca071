//! Adding up digits gives what adding up amounts and ranges gives.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::arithmetic::{sum, total};
use crate::base::{Amount, Interval, Kind, Place, Unit, UnitId, Units};
use crate::fact::{DerivedOrigin, Figure, FigureId, Figures, Status};

fn units() -> Units {
    let mut units = Units::default();
    for (name, factor) in [("small", 1), ("large", 10_000)] {
        let (kind, factor) = (crate::base::Kind::Money, Decimal::from(factor));
        units.add(Unit { name: name.into(), kind, factor, step: None, exact: false, doubtful: false });
    }
    units
}

/// Digits, digits behind the point, unit, what becomes of the figure, whether it is declared exact.
type Printed = (i64, u32, u16, u8, bool);

fn printed() -> impl Strategy<Value = Vec<Printed>> {
    let digits = prop_oneof![8 => -20_i64..20, 4 => -99_999_i64..99_999, 1 => any::<i64>()];
    let alike = |places: u32, unit: u16| {
        let digits = prop_oneof![8 => -20_i64..20, 4 => -99_999_i64..99_999, 1 => any::<i64>()];
        prop::collection::vec((digits, Just(places), Just(unit), 0_u8..12, prop::bool::weighted(0.1)), 0..12)
    };
    let mixed = (digits, 0_u32..4, 0_u16..3, 0_u8..40, prop::bool::weighted(0.1));
    prop_oneof![
        3 => (0_u32..4, 0_u16..3).prop_flat_map(move |(places, unit)| alike(places, unit)),
        1 => prop::collection::vec(mixed, 0..12),
    ]
}

fn figure(figures: &mut Figures, units: &Units, printed: Printed) -> Option<FigureId> {
    let (digits, places, unit, fate, declared_exact) = printed;
    let amount = Amount::printed(Decimal::new(digits, places), places, UnitId(unit), units)?;
    let status = if fate == 1 { Status::Ambiguous } else { Status::Printed };
    let last = FigureId(figures.len().checked_sub(1)? as u32);
    Some(match fate {
        2 => figures.constant(amount),
        3 => figures.derive(amount, DerivedOrigin::Blank, Status::Derived),
        8..=10 => {
            let kind = if fate == 8 { Kind::Bare } else { Kind::Money };
            let nothing = Amount { kind, ..Amount::exact(Decimal::ZERO) };
            figures.derive(nothing, DerivedOrigin::Blank, Status::Derived)
        }
        4 => figures.derive(amount, DerivedOrigin::Function("×", &[last]), Status::Derived),
        5 => figures.given(amount.negate()),
        6 => figures.given(amount.as_exact()),
        7 => last,
        _ => figures.add(Figure { amount, status, place: Place::default(), candidates: Vec::new(), declared_exact }),
    })
}

/// All there is to say of a figure.
fn whole(figures: &Figures, id: FigureId) -> impl PartialEq + std::fmt::Debug + use<> {
    let Amount { value, range: Interval { low, high, low_closed, high_closed }, unit, kind, factor, precision } =
        figures.amount(id);
    let numbers = [value, low, high, factor].map(|number| number.serialize());
    let form = figures.linear_form(id).into_iter().map(|(part, times)| (part, times.serialize()));
    let form: Vec<(FigureId, [u8; 16])> = form.collect();
    let sure = (figures.status(id), figures.declared_exact(id));
    (id, numbers, [low_closed, high_closed], (unit, kind, precision), form, sure, figures.effort(), figures.len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_by_digits_are_sums(printed in printed()) {
        let units = units();
        let mut fast = Figures::default();
        fast.constant(Amount::exact(Decimal::ONE));
        let parts: Vec<FigureId> = printed.iter().filter_map(|printed| figure(&mut fast, &units, *printed)).collect();
        let mut slow = fast.clone();
        for from in 0..parts.len().min(3) {
            let parts = &parts[from..];
            let (head, tail) = parts.split_at(parts.len() / 2);
            prop_assert!(both(&mut fast, &mut slow, parts)?.is_none_or(|_| !parts.is_empty()));
            for (part, rest) in [(head, tail), (tail, head)] {
                let Some(sum) = both(&mut fast, &mut slow, part)? else { continue };
                both(&mut fast, &mut slow, &[&[sum], rest].concat())?;
                both(&mut fast, &mut slow, &[parts, &[sum]].concat())?;
            }
        }
    }
}

/// A sum both ways, twice: it must be the same figure.
fn both(fast: &mut Figures, slow: &mut Figures, parts: &[FigureId]) -> Result<Option<FigureId>, TestCaseError> {
    let terms: Vec<(FigureId, Decimal)> = parts.iter().map(|part| (*part, Decimal::ONE)).collect();
    let mut found = None;
    for _ in 0..2 {
        let (one, other) = (total(fast, parts), sum(slow, &terms));
        prop_assert_eq!(one.map(|id| whole(fast, id)), other.map(|id| whole(slow, id)));
        found = one;
    }
    Ok(found)
}

#[test]
fn alike_figures_are_summed_by_digits() {
    let (units, mut figures) = (units(), Figures::default());
    figures.constant(Amount::exact(Decimal::ONE));
    let parts: Vec<FigureId> =
        (1..9).filter_map(|digits| figure(&mut figures, &units, (digits * 125, 2, 2, 0, false))).collect();
    assert_eq!(figures.sum(&parts).map(|sum| figures.amount(sum).value), Some(Decimal::from(450_000)));
}
