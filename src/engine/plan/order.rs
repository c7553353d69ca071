//! The order in which conditions are tried.

use crate::program::{Condition, VarId};

use super::meeting::{Meets, meeting};
use super::reads::{bound_by, of_condition, of_expr};
use super::sizes::{Sizes, WAY};

/// Rows that are gone through in any order as fast: with no relation larger than this the order written stays.
pub(super) const SMALL: usize = 512;

/// An order of conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct Order {
    /// Their numbers.
    pub(in crate::engine) conditions: Vec<usize>,
    /// Positions of atoms that meet.
    pub(in crate::engine) meets: Meets,
}

impl Order {
    /// So many as written.
    pub(in crate::engine) fn written(conditions: usize) -> Order {
        Order { conditions: (0..conditions).collect(), meets: Meets::new() }
    }

    /// Whether it is that written.
    pub(in crate::engine) fn is_written(&self) -> bool {
        self.conditions.is_sorted() && self.meets.is_empty()
    }
}

/// Whether the order of conditions may matter: one of them reads a large relation.
pub(in crate::engine) fn is_large(body: &[Condition], sizes: &Sizes<'_>) -> bool {
    body.iter().any(|condition| match condition {
        Condition::Atom(atom) => sizes.rows(atom.relation) > SMALL,
        _ => false,
    })
}

/// The order in which conditions are tried: as written, unless relations are large and any order gives the same. Then each
/// atom is tried as the first, those that the fewest rows match follow, and the order with the fewest ways wins. `last` is
/// the atom that sees only the round before.
pub(in crate::engine) fn order(
    body: &[Condition],
    bound: &[VarId],
    last: Option<usize>,
    sizes: Option<&Sizes<'_>>,
) -> Order {
    let written = || Order::written(body.len());
    let pays = |sizes: &&Sizes<'_>| last.is_some() || is_large(body, sizes);
    let Some(sizes) = sizes.filter(pays).filter(|_| may_reorder(body, bound)) else { return written() };
    let atoms = (0..body.len()).filter(|condition| matches!(body[*condition], Condition::Atom(_)));
    let firsts = last.into_iter().chain(atoms.filter(|condition| Some(*condition) != last));
    let orders = firsts.filter_map(|first| greedy(body, bound, (first, last), sizes));
    orders.min_by_key(|(cost, _)| *cost).map_or_else(written, |(_, order)| order)
}

/// An order that starts with an atom, and how many ways there are in all behind its atoms.
fn greedy(
    body: &[Condition],
    bound: &[VarId],
    (first, last): (usize, Option<usize>),
    sizes: &Sizes<'_>,
) -> Option<(u64, Order)> {
    let mut bound = bound.to_vec();
    let mut left: Vec<usize> = (0..body.len()).collect();
    let mut order = Vec::with_capacity(body.len());
    let mut meets = Meets::new();
    let (mut ways, mut cost) = (WAY, 0_u64);
    let mut started = false;
    while !left.is_empty() {
        let filter = left.iter().position(|condition| is_ready(body, *condition, &bound));
        let position = match filter {
            Some(position) => position,
            None => {
                let atoms = left.iter().enumerate().filter_map(|(position, condition)| match &body[*condition] {
                    Condition::Atom(atom) if started || *condition == first => {
                        Some((sizes.matches(atom, &bound, last == Some(*condition)), position))
                    }
                    _ => None,
                });
                let (matches, position) = atoms.min()?;
                started = true;
                ways = (ways.saturating_mul(matches) / WAY).max(1);
                cost = cost.saturating_add(ways);
                position
            }
        };
        let condition = left.remove(position);
        let met = match filter {
            None if sizes.meets && !order.is_empty() => meeting(body, (&order, &left), condition, &bound, last, sizes),
            _ => None,
        };
        bound.extend(bound_by(&body[condition]));
        order.push(condition);
        if let Some(met) = met {
            // What the others ask for is known then: they come next, and leave no more ways.
            left.retain(|condition| !met.contains(condition));
            order.extend_from_slice(&met[1..]);
            meets.push(order.len() - met.len()..order.len());
        }
    }
    Some((cost, Order { conditions: order, meets }))
}

/// Whether a condition, no atom, can be tried: what it reads is bound.
fn is_ready(body: &[Condition], condition: usize, bound: &[VarId]) -> bool {
    let own = &body[condition];
    let read = of_condition(own);
    match own {
        Condition::Atom(_) => false,
        // What these read was bound by conditions before them; what they leave free nobody binds.
        Condition::Absent(_) | Condition::Aggregate(_) => {
            let before: Vec<VarId> = body[..condition].iter().flat_map(bound_by).collect();
            read.iter().all(|variable| bound.contains(variable) || !before.contains(variable))
        }
        Condition::Compare(..) => read.iter().all(|variable| bound.contains(variable)),
        Condition::Let(_, expr) | Condition::Among(_, expr) => {
            let mut value = Vec::new();
            of_expr(expr, &mut value);
            value.iter().all(|variable| bound.contains(variable))
        }
    }
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
