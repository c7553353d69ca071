//! Sums as coefficients of figures that are no sums.

use rust_decimal::Decimal;

use crate::base::Interval;
use crate::fact::{FigureId, Figures, Origin};

/// Coefficients of figures, sorted by figure.
pub(in crate::engine) type Form = Vec<(FigureId, Decimal)>;

/// Σ coefficient × figure as coefficients of figures that are no sums; `None` when a coefficient does not fit.
pub(in crate::engine) fn form(figures: &Figures, terms: &[(FigureId, Decimal)]) -> Option<Form> {
    let mut form = Form::with_capacity(terms.len());
    for (term, factor) in terms {
        match figures.origin(*term) {
            Origin::Sum(parts) => {
                form.reserve(parts.iter().len());
                for (part, coefficient) in parts.iter() {
                    form.push((part, times(coefficient, *factor)?));
                }
            }
            Origin::Constant if figures.measure(*term).0.is_zero() => {}
            _ => form.push((*term, *factor)),
        }
    }
    if !form.is_sorted_by(|(before, _), (next, _)| before < next) {
        form.sort_by_key(|(figure, _)| *figure);
        merge(&mut form)?;
    }
    form.retain(|(_, coefficient)| !coefficient.is_zero());
    Some(form)
}

/// Adds up the coefficients of each figure.
fn merge(form: &mut Form) -> Option<()> {
    let mut last = 0;
    for at in 1..form.len() {
        let (figure, coefficient) = form[at];
        if figure == form[last].0 {
            form[last].1 = form[last].1.checked_add(coefficient)?;
        } else {
            last += 1;
            form[last] = (figure, coefficient);
        }
    }
    form.truncate(last + 1);
    Some(())
}

/// All values of Σ coefficient × figure.
pub(in crate::engine) fn range(figures: &Figures, form: &[(FigureId, Decimal)]) -> Option<Interval> {
    let mut sum = Interval::point(Decimal::ZERO);
    for (part, coefficient) in form {
        let part = figures.range(*part);
        let part = if coefficient.is_sign_negative() { part.negate() } else { part };
        let factor = coefficient.abs();
        sum = sum.plus(Interval { low: times(part.low, factor)?, high: times(part.high, factor)?, ..part })?;
    }
    Some(sum)
}

/// `value × factor`, the same digits where the factor is 1 or −1.
#[inline]
fn times(value: Decimal, factor: Decimal) -> Option<Decimal> {
    if factor.scale() != 0 || factor.mantissa().unsigned_abs() != 1 {
        return value.checked_mul(factor);
    }
    Some(match (value.is_zero(), factor.is_sign_negative()) {
        (true, _) => Decimal::ZERO,
        (false, false) => value,
        (false, true) => -value,
    })
}
