//! Figures out of figures. A sum knows the printed figures it is made of, so one that cancels out carries no slack.

use rust_decimal::Decimal;

use crate::base::{Amount, Kind};
use crate::fact::{DerivedOrigin, FigureId, Figures, Origin, Status, Value};

use super::form::{form, range};

/// The origin of a figure that is ambiguous though its parts do not show it.
const DOUBT: &str = "doubt";

/// A figure, or the figure that a whole number means.
pub(in crate::engine) fn lift(figures: &mut Figures, value: Value) -> Option<FigureId> {
    match value {
        Value::Figure(figure) => Some(figure),
        Value::Integer(number) => Some(figures.whole(number)),
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

/// Σ figure, as [`sum`] gives it.
pub(super) fn total(figures: &mut Figures, parts: &[FigureId]) -> Option<FigureId> {
    figures.sum(parts).or_else(|| whole(figures, parts)).or_else(|| {
        let terms: Vec<(FigureId, Decimal)> = parts.iter().map(|part| (*part, Decimal::ONE)).collect();
        sum(figures, &terms)
    })
}

/// The sum of small whole numbers of rules.
fn whole(figures: &mut Figures, parts: &[FigureId]) -> Option<FigureId> {
    let (mut sum, mut others) = (0_i64, 0);
    let mut last = *parts.first()?;
    for part in parts {
        let number = figures.small_whole(*part)?;
        if number != 0 {
            (last, others) = (*part, others + 1);
        }
        sum += i64::from(number);
    }
    Some(if others == 1 { last } else { figures.whole(sum) })
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
    derive(figures, amount, DerivedOrigin::Function(name, parts), parts.iter().copied())
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
    let ambiguous = |(part, _): &(FigureId, Decimal)| is_ambiguous(figures, *part);
    if terms.iter().any(ambiguous) && !form.iter().any(ambiguous) {
        let inputs: Vec<FigureId> = terms.iter().map(|(term, _)| *term).collect();
        return Some(doubtful(figures, amount, &inputs));
    }
    if let [(only, coefficient)] = form[..]
        && coefficient == Decimal::ONE
    {
        return Some(only);
    }
    if terms.iter().all(|(term, _)| matches!(figures.origin(*term), Origin::Constant)) {
        return Some(constant(figures, amount));
    }
    Some(derive(figures, amount, DerivedOrigin::Sum(&form), terms.iter().map(|(term, _)| *term)))
}

fn derive(
    figures: &mut Figures,
    amount: Amount,
    origin: DerivedOrigin<'_>,
    mut parts: impl Iterator<Item = FigureId> + Clone,
) -> FigureId {
    let ambiguous = parts.clone().any(|part| is_ambiguous(figures, part));
    let declared = parts.any(|part| figures.declared_exact(part));
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
