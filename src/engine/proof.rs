//! What a fact or an outcome rests on, down to what was read: facts that are shared, or a tree of lines.

use std::collections::BTreeMap;

use crate::fact::{FactId, RelationId, Value};
use crate::program::{Atom, Condition, Program, Term};

use super::gathered::{Gathered, by_aggregate};
use super::outcome::Outcome;
use super::prover::{Derivation, Prover};
use super::{Clause, Evaluation};

/// Why something holds: every fact under it once, however often it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// What is proved.
    pub goals: Vec<Goal>,
    /// The facts that goals rest on, in the order in which a reader meets them first.
    pub nodes: Vec<Node>,
    numbers: BTreeMap<FactId, usize>,
}

/// What is proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A fact; see its node.
    Fact(FactId),
    /// What a rule says of a subject.
    Outcome(Inference),
}

/// A fact of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The fact.
    pub fact: FactId,
    /// How many definitions stand one above the other under it; 0 for a fact that was given or read.
    pub height: u32,
    /// How it was derived; `None` for a fact that was given or read.
    pub inference: Option<Inference>,
}

/// How a rule or a definition was satisfied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inference {
    /// The rule or definition.
    pub clause: Clause,
    /// A value a variable.
    pub bindings: Vec<Option<Value>>,
    /// Facts that matched.
    pub premises: Vec<Premise>,
    /// What no fact matches.
    pub absences: Vec<Absence>,
    /// What went into aggregates, an entry an aggregate.
    pub members: Vec<Gathered>,
}

/// A fact that matched a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Premise {
    /// The number of the condition; the length of the body for 应.
    pub condition: usize,
    /// The fact.
    pub fact: FactId,
}

/// An atom that no fact matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The number of the condition.
    pub condition: usize,
    /// The relation.
    pub relation: RelationId,
    /// The columns it names and what they would have to hold; `None` where any value would do.
    pub columns: Vec<(usize, Option<Value>)>,
}

impl Inference {
    /// All facts it uses: premises, then members.
    pub fn facts(&self) -> impl DoubleEndedIterator<Item = FactId> {
        let members = self.members.iter().flat_map(|gathered| gathered.facts.iter().copied());
        self.premises.iter().map(|premise| premise.fact).chain(members)
    }

    fn of(program: &Program, derivation: Derivation) -> Inference {
        let Derivation { definition, bindings, premises, members } = derivation;
        let body = &program.definitions[definition as usize].body;
        let premises = numbered(body).zip(premises).map(|(condition, fact)| Premise { condition, fact }).collect();
        let absences = absences(body, &bindings);
        Inference { clause: Clause::Definition(definition), bindings, premises, absences, members }
    }

    /// How far a rule came with a subject, and by which facts.
    fn of_outcome(prover: &Prover, outcome: &Outcome) -> Inference {
        let body = &prover.program().rules[outcome.rule.0 as usize].body;
        let reached = &body[..outcome.stopped.map_or(body.len(), |stop| stop.condition.min(body.len()))];
        let (premises, members) = outcome.premises.split_at(outcome.matched.min(outcome.premises.len()));
        let conditions = numbered(body).chain(std::iter::repeat(body.len()));
        let premises = conditions.zip(premises).map(|(condition, fact)| Premise { condition, fact: *fact }).collect();
        Inference {
            clause: Clause::Rule(outcome.rule),
            bindings: outcome.bindings.clone(),
            premises,
            absences: absences(reached, &outcome.bindings),
            members: by_aggregate(reached, &outcome.gathered, members),
        }
    }
}

/// The numbers of the conditions that facts match.
fn numbered(body: &[Condition]) -> impl Iterator<Item = usize> {
    body.iter().enumerate().filter(|(_, it)| matches!(it, Condition::Atom(_))).map(|(number, _)| number)
}

fn absences(body: &[Condition], bindings: &[Option<Value>]) -> Vec<Absence> {
    let absence = |(condition, it): (usize, &Condition)| match it {
        Condition::Absent(Atom { relation, arguments }) => {
            let value = |term: Term| match term {
                Term::Constant(value) => Some(value),
                Term::Variable(variable) => bindings.get(variable.0 as usize).copied().flatten(),
            };
            let columns = arguments.iter().map(|argument| (argument.column, value(argument.term))).collect();
            Some(Absence { condition, relation: *relation, columns })
        }
        _ => None,
    };
    body.iter().enumerate().filter_map(absence).collect()
}

impl Proof {
    /// Why facts are known.
    pub fn of_facts(prover: &Prover, facts: &[FactId]) -> Proof {
        let mut proof = Proof::default();
        for fact in facts {
            proof.goals.push(Goal::Fact(*fact));
            proof.unfold(prover, vec![*fact]);
        }
        proof.measure();
        proof
    }

    /// What an outcome rests on.
    pub fn of_outcome(prover: &Prover, outcome: &Outcome) -> Proof {
        let mut proof = Proof::default();
        let inference = Inference::of_outcome(prover, outcome);
        proof.unfold(prover, inference.facts().rev().collect());
        proof.goals.push(Goal::Outcome(inference));
        proof.measure();
        proof
    }

    /// The node of a fact.
    pub fn node(&self, fact: FactId) -> Option<&Node> {
        self.numbers.get(&fact).map(|number| &self.nodes[*number])
    }

    /// The number of the node of a fact.
    pub fn number(&self, fact: FactId) -> Option<usize> {
        self.numbers.get(&fact).copied()
    }

    /// Adds nodes for facts and all under them; the last is met first.
    fn unfold(&mut self, prover: &Prover, mut open: Vec<FactId>) {
        while let Some(fact) = open.pop() {
            if self.numbers.contains_key(&fact) {
                continue;
            }
            self.numbers.insert(fact, self.nodes.len());
            let inference = prover.derivation(fact).map(|it| Inference::of(prover.program(), it));
            open.extend(inference.iter().flat_map(|inference| inference.facts().rev()));
            self.nodes.push(Node { fact, height: 0, inference });
        }
    }

    /// Finds the height of every node: what it rests on first.
    fn measure(&mut self) {
        let mut done = vec![false; self.nodes.len()];
        let mut begun = done.clone();
        for start in 0..self.nodes.len() {
            let mut open = vec![start];
            while let Some(at) = open.last().copied() {
                if done[at] {
                    open.pop();
                    continue;
                }
                let below = self.nodes[at].inference.iter().flat_map(Inference::facts);
                let below: Vec<usize> = below.filter_map(|fact| self.number(fact)).collect();
                if !begun[at] {
                    begun[at] = true;
                    open.extend(below.iter().filter(|number| !begun[**number]));
                    continue;
                }
                open.pop();
                done[at] = true;
                if self.nodes[at].inference.is_some() {
                    let highest = below.iter().map(|number| self.nodes[*number].height).max();
                    self.nodes[at].height = highest.unwrap_or(0) + 1;
                }
            }
        }
    }
}

/// Why a fact is known.
pub fn proof(program: &Program, evaluation: &Evaluation, fact: FactId) -> Proof {
    Proof::of_facts(&Prover::new(program, &evaluation.facts, &evaluation.open), &[fact])
}

/// What an outcome rests on.
pub fn proof_of_outcome(program: &Program, evaluation: &Evaluation, outcome: &Outcome) -> Proof {
    Proof::of_outcome(&Prover::new(program, &evaluation.facts, &evaluation.open), outcome)
}
