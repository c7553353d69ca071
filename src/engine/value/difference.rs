//! How far two figures are apart.

use rust_decimal::Decimal;

use crate::base::{Amount, Interval};
use crate::fact::{FigureId, Figures, Origin};

use super::arithmetic::is_blank;
use super::form::{Form, form, range};

/// Left − right.
pub(super) struct Difference {
    pub(super) amount: Amount,
    pub(super) form: Form,
    /// The summed slack.
    pub(super) tolerance: Decimal,
}

/// The difference of two figures; `None` when kinds differ or a value does not fit.
pub(super) fn difference(figures: &Figures, left: FigureId, right: FigureId) -> Option<Difference> {
    let (first, second) = (figures.amount(left), figures.amount(right).negate());
    let amount = first.add(&second)?;
    let form = form(figures, &[(left, Decimal::ONE), (right, Decimal::NEGATIVE_ONE)])?;
    // Two figures that are no sums have nothing in common; a constant of zero is not in the form.
    let apart = form.len() == 2 && !is_sum(figures, left) && !is_sum(figures, right);
    let range = if apart { plain(first.range).plus(plain(second.range))? } else { range(figures, &form)? };
    let width = range.high.checked_sub(range.low)?;
    let tolerance = if width.is_zero() { Decimal::ZERO } else { width.checked_div(Decimal::TWO)? };
    Some(Difference { amount: Amount { range, ..amount }, form, tolerance })
}

/// Left − right as coefficients of figures that are no sums, blanks left out; `None` when a coefficient does not fit.
pub(in crate::engine) fn form_of_difference(figures: &Figures, left: FigureId, right: FigureId) -> Option<Form> {
    let mut form = form(figures, &[(left, Decimal::ONE), (right, Decimal::NEGATIVE_ONE)])?;
    form.retain(|(part, _)| !is_blank(figures, *part));
    Some(form)
}

fn is_sum(figures: &Figures, figure: FigureId) -> bool {
    matches!(figures.origin(figure), Origin::Sum(_))
}

/// The same range, its zeros without sign and scale.
fn plain(range: Interval) -> Interval {
    let plain = |end: Decimal| if end.is_zero() { Decimal::ZERO } else { end };
    Interval { low: plain(range.low), high: plain(range.high), ..range }
}
