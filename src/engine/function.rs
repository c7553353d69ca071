//! Builtin functions.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::{Amount, Interval};
use crate::fact::{Origin, Value};
use crate::program::Function;

use super::arithmetic::{function, sum};
use super::solver::Solver;

/// Characters of a text that likeness looks at.
const LIKENESS_LENGTH: usize = 256;

impl Solver<'_> {
    /// The value of a function; `None` when it does not exist.
    pub(super) fn call(&mut self, name: Function, arguments: &[Value]) -> Option<Value> {
        match (name, arguments) {
            (Function::Level, [Value::Code(code)]) => {
                let level = self.program.code_levels.iter().position(|digits| *digits == code.digits())?;
                Some(Value::Integer(level as i64 + 1))
            }
            (Function::Ancestor, [Value::Code(code), level]) => {
                let level = usize::try_from(self.whole(*level)?).ok()?.checked_sub(1)?;
                code.prefix(*self.program.code_levels.get(level)?).map(Value::Code)
            }
            (Function::Magnitude, [Value::Integer(number)]) => number.checked_abs().map(Value::Integer),
            (Function::Exact, [Value::Integer(number)]) => Some(Value::Integer(*number)),
            (Function::Magnitude, [Value::Figure(figure)]) => {
                let negative = self.facts.figures.get(*figure).amount.value < Decimal::ZERO;
                let sign = if negative { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
                sum(&mut self.facts.figures, &[(*figure, sign)]).map(Value::Figure)
            }
            (Function::LastDigit, [Value::Figure(figure)]) => {
                let amount = self.facts.figures.get(*figure).amount;
                let digit = amount.digit()?;
                let amount = Amount { value: digit, range: Interval::point(digit), ..amount };
                Some(Value::Figure(function(&mut self.facts.figures, amount, "last digit", &[*figure])))
            }
            (Function::Exact, [Value::Figure(figure)]) => {
                let amount = self.facts.figures.get(*figure).amount;
                if amount.is_point() {
                    return Some(Value::Figure(*figure));
                }
                let exact = function(&mut self.facts.figures, amount.as_exact(), "exact", &[*figure]);
                let exact_figure = self.facts.figures.get_mut(exact);
                exact_figure.declared_exact |= exact_figure.origin != Origin::Constant;
                Some(Value::Figure(exact))
            }
            (Function::Contains, [text, part]) => {
                Some(Value::Integer(self.text(*text)?.contains(&self.text(*part)?).into()))
            }
            (Function::StartsWith, [text, part]) => {
                Some(Value::Integer(self.text(*text)?.starts_with(&self.text(*part)?).into()))
            }
            (Function::Length, [text]) => Some(Value::Integer(self.text(*text)?.chars().count() as i64)),
            (Function::Items, [text]) => Some(Value::Integer(items(&self.text(*text)?))),
            (Function::Likeness, [left, right]) => {
                Some(Value::Integer(likeness(&self.text(*left)?, &self.text(*right)?)))
            }
            _ => None,
        }
    }

    fn text(&self, value: Value) -> Option<String> {
        match value {
            Value::Text(symbol) => Some(self.facts.symbols.text(symbol).to_owned()),
            Value::Code(code) => Some(code.to_string()),
            Value::Blank | Value::Integer(_) | Value::Figure(_) => None,
        }
    }

    fn whole(&self, value: Value) -> Option<i64> {
        match value {
            Value::Integer(number) => Some(number),
            Value::Figure(figure) => {
                let value = self.facts.figures.get(figure).amount.value;
                if value.is_integer() { value.to_i64() } else { None }
            }
            Value::Blank | Value::Text(_) | Value::Code(_) => None,
        }
    }
}

/// Items of a list, split at separators outside brackets; empty ones do not count.
fn items(text: &str) -> i64 {
    let (mut depth, mut count, mut inside) = (0_u32, 0, false);
    for ch in text.chars() {
        match ch {
            '(' | '[' | '《' | '“' | '{' => depth += 1,
            ')' | ']' | '》' | '”' | '}' => depth = depth.saturating_sub(1),
            '、' | ',' | ';' | '，' | '；' if depth == 0 => {
                inside = false;
                continue;
            }
            _ => {}
        }
        if !inside {
            inside = true;
            count += 1;
        }
    }
    count
}

/// Twice the characters that two texts share in order, of a hundred of both.
fn likeness(left: &str, right: &str) -> i64 {
    let left: Vec<char> = left.chars().take(LIKENESS_LENGTH).collect();
    let right: Vec<char> = right.chars().take(LIKENESS_LENGTH).collect();
    let both = left.len() + right.len();
    if both == 0 {
        return 100;
    }
    let mut row = vec![0_usize; right.len() + 1];
    for a in &left {
        let mut diagonal = 0;
        for (index, b) in right.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if a == b { diagonal + 1 } else { above.max(row[index]) };
            diagonal = above;
        }
    }
    (200 * row[right.len()] / both) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_end_at_separators_outside_brackets() {
        assert_eq!(items("甲、乙(丙、丁),戊;"), 3);
        assert_eq!(items(""), 0);
        assert_eq!(items(")、甲"), 2);
    }

    #[test]
    fn likeness_is_the_share_of_common_characters() {
        assert_eq!(likeness("甲乙丙", "甲乙丙"), 100);
        assert_eq!(likeness("甲乙丙", "甲丙"), 80);
        assert_eq!(likeness("甲", "乙"), 0);
        assert_eq!(likeness("", ""), 100);
        assert_eq!(likeness(&"甲".repeat(9999), &"甲".repeat(9999)), 100);
    }
}
