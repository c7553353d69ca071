//! Any program over any facts: files of facts → derived relations and verdicts, without a filing.
//!
//! ```text
//! DIR/NAME.facts ──tsv──┐
//! DIR/NAME.csv ───csv───┼──▶ given (values) ──▶ engine ──▶ Ran ──output──▶ files
//! DIR/NAME.jsonl ─jsonl─┘
//! ```

mod cells;
mod csv;
mod error;
mod folder;
mod given;
mod json;
mod number;
mod output;
mod tsv;
mod value;

pub use cells::Cells;
pub use error::{GivenError, Misfit};
pub use folder::{Inputs, read_folder};
pub use given::Given;
pub use output::{RowFormat, write_relation};

use std::num::NonZero;

use crate::engine::{self, Evaluation, Limits, Placed};
use crate::fact::{FactId, RelationId};
use crate::finding::{self, Verdicts};
use crate::program::{Program, RelationOrigin};

/// Enough for programs over millions of facts; memory is what stops those that have no end.
pub const GENEROUS: Limits = Limits { facts: 1 << 28, steps: 1 << 40, memory: 4 << 30 };

/// What a program says of facts that were given.
#[derive(Clone, Debug)]
pub struct Ran<'p> {
    program: &'p Program,
    /// The facts given and derived, the outcomes of rules, and what a limit stopped.
    pub evaluation: Evaluation,
    /// What the outcomes come to; the identity is empty.
    pub verdicts: Verdicts,
}

impl<'p> Given<'p> {
    /// Derives all that follows from the facts, and judges the rules.
    pub fn run(self, limits: &Limits) -> Ran<'p> {
        self.run_spread(limits, NonZero::<usize>::MIN)
    }

    /// The same by several threads at once. Nothing of it depends on their number.
    pub fn run_spread(self, limits: &Limits, threads: NonZero<usize>) -> Ran<'p> {
        let (program, facts) = self.into_parts();
        let evaluation = engine::evaluate_spread(program, facts, &Placed::default(), limits, threads);
        let verdicts = match program.rules.as_slice() {
            // Spares a look at every fact.
            [] => Verdicts::default(),
            _ => finding::judge(program, &evaluation),
        };
        Ran { program, evaluation, verdicts }
    }
}

impl<'p> Ran<'p> {
    /// How many facts a relation has.
    pub fn count(&self, relation: RelationId) -> usize {
        self.evaluation.facts.of(relation).len()
    }

    /// The facts of a relation in the order they were found, a cell a column; none for a name that the program lacks.
    pub fn rows(&self, relation: &str) -> Vec<Vec<String>> {
        let Some(relation) = self.program.find(relation) else { return Vec::new() };
        let (cells, count) = (self.cells(), self.count(relation) as u32);
        (0..count).map(|row| cells.row(FactId { relation, row })).collect()
    }

    /// Its facts as files hold them.
    pub fn cells(&self) -> Cells<'_> {
        Cells::new(self.program, &self.evaluation.facts)
    }
}

/// The relations that definitions derive, in the order of the program.
pub fn derived(program: &Program) -> Vec<RelationId> {
    of_origin(program, RelationOrigin::Derived)
}

/// The relations that a program declares and does not derive.
fn declared(program: &Program) -> Vec<RelationId> {
    of_origin(program, RelationOrigin::Declared)
}

fn of_origin(program: &Program, origin: RelationOrigin) -> Vec<RelationId> {
    let numbers = (0..program.relations.len() as u32).map(RelationId);
    numbers.filter(|id| program.relation(*id).origin == origin).collect()
}
