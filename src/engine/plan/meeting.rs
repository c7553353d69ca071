//! Atoms that bind one variable together.

use std::ops::Range;

use crate::program::{Condition, VarId};

use super::compile::Compiler;
use super::order::SMALL;
use super::reads::of_atom;
use super::sizes::Sizes;
use super::{Kind, Meet, Met, Register, Rounds};

/// Meeting costs a lookup by each atom on every way, and indexes that a plain join does without: it is planned where a
/// plain join would look at so many times as many rows.
const GAIN: u64 = 4;

/// Positions of an order whose atoms meet.
pub(in crate::engine) type Meets = Vec<Range<usize>>;

impl Compiler<'_> {
    /// The step of atoms that have but one variable free.
    pub(super) fn meet(&mut self, body: &[Condition], conditions: &[usize], keeps: &[Register]) -> Option<Kind> {
        let atoms = || {
            conditions.iter().filter_map(|condition| match &body[*condition] {
                Condition::Atom(atom) => Some((*condition, atom)),
                _ => None,
            })
        };
        let read: Vec<VarId> = atoms().flat_map(|(_, atom)| of_atom(atom)).collect();
        let target = *read.iter().find(|variable| !self.known[variable.0 as usize])?;
        let mut takes = keeps.to_vec();
        let bound = read.into_iter().filter(|variable| *variable != target).map(|variable| variable.0);
        takes.extend(bound);
        takes.sort_unstable();
        takes.dedup();
        let at = target.0 as usize;
        let needed = std::mem::replace(&mut self.needed[at], true);
        let mut made = Vec::with_capacity(conditions.len());
        for (condition, atom) in atoms() {
            self.known[at] = false;
            let binds = self.atom(atom, None, Rounds::All);
            made.push(Met { condition, binds, asks: self.tested(atom) });
        }
        self.needed[at] = needed;
        Some(Kind::Meet(Box::new(Meet { target: target.0, takes, atoms: made })))
    }
}

/// The atoms among those `left` that share the one variable that an atom has free, itself first, where meeting them is
/// better than joining one after the other. `order` are the conditions tried before.
pub(super) fn meeting(
    body: &[Condition],
    (order, left): (&[usize], &[usize]),
    first: usize,
    bound: &[VarId],
    last: Option<usize>,
    sizes: &Sizes<'_>,
) -> Option<Vec<usize>> {
    let free = |condition: usize| match &body[condition] {
        Condition::Atom(atom) if last != Some(condition) && sizes.rows(atom.relation) > SMALL => {
            let (known, free): (Vec<VarId>, Vec<VarId>) = of_atom(atom).partition(|variable| bound.contains(variable));
            let [only] = free[..] else { return None };
            (!known.is_empty()).then_some(only)
        }
        _ => None,
    };
    let target = free(first)?;
    let others = left.iter().copied().filter(|other| *other != first && free(*other) == Some(target));
    let atoms: Vec<usize> = [first].into_iter().chain(others).collect();
    if atoms.len() < 2 {
        return None;
    }
    let (joined, met) = sizes.looked_at(body, order, &atoms, bound);
    (joined > met.saturating_mul(GAIN)).then_some(atoms)
}
