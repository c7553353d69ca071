//! One cause, several findings: which of them to read first.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Finding;
use crate::fact::FigureId;

/// What grouping looks at.
pub(super) struct Cause {
    /// The printed figures that were compared, sorted.
    pub(super) figures: Vec<FigureId>,
    /// By how much they disagree, without sign; `None` when nothing was subtracted.
    pub(super) difference: Option<Decimal>,
}

/// Puts findings that disagree by the same amount, and share a printed figure, under the one to read first: the
/// heaviest, then the one over the fewest figures.
pub(super) fn group(findings: &mut [Finding], causes: &[Cause]) {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(findings[*index].severity), causes[*index].figures.len(), *index));
    let mut root: Vec<Option<usize>> = vec![None; findings.len()];
    // By difference and figure, the position of the first finding that stands under no other.
    let mut first: BTreeMap<(Decimal, FigureId), usize> = BTreeMap::new();
    for (position, index) in order.iter().enumerate() {
        let cause = &causes[*index];
        let Some(difference) = cause.difference.filter(|difference| !difference.is_zero()) else { continue };
        let above = cause.figures.iter().filter_map(|figure| first.get(&(difference, *figure))).min();
        match above {
            Some(above) => root[*index] = Some(order[*above]),
            None => cause.figures.iter().for_each(|figure| {
                first.entry((difference, *figure)).or_insert(position);
            }),
        }
    }
    for index in 0..findings.len() {
        if let Some(root) = root[index] {
            let fingerprint = findings[index].fingerprint.clone();
            findings[root].under.push(fingerprint);
        }
    }
}
