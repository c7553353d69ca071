//! Whether two values satisfy a comparison, for what their figures may stand for.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::base::{Amount, Interval, Kind, Precision};
use crate::fact::{FigureId, Figures, Value};
use crate::syntax::tree::Comparison;

use super::Values;
use super::arithmetic::{is_ambiguous, is_blank, lift};
use super::difference::{Difference, difference};
use crate::engine::Placed;
use crate::engine::outcome::{Apart, Compared, StopReason, Verdict};

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Truth {
    Holds,
    Fails,
    Ambiguous,
    Incomparable,
}

/// Compares by value, ranges left aside.
pub(in crate::engine) fn truth(figures: &Figures, left: Value, op: Comparison, right: Value) -> Truth {
    let ambiguous = |value| matches!(value, Value::Figure(figure) if is_ambiguous(figures, figure));
    if ambiguous(left) || ambiguous(right) {
        return Truth::Ambiguous;
    }
    let measure = |value| match value {
        Value::Figure(figure) => Some(figures.measure(figure)),
        Value::Integer(number) => Some((number.into(), Kind::Bare)),
        Value::Blank | Value::Text(_) | Value::Code(_) | Value::Date(_) => None,
    };
    let order = match (left, right) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(&b),
        (Value::Code(a), Value::Code(b)) => a.cmp(&b),
        (Value::Date(a), Value::Date(b)) => a.cmp(&b),
        (Value::Text(a), Value::Text(b)) => match op {
            Comparison::Equal | Comparison::NotEqual => a.cmp(&b),
            _ => return Truth::Incomparable,
        },
        (Value::Figure(a), Value::Figure(b)) if let Some(order) = figures.order(a, b) => order,
        _ => match (measure(left), measure(right)) {
            (Some((a, kind)), Some((b, other))) if kind.comparable(other) => a.cmp(&b),
            _ => return Truth::Incomparable,
        },
    };
    if holds(op, order) { Truth::Holds } else { Truth::Fails }
}

pub(super) fn holds(op: Comparison, order: Ordering) -> bool {
    match op {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterEqual => order.is_ge(),
    }
}

impl Values<'_> {
    /// The verdict on an expectation, and what was compared.
    pub(in crate::engine) fn judge_values(
        &mut self,
        left: Value,
        op: Comparison,
        right: Value,
        rounding: bool,
        placed: &Placed,
    ) -> (Result<Verdict, StopReason>, Option<Compared>) {
        for side in [left, right] {
            if let Value::Figure(figure) = side {
                self.meter.owe(self.words.figures.terms(figure));
            }
        }
        let figures = &mut self.words.figures;
        let by_value = truth(figures, left, op, right);
        let plain = !matches!(left, Value::Figure(_)) && !matches!(right, Value::Figure(_));
        let comparable = !plain && by_value != Truth::Incomparable;
        let sides = if comparable { lift(figures, left).zip(lift(figures, right)) } else { None };
        let compared = Some(Compared { left, right, figures: sides });
        let (verdict, passes) = match (by_value, sides) {
            (Truth::Incomparable, _) => (Err(StopReason::Incomparable), None),
            (Truth::Ambiguous, _) => (Err(StopReason::Ambiguous), None),
            (_, Some((left, right))) if only_blanks(figures, left, right) => (Err(StopReason::OnlyBlanks), None),
            (Truth::Holds, sides) => (Ok(Verdict::Agrees), sides),
            (Truth::Fails, None) => (Ok(Verdict::Disagrees), None),
            (Truth::Fails, Some((left, right))) => match by_range(figures, left, op, right, rounding) {
                Some(verdict) => (Ok(verdict), sides.filter(|_| verdict != Verdict::Disagrees)),
                None => return (Err(StopReason::NoValue), None),
            },
        };
        let repeats = passes.is_some_and(|(left, right)| placed.repeats(figures, left, right));
        (if repeats { Ok(Verdict::SelfEvident) } else { verdict }, compared)
    }
}

/// The verdict on two figures of which the values fail a comparison; `None` when their difference does not exist.
fn by_range(figures: &Figures, left: FigureId, op: Comparison, right: FigureId, rounding: bool) -> Option<Verdict> {
    let difference = difference(figures, left, right)?;
    let rounded = || rounding && difference.amount.value.abs() <= difference.tolerance;
    Some(if op == Comparison::Equal && alike(figures, left, right) {
        Verdict::Agrees
    } else if may_hold(op, difference.amount.range) || (op == Comparison::Equal && rounded()) {
        Verdict::Rounding
    } else {
        Verdict::Disagrees
    })
}

/// How far the sides of a comparison with a verdict are apart.
pub(in crate::engine) fn apart(figures: &Figures, compared: &Compared, verdict: Verdict) -> Option<Apart> {
    let (left, right) = compared.figures?;
    let Difference { amount, mut form, tolerance } = difference(figures, left, right)?;
    form.retain(|(part, _)| !is_blank(figures, *part));
    let point = |value| Amount { value, range: Interval::point(value), ..amount };
    Some(Apart {
        difference: amount,
        tolerance: point(tolerance),
        gap: match verdict {
            Verdict::Disagrees => point(distance(amount.range)),
            _ => Amount::exact(Decimal::ZERO),
        },
        form,
        declared_exact: [left, right].into_iter().any(|side| figures.declared_exact(side)),
    })
}

/// Whether some values that the figures may stand for satisfy the comparison, left − right being in `range`.
fn may_hold(op: Comparison, range: Interval) -> bool {
    let zero = Interval::point(Decimal::ZERO);
    match op {
        Comparison::Equal => range.meets(zero),
        Comparison::NotEqual => false,
        Comparison::Less => zero.may_exceed(range),
        Comparison::LessEqual => zero.may_reach(range),
        Comparison::Greater => range.may_exceed(zero),
        Comparison::GreaterEqual => range.may_reach(zero),
    }
}

/// Whether a product or quotient, rounded as the other side is printed, prints the same.
fn alike(figures: &Figures, left: FigureId, right: FigureId) -> bool {
    let same = |computed: FigureId, model: FigureId| {
        let (amount, printed) = (figures.amount(computed), figures.amount(model));
        amount.precision == Precision::Computed
            && figures.rests_on_given(model)
            && amount.rounded_like(&printed) == Some(printed.value)
    };
    same(left, right) || same(right, left)
}

/// Whether blanks are compared with nothing that is printed.
fn only_blanks(figures: &Figures, left: FigureId, right: FigureId) -> bool {
    let sides = [left, right];
    !sides.iter().any(|side| figures.rests_on_given(*side)) && sides.iter().any(|side| figures.rests_on_blank(*side))
}

/// How far a range is from zero.
fn distance(range: Interval) -> Decimal {
    if range.low > Decimal::ZERO {
        range.low
    } else if range.high < Decimal::ZERO {
        -range.high
    } else {
        Decimal::ZERO
    }
}
