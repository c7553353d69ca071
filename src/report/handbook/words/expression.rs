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
            Expr::Pattern(regex) => {
                let regex = self.program.regexes.get(regex.0 as usize);
                Phrase::default().written(regex.map_or("", |regular| regular.regex.as_str()))
            }
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
            Function::Extract => one(0).say("里合于正则").then(one(1)).say("的部分"),
            Function::Join => one(0).say("接").then(one(1)),
            Function::Text => one(0).say("写成的文字"),
            Function::Number => one(0).say("写的数"),
            Function::Round => one(0).say("四舍五入到小数").then(one(1)).say(" 位"),
            Function::Date => one(0).say(" 年").then(one(1)).say(" 月").then(one(2)).say(" 日"),
            Function::Year => one(0).say("的年份"),
            Function::Month => one(0).say("的月份"),
            Function::Day => one(0).say("的日"),
            Function::Days => one(0).say("到").then(one(1)).say("的天数"),
            Function::Contains | Function::StartsWith | Function::EndsWith | Function::Matches | Function::Balanced => {
                Phrase::of("（").then(self.claim(function, arguments, true)).say("则为 1，否则为 0）")
            }
        }
    }

    /// What a function that answers 1 or 0 asks, said or denied.
    pub(super) fn claim(&self, function: Function, arguments: &[Expr], holds: bool) -> Phrase {
        let one = |number: usize| arguments.get(number).map(|it| self.held(it, Binding::One)).unwrap_or_default();
        match function {
            Function::StartsWith => one(0).say(if holds { "以" } else { "不以" }).then(one(1)).say("开头"),
            Function::EndsWith => one(0).say(if holds { "以" } else { "不以" }).then(one(1)).say("结尾"),
            Function::Matches => one(0).say(if holds { "合于正则" } else { "不合于正则" }).then(one(1)),
            Function::Balanced => {
                one(0).say(if holds { "的括号和引号成对" } else { "的括号和引号不成对" })
            }
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
            Expr::Constant(crate::fact::Value::Date(_)) => ColumnKind::Date,
            Expr::Constant(_) | Expr::Pattern(_) => ColumnKind::Text,
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
    matches!(
        function,
        Function::Contains | Function::StartsWith | Function::EndsWith | Function::Matches | Function::Balanced
    )
}
