//! Conditions whatever their variables are called.

use crate::program::{Aggregate, Atom, Condition, Expr, Term, VarId};

/// Variables in the order they come: conditions whose variables are called by it are equal where they say the same.
#[derive(Default)]
pub(in crate::engine) struct Names(Vec<VarId>);

impl Names {
    fn variable(&mut self, variable: VarId) -> VarId {
        let known = self.0.iter().position(|known| *known == variable);
        VarId(known.unwrap_or_else(|| {
            self.0.push(variable);
            self.0.len() - 1
        }) as u32)
    }

    /// A condition with its variables so called.
    pub(in crate::engine) fn condition(&mut self, condition: &Condition) -> Condition {
        match condition {
            Condition::Atom(atom) => Condition::Atom(self.atom(atom)),
            Condition::Absent(atom) => Condition::Absent(self.atom(atom)),
            Condition::Compare(left, op, right) => Condition::Compare(self.expr(left), *op, self.expr(right)),
            Condition::Let(variable, expr) => {
                let expr = self.expr(expr);
                Condition::Let(self.variable(*variable), expr)
            }
            Condition::Among(term, list) => {
                let list = self.expr(list);
                Condition::Among(self.term(*term), list)
            }
            Condition::Aggregate(aggregate) => Condition::Aggregate(self.aggregate(aggregate)),
        }
    }

    /// An aggregate with its variables so called.
    pub(in crate::engine) fn aggregate(&mut self, aggregate: &Aggregate) -> Aggregate {
        let Aggregate { target, by, function, value, near, body, default } = aggregate;
        let by = by.iter().map(|variable| self.variable(*variable)).collect();
        let body = body.iter().map(|condition| self.condition(condition)).collect();
        let value = value.as_ref().map(|value| self.expr(value));
        let near = near.as_ref().map(|near| self.expr(near));
        let target = self.variable(*target);
        Aggregate { target, by, function: *function, value, near, body, default: *default }
    }

    fn atom(&mut self, atom: &Atom) -> Atom {
        let mut named = atom.clone();
        named.arguments.iter_mut().for_each(|argument| argument.term = self.term(argument.term));
        named
    }

    fn term(&mut self, term: Term) -> Term {
        match term {
            Term::Variable(variable) => Term::Variable(self.variable(variable)),
            Term::Constant(_) => term,
        }
    }

    fn expr(&mut self, expr: &Expr) -> Expr {
        match expr {
            Expr::Variable(variable) => Expr::Variable(self.variable(*variable)),
            Expr::Constant(_) | Expr::Amount(_) | Expr::Pattern(_) => expr.clone(),
            Expr::Negate(inner) => Expr::Negate(Box::new(self.expr(inner))),
            Expr::Binary(left, op, right) => {
                let left = self.expr(left);
                Expr::Binary(Box::new(left), *op, Box::new(self.expr(right)))
            }
            Expr::Call(function, arguments) => {
                Expr::Call(*function, arguments.iter().map(|argument| self.expr(argument)).collect())
            }
        }
    }
}
