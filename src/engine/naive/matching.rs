//! Atoms against facts.

use crate::engine::Resource;
use crate::engine::outcome::StopReason;
use crate::engine::value::blank_amount;
use crate::fact::{DerivedOrigin, FactId, Status, Value};
use crate::program::{Atom, Condition, Term};

use super::branch::Branch;
use super::index::Rows;
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
        let before = self.indexes.bytes();
        let rows = self.indexes.rows(self.facts.table(atom.relation), &self.values.words, atom.relation, end, &key);
        self.values.meter.tables += self.indexes.bytes() - before;
        rows
    }

    fn fit(&mut self, atom: &Atom, row: u32, branch: &mut Branch) -> Fit {
        let mut blank = false;
        for argument in &atom.arguments {
            let word = self.facts.table(atom.relation).row(row).get(argument.column).copied();
            let mut value = word.map_or(Value::Blank, |word| self.values.words.value(word));
            if value == Value::Blank {
                let free = matches!(argument.term, Term::Variable(variable) if branch.get(variable).is_none());
                match blank_amount(self.program, atom.relation, argument) {
                    Some(amount) => {
                        let figures = &mut self.values.words.figures;
                        value = Value::Figure(figures.derive(amount, DerivedOrigin::Blank, Status::Derived));
                    }
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
}
