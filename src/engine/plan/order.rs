//! The order in which conditions are tried.

use crate::program::{Condition, VarId};

use super::reads::{bound_by, of_condition};
use super::sizes::Sizes;

/// Rows that are gone through in any order as fast: with no relation larger than this the order written stays.
const SMALL: usize = 512;
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
