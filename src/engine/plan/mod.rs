//! Clauses as steps over registers.
//!
//! A plan belongs to one order of the conditions of a clause and knows no fact: what each step reads and binds, and which
//! registers a later one still needs. Registers hold words: first those of the variables, then the rows that the atoms
//! matched, then the groups of the aggregates, last what a way belongs to (a subject, or the key of an aggregate).

mod comparing;
mod compile;
mod meeting;
mod names;
mod order;
mod reads;
mod sample;
mod shares;
mod sizes;

pub(super) use comparing::Test;
pub(super) use compile::{Demanded, Ends, compile, demanded, is_distinct};
pub(super) use names::Names;
pub(super) use order::{Order, is_large, order};
pub(super) use reads::{of_condition, of_expr};
pub(super) use shares::{ShareId, Shares};
pub(super) use sizes::{Distinct, Sizes};

use crate::base::Amount;
use crate::fact::{RelationId, Value};
use crate::program::VarId;

use super::index::Columns;

/// A register, by its number in the plan.
pub(super) type Register = u32;

/// A clause, or the body of an aggregate, as steps.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) layout: Layout,
    pub(super) constants: Vec<Constant>,
    pub(super) steps: Vec<Step>,
    /// Variables that are bound behind the last step.
    pub(super) bound: Vec<VarId>,
}

impl Plan {
    /// The aggregates whose groups have registers, in the order written: step, register, number.
    pub(super) fn groups(&self) -> Vec<(usize, Register, Option<ShareId>)> {
        let group = |(at, step): (usize, &Step)| match &step.kind {
            Kind::Gather(gather) => gather.group.map(|register| (at, register, gather.shared)),
            _ => None,
        };
        let mut groups: Vec<(usize, Register, Option<ShareId>)> =
            self.steps.iter().enumerate().filter_map(group).collect();
        groups.sort_by_key(|(_, register, _)| *register);
        groups
    }

    /// The numbers of the conditions in the order of the steps, those of an aggregate behind its own.
    pub(super) fn whole_order(&self) -> Box<dyn Iterator<Item = usize> + '_> {
        Box::new(self.steps.iter().flat_map(|step| {
            let within = match &step.kind {
                Kind::Gather(gather) => Some(gather.plan.whole_order()),
                _ => None,
            };
            step.conditions().into_iter().chain(within.into_iter().flatten())
        }))
    }

    /// The numbers of the conditions in the order of the steps.
    pub(super) fn order(&self) -> Vec<usize> {
        self.steps.iter().map(|step| step.condition).collect()
    }
}

/// How many registers of each sort there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) variables: u32,
    pub(super) atoms: u32,
    pub(super) aggregates: u32,
}

impl Layout {
    /// The register of the row that an atom matched; atoms are numbered as written.
    pub(super) fn row(self, atom: u32) -> Register {
        self.variables + atom
    }

    /// The register of the group that an aggregate gave; aggregates are numbered as written.
    pub(super) fn group(self, aggregate: u32) -> Register {
        self.variables + self.atoms + aggregate
    }

    /// The register of what a way belongs to.
    pub(super) fn origin(self) -> Register {
        self.variables + self.atoms + self.aggregates
    }

    /// All of them.
    pub(super) fn registers(self) -> usize {
        self.origin() as usize + 1
    }
}

/// What a plan knows beforehand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Constant {
    /// A value.
    Value(Value),
    /// What a blank cell counts as.
    Blank(Amount),
}

/// Where a word comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    Constant(u32),
    Register(Register),
}

/// One condition.
#[derive(Debug)]
pub(super) struct Step {
    /// Its number in the body; that of the first where several meet.
    pub(super) condition: usize,
    /// Registers bound before it that are needed behind it.
    pub(super) keeps: Vec<Register>,
    pub(super) kind: Kind,
}

impl Step {
    /// The numbers of all conditions that it serves.
    pub(super) fn conditions(&self) -> Vec<usize> {
        match &self.kind {
            Kind::Meet(meet) => meet.atoms.iter().map(|met| met.condition).collect(),
            _ => vec![self.condition],
        }
    }
}

/// What a step does.
#[derive(Debug)]
pub(super) enum Kind {
    /// Goes on with every fact that matches.
    Match(Match),
    /// Goes on when no fact matches.
    Absent(Match),
    /// Goes on when the comparison of the condition holds.
    Compare(Test),
    /// Binds the variable to the value, or compares it.
    Let { target: Register, free: bool, copies: Option<Operand> },
    /// Goes on with every item of a list.
    Among { term: Operand, free: bool },
    /// Goes on with every group of an aggregate.
    Gather(Box<Gather>),
    /// Goes on with every word that several atoms have in common.
    Meet(Box<Meet>),
}

/// An atom.
#[derive(Debug)]
pub(super) struct Match {
    pub(super) relation: RelationId,
    /// Where the number of the row goes, when it is needed.
    pub(super) row: Option<Register>,
    /// Columns of words that are known before.
    pub(super) key: Columns,
    /// The named columns as written.
    pub(super) slots: Vec<Slot>,
    pub(super) rounds: Rounds,
}

/// A named column of an atom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) column: usize,
    pub(super) term: Term,
    /// The number of the constant that a blank cell counts as.
    pub(super) blank: Option<u32>,
}

/// What the word of a column does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// It is bound.
    Bind(Register),
    /// It must be there.
    Any,
    /// It must be the same.
    Same(Operand),
    /// It must be the same as that of an earlier slot, where that one is not blank.
    Twin(usize),
}

/// Which rows of a relation an atom sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rounds {
    /// Those of all rounds before.
    All,
    /// Those of the round before.
    Last,
}

/// Atoms that each have one variable free, the same: on each way the rows of the one with the fewest are gone through, the
/// others are asked. So a cycle of atoms gives no more ways than it must, however many of them meet at one word.
#[derive(Debug)]
pub(super) struct Meet {
    /// The variable that is bound.
    pub(super) target: Register,
    /// Registers bound before it that the atoms or later steps read.
    pub(super) takes: Vec<Register>,
    pub(super) atoms: Vec<Met>,
}

/// One of the atoms that meet.
#[derive(Debug)]
pub(super) struct Met {
    /// Its number in the body.
    pub(super) condition: usize,
    /// It binds the variable.
    pub(super) binds: Match,
    /// The variable is known.
    pub(super) asks: Match,
}

/// An aggregate.
#[derive(Debug)]
pub(super) struct Gather {
    /// Variables that cross and are bound.
    pub(super) bound: Vec<VarId>,
    /// Variables that cross and are bound by it.
    pub(super) free: Vec<VarId>,
    pub(super) target: Register,
    pub(super) target_free: bool,
    /// Where the number of the group goes, when it is needed.
    pub(super) group: Option<Register>,
    /// The number of what it gathers, where that serves others too.
    pub(super) shared: Option<ShareId>,
    /// By variable that crosses: whether it is bound.
    pub(super) crossing: Vec<bool>,
    /// Whether no two ways to satisfy the body can bind the same.
    pub(super) distinct: bool,
    /// The body; its origin is the key.
    pub(super) plan: Plan,
}
