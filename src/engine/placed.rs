//! Identities that placed figures.

use std::collections::BTreeSet;

use foldhash::HashSet;

use crate::fact::{FigureId, Figures, Origin};

use super::value::form_of_difference;

/// Identities that placed figures, so that a rule which repeats one proves nothing by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The printed figures of each, sorted.
    instances: BTreeSet<Vec<FigureId>>,
    /// All of them.
    figures: HashSet<FigureId>,
}

impl From<BTreeSet<Vec<FigureId>>> for Placed {
    /// The printed figures of each identity, sorted.
    fn from(instances: BTreeSet<Vec<FigureId>>) -> Placed {
        Placed { figures: instances.iter().flatten().copied().collect(), instances }
    }
}

impl Placed {
    /// Whether two sides of a comparison that holds are one of them: their difference is made of the same figures.
    pub(super) fn repeats(&self, figures: &Figures, left: FigureId, right: FigureId) -> bool {
        let placed = |side: FigureId| match figures.origin(side) {
            Origin::Sum(terms) => terms.figures().any(|figure| self.figures.contains(&figure)),
            _ => self.figures.contains(&side),
        };
        !self.figures.is_empty()
            && (placed(left) || placed(right))
            && form_of_difference(figures, left, right).is_some_and(|form| {
                let form: Vec<FigureId> = form.into_iter().map(|(figure, _)| figure).collect();
                self.instances.contains(&form)
            })
    }
}
