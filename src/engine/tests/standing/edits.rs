//! Changes of one fact.

use super::*;

/// A change of one fact: which relation, which of its facts, and what it says.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Insert(u32, (i64, i64, u32)),
    Remove(u32, usize),
    Set(u32, (usize, usize), (i64, i64, u32)),
}

/// Relations that facts are given of.
pub(super) const GIVEN: [u32; 4] = [0, 1, 2, 5];

pub(super) fn edit() -> impl Strategy<Value = Edit> {
    let content = || (0..5_i64, 0..5_i64, 0..40_u32);
    let relation = || prop::sample::select(&GIVEN[..]);
    prop_oneof![
        4 => (relation(), content()).prop_map(|(relation, content)| Edit::Insert(relation, content)),
        1 => (relation(), any::<usize>()).prop_map(|(relation, row)| Edit::Remove(relation, row)),
        2 => (relation(), (any::<usize>(), 0..3_usize), content()).prop_map(|(a, b, c)| Edit::Set(a, b, c)),
    ]
}

impl Edit {
    /// Makes the change; the relation it touches.
    pub(super) fn make(&self, pack: &Pack, program: &Program, change: &mut Change<'_>) -> RelationId {
        let money = |change: &mut Change<'_>, weight: u32| {
            let status = if weight == 39 { Status::Ambiguous } else { Status::Printed };
            let amount = pack.amount(&(weight % 10).to_string(), pack.wan);
            let place = Default::default();
            change.figure(Figure { amount, status, place, candidates: Vec::new(), declared_exact: false })
        };
        let value = |change: &mut Change<'_>, relation: u32, column: usize, content: (i64, i64, u32)| match program
            .relations[relation as usize]
            .columns[column]
            .kind
        {
            MONEY if content.2.is_multiple_of(10) => Value::Blank,
            MONEY => money(change, content.2),
            _ if column == 0 => Value::Integer(content.0),
            _ => Value::Integer(content.1),
        };
        let arity = |relation: u32| program.relations[relation as usize].columns.len();
        match self {
            Edit::Insert(relation, content) => {
                let values: Vec<Value> =
                    (0..arity(*relation)).map(|column| value(change, *relation, column, *content)).collect();
                change.insert(RelationId(*relation), &values, None);
            }
            Edit::Remove(relation, row) => change.remove(given(change.facts(), *relation, *row)),
            Edit::Set(relation, (row, column), content) => {
                let column = column % arity(*relation);
                let value = value(change, *relation, column, *content);
                change.set(given(change.facts(), *relation, *row), column, value);
            }
        }
        let (Edit::Insert(relation, _) | Edit::Remove(relation, _) | Edit::Set(relation, ..)) = self;
        RelationId(*relation)
    }
}

/// A given fact; one that is not there when none is.
pub(super) fn given(facts: &Facts, relation: u32, row: usize) -> FactId {
    let given = facts.table(RelationId(relation)).before_round(1).max(1);
    FactId { relation: RelationId(relation), row: (row % given as usize) as u32 }
}
