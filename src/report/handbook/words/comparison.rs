//! Comparisons, and questions that functions answer with 1 or 0.

use rust_decimal::Decimal;

use super::Wording;
use super::expression::answers;
use crate::program::{ColumnKind, Expr, Function};
use crate::report::handbook::model::Phrase;
use crate::syntax::tree::{Comparison, Operator};

/// A question: a function that answers 1 or 0, and what it is asked.
type Question<'e> = (Function, &'e [Expr]);

impl Wording<'_> {
    /// A comparison; `must` stands before its verb.
    pub(super) fn comparison(&self, left: &Expr, op: Comparison, right: &Expr, must: &str) -> Phrase {
        self.asked(left, op, right).map_or_else(
            || {
                let (verb, behind) = match (op, self.kind(left)) {
                    (Comparison::Equal, ColumnKind::Text | ColumnKind::RelationName) => ("与", "相同"),
                    (Comparison::NotEqual, ColumnKind::Text | ColumnKind::RelationName) => ("与", "不同"),
                    (op, _) => (verb(op), ""),
                };
                let compared = self.expression(left).say(format!("{must}{verb}")).then(self.expression(right));
                if behind.is_empty() { compared } else { compared.say(behind) }
            },
            |asked| if must.is_empty() { asked } else { Phrase::of(must).then(asked) },
        )
    }

    /// Comparisons that only ask whether questions are answered with yes or no.
    fn asked(&self, left: &Expr, op: Comparison, right: &Expr) -> Option<Phrase> {
        if let (Some(one), Some(other), Comparison::Equal | Comparison::NotEqual) =
            (question(left), question(right), op)
        {
            let how = if op == Comparison::Equal { "同时成立或同时不成立" } else { "只有一样成立" };
            let both = self.claim(one.0, one.1, true).say("与").then(self.claim(other.0, other.1, true));
            return Some(both.say(how));
        }
        let mut questions = Vec::new();
        if !summed(left, &mut questions) {
            return None;
        }
        let Expr::Amount(amount) = right else { return None };
        let (zero, one) = (amount.value.is_zero(), amount.value == Decimal::ONE);
        let all = |holds: bool, between: &str| {
            Phrase::join(questions.iter().map(|asked| self.claim(asked.0, asked.1, holds)), between)
        };
        match op {
            Comparison::Equal | Comparison::LessEqual if zero => Some(all(false, "，且")),
            Comparison::Less if one => Some(all(false, "，且")),
            Comparison::NotEqual | Comparison::Greater if zero => Some(all(true, "或")),
            Comparison::GreaterEqual if one => Some(all(true, "或")),
            Comparison::Equal if one && questions.len() == 1 => Some(all(true, "")),
            Comparison::NotEqual if one && questions.len() == 1 => Some(all(false, "")),
            _ => None,
        }
    }
}

fn question(expr: &Expr) -> Option<Question<'_>> {
    match expr {
        Expr::Call(function, arguments) if answers(*function) => Some((*function, arguments)),
        _ => None,
    }
}

/// Collects the questions of a sum of nothing but questions.
fn summed<'e>(expr: &'e Expr, questions: &mut Vec<Question<'e>>) -> bool {
    match expr {
        Expr::Binary(left, Operator::Add, right) => summed(left, questions) && summed(right, questions),
        other => question(other).map(|asked| questions.push(asked)).is_some(),
    }
}

fn verb(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "等于",
        Comparison::NotEqual => "不等于",
        Comparison::Less => "小于",
        Comparison::LessEqual => "不大于",
        Comparison::Greater => "大于",
        Comparison::GreaterEqual => "不小于",
    }
}
