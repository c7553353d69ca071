//! Which clauses start with the same steps.

use crate::engine::Clause;
use crate::program::{Aggregate, Atom, Condition, Expr, RuleId, Term, VarId};

use super::About;

impl About<'_> {
    /// By step of a clause: how many clauses start with the same steps up to there, whatever their variables are called.
    pub(super) fn shared_by(&self, clause: Clause) -> Vec<u32> {
        let own = self.steps(clause);
        let rules = (0..self.program.rules.len() as u32).map(|number| Clause::Rule(RuleId(number)));
        let definitions = (0..self.program.definitions.len() as u32).map(Clause::Definition);
        let mut shared = vec![0; own.len()];
        for other in rules.chain(definitions) {
            let steps = self.steps(other);
            let same = own.iter().zip(&steps).take_while(|(one, other)| one == other);
            shared.iter_mut().zip(same).for_each(|(shared, _)| *shared += 1);
        }
        shared
    }

    /// The conditions of a clause in the order of its plan, its variables numbered as they come.
    fn steps(&self, clause: Clause) -> Vec<Condition> {
        let (order, body) = match clause {
            Clause::Rule(id) => match self.program.rules.get(id.0 as usize) {
                Some(rule) => (self.plans.rule(self.program, id).plan.order(), &rule.body),
                None => return Vec::new(),
            },
            Clause::Definition(number) => match self.program.definitions.get(number as usize) {
                Some(definition) => (self.plan(number as usize, None, self.sizes().as_ref()).order(), &definition.body),
                None => return Vec::new(),
            },
        };
        let mut names = Names::default();
        order.into_iter().map(|number| names.condition(&body[number])).collect()
    }
}

/// Variables in the order they come.
#[derive(Default)]
struct Names(Vec<VarId>);

impl Names {
    fn variable(&mut self, variable: VarId) -> VarId {
        let known = self.0.iter().position(|known| *known == variable);
        VarId(known.unwrap_or_else(|| {
            self.0.push(variable);
            self.0.len() - 1
        }) as u32)
    }

    fn condition(&mut self, condition: &Condition) -> Condition {
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
            Condition::Aggregate(Aggregate { target, by, function, value, near, body, default }) => {
                let by = by.iter().map(|variable| self.variable(*variable)).collect();
                let body = body.iter().map(|condition| self.condition(condition)).collect();
                let value = value.as_ref().map(|value| self.expr(value));
                let near = near.as_ref().map(|near| self.expr(near));
                let target = self.variable(*target);
                Condition::Aggregate(Aggregate {
                    target,
                    by,
                    function: *function,
                    value,
                    near,
                    body,
                    default: *default,
                })
            }
        }
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
