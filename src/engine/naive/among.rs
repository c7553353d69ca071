//! The items of a list, one after the other.

use crate::engine::Resource;
use crate::engine::outcome::StopReason;
use crate::program::{Condition, Expr, Term};

use super::branch::Branch;
use super::solver::{Solver, Visit};

impl<'p> Solver<'p> {
    /// Goes on with every item that the term is or can be.
    pub(super) fn solve_among(
        &mut self,
        (term, list): (Term, &'p Expr),
        body: &'p [Condition],
        at: usize,
        branch: &mut Branch,
        visit: Visit<'_, 'p>,
    ) -> Result<(), Resource> {
        let Some(items) = self.values.value(list, branch).and_then(|list| self.values.items(list)) else {
            branch.stop_at(at, StopReason::NoValue);
            return Ok(());
        };
        let mut failed = true;
        self.spend(items.len())?;
        for item in items {
            let mark = branch.mark();
            let same = match term {
                Term::Constant(constant) => constant == item,
                Term::Variable(variable) => branch.unify(variable, item),
            };
            if same {
                failed = false;
                self.solve(body, at + 1, branch, visit)?;
            }
            branch.back_to(mark);
        }
        if failed {
            branch.stop_at(at, StopReason::False);
        }
        Ok(())
    }
}
