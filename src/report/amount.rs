//! Amounts as every machine-readable report prints them.

use serde::Serialize;

use crate::base::{Amount, Units};
use crate::fact::{FigureId, Figures};

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
    pub fn of_figure(figures: &Figures, id: FigureId, units: &Units) -> AmountView {
        let view = AmountView::of(&figures.amount(id), units);
        AmountView { printed: figures.printed_number(id).unwrap_or(view.printed), ..view }
    }
}
