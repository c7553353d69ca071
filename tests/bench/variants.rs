//! Filings like those of the corpus, with other figures; the same on every machine.

use rust_decimal::Decimal;

use gouji::base::{Amount, Interval, Kind};
use gouji::fact::{DerivedOrigin, Facts, Figure, FigureId, Figures, Origin};

/// How many figures of a filing that has errors are changed.
const ERRORS: u64 = 3;

/// Numbers that look random (xorshift).
struct Random(u64);

impl Random {
    fn of(number: u64) -> Random {
        Random(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }
}

/// The facts of a filing with all money in it as many times as large, so that what agreed does so still; every second
/// filing has a few figures changed in their last digits besides.
pub(crate) fn altered(facts: &Facts, number: u64) -> Facts {
    let mut random = Random::of(number);
    let times = Decimal::from(1 + random.below(9));
    let old = &facts.dictionary.figures;
    let errors = if number % 2 == 1 { ERRORS } else { 0 };
    let wrong: Vec<u64> = (0..errors).map(|_| random.below(old.len() as u64)).collect();
    let mut figures = Figures::default();
    for id in (0..old.len() as u32).map(FigureId) {
        let mut amount = old.amount(id);
        if amount.kind == Kind::Money {
            amount = moved(amount, amount.value * times - amount.value);
        }
        if let Some(digit) = amount.digit().filter(|_| wrong.contains(&u64::from(id.0))) {
            amount = moved(amount, digit * Decimal::from(1 + random.below(9)));
        }
        add(&mut figures, old, id, amount);
    }
    let mut facts = facts.clone();
    facts.dictionary.figures = figures;
    facts
}

/// The same so much further; it is as precise as before.
fn moved(amount: Amount, by: Decimal) -> Amount {
    let range = Interval { low: amount.range.low + by, high: amount.range.high + by, ..amount.range };
    Amount { value: amount.value + by, range, ..amount }
}

/// Adds a figure with another amount.
fn add(figures: &mut Figures, old: &Figures, id: FigureId, amount: Amount) {
    let status = old.status(id);
    let same = match old.origin(id) {
        Origin::Printed(place) => figures.add(Figure {
            amount,
            status,
            place: place.clone(),
            candidates: old.candidates(id).to_vec(),
            declared_exact: old.declared_exact(id),
        }),
        Origin::Given => figures.given(amount),
        Origin::Constant => figures.constant(amount),
        Origin::Blank => figures.derive(amount, DerivedOrigin::Blank, status),
        Origin::Sum(terms) => figures.derive(amount, DerivedOrigin::Sum(&terms.iter().collect::<Vec<_>>()), status),
        Origin::Function(name, parts) => figures.derive(amount, DerivedOrigin::Function(name, parts), status),
    };
    assert_eq!(same, id, "figures keep their numbers");
}

/// The text of a filing with a digit changed in a few of its figures.
pub(crate) fn retyped(text: &str, number: u64) -> String {
    let mut random = Random::of(number);
    let mut bytes = text.as_bytes().to_vec();
    let cents = |at: &usize| bytes[*at] == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    let points: Vec<usize> = (0..bytes.len()).filter(cents).collect();
    for _ in 0..ERRORS.min(points.len() as u64) {
        let digit = points[random.below(points.len() as u64) as usize] + 1;
        bytes[digit] = b'0' + random.below(10) as u8;
    }
    String::from_utf8(bytes).expect("digits are one byte long")
}
