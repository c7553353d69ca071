//! Atoms against facts.

use rust_decimal::Decimal;

use crate::base::{Amount, Kind};
use crate::fact::{DerivedOrigin, FactId, RelationId, Status, Value};
use crate::program::{Argument, Atom, ColumnKind, Condition, Term};

use super::Resource;
use super::branch::Branch;
use super::index::Rows;
use super::outcome::StopReason;
use super::solver::{Solver, Visit};

/// How a fact meets an atom.
enum Fit {
    Matches,
    Blank,
    Differs,
}

impl<'p> Solver<'p> {
    /// Goes on with every fact that matches an atom.
    pub(super) fn solve_atom(
        &mut self,
        atom: &'p Atom,
        body: &'p [Condition],
        at: usize,
        branch: &mut Branch,
        visit: Visit<'_, 'p>,
    ) -> Result<(), Resource> {
        let mut failed = Some(self.open.get(&atom.relation).copied().unwrap_or(StopReason::NoMatch));
        let rows = self.rows(atom, branch);
        let mut position = 0;
        while let Some(row) = rows.at(position) {
            position += 1;
            self.spend(1)?;
            let mark = branch.mark();
            match self.fit(atom, row, branch) {
                Fit::Matches => {
                    failed = None;
                    branch.matched(FactId { relation: atom.relation, row });
                    self.solve(body, at + 1, branch, visit)?;
                }
                Fit::Blank => failed = failed.map(|_| StopReason::Blank),
                Fit::Differs => {}
            }
            branch.back_to(mark);
        }
        if let Some(reason) = failed {
            branch.stop_at(at, reason);
        }
        Ok(())
    }

    /// Facts that match an atom, variables that are not bound left aside; no more than `most`.
    pub(super) fn matching(&mut self, atom: &Atom, branch: &mut Branch, most: usize) -> Result<Vec<FactId>, Resource> {
        let mut found = Vec::new();
        let rows = self.rows(atom, branch);
        let mut position = 0;
        while let Some(row) = rows.at(position).filter(|_| found.len() < most) {
            position += 1;
            self.spend(1)?;
            let mark = branch.mark();
            if let Fit::Matches = self.fit(atom, row, branch) {
                found.push(FactId { relation: atom.relation, row });
            }
            branch.back_to(mark);
        }
        Ok(found)
    }

    /// Rows that may match: columns of words that are bound choose them where that pays.
    fn rows(&mut self, atom: &Atom, branch: &Branch) -> Rows {
        let columns = &self.program.relation(atom.relation).columns;
        let bound = atom.arguments.iter().filter_map(|argument| {
            let column = columns.get(argument.column).filter(|column| !column.kind.is_figure());
            let value = match argument.term {
                Term::Constant(value) => Some(value),
                Term::Variable(variable) => branch.get(variable),
            };
            Some((argument.column, column.and(value)?))
        });
        let key: Vec<(usize, Value)> = bound.collect();
        let end = self.visible(atom.relation);
        self.indexes.rows(&self.facts, atom.relation, end, &key)
    }

    fn fit(&mut self, atom: &Atom, row: u32, branch: &mut Branch) -> Fit {
        let mut blank = false;
        for argument in &atom.arguments {
            let mut value = self.facts.value(FactId { relation: atom.relation, row }, argument.column);
            if value == Value::Blank {
                let free = matches!(argument.term, Term::Variable(variable) if branch.get(variable).is_none());
                match self.blank(atom.relation, argument) {
                    Some(zero) => value = zero,
                    None if free => {
                        blank = true;
                        continue;
                    }
                    None => return Fit::Differs,
                }
            }
            let same = match argument.term {
                Term::Constant(constant) => constant == value,
                Term::Variable(variable) => branch.unify(variable, value),
            };
            if !same {
                return Fit::Differs;
            }
        }
        if blank { Fit::Blank } else { Fit::Matches }
    }

    /// The figure that a blank cell stands for, if any.
    fn blank(&mut self, relation: RelationId, argument: &Argument) -> Option<Value> {
        let column = self.program.relation(relation).columns.get(argument.column)?;
        let amount = match (argument.blank, column.kind) {
            (Some(amount), _) => amount,
            (None, ColumnKind::Figure(kind)) if column.blank_is_zero => zero(kind.unwrap_or(Kind::Bare)),
            _ => return None,
        };
        Some(Value::Figure(self.facts.dictionary.figures.derive(amount, DerivedOrigin::Blank, Status::Derived)))
    }
}

/// A blank cell that counts as zero.
fn zero(kind: Kind) -> Amount {
    Amount { kind, ..Amount::exact(Decimal::ZERO) }
}
