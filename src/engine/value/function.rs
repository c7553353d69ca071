//! Builtin functions.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::{Amount, CodeText, Date, Interval};
use crate::fact::{FigureId, Origin, Value};
use crate::program::Function;

use super::Values;
use super::arithmetic::{function, is_ambiguous, lift, sum};

/// The most digits behind the point that a figure is rounded to.
const MOST_PLACES: u32 = 10;

impl Values<'_> {
    /// The value of a function; `None` when it does not exist.
    pub(in crate::engine) fn call(&mut self, name: Function, arguments: &[Value]) -> Option<Value> {
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
            (Function::Magnitude | Function::LastDigit | Function::Exact, [Value::Figure(figure)]) => {
                self.figure_call(name, *figure).map(Value::Figure)
            }
            (Function::Round, [figure, places]) => self.rounded(*figure, *places),
            (Function::Date, [year, month, day]) => {
                Date::new(self.whole(*year)?, self.whole(*month)?, self.whole(*day)?).map(Value::Date)
            }
            (Function::Year, [Value::Date(date)]) => Some(Value::Integer(date.year())),
            (Function::Month, [Value::Date(date)]) => Some(Value::Integer(date.month())),
            (Function::Day, [Value::Date(date)]) => Some(Value::Integer(date.day())),
            (Function::Days, [Value::Date(from), Value::Date(to)]) => Some(Value::Integer(from.days_to(*to))),
            (Function::Text, [Value::Date(date)]) => self.text_value(&date.to_string()),
            (Function::Text, [number @ (Value::Integer(_) | Value::Figure(_))]) => {
                let number = self.whole(*number)?;
                self.text_value(&number.to_string())
            }
            _ => self.text_call(name, arguments),
        }
    }

    fn figure_call(&mut self, name: Function, figure: FigureId) -> Option<FigureId> {
        let figures = &mut self.words.figures;
        let amount = figures.amount(figure);
        match name {
            Function::Magnitude => {
                let sign = if amount.value < Decimal::ZERO { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
                sum(figures, &[(figure, sign)])
            }
            Function::LastDigit => {
                let digit = amount.digit()?;
                let amount = Amount { value: digit, range: Interval::point(digit), ..amount };
                Some(function(figures, amount, "last digit", &[figure]))
            }
            _ if amount.is_point() => Some(figure),
            _ => {
                let exact = function(figures, amount.as_exact(), "exact", &[figure]);
                if !matches!(figures.origin(exact), Origin::Constant) {
                    figures.declare_exact(exact);
                }
                Some(exact)
            }
        }
    }

    fn rounded(&mut self, value: Value, places: Value) -> Option<Value> {
        let places = u32::try_from(self.whole(places)?).ok().filter(|places| *places <= MOST_PLACES)?;
        let figure = lift(&mut self.words.figures, value)?;
        let amount = self.words.figures.amount(figure).in_unit_of_kind(&self.program.units);
        let rounded = amount.rounded(places)?;
        Some(Value::Figure(function(&mut self.words.figures, rounded, "round", &[figure])))
    }

    /// The text of a value that has one.
    pub(in crate::engine) fn text(&self, value: Value) -> Option<Cow<'_, str>> {
        match value {
            Value::Text(symbol) => Some(self.words.symbols.text(symbol).into()),
            Value::Code(code) => Some(code.to_string().into()),
            Value::Blank | Value::Integer(_) | Value::Date(_) | Value::Figure(_) => None,
        }
    }

    /// The same, without making a text of its own: the digits of a code go to `room`.
    pub(super) fn text_in<'t>(&'t self, value: Value, room: &'t mut CodeText) -> Option<&'t str> {
        match value {
            Value::Text(symbol) => Some(self.words.symbols.text(symbol)),
            Value::Code(code) => Some(code.text(room)),
            Value::Blank | Value::Integer(_) | Value::Date(_) | Value::Figure(_) => None,
        }
    }

    /// A text as a value.
    pub(in crate::engine) fn text_value(&mut self, text: &str) -> Option<Value> {
        Some(Value::Text(self.words.symbols.intern(text)))
    }

    /// A whole number; an ambiguous figure is none.
    fn whole(&mut self, value: Value) -> Option<i64> {
        match value {
            Value::Integer(number) => Some(number),
            Value::Figure(figure) if is_ambiguous(&self.words.figures, figure) => {
                self.doubt = true;
                None
            }
            Value::Figure(figure) => {
                let value = self.words.figures.amount(figure).value;
                if value.is_integer() { value.to_i64() } else { None }
            }
            Value::Blank | Value::Text(_) | Value::Code(_) | Value::Date(_) => None,
        }
    }
}
