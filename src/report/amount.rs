//! Amounts as every machine-readable report prints them.

use serde::Serialize;

use crate::base::{Amount, NumberText, Units};
use crate::fact::{Figure, Origin};

/// An amount: as printed, and what that means in base units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AmountView {
    /// The number as printed, without its unit.
    pub printed: String,
    /// The unit's name.
    pub unit: String,
    /// The value in base units.
    pub value: String,
    /// Half the width of what it may stand for, in base units.
    pub slack: String,
}

impl AmountView {
    /// A derived amount, in its own unit.
    pub fn of(amount: &Amount, units: &Units) -> AmountView {
        AmountView {
            printed: amount.number(),
            unit: units.get(amount.unit).name.clone(),
            value: amount.value.normalize().to_string(),
            slack: amount.slack().normalize().to_string(),
        }
    }

    /// A figure: with the number as it stands in the filing, when it stands there.
    pub fn of_figure(figure: &Figure, units: &Units) -> AmountView {
        let mut view = AmountView::of(&figure.amount, units);
        if let Origin::Printed(place) = &figure.origin
            && let Some(number) = number_in(&place.text)
        {
            view.printed = number;
        }
        view
    }
}

fn number_in(printed: &str) -> Option<String> {
    let chars: Vec<char> = printed.chars().filter(|ch| !ch.is_whitespace()).collect();
    let start = chars.iter().position(|ch| ch.is_ascii_digit())?;
    let start = start - usize::from(start > 0 && chars[start - 1] == '-');
    let number = NumberText::prefix(&chars[start..])?;
    Some(chars[start..start + number.length].iter().collect())
}
