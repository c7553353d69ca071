//! What an amount is a sum of.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::fact::{FigureId, Figures, Origin};

/// The most figures that are taken apart for one amount; the rest is left as it is.
const MOST_PARTS: usize = 100_000;

/// An amount as Σ coefficient × figure + constant, in base units: its value is the sum of them all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linear {
    /// Figures that are printed, or were given without a filing, with their coefficients, sorted; none is zero.
    pub printed: Vec<(FigureId, Decimal)>,
    /// Blank cells that count as figures.
    pub blanks: Vec<(FigureId, Decimal)>,
    /// What is added beside figures: numbers of the rules.
    pub constant: Decimal,
    /// Figures that are no sums of others: products, quotients by what is printed, counts, rounded figures, and those in
    /// doubt.
    pub rest: Vec<(FigureId, Decimal)>,
}

impl Linear {
    /// Whether nothing but printed figures, blanks and a constant is added up.
    pub fn is_linear(&self) -> bool {
        self.rest.is_empty()
    }
}

/// The linear form of a figure. What cancels is left out; a figure times or by a constant is scaled, a figure meant
/// exactly is the figure. A coefficient that does not fit, or is no finite decimal, leaves its figure in the rest.
///
/// ```
/// use gouji::base::Amount;
/// use gouji::engine::linear;
/// use gouji::fact::{DerivedOrigin, Figures, Status};
///
/// let mut figures = Figures::default();
/// let [a, b] = [3, 4].map(|number| figures.given(Amount::exact(number.into())));
/// let parts = [(a, 1.into()), (b, (-2).into())];
/// let amount = Amount::exact((-5).into());
/// let sum = figures.derive(amount, DerivedOrigin::Sum(&parts), Status::Derived);
/// assert_eq!(linear(&figures, sum).printed, parts);
/// ```
pub fn linear(figures: &Figures, figure: FigureId) -> Linear {
    let mut linear = Linear::default();
    // Parts are numbered before what is made of them, so that each is met when all that rests on it was taken apart.
    let mut open = BTreeMap::from([(figure, Decimal::ONE)]);
    let mut left = MOST_PARTS;
    while let Some((next, coefficient)) = open.pop_last() {
        if coefficient.is_zero() {
            continue;
        }
        let parts = parts(figures, next, coefficient).filter(|parts| parts.len() <= left);
        let opened = parts.and_then(|parts| {
            left -= parts.len();
            merged(&open, &parts)
        });
        match (figures.origin(next), opened) {
            (_, Some(sums)) => open.extend(sums),
            (Origin::Printed(_) | Origin::Given, None) => linear.printed.push((next, coefficient)),
            (Origin::Blank, None) => linear.blanks.push((next, coefficient)),
            (Origin::Constant, None) => match times(figures.amount(next).value, coefficient)
                .and_then(|value| linear.constant.checked_add(value))
            {
                Some(sum) => linear.constant = sum,
                None => linear.rest.push((next, coefficient)),
            },
            (Origin::Sum(_) | Origin::Function(..), None) => linear.rest.push((next, coefficient)),
        }
    }
    for terms in [&mut linear.printed, &mut linear.blanks, &mut linear.rest] {
        terms.reverse();
    }
    linear
}

/// What a figure times a coefficient is a sum of; `None` for one that is no sum.
fn parts(figures: &Figures, figure: FigureId, coefficient: Decimal) -> Option<Vec<(FigureId, Decimal)>> {
    match figures.origin(figure) {
        Origin::Sum(terms) => terms.iter().map(|(part, factor)| Some((part, times(factor, coefficient)?))).collect(),
        Origin::Function("exact", [part]) => Some(vec![(*part, coefficient)]),
        Origin::Function("×", [left, right]) => match (number(figures, *left), number(figures, *right)) {
            (_, Some(factor)) => Some(vec![(*left, times(factor, coefficient)?)]),
            (Some(factor), None) => Some(vec![(*right, times(factor, coefficient)?)]),
            (None, None) => None,
        },
        Origin::Function("÷", [left, right]) => {
            let divisor = number(figures, *right)?;
            let scaled = coefficient.checked_div(divisor)?;
            (scaled.checked_mul(divisor)? == coefficient).then(|| vec![(*left, scaled)])
        }
        _ => None,
    }
}

/// The value of a number of the rules.
fn number(figures: &Figures, figure: FigureId) -> Option<Decimal> {
    matches!(figures.origin(figure), Origin::Constant).then(|| figures.amount(figure).value)
}

/// Parts with what is open of them added; `None` when a sum does not fit.
fn merged(open: &BTreeMap<FigureId, Decimal>, parts: &[(FigureId, Decimal)]) -> Option<BTreeMap<FigureId, Decimal>> {
    let mut sums: BTreeMap<FigureId, Decimal> = BTreeMap::new();
    for (part, coefficient) in parts {
        let known = sums.get(part).or_else(|| open.get(part)).copied().unwrap_or_default();
        sums.insert(*part, known.checked_add(*coefficient)?);
    }
    Some(sums)
}

/// The product, where it is exact.
fn times(a: Decimal, b: Decimal) -> Option<Decimal> {
    let product = a.checked_mul(b)?;
    (a.is_zero() || b.is_zero() || product.checked_div(b)? == a).then_some(product)
}
