//! What aggregates gathered for several clauses, or for several rounds of one.

use crate::engine::plan::{Gather, ShareId};

use super::gather::Gathered;

/// What aggregates gathered that clauses share, by their numbers in the plans of the program. The relations they read do
/// not change any more: those of lower strata while there are definitions, all of them while there are rules.
#[derive(Default)]
pub(super) struct Shared(Vec<Option<Box<Gathered>>>);

impl Shared {
    /// Nothing yet of so many.
    pub(super) fn new(count: usize) -> Shared {
        Shared((0..count).map(|_| None).collect())
    }

    /// What a step gathered: for itself, or what it shares.
    pub(super) fn of<'g>(&'g self, own: Option<&'g Gathered>, number: Option<ShareId>) -> Option<&'g Gathered> {
        own.or_else(|| self.0.get(number? as usize)?.as_deref())
    }

    /// Where what a step gathered stays, and whether that is shared.
    pub(super) fn place<'g>(
        &'g mut self,
        own: &'g mut Option<Box<Gathered>>,
        gather: &Gather,
    ) -> (&'g mut Option<Box<Gathered>>, bool) {
        let shared = gather.shared.and_then(|number| self.0.get_mut(number as usize));
        let serves = |shared: &Option<Box<Gathered>>| shared.as_ref().is_none_or(|gathered| gathered.serves(gather));
        match shared {
            Some(shared) if own.is_none() && serves(shared) => (shared, true),
            _ => (own, false),
        }
    }
}
