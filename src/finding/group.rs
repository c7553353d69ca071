//! One cause, several findings: which of them to read first.

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
    for (position, index) in order.iter().enumerate() {
        let above = order[..position]
            .iter()
            .find(|other| root[**other].is_none() && same_cause(&causes[*index], &causes[**other]));
        root[*index] = above.copied();
    }
    for index in 0..findings.len() {
        if let Some(root) = root[index] {
            let fingerprint = findings[index].fingerprint.clone();
            findings[root].under.push(fingerprint);
        }
    }
}

fn same_cause(cause: &Cause, other: &Cause) -> bool {
    let alike =
        cause.difference.is_some_and(|difference| !difference.is_zero()) && cause.difference == other.difference;
    alike && cause.figures.iter().any(|figure| other.figures.binary_search(figure).is_ok())
}
