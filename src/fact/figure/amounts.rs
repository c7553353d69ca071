//! Amounts in twelve bytes: the digits of the value, and the number of a style that all alike share.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use foldhash::fast::RandomState;
use indexmap::IndexSet;
use rust_decimal::Decimal;

use crate::base::{Amount, Interval, Kind, Precision, UnitId};

use super::Status;

/// Powers of ten that shift digits of one scale to another.
const POWERS: [i128; 19] = {
    let mut powers = [1; 19];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// The class of amounts that are kept whole.
const WIDE: u32 = u32::MAX;

/// What amounts have in common but for their digits, the ends of their ranges and how sure they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Class {
    pub(super) unit: UnitId,
    pub(super) kind: Kind,
    pub(super) factor: Exact,
    pub(super) precision: Precision,
    /// Digits behind the point of the value.
    pub(super) scale: u32,
    /// Digits behind the point of both ends of the range, as many or more.
    pub(super) range_scale: u32,
    /// From the value to the upper end, and from the lower end to the value, in digits of `range_scale`.
    pub(super) slack: i64,
}

impl Class {
    /// The lower and the upper end around a value, in digits of `range_scale`; `None` where they do not fit in a decimal.
    #[inline]
    pub(super) fn ends(&self, digits: i64) -> Option<[i128; 2]> {
        let middle = i128::from(digits).checked_mul(*POWERS.get((self.range_scale - self.scale) as usize)?)?;
        let slack = i128::from(self.slack);
        let ends = [middle - slack, middle + slack];
        ends.iter().all(|end| end.unsigned_abs() < 1 << 96).then_some(ends)
    }

    /// What digits of a style of the class may stand for.
    #[inline]
    fn range(&self, digits: i64, Style { low_closed, high_closed, .. }: Style) -> Interval {
        if self.slack == 0 && self.range_scale == self.scale {
            let value = Decimal::new(digits, self.scale);
            return Interval { low: value, high: value, low_closed, high_closed };
        }
        let middle = i128::from(digits) * POWERS[(self.range_scale - self.scale) as usize];
        let end = |digits: i128| Decimal::from_i128_with_scale(digits, self.range_scale);
        let slack = i128::from(self.slack);
        Interval { low: end(middle - slack), high: end(middle + slack), low_closed, high_closed }
    }
}

/// A decimal that equals only one of the same scale and sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exact(pub(super) Decimal);

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        self.0.serialize() == other.0.serialize()
    }
}

impl Eq for Exact {}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(&self.0.serialize());
    }
}

/// All about a figure but its digits and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Style {
    pub(super) class: u32,
    pub(super) low_closed: bool,
    pub(super) high_closed: bool,
    pub(super) status: Status,
    pub(super) declared_exact: bool,
    /// For a sum: whether all its terms are of its class but for the slack, each once.
    pub(super) of_alike: bool,
}

/// What the digits of figures belong to.
#[derive(Clone, Debug, Default)]
pub(super) struct Amounts {
    classes: IndexSet<Class, RandomState>,
    styles: IndexSet<Style, RandomState>,
    /// Amounts that do not fit: their digits are their number here.
    wide: Vec<Amount>,
    /// The style that was found last for a sum: many sums are alike.
    last_sum: Option<(Class, (bool, bool), u32)>,
}

impl Amounts {
    /// Digits and style of an amount that is so sure.
    pub(super) fn pack(&mut self, amount: &Amount, status: Status, declared_exact: bool) -> (i64, u32) {
        let Interval { low_closed, high_closed, .. } = amount.range;
        let (digits, class) = match compact(amount) {
            Some((digits, class)) => (digits, self.classes.insert_full(class).0 as u32),
            None => {
                self.wide.push(*amount);
                (self.wide.len() as i64 - 1, WIDE)
            }
        };
        (digits, self.style(Style { class, low_closed, high_closed, status, declared_exact, of_alike: false }))
    }

    /// The number of the style of a sum of figures of a class.
    pub(super) fn style_of_sum(&mut self, class: Class, closed: (bool, bool)) -> u32 {
        if let Some((_, _, style)) = self.last_sum.filter(|(last, ends, _)| *last == class && *ends == closed) {
            return style;
        }
        let number = self.classes.insert_full(class).0 as u32;
        let ((low_closed, high_closed), status, declared_exact) = (closed, Status::Derived, false);
        let style =
            self.style(Style { class: number, low_closed, high_closed, status, declared_exact, of_alike: true });
        self.last_sum = Some((class, closed, style));
        style
    }

    /// The number of a style, new or old.
    pub(super) fn style(&mut self, style: Style) -> u32 {
        self.styles.insert_full(style).0 as u32
    }

    /// Whether any figure was ever ambiguous.
    #[inline]
    pub(super) fn any_ambiguous(&self) -> bool {
        self.styles.iter().any(|style| style.status == Status::Ambiguous)
    }

    /// The style of a number.
    #[inline]
    pub(super) fn get(&self, style: u32) -> Style {
        self.styles[style as usize]
    }

    /// The class of a style; `None` for amounts that are kept whole.
    #[inline]
    pub(super) fn class(&self, style: Style) -> Option<&Class> {
        self.classes.get_index(style.class as usize)
    }

    /// The amount of digits and a style.
    #[inline]
    pub(super) fn amount(&self, digits: i64, style: u32) -> Amount {
        let style = self.get(style);
        let Some(class) = self.class(style) else { return self.wide[digits as usize] };
        let Class { unit, kind, factor, precision, scale, .. } = *class;
        let (value, range) = (Decimal::new(digits, scale), class.range(digits, style));
        Amount { value, range, unit, kind, factor: factor.0, precision }
    }

    /// Value and kind of such an amount.
    #[inline]
    pub(super) fn measure(&self, digits: i64, style: u32) -> (Decimal, Kind) {
        match self.class(self.get(style)) {
            Some(class) => (Decimal::new(digits, class.scale), class.kind),
            None => (self.wide[digits as usize].value, self.wide[digits as usize].kind),
        }
    }

    /// Which of two such amounts has the greater value; `None` where they measure different things, or digits do not tell.
    #[inline]
    pub(super) fn order(&self, (left, style): (i64, u32), (right, other): (i64, u32)) -> Option<Ordering> {
        let (class, other) = (self.class(self.get(style))?, self.class(self.get(other))?);
        let shifted = |digits: i64, from: u32| {
            let power = POWERS.get(class.scale.max(other.scale).saturating_sub(from) as usize)?;
            Some(i128::from(digits) * power)
        };
        let comparable = class.kind.comparable(other.kind);
        if comparable { Some(shifted(left, class.scale)?.cmp(&shifted(right, other.scale)?)) } else { None }
    }

    /// What such an amount may stand for.
    #[inline]
    pub(super) fn range(&self, digits: i64, style: u32) -> Interval {
        let style = self.get(style);
        self.class(style).map_or_else(|| self.wide[digits as usize].range, |class| class.range(digits, style))
    }

    /// About how much memory they take.
    #[inline]
    pub(super) fn bytes(&self) -> usize {
        self.classes.len() * 2 * size_of::<Class>()
            + self.styles.len() * 2 * size_of::<Style>()
            + size_of_val(self.wide.as_slice())
    }
}

/// The digits of an amount whose range lies evenly around its value; `None` where anything of it would be lost.
fn compact(amount: &Amount) -> Option<(i64, Class)> {
    let Interval { low, high, .. } = amount.range;
    let negative_zero = |number: Decimal| number.is_zero() && number.is_sign_negative();
    if [amount.value, low, high].into_iter().any(negative_zero) || low.scale() != high.scale() {
        return None;
    }
    let (scale, range_scale) = (amount.value.scale(), high.scale());
    let digits = i64::try_from(amount.value.mantissa()).ok()?;
    let middle = i128::from(digits) * POWERS.get(range_scale.checked_sub(scale)? as usize)?;
    let slack = high.mantissa() - middle;
    if middle - low.mantissa() != slack {
        return None;
    }
    let Amount { unit, kind, precision, .. } = *amount;
    let factor = Exact(amount.factor);
    Some((digits, Class { unit, kind, factor, precision, scale, range_scale, slack: i64::try_from(slack).ok()? }))
}
