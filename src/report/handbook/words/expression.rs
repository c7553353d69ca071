//! Expressions.

use super::Wording;
use crate::program::{ColumnKind, Expr, Function, builtin};
use crate::report::handbook::model::Phrase;
use crate::syntax::tree::Operator;

/// How tightly an expression holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    One,
}

impl Wording<'_> {
    /// An expression as it is worked out.
    pub(super) fn expression(&self, expr: &Expr) -> Phrase {
        match expr {
            Expr::Variable(variable) => Phrase::default().value(self.name(*variable)),
            Expr::Constant(value) => self.constant(*value, false),
            Expr::Amount(amount) => Phrase::of(format!(" {}", amount.display(&self.program.units))),
            Expr::Negate(inner) => Phrase::of("负的").then(self.held(inner, Binding::One)),
            Expr::Binary(left, operator, right) => {
                let (sign, at_least, behind) = match operator {
                    Operator::Add => (" + ", Binding::Sum, Binding::Sum),
                    Operator::Subtract => (" − ", Binding::Sum, Binding::Product),
                    Operator::Multiply => (" × ", Binding::Product, Binding::Product),
                    Operator::Divide => (" ÷ ", Binding::Product, Binding::One),
                };
                self.held(left, at_least).say(sign).then(self.held(right, behind))
            }
            Expr::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    /// An expression in brackets unless it holds together at least so tightly.
    fn held(&self, expr: &Expr, least: Binding) -> Phrase {
        let binding = match expr {
            Expr::Binary(_, Operator::Add | Operator::Subtract, _) => Binding::Sum,
            Expr::Binary(..) => Binding::Product,
            _ => Binding::One,
        };
        let phrase = self.expression(expr);
        if binding < least { Phrase::of("（").then(phrase).say("）") } else { phrase }
    }

    fn call(&self, function: Function, arguments: &[Expr]) -> Phrase {
        let one = |number: usize| arguments.get(number).map(|it| self.held(it, Binding::One)).unwrap_or_default();
        match function {
            Function::Level => one(0).say("的级次"),
            Function::Ancestor => one(0).say("到第").then(one(1)).say(" 级为止的编码"),
            Function::Magnitude => one(0).say("的绝对值"),
            Function::LastDigit => one(0).say("末位的一个单位"),
            Function::Exact => one(0).say("（作准数）"),
            Function::Length => one(0).say("的字数"),
            Function::Items => one(0).say("列出的项数"),
            Function::Likeness => one(0).say("与").then(one(1)).say("的相近程度（0 到 100）"),
            Function::Contains | Function::StartsWith => {
                Phrase::of("（").then(self.claim(function, arguments, true)).say("则为 1，否则为 0）")
            }
        }
    }

    /// What a function that answers 1 or 0 asks, said or denied.
    pub(super) fn claim(&self, function: Function, arguments: &[Expr], holds: bool) -> Phrase {
        let one = |number: usize| arguments.get(number).map(|it| self.held(it, Binding::One)).unwrap_or_default();
        match function {
            Function::StartsWith => one(0).say(if holds { "以" } else { "不以" }).then(one(1)).say("开头"),
            _ => one(0).say(if holds { "里有" } else { "里没有" }).then(one(1)),
        }
    }

    /// What an expression gives.
    pub(super) fn kind(&self, expr: &Expr) -> ColumnKind {
        match expr {
            Expr::Variable(variable) => {
                self.variables.get(variable.0 as usize).map_or(ColumnKind::Text, |variable| variable.kind)
            }
            Expr::Constant(crate::fact::Value::Code(_)) => ColumnKind::Code,
            Expr::Constant(crate::fact::Value::Integer(_)) => ColumnKind::Integer,
            Expr::Constant(_) => ColumnKind::Text,
            Expr::Amount(_) | Expr::Negate(_) | Expr::Binary(..) => ColumnKind::Figure(None),
            Expr::Call(function, _) => builtin::FUNCTIONS
                .iter()
                .find(|signature| signature.function == *function)
                .map_or(ColumnKind::Text, |signature| signature.result),
        }
    }
}

/// Whether a function answers 1 or 0.
pub(super) fn answers(function: Function) -> bool {
    matches!(function, Function::Contains | Function::StartsWith)
}
