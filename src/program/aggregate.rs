//! 求和, 计数, 最大, 最小 and 最近: what crosses into the braces, and what comes out.

use super::resolve::numeric;
use super::scope::{BodyResolver, texts, word};
use super::{Aggregate, ColumnKind, Expr, VarId};
use crate::base::{Amount, Diagnostic};
use crate::syntax::tree::{self, AggregateFunction};

impl BodyResolver<'_, '_> {
    /// An aggregate, when it is sound; its target is bound.
    pub(super) fn aggregate(&mut self, aggregate: &tree::Aggregate) -> Option<Aggregate> {
        let mut crossing: Vec<&tree::Name> = aggregate.by.iter().collect();
        let near = match &aggregate.near {
            Some(near) => {
                names(near, &mut crossing);
                Some(self.near(aggregate, near)?)
            }
            None => None,
        };
        let outer = self.enter(&crossing);
        let Some(body) = self.conditions(&aggregate.body) else {
            self.leave(outer, &crossing);
            return None;
        };
        let value = aggregate.value.as_ref().map(|value| self.addend(aggregate.function.0, value));
        let by = self.crossing(&crossing);
        self.leave(outer, &crossing);
        let (value, kind) = match value {
            Some(value) => value.map(|(value, kind)| (Some(value), kind))?,
            None => (None, ColumnKind::Figure(None)),
        };
        let default = self.default(aggregate)?;
        if self.variable_named(&aggregate.target.text).is_some() {
            let message = format!("“{}”已经有值，汇总要一个新名字", aggregate.target.text);
            self.loader.report(Diagnostic::error("P004", aggregate.target.span, message));
            return None;
        }
        let function = aggregate.function.0;
        let bare = function == AggregateFunction::Count || kind == ColumnKind::Integer;
        let target = self.bind(&aggregate.target.text, if bare { ColumnKind::Figure(None) } else { kind });
        Some(Aggregate { target, by: by?, function, value, near, body, default })
    }

    /// What 最近 looks for.
    fn near(&mut self, aggregate: &tree::Aggregate, near: &tree::Expr) -> Option<Expr> {
        let (near_value, kind) = self.expression(near)?;
        if !texts(kind, ColumnKind::Text) {
            let message = format!("最近 比的是文本，与 后面是{}", word(kind));
            self.loader.report(Diagnostic::error("P003", near.span(), message));
            return None;
        }
        if let Some(default) = &aggregate.default {
            let message = "最近 得出文本，若无 后面只能写数";
            let help = "去掉 若无：没有相近的，这个条件就接不上";
            self.loader.report(Diagnostic::error("P003", default.span, message).help(help));
            return None;
        }
        Some(near_value)
    }

    /// What is added or chosen, of a type that can be.
    fn addend(&mut self, function: AggregateFunction, value: &tree::Expr) -> Option<(Expr, ColumnKind)> {
        let (resolved, kind) = self.expression(value)?;
        let (fits, wanted) = match function {
            AggregateFunction::Nearest => (texts(kind, ColumnKind::Text), "最近 要文本"),
            AggregateFunction::Max | AggregateFunction::Min => {
                (numeric(kind) || kind == ColumnKind::Date, "最大、最小 要数或日期")
            }
            AggregateFunction::Sum | AggregateFunction::Count => (numeric(kind), "求和要数"),
        };
        if fits {
            let text = function == AggregateFunction::Nearest;
            return Some((resolved, if text { ColumnKind::Text } else { kind }));
        }
        let mut diagnostic = Diagnostic::error("P003", value.span(), format!("{wanted}，这里是{}", word(kind)));
        if function == AggregateFunction::Sum {
            diagnostic = diagnostic.help("换成数的一列；要数有几条，用 计数");
        }
        self.loader.report(diagnostic);
        None
    }

    /// The variables that cross, each once.
    fn crossing(&mut self, crossing: &[&tree::Name]) -> Option<Vec<VarId>> {
        let mut by: Vec<VarId> = Vec::new();
        let mut sound = true;
        for name in crossing {
            match self.variable_named(&name.text) {
                Some(id) if by.contains(&id) => {}
                Some(id) => by.push(id),
                None => {
                    let message = format!("按 的“{}”在花括号里没有出现", name.text);
                    let help = format!("花括号里要有一个关系写出这一列，如 关系({}, …)", name.text);
                    self.loader.report(Diagnostic::error("P004", name.span, message).help(help));
                    sound = false;
                }
            }
        }
        sound.then_some(by)
    }

    /// The value over nothing; `None` when it is written and wrong.
    fn default(&mut self, aggregate: &tree::Aggregate) -> Option<Option<Amount>> {
        match &aggregate.default {
            Some(number) => self.amount(number).map(Some),
            None => Some(None),
        }
    }
}

/// The names that an expression reads.
fn names<'e>(expr: &'e tree::Expr, found: &mut Vec<&'e tree::Name>) {
    match expr {
        tree::Expr::Name(name) => found.push(name),
        tree::Expr::Number(_) | tree::Expr::Text(_) | tree::Expr::Lookup(..) => {}
        tree::Expr::Negate(inner, _) => names(inner, found),
        tree::Expr::Binary(left, _, right) => [left, right].into_iter().for_each(|side| names(side, found)),
        tree::Expr::Call(_, arguments, _) => arguments.iter().for_each(|argument| names(argument, found)),
    }
}
