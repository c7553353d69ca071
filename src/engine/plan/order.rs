//! The order in which conditions are tried.

use std::cell::RefCell;

use foldhash::{HashMap, HashSet};

use crate::fact::{Facts, RelationId, Word};
use crate::program::{Atom, Condition, Term, VarId};

use super::reads::{bound_by, of_condition};

/// Rows that are gone through in any order as fast: with no relation larger than this the order written stays.
const SMALL: usize = 512;
/// Rows that are looked at to find out how many different words a column holds.
const SAMPLE: usize = 1024;

/// How large relations are.
pub(in crate::engine) struct Sizes<'f> {
    facts: &'f Facts,
    /// By relation, how many rows atoms see.
    visible: &'f [usize],
    distinct: RefCell<HashMap<(RelationId, usize), usize>>,
}

impl<'f> Sizes<'f> {
    /// Of relations of which so many rows are seen.
    pub(in crate::engine) fn new(facts: &'f Facts, visible: &'f [usize]) -> Sizes<'f> {
        Sizes { facts, visible, distinct: RefCell::default() }
    }

    /// How many rows of a relation are seen.
    pub(super) fn rows(&self, relation: RelationId) -> usize {
        self.visible.get(relation.0 as usize).copied().unwrap_or(0)
    }

    /// About how many rows match an atom when these variables are bound.
    pub(in crate::engine) fn matches(&self, atom: &Atom, bound: &[VarId]) -> usize {
        let known = |term: Term| match term {
            Term::Constant(_) => true,
            Term::Variable(variable) => bound.contains(&variable),
        };
        let rows = self.rows(atom.relation);
        let columns = atom.arguments.iter().filter(|argument| known(argument.term));
        let keys = columns.fold(1, |keys: usize, argument| {
            keys.saturating_mul(self.distinct(atom.relation, argument.column)).min(rows.max(1))
        });
        rows.div_ceil(keys)
    }

    /// About how many different words a column holds, judged by some of its rows.
    fn distinct(&self, relation: RelationId, column: usize) -> usize {
        if let Some(known) = self.distinct.borrow().get(&(relation, column)) {
            return *known;
        }
        let (table, rows) = (self.facts.table(relation), self.rows(relation));
        let step = rows.div_ceil(SAMPLE).max(1);
        let words: HashSet<Word> =
            (0..rows).step_by(step).filter_map(|row| table.row(row as u32).get(column).copied()).collect();
        let looked_at = rows.div_ceil(step);
        // A sample that shows half of its words but once tells nothing of how many more there are.
        let distinct = if words.len() * 2 > looked_at { words.len() * step } else { words.len() };
        self.distinct.borrow_mut().insert((relation, column), distinct.max(1));
        distinct.max(1)
    }
}

/// The order in which conditions are tried: as written, unless relations are large and any order gives the same. `last` is
/// the condition that sees the round before; it comes first.
pub(in crate::engine) fn order(
    body: &[Condition],
    bound: &[VarId],
    last: Option<usize>,
    sizes: Option<&Sizes<'_>>,
) -> Vec<usize> {
    let written = || (0..body.len()).collect();
    let Some(sizes) = sizes.filter(|_| may_reorder(body, bound)) else { return written() };
    let large = |condition: &Condition| matches!(condition, Condition::Atom(atom) if sizes.rows(atom.relation) > SMALL);
    if last.is_none() && !body.iter().any(large) {
        return written();
    }
    let mut bound = bound.to_vec();
    let mut left: Vec<usize> = (0..body.len()).collect();
    let mut order = Vec::with_capacity(body.len());
    while !left.is_empty() {
        let first = last.filter(|_| order.is_empty()).and_then(|last| left.iter().position(|next| *next == last));
        let Some(position) = first.or_else(|| next(body, &left, &bound, sizes)) else { return written() };
        let condition = left.remove(position);
        bound.extend(bound_by(&body[condition]));
        order.push(condition);
    }
    order
}

/// The next of the conditions that are left: one that binds nothing new, else the atom that the fewest rows match.
fn next(body: &[Condition], left: &[usize], bound: &[VarId], sizes: &Sizes<'_>) -> Option<usize> {
    let ready = |condition: usize| {
        let own = &body[condition];
        match own {
            Condition::Atom(_) => false,
            // What these read was bound by conditions before them; what they leave free nobody binds.
            Condition::Absent(_) | Condition::Aggregate(_) => {
                let before: Vec<VarId> = body[..condition].iter().flat_map(bound_by).collect();
                of_condition(own).iter().all(|variable| bound.contains(variable) || !before.contains(variable))
            }
            Condition::Compare(..) => of_condition(own).iter().all(|variable| bound.contains(variable)),
            Condition::Let(..) | Condition::Among(..) => {
                let new = bound_by(own);
                of_condition(own).iter().all(|variable| bound.contains(variable) || new.contains(variable))
            }
        }
    };
    if let Some(position) = left.iter().position(|condition| ready(*condition)) {
        return Some(position);
    }
    let atoms = left.iter().enumerate().filter_map(|(position, condition)| match &body[*condition] {
        Condition::Atom(atom) => Some((position, atom)),
        _ => None,
    });
    atoms.min_by_key(|(position, atom)| (sizes.matches(atom, bound), *position)).map(|(position, _)| position)
}

/// Whether any order gives the same: nothing that a condition forbids or gathers is bound by a later one.
fn may_reorder(body: &[Condition], bound: &[VarId]) -> bool {
    let mut bound = bound.to_vec();
    let mut local: Vec<VarId> = Vec::new();
    for condition in body {
        let binds = bound_by(condition);
        if binds.iter().any(|variable| local.contains(variable)) {
            return false;
        }
        if matches!(condition, Condition::Absent(_) | Condition::Aggregate(_)) {
            local.extend(of_condition(condition).into_iter().filter(|variable| !bound.contains(variable)));
        }
        bound.extend(binds);
    }
    true
}
