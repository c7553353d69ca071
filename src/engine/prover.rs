//! Why derived facts are known, one fact at a time.

use std::collections::BTreeSet;

use crate::fact::{FactId, Facts, Recorded, Value};
use crate::program::{Argument, Atom, Condition, Definition, Expr, Program, Term, VarId};

use super::gathered::{Gathered, by_aggregate};

/// The most places that one derived fact stands for.
const MOST_UNDER: usize = 24;

/// How a definition came to a fact: a derivation of least height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The definition, by its number in the program.
    pub definition: u32,
    /// A value a variable; `None` where neither a premise nor the fact itself shows it.
    pub bindings: Vec<Option<Value>>,
    /// The facts that matched, one for each atom of the body that is not negated, in the order of the conditions.
    pub premises: Vec<FactId>,
    /// The facts that went into each aggregate, in the order of the conditions.
    pub members: Vec<Gathered>,
}

/// Tells of the facts of an evaluation what they were derived from.
#[derive(Clone, Copy, Debug)]
pub struct Prover<'a> {
    program: &'a Program,
    facts: &'a Facts,
}

impl<'a> Prover<'a> {
    /// For facts that a program derived.
    pub fn new(program: &'a Program, facts: &'a Facts) -> Prover<'a> {
        Prover { program, facts }
    }

    /// The program.
    pub fn program(&self) -> &'a Program {
        self.program
    }

    /// The facts.
    pub fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// What a fact was derived from; `None` for a fact that was given or read.
    pub fn derivation(&self, id: FactId) -> Option<Derivation> {
        let Recorded { definition: number, premises } = self.facts.recorded(id)?;
        let definition = self.program.definitions.get(*number as usize)?;
        let matched = positive(&definition.body).count().min(premises.len());
        let (premises, members) = premises.split_at(matched);
        let bindings = self.bindings(definition, id, premises);
        let members = by_aggregate(self.facts, &definition.body, &bindings, members);
        Some(Derivation { definition: *number, bindings, premises: premises.to_vec(), members })
    }

    /// The nearest facts with a place that a fact rests on, itself when it was read; no more than a reader looks up.
    pub fn read_under(&self, id: FactId) -> Vec<FactId> {
        let mut seen = BTreeSet::from([id]);
        let mut level = vec![id];
        while !level.is_empty() {
            let is_read = |fact: &FactId| self.facts.reading(*fact).is_some();
            let read: Vec<FactId> = level.iter().copied().filter(is_read).take(MOST_UNDER).collect();
            if !read.is_empty() {
                return read;
            }
            let derivations = level.iter().filter_map(|fact| self.derivation(*fact));
            let below = derivations.flat_map(|Derivation { premises, members, .. }| {
                premises.into_iter().chain(members.into_iter().flat_map(|gathered| gathered.facts))
            });
            level = below.filter(|fact| seen.insert(*fact)).collect();
        }
        Vec::new()
    }

    /// What the premises and the fact itself show of the variables.
    fn bindings(&self, definition: &Definition, fact: FactId, premises: &[FactId]) -> Vec<Option<Value>> {
        let mut bindings = vec![None; definition.variables.len()];
        let mut bind = |variable: VarId, value: Value| {
            if let Some(slot @ None) = bindings.get_mut(variable.0 as usize) {
                *slot = Some(value);
            }
        };
        for (atom, premise) in positive(&definition.body).zip(premises) {
            for Argument { column, term, .. } in &atom.arguments {
                let value = self.facts.value(*premise, *column);
                // A blank that counts as a figure is bound to that figure, which the fact does not show.
                if let Term::Variable(variable) = term
                    && value != Value::Blank
                {
                    bind(*variable, value);
                }
            }
        }
        for (expr, value) in definition.head.iter().zip(self.facts.values(fact)) {
            if let Expr::Variable(variable) = expr {
                bind(*variable, value);
            }
        }
        bindings
    }
}

/// The atoms that facts must match.
pub(super) fn positive(body: &[Condition]) -> impl Iterator<Item = &Atom> {
    body.iter().filter_map(|condition| match condition {
        Condition::Atom(atom) => Some(atom),
        _ => None,
    })
}
