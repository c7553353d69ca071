//! Why a fact is known, and what an outcome rests on.

use std::collections::BTreeSet;

use crate::fact::{FactId, Facts, Recorded};
use crate::program::{Condition, Program};

use super::outcome::Outcome;
use super::{Clause, Evaluation};

/// A tree of facts, written out from the root; lines below a line that are deeper belong to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Its lines.
    pub lines: Vec<ProofLine>,
}

/// One line of a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProofLine {
    /// How deep it lies; the root at 0.
    pub depth: usize,
    /// What it says.
    pub step: Step,
}

/// What a line of a proof says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
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
    /// No fact matches this condition.
    Absent {
        /// The rule or definition.
        clause: Clause,
        /// The number of the condition; the length of the body for 应.
        condition: usize,
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
    Member,
}

/// Why a fact is known.
pub fn proof(program: &Program, evaluation: &Evaluation, fact: FactId) -> Proof {
    let step = Step::Fact { fact, role: Role::Root, definition: None, repeated: false };
    unfold(program, &evaluation.facts, vec![ProofLine { depth: 0, step }])
}

/// What an outcome rests on: its premises, absences, and members of aggregates, each at depth 0.
pub fn proof_of_outcome(program: &Program, evaluation: &Evaluation, outcome: &Outcome) -> Proof {
    let rule = &program.rules[outcome.rule.0 as usize];
    let reached = outcome.stopped.map_or(rule.body.len(), |stop| stop.condition.min(rule.body.len()));
    let clause = Clause::Rule(outcome.rule);
    let lines = below(0, clause, &rule.body[..reached], &outcome.premises, outcome.matched);
    unfold(program, &evaluation.facts, lines)
}

fn unfold(program: &Program, facts: &Facts, roots: Vec<ProofLine>) -> Proof {
    let mut open: Vec<ProofLine> = roots.into_iter().rev().collect();
    let mut written = BTreeSet::new();
    let mut lines = Vec::new();
    while let Some(mut line) = open.pop() {
        if let Step::Fact { fact, definition, repeated, .. } = &mut line.step
            && let Some(Recorded { definition: number, premises }) = facts.recorded(*fact)
        {
            *definition = Some(*number);
            *repeated = !written.insert(*fact);
            if !*repeated {
                let body = &program.definitions[*number as usize].body;
                let matched = body.iter().filter(|condition| matches!(condition, Condition::Atom(_))).count();
                let clause = Clause::Definition(*number);
                open.extend(below(line.depth + 1, clause, body, premises, matched).into_iter().rev());
            }
        }
        lines.push(line);
    }
    Proof { lines }
}

/// Premises, then absences, then members.
fn below(depth: usize, clause: Clause, body: &[Condition], premises: &[FactId], matched: usize) -> Vec<ProofLine> {
    let (premises, members) = premises.split_at(matched.min(premises.len()));
    let known = |role: Role| move |fact: &FactId| Step::Fact { fact: *fact, role, definition: None, repeated: false };
    let absent = body.iter().enumerate().filter(|(_, condition)| matches!(condition, Condition::Absent(_)));
    let absent = absent.map(|(condition, _)| Step::Absent { clause, condition });
    let steps = premises.iter().map(known(Role::Premise)).chain(absent).chain(members.iter().map(known(Role::Member)));
    steps.map(|step| ProofLine { depth, step }).collect()
}
