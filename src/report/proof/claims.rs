//! Which facts were read from which characters.

use std::collections::BTreeMap;

use crate::base::{Glyphs, Place};
use crate::fact::{FactId, Facts, RelationId, Value};
use crate::program::{Program, RelationOrigin, builtin};

/// A column of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    pub(super) fact: FactId,
    pub(super) column: usize,
}

/// Claims by the characters they rest on.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// Numbers, codes and dates, by line and column.
    numbers: BTreeMap<(u32, u32), Vec<Claim>>,
    /// Words of tables and sentences: where they stand, and the first claim on them.
    pub(super) words: BTreeMap<(u32, u32), Claim>,
}

impl Claims {
    pub(super) fn of(program: &Program, facts: &Facts) -> Claims {
        let mut claims = Claims::default();
        let kinds = [RelationOrigin::Declared, RelationOrigin::Builtin];
        for kind in kinds {
            for number in 0..program.relations.len() as u32 {
                let relation = RelationId(number);
                let told_elsewhere = [builtin::CELL, builtin::PARAGRAPH, builtin::FILING].contains(&relation);
                if program.relation(relation).origin == kind && !told_elsewhere {
                    claims.relation(facts, relation, kind == RelationOrigin::Declared);
                }
            }
        }
        claims
    }

    fn relation(&mut self, facts: &Facts, relation: RelationId, declared: bool) {
        for fact in facts.of(relation) {
            for (column, value) in facts.values(fact).enumerate() {
                let claim = Claim { fact, column };
                let Some(place) = place(facts, claim, value) else { continue };
                let number = !matches!(value, Value::Text(_) | Value::Blank);
                for at in place.runs.iter().flat_map(characters) {
                    if number {
                        let known = self.numbers.entry(at).or_default();
                        // A relation of the program's own says the same again.
                        if declared || known.is_empty() {
                            known.push(claim);
                        }
                    } else if declared && matches!(value, Value::Text(_)) {
                        self.words.entry(at).or_insert(claim);
                    }
                }
            }
        }
    }

    /// The claims on a run of digits, each once.
    pub(super) fn on(&self, run: &Glyphs) -> Vec<Claim> {
        let mut found: Vec<Claim> = Vec::new();
        for claim in characters(run).filter_map(|at| self.numbers.get(&at)).flatten() {
            if !found.contains(claim) {
                found.push(*claim);
            }
        }
        found
    }
}

/// Where a column of a fact is printed.
pub(super) fn place(facts: &Facts, claim: Claim, value: Value) -> Option<&Place> {
    let printed = match value {
        Value::Figure(id) => facts.dictionary.figures.place(id),
        _ => facts.reading(claim.fact)?.places.get(claim.column)?.as_ref(),
    };
    printed.filter(|place| place.filing.is_none())
}

/// The characters of a run.
pub(super) fn characters(run: &Glyphs) -> impl Iterator<Item = (u32, u32)> + use<> {
    let line = run.line;
    (run.start..run.end).map(move |column| (line, column))
}
