//! Where a finding points.

use std::collections::BTreeMap;

use super::{Pointer, Role};
use crate::engine::Outcome;
use crate::fact::{FactId, Facts, FigureId, RelationId, Support, Value};
use crate::program::{Program, RelationOrigin};

/// The fact and column that each printed figure was read into.
pub(super) type Homes = BTreeMap<FigureId, (FactId, usize)>;

/// Finds the home of every figure; a declared relation before a builtin one.
pub(super) fn homes(program: &Program, facts: &Facts) -> Homes {
    let mut homes = Homes::new();
    let builtin = |relation: &usize| program.relations[*relation].origin == RelationOrigin::Builtin;
    let (last, first): (Vec<usize>, Vec<usize>) = (0..program.relations.len()).partition(builtin);
    for relation in first.into_iter().chain(last) {
        let relation = RelationId(relation as u32);
        for (row, fact) in facts.of(relation).iter().enumerate() {
            if !matches!(fact.support, Support::Read { .. }) {
                continue;
            }
            for (column, value) in fact.values.iter().enumerate() {
                if let Value::Figure(id) = value {
                    homes.entry(*id).or_insert((FactId { relation, row: row as u32 }, column));
                }
            }
        }
    }
    homes
}

/// The places of an outcome: the figures of its left side, then those of its right; or its subject, then what it matched.
pub(super) fn places(program: &Program, facts: &Facts, homes: &Homes, outcome: &Outcome) -> Vec<Pointer> {
    let mut pointers: Vec<Pointer> = Vec::new();
    let mut add = |pointer: Option<Pointer>| {
        let Some(pointer) = pointer else { return };
        if pointers.iter().all(|known| known.place.runs != pointer.place.runs) {
            pointers.push(pointer);
        }
    };
    if let Some(judged) = &outcome.comparison {
        for (value, role) in [(judged.left, Role::Focus), (judged.right, Role::Related)] {
            let Value::Figure(id) = value else { continue };
            for figure in facts.figures.printed_under(id) {
                add(of_figure(program, facts, homes, figure, role));
            }
        }
    }
    let subject = outcome.subject.as_ref().map(|subject| subject.fact);
    for fact in subject.into_iter().chain(outcome.premises.iter().take(outcome.matched).copied()) {
        let role = if Some(fact) == subject { Role::Focus } else { Role::Related };
        add(of_fact(program, facts, fact, role));
    }
    pointers.sort_by_key(|pointer| pointer.role == Role::Related);
    pointers
}

fn of_figure(program: &Program, facts: &Facts, homes: &Homes, id: FigureId, role: Role) -> Option<Pointer> {
    let place = facts.figures.place(id)?.clone();
    let (fact, column) = homes.get(&id)?;
    let Support::Read { context, row, .. } = &facts.get(*fact).support else { return None };
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

/// The first place of a fact that was read.
fn of_fact(program: &Program, facts: &Facts, id: FactId, role: Role) -> Option<Pointer> {
    let fact = facts.get(id);
    let Support::Read { places, context, row } = &fact.support else { return None };
    let relation = program.relation(id.relation);
    let printed = |column: usize| match fact.values[column] {
        Value::Figure(figure) => facts.figures.place(figure),
        _ => places.get(column).and_then(Option::as_ref),
    };
    let (column, place) = (0..fact.values.len()).find_map(|column| printed(column).map(|place| (column, place)))?;
    Some(Pointer {
        role,
        place: place.clone(),
        context: context.clone(),
        relation: relation.name.clone(),
        row: *row,
        column_name: relation.columns[column].name.clone(),
    })
}
