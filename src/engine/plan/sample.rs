//! How many rows atoms look at on the ways that some rows begin.

use std::sync::Arc;

use crate::fact::RelationId;
use crate::program::{Atom, Condition, Term, VarId};

use super::sizes::{PLACES, Sizes, place};

/// Ways that are tried.
const SAMPLE: usize = 512;
/// From one row that is tried to the next, before it is brought within the rows there are: no multiple of what tables
/// usually repeat by.
const STRIDE: usize = 0x9E37_79B1;

/// By which words a column of an atom is looked up: those of a column of rows that came before, or of its own.
struct Lookup {
    from: (RelationId, usize),
    rows: usize,
    counts: Arc<[u32]>,
}

impl Sizes<'_> {
    /// About how many rows are looked at on a sample of ways: by the best of the atoms alone, and by whichever has the
    /// fewest on each way. Every way counts one more, for what it takes to ask. `order` are the conditions before, of which
    /// the atoms bind what these atoms know.
    pub(super) fn looked_at(
        &self,
        body: &[Condition],
        order: &[usize],
        atoms: &[usize],
        bound: &[VarId],
    ) -> (u64, u64) {
        let lookups: Vec<Vec<Lookup>> = atoms
            .iter()
            .map(|condition| match &body[*condition] {
                Condition::Atom(atom) => self.lookups(body, order, atom, bound),
                _ => Vec::new(),
            })
            .collect();
        let (mut alone, mut met) = (vec![0; atoms.len()], 0);
        for sample in 0..SAMPLE {
            let looked_at = |lookups: &Vec<Lookup>| {
                let counts = lookups.iter().map(|lookup| self.count(lookup, sample));
                counts.min().map_or(u64::MAX, u64::from)
            };
            let mut fewest = u64::MAX;
            for (alone, lookups) in alone.iter_mut().zip(&lookups) {
                let rows = looked_at(lookups);
                *alone = rows.saturating_add(*alone);
                fewest = fewest.min(rows);
            }
            met = fewest.saturating_add(met);
        }
        let asked = SAMPLE as u64;
        (alone.into_iter().min().unwrap_or(0).saturating_add(asked), met.saturating_add(asked))
    }

    /// The columns that an atom is looked up by.
    fn lookups(&self, body: &[Condition], order: &[usize], atom: &Atom, bound: &[VarId]) -> Vec<Lookup> {
        let known = atom.arguments.iter().filter_map(|argument| match argument.term {
            Term::Variable(variable) if bound.contains(&variable) => Some((argument.column, variable)),
            _ => None,
        });
        let lookup = |(column, variable): (usize, VarId)| {
            let own = (atom.relation, column);
            let from = order.iter().find_map(|before| bound_at(&body[*before], variable)).unwrap_or(own);
            Lookup { from, rows: self.rows(from.0), counts: self.counts(own) }
        };
        known.map(lookup).collect()
    }

    /// How many rows a way of the sample finds. Ways take the same row of a relation for all that it binds.
    fn count(&self, lookup: &Lookup, sample: usize) -> u32 {
        let (relation, column) = lookup.from;
        if lookup.rows == 0 {
            return 0;
        }
        let mixed = sample.wrapping_mul(STRIDE).wrapping_add(relation.0 as usize);
        let row = self.facts.table(relation).row((mixed % lookup.rows) as u32);
        row.get(column).map_or(0, |word| lookup.counts[place(*word)])
    }

    /// About how many rows hold each word of a column, by the place of the word.
    fn counts(&self, (relation, column): (RelationId, usize)) -> Arc<[u32]> {
        let rows = self.rows(relation);
        let known = self.distinct.borrow().places.get(&(relation, column)).cloned();
        if let Some((counted, counts)) = known
            && rows < counted.saturating_mul(2)
        {
            return counts;
        }
        let mut counts = vec![0_u32; PLACES];
        let table = self.facts.table(relation);
        for row in 0..rows as u32 {
            if let Some(word) = table.row(row).get(column) {
                counts[place(*word)] += 1;
            }
        }
        let counts: Arc<[u32]> = counts.into();
        self.distinct.borrow_mut().places.insert((relation, column), (rows.max(1), Arc::clone(&counts)));
        counts
    }
}

/// The column of an atom that binds a variable.
fn bound_at(condition: &Condition, variable: VarId) -> Option<(RelationId, usize)> {
    let Condition::Atom(atom) = condition else { return None };
    let at = atom.arguments.iter().find(|argument| argument.term == Term::Variable(variable))?;
    Some((atom.relation, at.column))
}
