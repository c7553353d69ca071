//! The items of a list, one after the other.

use crate::base::split_list;
use crate::fact::Value;
use crate::program::{Condition, Expr, Term};

use super::Resource;
use super::branch::Branch;
use super::outcome::StopReason;
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
        let Some(items) = self.value(list, branch).and_then(|list| self.items(list)) else {
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

    /// The items of a list as facts carry names, each once.
    fn items(&mut self, list: Value) -> Option<Vec<Value>> {
        let chars: Vec<char> = self.text(list)?.chars().collect();
        let mut items = Vec::new();
        for item in split_list(&chars) {
            let printed: String = chars[item].iter().collect();
            let name = self.program.aliases.get(&printed).unwrap_or(&printed);
            let item = Value::Text(self.facts.dictionary.symbols.intern(name));
            if !items.contains(&item) {
                items.push(item);
            }
        }
        Some(items)
    }
}
