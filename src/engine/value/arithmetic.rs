//! Figures out of figures. A sum knows the printed figures it is made of, so one that cancels out carries no slack.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::base::{Amount, Interval, Kind};
use crate::fact::{DerivedOrigin, FigureId, Figures, Origin, Status, Value};

/// The origin of a figure that is ambiguous though its parts do not show it.
const DOUBT: &str = "doubt";

/// Coefficients of figures, sorted by figure.
pub(in crate::engine) type Form = Vec<(FigureId, Decimal)>;

/// A figure, or the figure that a whole number means.
pub(in crate::engine) fn lift(figures: &mut Figures, value: Value) -> Option<FigureId> {
    match value {
        Value::Figure(figure) => Some(figure),
        Value::Integer(number) => Some(figures.constant(Amount::exact(number.into()))),
        Value::Blank | Value::Text(_) | Value::Code(_) | Value::Date(_) => None,
    }
}

/// Whether a figure has more than one possible place or reading.
pub(in crate::engine) fn is_ambiguous(figures: &Figures, figure: FigureId) -> bool {
    figures.status(figure) == Status::Ambiguous
}

/// Whether a figure stands for a blank cell.
pub(in crate::engine) fn is_blank(figures: &Figures, figure: FigureId) -> bool {
    matches!(figures.origin(figure), Origin::Blank)
}

/// Whether a blank cell is among what a figure is made of.
pub(in crate::engine) fn has_blank(figures: &Figures, figure: FigureId) -> bool {
    let mut open = vec![figure];
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        if !seen.insert(next) {
            continue;
        }
        match figures.origin(next) {
            Origin::Blank => return true,
            Origin::Function(_, parts) => open.extend(parts),
            Origin::Sum(terms) => open.extend(terms.iter().map(|(part, _)| part)),
            Origin::Printed(_) | Origin::Given | Origin::Constant => {}
        }
    }
    false
}

/// Σ coefficient × figure as coefficients of figures that are no sums; `None` when a coefficient does not fit.
pub(in crate::engine) fn form(figures: &Figures, terms: &[(FigureId, Decimal)]) -> Option<Form> {
    let mut form: BTreeMap<FigureId, Decimal> = BTreeMap::new();
    for (term, factor) in terms {
        for (part, coefficient) in figures.linear_form(*term) {
            let sum = form.entry(part).or_default();
            *sum = sum.checked_add(coefficient.checked_mul(*factor)?)?;
        }
    }
    Some(form.into_iter().filter(|(_, coefficient)| !coefficient.is_zero()).collect())
}

/// All values of Σ coefficient × figure.
pub(in crate::engine) fn range(figures: &Figures, form: &[(FigureId, Decimal)]) -> Option<Interval> {
    let mut sum = Interval::point(Decimal::ZERO);
    for (part, coefficient) in form {
        let part = figures.amount(*part).range;
        let part = if coefficient.is_sign_negative() { part.negate() } else { part };
        sum = sum.plus(Interval {
            low: part.low.checked_mul(coefficient.abs())?,
            high: part.high.checked_mul(coefficient.abs())?,
            ..part
        })?;
    }
    Some(sum)
}

/// Σ figure, as [`sum`] gives it.
pub(super) fn total(figures: &mut Figures, parts: &[FigureId]) -> Option<FigureId> {
    figures.sum(parts).or_else(|| {
        let terms: Vec<(FigureId, Decimal)> = parts.iter().map(|part| (*part, Decimal::ONE)).collect();
        sum(figures, &terms)
    })
}

/// Σ coefficient × figure; `None` when kinds differ, a value does not fit, or there is nothing to add.
pub(in crate::engine) fn sum(figures: &mut Figures, terms: &[(FigureId, Decimal)]) -> Option<FigureId> {
    let mut total: Option<Amount> = None;
    for (term, coefficient) in terms {
        let amount = scaled(&figures.amount(*term), *coefficient)?;
        total = Some(match total {
            Some(total) => add(&total, &amount)?,
            None => amount,
        });
    }
    linear(figures, total?, terms)
}

/// `left × right`.
pub(in crate::engine) fn product(figures: &mut Figures, left: FigureId, right: FigureId) -> Option<FigureId> {
    let (a, b) = (figures.amount(left), figures.amount(right));
    let amount = a.multiply(&b)?;
    let scales = |by: FigureId, other: &Amount| {
        let kind = figures.amount(by).kind;
        let plain = kind == Kind::Bare || (kind == Kind::Ratio && other.kind != Kind::Bare);
        plain && matches!(figures.origin(by), Origin::Constant)
    };
    if scales(right, &a) {
        linear(figures, amount, &[(left, b.value)])
    } else if scales(left, &b) {
        linear(figures, amount, &[(right, a.value)])
    } else {
        Some(function(figures, amount, "×", &[left, right]))
    }
}

/// `left ÷ right`; `None` when the divisor may be zero.
pub(in crate::engine) fn quotient(figures: &mut Figures, left: FigureId, right: FigureId) -> Option<FigureId> {
    let amount = figures.amount(left).divide(&figures.amount(right))?;
    Some(function(figures, amount, "÷", &[left, right]))
}

/// A figure that is no sum of others.
pub(in crate::engine) fn function(
    figures: &mut Figures,
    amount: Amount,
    name: &'static str,
    parts: &[FigureId],
) -> FigureId {
    if !parts.is_empty() && parts.iter().all(|part| matches!(figures.origin(*part), Origin::Constant)) {
        return constant(figures, amount);
    }
    derive(figures, amount, DerivedOrigin::Function(name, parts), parts)
}

/// The same amount, never sure.
pub(in crate::engine) fn doubtful(figures: &mut Figures, amount: Amount, parts: &[FigureId]) -> FigureId {
    figures.derive(amount, DerivedOrigin::Function(DOUBT, parts), Status::Ambiguous)
}

/// A figure whose value is known to be Σ coefficient × figure.
fn linear(figures: &mut Figures, amount: Amount, terms: &[(FigureId, Decimal)]) -> Option<FigureId> {
    let effort = terms.iter().map(|(term, _)| figures.terms(*term)).sum();
    figures.add_effort(effort);
    let form = form(figures, terms)?;
    let amount = Amount { range: range(figures, &form)?, ..amount };
    let inputs: Vec<FigureId> = terms.iter().map(|(term, _)| *term).collect();
    let ambiguous = |part: &FigureId| is_ambiguous(figures, *part);
    if inputs.iter().any(ambiguous) && !form.iter().any(|(part, _)| ambiguous(part)) {
        return Some(doubtful(figures, amount, &inputs));
    }
    if let [(only, coefficient)] = form[..]
        && coefficient == Decimal::ONE
    {
        return Some(only);
    }
    if inputs.iter().all(|input| matches!(figures.origin(*input), Origin::Constant)) {
        return Some(constant(figures, amount));
    }
    Some(derive(figures, amount, DerivedOrigin::Sum(&form), &inputs))
}

fn derive(figures: &mut Figures, amount: Amount, origin: DerivedOrigin<'_>, parts: &[FigureId]) -> FigureId {
    let ambiguous = parts.iter().any(|part| is_ambiguous(figures, *part));
    let declared = parts.iter().any(|part| figures.declared_exact(*part));
    let status = if ambiguous { Status::Ambiguous } else { Status::Derived };
    let id = figures.derive(amount, origin, status);
    if declared {
        figures.declare_exact(id);
    }
    id
}

fn constant(figures: &mut Figures, amount: Amount) -> FigureId {
    let bare = amount.kind == Kind::Bare && amount.is_point();
    figures.constant(if bare { Amount::exact(amount.value) } else { amount })
}

fn scaled(amount: &Amount, coefficient: Decimal) -> Option<Amount> {
    if coefficient == Decimal::ONE {
        Some(*amount)
    } else if coefficient == Decimal::NEGATIVE_ONE {
        Some(amount.negate())
    } else {
        amount.multiply(&Amount::exact(coefficient))
    }
}

/// The sum in the unit of the part that is not a mere zero.
fn add(total: &Amount, next: &Amount) -> Option<Amount> {
    if total.value.is_zero() && total.is_point() { next.add(total) } else { total.add(next) }
}
