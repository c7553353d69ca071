//! Values as text.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::base::{Amount, Kind, Precision};
use crate::fact::{FactId, Facts, Value};
use crate::program::Program;

/// Digits that are kept of a product or quotient, which may have no end.
const QUOTIENT_DIGITS: u32 = 20;

/// Values as cells that are read as the same values.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    pub(super) program: &'a Program,
    pub(super) facts: &'a Facts,
}

impl<'a> Cells<'a> {
    /// Cells of facts.
    pub(super) fn new(program: &'a Program, facts: &'a Facts) -> Cells<'a> {
        Cells { program, facts }
    }

    /// A fact as cells.
    pub fn row(&self, fact: FactId) -> Vec<String> {
        let values = self.facts.values(fact);
        values
            .map(|value| {
                let mut cell = String::new();
                self.push(value, &mut cell);
                cell
            })
            .collect()
    }

    pub(super) fn push_json(&self, value: Value, out: &mut String) {
        let words = &self.facts.dictionary;
        let is_number = match value {
            Value::Blank => return out.push_str("null"),
            Value::Integer(_) => true,
            Value::Figure(id) => words.figures.amount(id).kind == Kind::Bare,
            Value::Text(_) | Value::Code(_) | Value::Date(_) => false,
        };
        if is_number {
            return self.push(value, out);
        }
        let mut cell = String::new();
        self.push(value, &mut cell);
        out.push_str(&json_text(&cell));
    }

    pub(super) fn push(&self, value: Value, out: &mut String) {
        let words = &self.facts.dictionary;
        match value {
            Value::Blank => {}
            Value::Text(symbol) => out.push_str(words.symbols.text(symbol)),
            Value::Integer(integer) => out.push_str(itoa::Buffer::new().format(integer)),
            Value::Code(code) => out.push_str(&code.to_string()),
            Value::Date(date) => out.push_str(&date.iso()),
            Value::Figure(id) => {
                let amount = words.figures.amount(id).in_unit_of_kind(&self.program.units);
                out.push_str(&number(&amount));
                if amount.kind != Kind::Bare {
                    out.push_str(&self.program.units.get(amount.unit).name);
                }
            }
        }
    }

    /// The order of two facts by what their values are, figures by amount.
    pub(super) fn order(&self, left: FactId, right: FactId) -> Ordering {
        let pairs = self.facts.values(left).zip(self.facts.values(right));
        pairs.map(|(left, right)| self.order_of(left, right)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn order_of(&self, left: Value, right: Value) -> Ordering {
        let words = &self.facts.dictionary;
        match (left, right) {
            (Value::Text(left), Value::Text(right)) => words.symbols.text(left).cmp(words.symbols.text(right)),
            (Value::Figure(left), Value::Figure(right)) => {
                words.figures.amount(left).order(&words.figures.amount(right))
            }
            // Kinds differ where one is blank.
            (left, right) => left.cmp(&right),
        }
    }
}

/// The number in its unit with its printed digits.
fn number(amount: &Amount) -> String {
    let in_unit = amount.value.checked_div(amount.factor).unwrap_or(amount.value);
    match amount.precision {
        Precision::Digits(places) => {
            let places = places.max(in_unit.normalize().scale());
            format!("{in_unit:.*}", places as usize)
        }
        Precision::Computed => rounded(in_unit).normalize().to_string(),
    }
}

fn rounded(number: Decimal) -> Decimal {
    number.round_sf(QUOTIENT_DIGITS).unwrap_or(number)
}

pub(super) fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
