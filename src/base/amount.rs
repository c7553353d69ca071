//! The figure: an exact value and everything it may stand for.

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Interval, Kind, Unit, UnitId, Units};

/// How a figure came to its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// Printed, or meant, with this many digits behind the point of its unit.
    Digits(u32),
    /// A product or quotient: it has no digits of its own and is rounded to those it is compared with.
    Computed,
}

/// An amount of money, people, things or percent.
///
/// Values are in base units (元, 1, 人 …) and exact. A printed figure stands for every value that rounds to it; sums,
/// products and quotients carry that range along. Two amounts of equal value and different digits are different
/// amounts but compare as equal values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// The value in base units.
    pub value: Decimal,
    /// What the value may stand for, in base units.
    pub range: Interval,
    /// The unit it is printed in.
    pub unit: UnitId,
    /// What it measures.
    pub kind: Kind,
    /// Base units in one of its unit.
    pub factor: Decimal,
    /// Where its digits come from.
    pub precision: Precision,
}

impl Amount {
    /// A printed figure: `number` of `unit`, with `places` digits behind the point.
    ///
    /// It is a point when the unit is exact, or when the last digit is at or below the unit's smallest step (cents).
    /// `None` when the value does not fit.
    pub fn printed(number: Decimal, places: u32, unit: UnitId, units: &Units) -> Option<Amount> {
        let Unit { kind, factor, step, exact, .. } = *units.get(unit);
        let value = number.checked_mul(factor)?;
        let digit = Decimal::try_new(1, places).ok()?.checked_mul(factor)?;
        let point = exact || step.is_some_and(|step| digit <= step);
        let slack = if point { Decimal::ZERO } else { digit / Decimal::TWO };
        value.abs().checked_add(slack)?;
        Some(Amount {
            value,
            range: Interval::rounding_to(value, slack),
            unit,
            kind,
            factor,
            precision: Precision::Digits(places),
        })
    }

    /// A bare number that means exactly itself.
    pub fn exact(value: Decimal) -> Amount {
        Amount {
            value,
            range: Interval::point(value),
            unit: Units::BARE,
            kind: Kind::Bare,
            factor: Decimal::ONE,
            precision: Precision::Digits(value.normalize().scale()),
        }
    }

    /// The same figure, meant exactly.
    #[must_use]
    pub fn as_exact(self) -> Amount {
        Amount { range: Interval::point(self.value), ..self }
    }

    /// Half the width of the range, in base units.
    pub fn slack(&self) -> Decimal {
        self.range.high.checked_sub(self.range.low).map_or(Decimal::MAX, |width| width / Decimal::TWO)
    }

    /// The last printed digit in base units; `None` for products and quotients.
    pub fn digit(&self) -> Option<Decimal> {
        match self.precision {
            Precision::Digits(places) => Decimal::try_new(1, places).ok()?.checked_mul(self.factor),
            Precision::Computed => None,
        }
    }

    /// The sum; `None` when kinds differ or a value does not fit.
    pub fn add(&self, other: &Amount) -> Option<Amount> {
        let style = self.style_with(other)?;
        Some(Amount { value: self.value.checked_add(other.value)?, range: self.range.plus(other.range)?, ..style })
    }

    /// The difference; `None` when kinds differ or a value does not fit.
    pub fn subtract(&self, other: &Amount) -> Option<Amount> {
        self.add(&other.negate())
    }

    /// The opposite amount.
    #[must_use]
    pub fn negate(&self) -> Amount {
        Amount { value: -self.value, range: self.range.negate(), ..*self }
    }

    /// The value without its sign.
    #[must_use]
    pub fn magnitude(&self) -> Amount {
        if self.value.is_sign_negative() { self.negate() } else { *self }
    }

    /// The product; kinds combine as in 200 元/人次 × 1920 人次.
    pub fn multiply(&self, other: &Amount) -> Option<Amount> {
        use Kind::{Bare, Count, Money, Price, Ratio};
        let (kind, style) = match (self.kind, other.kind) {
            (Money, Bare | Count | Ratio) => (Money, self),
            (Bare | Count | Ratio, Money) => (Money, other),
            (Price, Count | Bare) => (Money, self),
            (Count | Bare, Price) => (Money, other),
            (Price, Ratio) => (Price, self),
            (Ratio, Price) => (Price, other),
            (Ratio, Ratio | Bare) => (Ratio, self),
            (Bare, Ratio) => (Ratio, other),
            (Count, Count | Bare | Ratio) => (Count, self),
            (Bare | Ratio, Count) => (Count, other),
            (Bare, Bare) => (Bare, self),
            (Money, Money | Price) | (Price, Money | Price) => return None,
        };
        let range = if self.is_point() && other.is_point() {
            Interval::point(self.value.checked_mul(other.value)?)
        } else {
            self.range.multiply(other.range)?
        };
        Some(Amount {
            value: self.value.checked_mul(other.value)?,
            range,
            kind,
            precision: Precision::Computed,
            ..*style
        })
    }

    /// The quotient; money by money is a ratio. `None` when the divisor is or may be zero.
    pub fn divide(&self, other: &Amount) -> Option<Amount> {
        use Kind::{Bare, Count, Money, Price, Ratio};
        let kind = match (self.kind, other.kind) {
            (kind, Bare) => kind,
            (Money, Money) | (Count, Count) | (Ratio, Ratio) | (Price, Price) => Ratio,
            (Money, Count) => Price,
            (Money, Price) => Count,
            (kind, Ratio) => kind,
            (Bare | Ratio, _) | (Count | Price, Money) | (Count, Price) | (Price, Count) => return None,
        };
        let style = if kind == self.kind { *self } else { Amount::exact(Decimal::ONE) };
        Some(Amount {
            value: self.value.checked_div(other.value)?,
            range: self.range.divide(other.range)?,
            kind,
            precision: Precision::Computed,
            ..style
        })
    }

    /// Whether the figure stands for one value only.
    pub fn is_point(&self) -> bool {
        self.range.low == self.range.high
    }

    /// Whether two amounts measure the same thing; a bare number goes with everything.
    pub fn comparable(&self, other: &Amount) -> bool {
        self.kind.comparable(other.kind)
    }

    /// The order of the values, ranges left aside.
    pub fn order(&self, other: &Amount) -> Ordering {
        self.value.cmp(&other.value)
    }

    /// The value rounded half away from zero to the digits of `model`, which is printed.
    pub fn rounded_like(&self, model: &Amount) -> Option<Decimal> {
        let Precision::Digits(places) = model.precision else { return None };
        let in_unit = self.value.checked_div(model.factor)?;
        let rounded = in_unit.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        rounded.checked_mul(model.factor)
    }

    /// The figure rounded half away from zero to so many digits behind the point of its unit, and everything that what it
    /// stands for may round to. `None` when a value does not fit.
    pub fn rounded(&self, places: u32) -> Option<Amount> {
        let round = |value: Decimal| {
            let in_unit = value.checked_div(self.factor)?;
            in_unit.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).checked_mul(self.factor)
        };
        Some(Amount {
            value: round(self.value)?,
            range: Interval::closed(round(self.range.low)?, round(self.range.high)?),
            precision: Precision::Digits(places),
            ..*self
        })
    }

    /// The number in its unit with its printed digits, thousands separated, without the unit's name.
    pub fn number(&self) -> String {
        let in_unit = self.value.checked_div(self.factor).unwrap_or(self.value);
        let text = match self.precision {
            Precision::Digits(places) => {
                let places = places.max(in_unit.normalize().scale().min(6));
                format!("{in_unit:.*}", places as usize)
            }
            Precision::Computed => in_unit.round_dp(6).normalize().to_string(),
        };
        group_thousands(&text)
    }

    /// The figure as a reviewer reads it: `1,733.57 万元`, `87.38%`.
    pub fn display(&self, units: &Units) -> String {
        let shown = self.in_unit_of_kind(units);
        let number = shown.number();
        match self.kind {
            Kind::Ratio => format!("{number}{}", units.get(shown.unit).name),
            Kind::Bare => number,
            _ => format!("{number} {}", units.get(shown.unit).name).trim_end().to_owned(),
        }
    }

    /// The same in the unit it is shown in: its own, or, for a product or quotient of another kind than its parts, a unit of
    /// its kind, of the same factor where there is one.
    pub fn in_unit_of_kind(&self, units: &Units) -> Amount {
        if self.kind == Kind::Bare || units.get(self.unit).kind == self.kind {
            return *self;
        }
        let of_kind = || units.iter().filter(|(_, unit)| unit.kind == self.kind);
        let found = of_kind().find(|(_, unit)| unit.factor == self.factor).or_else(|| of_kind().next());
        found.map_or(*self, |(id, unit)| Amount { unit: id, factor: unit.factor, ..*self })
    }

    /// The unit and digits of a sum: those of the part with more digits, and of a part that has a unit.
    fn style_with(&self, other: &Amount) -> Option<Amount> {
        if !self.comparable(other) {
            return None;
        }
        let (first, second) = if self.kind == Kind::Bare { (other, self) } else { (self, other) };
        let precision = match (first.precision, second.precision) {
            (Precision::Digits(a), Precision::Digits(b)) if first.factor == second.factor => {
                Precision::Digits(a.max(b))
            }
            (Precision::Digits(a), Precision::Digits(_)) => Precision::Digits(a),
            _ => Precision::Computed,
        };
        Some(Amount { precision, ..*first })
    }
}

fn group_thousands(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = sign.to_owned();
    for (index, ch) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(ch);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}
