//! How often a body and what hangs on it name each variable: one that is named once only asks for a cell that is filled.

use std::collections::BTreeMap;

use crate::program::{Atom, Condition, Definition, Expectation, Expr, MessagePart, Rule, Term, VarId};

/// Names of each variable, counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses(BTreeMap<VarId, usize>);

impl Uses {
    pub(super) fn of_rule(rule: &Rule) -> Uses {
        let mut uses = Uses::default();
        uses.body(&rule.body);
        match &rule.expect {
            Expectation::Compare { left, right, .. } => [left, right].into_iter().for_each(|side| uses.expr(side)),
            Expectation::Exists(atom) | Expectation::Absent(atom) => uses.atom(atom),
        }
        for part in &rule.message.parts {
            if let MessagePart::Variable(variable) = part {
                uses.one(*variable);
            }
        }
        uses
    }

    pub(super) fn of_definition(definition: &Definition) -> Uses {
        let mut uses = Uses::default();
        uses.body(&definition.body);
        definition.head.iter().for_each(|value| uses.expr(value));
        uses
    }

    /// Whether a variable is named nowhere but where it is bound.
    pub(super) fn only_once(&self, variable: VarId) -> bool {
        self.0.get(&variable).is_none_or(|count| *count < 2)
    }

    fn one(&mut self, variable: VarId) {
        *self.0.entry(variable).or_default() += 1;
    }

    fn body(&mut self, body: &[Condition]) {
        for condition in body {
            match condition {
                Condition::Atom(atom) | Condition::Absent(atom) => self.atom(atom),
                Condition::Compare(left, _, right) => [left, right].into_iter().for_each(|side| self.expr(side)),
                Condition::Let(variable, value) => {
                    self.one(*variable);
                    self.expr(value);
                }
                Condition::Aggregate(aggregate) => {
                    self.one(aggregate.target);
                    aggregate.by.iter().for_each(|variable| self.one(*variable));
                    aggregate.value.iter().for_each(|value| self.expr(value));
                    self.body(&aggregate.body);
                }
            }
        }
    }

    fn atom(&mut self, atom: &Atom) {
        for argument in &atom.arguments {
            if let Term::Variable(variable) = argument.term {
                self.one(variable);
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Variable(variable) => self.one(*variable),
            Expr::Negate(inner) => self.expr(inner),
            Expr::Binary(left, _, right) => [left, right].into_iter().for_each(|side| self.expr(side)),
            Expr::Call(_, arguments) => arguments.iter().for_each(|argument| self.expr(argument)),
            Expr::Constant(_) | Expr::Amount(_) => {}
        }
    }
}
