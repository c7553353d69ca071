//! The words of a finding: 否则 with its holes filled.

use crate::base::{Amount, Precision, Units};
use crate::engine::{Compared, Outcome};
use crate::fact::{Facts, FigureId, Figures, Origin, Value};
use crate::program::{MessagePart, Rule};

/// A value as a reviewer reads it.
pub(super) fn plain(facts: &Facts, units: &Units, value: Value) -> String {
    facts.dictionary.plain(value, |id| figure(&facts.dictionary.figures, id, units))
}

/// A figure as printed; a blank cell as what it is, and what it counts as when that is more than nothing.
fn figure(figures: &Figures, id: FigureId, units: &Units) -> String {
    let amount = figures.amount(id);
    match figures.origin(id) {
        Origin::Blank if amount.value.is_zero() => "空白".to_owned(),
        Origin::Blank => format!("空白（计为{}）", amount.display(units)),
        _ => figures.display(id, units),
    }
}

/// The message of an outcome.
pub(super) fn message(rule: &Rule, outcome: &Outcome, facts: &Facts, units: &Units) -> String {
    let apart = outcome.apart(&facts.dictionary.figures);
    let amount = |amount: Option<Amount>| amount.map(|amount| amount.display(units)).unwrap_or_default();
    let part = |part: &MessagePart| match part {
        MessagePart::Text(text) => text.clone(),
        MessagePart::Variable(variable) => {
            let value = outcome.bindings.get(variable.0 as usize).copied().flatten().unwrap_or(Value::Blank);
            plain(facts, units, value)
        }
        MessagePart::Difference => amount(apart.as_ref().map(|apart| apart.difference.magnitude())),
        MessagePart::Tolerance => amount(apart.as_ref().map(|apart| apart.tolerance)),
        MessagePart::Expected => {
            outcome.comparison.map(|compared| expected(&compared, facts, units)).unwrap_or_default()
        }
    };
    rule.message.parts.iter().map(part).collect()
}

fn expected(compared: &Compared, facts: &Facts, units: &Units) -> String {
    match expected_amount(compared, facts) {
        Some(amount) => amount.display(units),
        None => plain(facts, units, compared.right),
    }
}

/// The amount of a side.
pub(super) fn side(value: Value, facts: &Facts) -> Option<Amount> {
    match value {
        Value::Figure(id) => Some(facts.dictionary.figures.amount(id)),
        Value::Integer(integer) => Some(Amount::exact(integer.into())),
        _ => None,
    }
}

/// The right side in the unit and digits of the left: what should stand there.
pub(super) fn expected_amount(compared: &Compared, facts: &Facts) -> Option<Amount> {
    let left = side(compared.left, facts)?;
    let right = side(compared.right, facts)?;
    let Precision::Digits(_) = left.precision else { return Some(right) };
    if right.precision != Precision::Computed {
        return Some(right);
    }
    let value = right.rounded_like(&left)?;
    Some(Amount { value, unit: left.unit, factor: left.factor, precision: left.precision, ..right })
}
