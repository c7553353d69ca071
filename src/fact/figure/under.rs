//! What figures are made of.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{FigureId, Figures, Origin};

impl Figures {
    /// Which figures a figure is a sum of, and with which coefficients; itself for any other figure.
    pub fn linear_form(&self, id: FigureId) -> Vec<(FigureId, Decimal)> {
        match self.origin(id) {
            Origin::Sum(terms) => terms.iter().collect(),
            Origin::Constant if self.amount(id).value.is_zero() => Vec::new(),
            _ => vec![(id, Decimal::ONE)],
        }
    }

    /// Every figure of a filing, or given, that a figure depends on, sorted.
    pub fn printed_under(&self, id: FigureId) -> Vec<FigureId> {
        let mut found = Vec::new();
        self.any_under(id, |next, origin| {
            if is_given(origin) {
                found.push(next);
            }
            false
        });
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a figure depends on one of a filing, or given.
    pub fn rests_on_given(&self, id: FigureId) -> bool {
        self.any_under(id, |_, origin| is_given(origin))
    }

    /// Whether a figure depends on a blank cell.
    pub fn rests_on_blank(&self, id: FigureId) -> bool {
        self.any_under(id, |_, origin| matches!(origin, Origin::Blank))
    }

    /// Whether a figure, or one that it is made of, is wanted. Those made of nothing may be asked about more than once.
    #[inline]
    fn any_under(&self, id: FigureId, mut wanted: impl FnMut(FigureId, Origin<'_>) -> bool) -> bool {
        match self.origin(id) {
            Origin::Sum(_) | Origin::Function(..) => self.walk_under(id, wanted),
            origin => wanted(id, origin),
        }
    }

    fn walk_under(&self, id: FigureId, mut wanted: impl FnMut(FigureId, Origin<'_>) -> bool) -> bool {
        let (mut open, mut seen) = (Vec::new(), BTreeSet::new());
        let mut next = Some(id);
        while let Some(figure) = next {
            let origin = self.origin(figure);
            let mut meets = |part: FigureId| {
                let origin = self.origin(part);
                if matches!(origin, Origin::Sum(_) | Origin::Function(..)) && seen.insert(part) {
                    open.push(part);
                }
                wanted(part, origin)
            };
            let found = match origin {
                Origin::Sum(terms) => terms.figures().any(&mut meets),
                Origin::Function(_, parts) => parts.iter().copied().any(&mut meets),
                _ => wanted(figure, origin),
            };
            if found {
                return true;
            }
            next = open.pop();
        }
        false
    }
}

fn is_given(origin: Origin<'_>) -> bool {
    matches!(origin, Origin::Printed(_) | Origin::Given)
}
