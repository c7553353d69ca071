//! A proof as a tree of lines, as it is printed.

use std::collections::BTreeSet;

use crate::fact::FactId;

use super::Clause;
use super::proof::{Absence, Goal, Inference, Proof};

/// One line of a proof; lines below it that are deeper belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofLine<'p> {
    /// How deep it lies; the topmost at 0.
    pub depth: usize,
    /// What it says.
    pub step: Step<'p>,
}

/// What a line of a proof says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'p> {
    /// A fact.
    Fact {
        /// The fact.
        fact: FactId,
        /// What it does for the line above.
        role: Role,
        /// The definition that derived it; what it derived it from follows, unless repeated.
        definition: Option<u32>,
        /// Whether it is written out in an earlier line.
        repeated: bool,
    },
    /// No fact matches a condition.
    Absent {
        /// The rule or definition.
        clause: Clause,
        /// What does not match.
        absence: &'p Absence,
    },
}

/// What a fact does for the line above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is what is proved.
    Root,
    /// It matches a condition.
    Premise,
    /// It went into an aggregate.
    Member {
        /// The clause, and the number of the aggregate among its conditions, when it has more than one.
        among: Option<(Clause, usize)>,
    },
}

impl Proof {
    /// The tree, goal by goal; what an outcome rests on stands at depth 0. What a fact was derived from is written out
    /// where it comes first.
    pub fn lines(&self) -> Vec<ProofLine<'_>> {
        let mut open: Vec<ProofLine> = Vec::new();
        for goal in self.goals.iter().rev() {
            match goal {
                Goal::Fact(fact) => open.push(ProofLine { depth: 0, step: plain(*fact, Role::Root) }),
                Goal::Outcome(inference) => open.extend(below(0, inference).into_iter().rev()),
            }
        }
        let mut written = BTreeSet::new();
        let mut lines = Vec::new();
        while let Some(mut line) = open.pop() {
            if let Step::Fact { fact, definition, repeated, .. } = &mut line.step
                && let Some(inference) = self.node(*fact).and_then(|node| node.inference.as_ref())
                && let Clause::Definition(number) = inference.clause
            {
                *definition = Some(number);
                *repeated = !written.insert(*fact);
                if !*repeated {
                    open.extend(below(line.depth + 1, inference).into_iter().rev());
                }
            }
            lines.push(line);
        }
        lines
    }
}

fn plain(fact: FactId, role: Role) -> Step<'static> {
    Step::Fact { fact, role, definition: None, repeated: false }
}

/// Premises, then absences, then members.
fn below(depth: usize, inference: &Inference) -> Vec<ProofLine<'_>> {
    let Inference { clause, premises, absences, members, .. } = inference;
    let several = members.len() > 1;
    let premises = premises.iter().map(|premise| plain(premise.fact, Role::Premise));
    let absences = absences.iter().map(|absence| Step::Absent { clause: *clause, absence });
    let members = members.iter().flat_map(|gathered| {
        let role = Role::Member { among: several.then_some((*clause, gathered.condition)) };
        gathered.facts.iter().map(move |fact| plain(*fact, role))
    });
    premises.chain(absences).chain(members).map(|step| ProofLine { depth, step }).collect()
}
