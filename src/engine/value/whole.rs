//! Whole numbers that expressions are without any figure being made.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::{Amount, Kind, Symbol};
use crate::fact::Value;
use crate::program::{Expr, Function};
use crate::syntax::tree::{Comparison, Operator};

use super::expression::TEXT_STEP;
use super::judge::holds;
use super::text::contains;
use super::{Bindings, Values};

/// Whether functions are called to find out whether they give a whole number. What calls them anew when another part is
/// none would call those in their arguments twice as often at each level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calls {
    Made,
    Left,
}

impl<'p> Values<'p> {
    /// Whether a comparison of two expressions holds that are whole numbers; `None` where their values have to tell.
    #[inline]
    pub(in crate::engine) fn whole_numbers<B: Bindings + ?Sized>(
        &mut self,
        left: &'p Expr,
        op: Comparison,
        right: &'p Expr,
        bound: &B,
    ) -> Option<bool> {
        // A literal is most often the right one, and whether it is a whole number is soon told.
        let right = self.whole_number(right, bound, Calls::Made)?;
        let left = self.whole_number(left, bound, Calls::Made)?;
        Some(holds(op, left.cmp(&right)))
    }

    /// The whole number that an expression is when everything in it is one, for less than [`Values::value`] takes; `None`
    /// where that has to tell.
    pub(super) fn whole_number<B: Bindings + ?Sized>(
        &mut self,
        expr: &'p Expr,
        bound: &B,
        calls: Calls,
    ) -> Option<i64> {
        match expr {
            Expr::Variable(variable) => self.integer(bound.get(*variable, &self.words)?),
            Expr::Constant(value) => self.integer(*value),
            Expr::Amount(amount) => whole(amount),
            Expr::Negate(inner) => self.whole_number(inner, bound, calls)?.checked_neg(),
            Expr::Binary(left, op, right) => {
                let right = self.whole_number(right, bound, calls)?;
                let left = self.whole_number(left, bound, calls)?;
                match op {
                    Operator::Add => left.checked_add(right),
                    Operator::Subtract => left.checked_sub(right),
                    Operator::Multiply => left.checked_mul(right),
                    Operator::Divide => None,
                }
            }
            Expr::Call(..) if calls == Calls::Left => None,
            Expr::Call(function, arguments) => match (function, &arguments[..]) {
                (Function::Contains | Function::StartsWith | Function::EndsWith, [text, part]) => {
                    let (text, part) = (self.symbol(text, bound)?, self.symbol(part, bound)?);
                    Some(self.has_part(*function, text, part).into())
                }
                _ if gives_whole(*function) => {
                    let value = self.value(expr, bound)?;
                    self.integer(value)
                }
                _ => None,
            },
            Expr::Pattern(_) => None,
        }
    }

    /// The whole number that a value is, or that a figure of a rule means exactly.
    #[inline]
    fn integer(&self, value: Value) -> Option<i64> {
        match value {
            Value::Integer(number) => Some(number),
            Value::Figure(figure) => self.words.figures.whole_constant(figure),
            Value::Blank | Value::Text(_) | Value::Code(_) | Value::Date(_) => None,
        }
    }

    fn symbol<B: Bindings + ?Sized>(&self, expr: &'p Expr, bound: &B) -> Option<Symbol> {
        let value = match expr {
            Expr::Variable(variable) => bound.get(*variable, &self.words)?,
            Expr::Constant(value) => *value,
            _ => return None,
        };
        if let Value::Text(symbol) = value { Some(symbol) } else { None }
    }

    /// Whether a text contains, starts or ends with another, as the function says.
    #[inline]
    pub(in crate::engine) fn has_part(&mut self, function: Function, text: Symbol, part: Symbol) -> bool {
        let (text, part) = (self.words.symbols.text(text), self.words.symbols.text(part));
        self.meter.owe((text.len() + part.len()) / TEXT_STEP);
        match function {
            Function::Contains => contains(text, part),
            Function::StartsWith => text.starts_with(part),
            _ => text.ends_with(part),
        }
    }
}

/// The whole number that an amount of a rule means exactly.
pub(in crate::engine) fn whole(amount: &Amount) -> Option<i64> {
    let means = |number: Decimal| (number.mantissa(), number.scale()) == (amount.value.mantissa(), 0);
    let exact = amount.kind == Kind::Bare && means(amount.range.low) && means(amount.range.high);
    if exact && means(amount.value) { amount.value.mantissa().to_i64() } else { None }
}

/// Whether what a function gives is a whole number and no figure.
fn gives_whole(function: Function) -> bool {
    use Function as F;
    matches!(function, F::Level | F::Length | F::Items | F::Likeness | F::Matches | F::Balanced)
        || matches!(function, F::Year | F::Month | F::Day | F::Days)
}
