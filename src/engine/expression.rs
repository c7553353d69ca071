//! Values of expressions.

use rust_decimal::Decimal;

use crate::fact::{FigureId, Value};
use crate::program::Expr;
use crate::syntax::tree::Operator;

use super::arithmetic::{lift, product, quotient, sum};
use super::branch::Branch;
use super::solver::Solver;

/// Bytes of text that a function reads in a step.
pub(super) const TEXT_STEP: usize = 16;

impl Solver<'_> {
    /// The value of an expression; `None` when it does not exist.
    pub(super) fn value(&mut self, expr: &Expr, branch: &Branch) -> Option<Value> {
        match expr {
            Expr::Variable(variable) => branch.get(*variable),
            Expr::Constant(value) => Some(*value),
            Expr::Amount(amount) => Some(Value::Figure(self.facts.dictionary.figures.constant(*amount))),
            Expr::Negate(inner) => {
                let inner = self.figure(inner, branch)?;
                sum(&mut self.facts.dictionary.figures, &[(inner, Decimal::NEGATIVE_ONE)]).map(Value::Figure)
            }
            Expr::Binary(left, op, right) => {
                let left = self.figure(left, branch)?;
                let right = self.figure(right, branch)?;
                let figures = &mut self.facts.dictionary.figures;
                let figure = match op {
                    Operator::Add => sum(figures, &[(left, Decimal::ONE), (right, Decimal::ONE)]),
                    Operator::Subtract => sum(figures, &[(left, Decimal::ONE), (right, Decimal::NEGATIVE_ONE)]),
                    Operator::Multiply => product(figures, left, right),
                    Operator::Divide => quotient(figures, left, right),
                };
                figure.map(Value::Figure)
            }
            Expr::Call(function, arguments) => {
                if let [text, Expr::Pattern(pattern)] = &arguments[..] {
                    let text = self.value(text, branch)?;
                    return self.search(*function, text, *pattern);
                }
                let values: Option<Vec<Value>> =
                    arguments.iter().map(|argument| self.value(argument, branch)).collect();
                let values = values?;
                let texts = values.iter().map(|value| self.facts.dictionary.text_length(*value));
                let length: usize = texts.sum();
                self.owe(length / TEXT_STEP);
                self.call(*function, &values)
            }
            Expr::Pattern(_) => None,
        }
    }

    fn figure(&mut self, expr: &Expr, branch: &Branch) -> Option<FigureId> {
        let value = self.value(expr, branch)?;
        lift(&mut self.facts.dictionary.figures, value)
    }
}
