//! Where a finding points.

use std::collections::{BTreeMap, BTreeSet};

use super::{Pointer, Role};
use crate::base::Place;
use crate::engine::{Outcome, Prover};
use crate::fact::{FactId, Facts, FigureId, Reading, RelationId, Value};
use crate::program::{MessagePart, Program, RelationOrigin};

/// The fact and column that each printed figure was read into.
pub(super) type Homes = BTreeMap<FigureId, (FactId, usize)>;

/// Finds the home of every figure; a declared relation before a builtin one. What a view shows may be summed up from
/// figures that stand in no relation here: their home is the sum's.
pub(super) fn homes(program: &Program, facts: &Facts) -> Homes {
    let mut homes = Homes::new();
    let builtin = |relation: &usize| program.relations[*relation].origin == RelationOrigin::Builtin;
    let (last, first): (Vec<usize>, Vec<usize>) = (0..program.relations.len()).partition(builtin);
    for relation in first.into_iter().chain(last) {
        let seen_from_afar = program.relations[relation].origin == RelationOrigin::View;
        let relation = RelationId(relation as u32);
        for fact in facts.of(relation).filter(|fact| facts.reading(*fact).is_some()) {
            for (column, word) in facts.row(fact).iter().enumerate() {
                let Some(id) = word.figure() else { continue };
                let home = (fact, column);
                homes.entry(id).or_insert(home);
                if seen_from_afar {
                    for part in facts.dictionary.figures.printed_under(id) {
                        homes.entry(part).or_insert(home);
                    }
                }
            }
        }
    }
    homes
}

/// The most places of one side, and the most facts, that a finding points at; its proof has them all.
const MOST_PLACES: usize = 500;

/// The places of an outcome: the figures of its left side, those of its right, those its message names; its subject, then
/// what it matched.
/// When none of these was printed, what they were derived from, and what was counted or added up.
pub(super) fn places(prover: &Prover, homes: &Homes, outcome: &Outcome) -> Vec<Pointer> {
    let (program, facts) = (prover.program(), prover.facts());
    let mut pointers: Vec<Pointer> = Vec::new();
    let judged = outcome.comparison.iter();
    let sides = judged.flat_map(|judged| [(judged.left, Role::Focus), (judged.right, Role::Related)]);
    let told = told(program, outcome).map(|value| (value, Role::Related));
    for (value, role) in sides.chain(told) {
        let Value::Figure(id) = value else { continue };
        for figure in facts.dictionary.figures.printed_under(id).into_iter().take(MOST_PLACES) {
            let pointer = of_figure(program, facts, homes, figure, role);
            pointers.extend(pointer.filter(|pointer| is_new(&pointers, &pointer.place)));
        }
    }
    let subject = outcome.subject.as_ref().map(|subject| subject.fact);
    let role = |fact: FactId| if Some(fact) == subject { Role::Focus } else { Role::Related };
    for fact in subject.into_iter().chain(outcome.premises.iter().take(outcome.matched.min(MOST_PLACES)).copied()) {
        let pointer = of_fact(program, facts, fact, role(fact), &[]);
        pointers.extend(pointer.filter(|pointer| is_new(&pointers, &pointer.place)));
    }
    if pointers.is_empty() {
        let mut seen = BTreeSet::new();
        for fact in subject.into_iter().chain(outcome.premises.iter().take(MOST_PLACES).copied()) {
            for below in prover.read_under(fact).into_iter().filter(|below| seen.insert(*below)) {
                let pointer = of_fact(program, facts, below, role(fact), &pointers);
                pointers.extend(pointer);
            }
        }
    }
    pointers.sort_by_key(|pointer| pointer.role == Role::Related);
    pointers
}

/// The values that the message of an outcome names.
fn told(program: &Program, outcome: &Outcome) -> impl Iterator<Item = Value> {
    let parts = program.rules[outcome.rule.0 as usize].message.parts.iter();
    parts.filter_map(|part| match part {
        MessagePart::Variable(variable) => outcome.bindings.get(variable.0 as usize).copied().flatten(),
        _ => None,
    })
}

fn is_new(pointers: &[Pointer], place: &Place) -> bool {
    pointers.iter().all(|known| known.place.runs != place.runs || known.place.filing != place.filing)
}

fn of_figure(program: &Program, facts: &Facts, homes: &Homes, id: FigureId, role: Role) -> Option<Pointer> {
    let place = facts.dictionary.figures.place(id)?.clone();
    let (fact, column) = homes.get(&id)?;
    let Reading { context, row, .. } = facts.reading(*fact)?;
    let relation = program.relation(fact.relation);
    Some(Pointer {
        role,
        place,
        context: context.clone(),
        relation: relation.name.clone(),
        row: *row,
        column_name: relation.columns[*column].name.clone(),
    })
}

/// The first place of a fact that was read which is not listed yet: rows of a form share the places of their keys.
fn of_fact(program: &Program, facts: &Facts, id: FactId, role: Role, listed: &[Pointer]) -> Option<Pointer> {
    let Reading { places, context, row } = facts.reading(id)?;
    let relation = program.relation(id.relation);
    let printed = |column: usize| match facts.value(id, column) {
        Value::Figure(figure) => facts.dictionary.figures.place(figure),
        _ => places.get(column).and_then(Option::as_ref),
    };
    let new = |column: usize| printed(column).filter(|place| is_new(listed, place)).map(|place| (column, place));
    let (column, place) = (0..relation.columns.len()).find_map(new)?;
    Some(Pointer {
        role,
        place: place.clone(),
        context: context.clone(),
        relation: relation.name.clone(),
        row: *row,
        column_name: relation.columns[column].name.clone(),
    })
}
