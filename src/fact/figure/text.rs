//! Figures as a reviewer reads them.

use crate::base::{Kind, NumberText, Units};

use super::{FigureId, Figures};

impl Figures {
    /// The number as it stands in the filing, without unit and comparison; `None` for a figure that stands in none.
    pub fn printed_number(&self, id: FigureId) -> Option<String> {
        let place = self.place(id)?;
        let chars: Vec<char> = place.text.chars().filter(|ch| !ch.is_whitespace()).collect();
        let start = chars.iter().position(|ch| ch.is_ascii_digit())?;
        let start = start - usize::from(start > 0 && chars[start - 1] == '-');
        let number = NumberText::prefix(&chars[start..])?;
        Some(chars[start..start + number.length].iter().collect())
    }

    /// The figure for a reviewer: as printed, with its unit.
    pub fn display(&self, id: FigureId, units: &Units) -> String {
        let amount = self.amount(id);
        let Some(number) = self.printed_number(id) else { return amount.display(units) };
        let unit = units.get(amount.unit);
        let sign = if amount.value.is_sign_negative() && !number.starts_with('-') { "-" } else { "" };
        let space = if unit.kind == Kind::Ratio || unit.name.is_empty() { "" } else { " " };
        format!("{sign}{number}{space}{}", unit.name)
    }
}
