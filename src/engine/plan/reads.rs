//! Which variables a condition reads, and which it binds.

use crate::program::{Aggregate, Atom, Condition, Expr, Term, VarId};

/// The variables of an expression.
pub(in crate::engine) fn of_expr(expr: &Expr, found: &mut Vec<VarId>) {
    match expr {
        Expr::Variable(variable) => found.push(*variable),
        Expr::Constant(_) | Expr::Amount(_) | Expr::Pattern(_) => {}
        Expr::Negate(inner) => of_expr(inner, found),
        Expr::Binary(left, _, right) => {
            of_expr(left, found);
            of_expr(right, found);
        }
        Expr::Call(_, arguments) => arguments.iter().for_each(|argument| of_expr(argument, found)),
    }
}

/// The variables of an atom.
pub(super) fn of_atom(atom: &Atom) -> impl Iterator<Item = VarId> {
    atom.arguments.iter().filter_map(|argument| match argument.term {
        Term::Variable(variable) => Some(variable),
        Term::Constant(_) => None,
    })
}

/// All variables of a condition that may be bound outside it; those of an aggregate's body do not cross.
pub(in crate::engine) fn of_condition(condition: &Condition) -> Vec<VarId> {
    let mut found = Vec::new();
    match condition {
        Condition::Atom(atom) | Condition::Absent(atom) => found.extend(of_atom(atom)),
        Condition::Compare(left, _, right) => {
            of_expr(left, &mut found);
            of_expr(right, &mut found);
        }
        Condition::Let(variable, expr) => {
            of_expr(expr, &mut found);
            found.push(*variable);
        }
        Condition::Among(term, list) => {
            of_expr(list, &mut found);
            if let Term::Variable(variable) = term {
                found.push(*variable);
            }
        }
        Condition::Aggregate(Aggregate { target, by, .. }) => {
            found.extend(by);
            found.push(*target);
        }
    }
    found
}

/// The variables that a condition binds when they are free.
pub(super) fn bound_by(condition: &Condition) -> Vec<VarId> {
    match condition {
        Condition::Atom(atom) => of_atom(atom).collect(),
        Condition::Absent(_) | Condition::Compare(..) => Vec::new(),
        Condition::Let(variable, _) | Condition::Among(Term::Variable(variable), _) => vec![*variable],
        Condition::Among(Term::Constant(_), _) => Vec::new(),
        Condition::Aggregate(Aggregate { target, by, .. }) => by.iter().chain([target]).copied().collect(),
    }
}
