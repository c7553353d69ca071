//! Any program over any facts: files of facts → derived relations and verdicts, without a filing.
//!
//! ```text
//! DIR/NAME.facts ──tsv──┐
//! DIR/NAME.csv ───csv───┼──▶ given (values) ──▶ engine ──▶ Ran ──output──▶ files
//! DIR/NAME.jsonl ─jsonl─┘
//! ```

mod csv;
mod error;
mod folder;
mod given;
mod json;
mod output;
mod tsv;
mod value;

pub use error::{GivenError, Misfit};
pub use folder::{Inputs, read_folder};
pub use given::Given;
pub use output::{Cells, RowFormat, write_relation};

use crate::base::Diagnostic;
use crate::engine::{self, Evaluation, Limits, Placed};
use crate::fact::{FactId, RelationId};
use crate::finding::{self, Verdicts};
use crate::program::{Program, RelationOrigin};
use crate::report::Stopped;

use super::Pack;

/// Enough for programs over millions of facts; memory is what stops those that have no end.
pub const GENEROUS: Limits = Limits { facts: 1 << 28, steps: 1 << 40, memory: 4 << 30 };

/// What a program says of facts that were given.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The facts given and derived, and the outcomes of rules.
    pub evaluation: Evaluation,
    /// What the outcomes come to; the identity is empty.
    pub verdicts: Verdicts,
    /// Rules and definitions that a limit stopped.
    pub stopped: Vec<Stopped>,
}

/// Runs a program over given facts.
pub fn run(pack: &Pack, given: Given<'_>, limits: &Limits) -> Ran {
    let program = &pack.program;
    let evaluation = engine::evaluate(program, given.into_facts(), &Placed::default(), limits);
    let verdicts = match program.rules.as_slice() {
        // Spares a look at every fact.
        [] => Verdicts::default(),
        _ => finding::judge(program, &evaluation),
    };
    let stopped = Stopped::all(program, &pack.sources, &evaluation.exhausted, limits);
    Ran { evaluation, verdicts, stopped }
}

impl Ran {
    /// How many facts a relation has.
    pub fn count(&self, relation: RelationId) -> usize {
        self.evaluation.facts.of(relation).len()
    }

    /// The facts of a relation, in the order they were found.
    pub fn facts(&self, relation: RelationId) -> impl Iterator<Item = FactId> + use<> {
        (0..self.count(relation) as u32).map(move |row| FactId { relation, row })
    }

    /// The facts of a relation as files hold them; nothing for a name that the program does not have.
    pub fn rows(&self, program: &Program, name: &str) -> Vec<Vec<String>> {
        let Some(relation) = program.find(name) else { return Vec::new() };
        let cells = Cells::new(program, &self.evaluation.facts);
        self.facts(relation).map(|fact| cells.row(fact)).collect()
    }

    /// What to tell of the clauses that were stopped.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.stopped.iter().map(|stopped| stopped.diagnostic.clone()).collect()
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
