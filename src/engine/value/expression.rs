//! Values of expressions.

use rust_decimal::Decimal;

use crate::fact::{FigureId, Value};
use crate::program::Expr;
use crate::syntax::tree::Operator;

use super::arithmetic::{lift, product, quotient, sum, total};
use super::whole::Calls;
use super::{Bindings, Values};

/// Bytes of text that a function reads in a step.
pub(super) const TEXT_STEP: usize = 16;

/// How many figures a sum of a rule adds up, mostly.
const ADDENDS: usize = 4;

/// The most arguments of a function.
const MOST_ARGUMENTS: usize = 3;

impl<'p> Values<'p> {
    /// The value of an expression; `None` when it does not exist.
    pub(in crate::engine) fn value<B: Bindings + ?Sized>(&mut self, expr: &'p Expr, bound: &B) -> Option<Value> {
        match expr {
            Expr::Variable(variable) => bound.get(*variable, &self.words),
            Expr::Constant(value) => Some(*value),
            Expr::Amount(amount) => Some(Value::Figure(self.constants.figure(&mut self.words.figures, amount))),
            Expr::Negate(inner) => {
                let inner = self.figure(inner, bound)?;
                sum(&mut self.words.figures, &[(inner, Decimal::NEGATIVE_ONE)]).map(Value::Figure)
            }
            Expr::Binary(..) if let Some(number) = self.whole_number(expr, bound, Calls::Left) => {
                Some(Value::Figure(self.words.figures.whole(number)))
            }
            Expr::Binary(left, op, right) => {
                let figure = match op {
                    Operator::Add => {
                        let mut parts = Vec::with_capacity(ADDENDS);
                        self.addends(expr, bound, &mut parts)?;
                        total(&mut self.words.figures, &parts)
                    }
                    Operator::Subtract => {
                        let [left, right] = [self.figure(left, bound)?, self.figure(right, bound)?];
                        sum(&mut self.words.figures, &[(left, Decimal::ONE), (right, Decimal::NEGATIVE_ONE)])
                    }
                    Operator::Multiply => {
                        let [left, right] = [self.figure(left, bound)?, self.figure(right, bound)?];
                        product(&mut self.words.figures, left, right)
                    }
                    Operator::Divide => {
                        let [left, right] = [self.figure(left, bound)?, self.figure(right, bound)?];
                        quotient(&mut self.words.figures, left, right)
                    }
                };
                figure.map(Value::Figure)
            }
            Expr::Call(function, arguments) => {
                if let [text, Expr::Pattern(pattern)] = &arguments[..] {
                    let text = self.value(text, bound)?;
                    return self.search(*function, text, *pattern);
                }
                let mut values = [Value::Blank; MOST_ARGUMENTS];
                let values = values.get_mut(..arguments.len())?;
                let mut length = 0;
                for (value, argument) in values.iter_mut().zip(arguments) {
                    *value = self.value(argument, bound)?;
                    length += self.words.text_length(*value);
                }
                self.meter.owe(length / TEXT_STEP);
                self.call(*function, values)
            }
            Expr::Pattern(_) => None,
        }
    }

    /// The figures that a sum adds up, whatever its brackets.
    fn addends<B: Bindings + ?Sized>(&mut self, expr: &'p Expr, bound: &B, parts: &mut Vec<FigureId>) -> Option<()> {
        match expr {
            Expr::Binary(left, Operator::Add, right) => {
                self.addends(left, bound, parts)?;
                self.addends(right, bound, parts)?;
            }
            _ => parts.push(self.figure(expr, bound)?),
        }
        Some(())
    }

    fn figure<B: Bindings + ?Sized>(&mut self, expr: &'p Expr, bound: &B) -> Option<FigureId> {
        let value = self.value(expr, bound)?;
        lift(&mut self.words.figures, value)
    }
}
