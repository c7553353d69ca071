//! Sums of many figures of one kind, by their digits alone.

use rust_decimal::Decimal;

use super::amounts::{Class, Style};
use super::{DerivedOrigin, FigureId, Figures, Origin, Status};

impl Figures {
    /// The sum of figures that are printed alike, or of such sums, each once and none of them ambiguous; `None` where they
    /// are not, or where the sum may not be kept as its parts are. What it gives is what adding up amounts and ranges gives.
    pub fn sum(&mut self, parts: &[FigureId]) -> Option<FigureId> {
        let [first, _, ..] = parts else { return None };
        let alike = Class { slack: 0, ..*self.summand(*first)?.0 };
        let (mut digits, mut slack, mut effort) = (0, 0, 0);
        let (mut low_closed, mut high_closed, mut declared_exact) = (true, true, false);
        for part in parts {
            let (class, style) = self.summand(*part)?;
            if (Class { slack: 0, ..*class }) != alike {
                return None;
            }
            digits += i128::from(self.entry(*part).digits);
            slack += i128::from(class.slack);
            low_closed &= style.low_closed;
            high_closed &= style.high_closed;
            declared_exact |= style.declared_exact;
            effort += self.terms(*part);
        }
        let (digits, slack) = (i64::try_from(digits).ok()?, i64::try_from(slack).ok()?);
        let class = Class { slack, ..alike };
        // A zero is without scale or sign where decimals were multiplied or taken from each other.
        if digits == 0 || class.ends(digits)?.contains(&0) {
            return None;
        }
        let terms = self.terms_of(parts)?;
        self.effort += (effort + terms.len()) as u64;
        let style = self.amounts.style_of_sum(class, (low_closed, high_closed));
        let same = |figures: &Figures, id: FigureId| {
            let known = figures.entry(id);
            (known.digits, known.style) == (digits, style)
                || figures.amount(id) == figures.amounts.amount(digits, style)
        };
        let id = self.derive_as(DerivedOrigin::Sum(&terms), Decimal::ZERO, same, |_| (digits, style));
        if declared_exact {
            self.declare_exact(id);
        }
        Some(id)
    }

    /// What a part of a sum is like, if it can be added up by its digits.
    #[inline]
    fn summand(&self, part: FigureId) -> Option<(&Class, Style)> {
        let style = self.amounts.get(self.entry(part).style);
        let plain = match self.origin(part) {
            Origin::Sum(_) => style.of_alike,
            Origin::Constant => false,
            Origin::Printed(_) | Origin::Given | Origin::Blank | Origin::Function(..) => true,
        };
        self.amounts.class(style).filter(|_| plain && style.status != Status::Ambiguous).map(|class| (class, style))
    }

    /// The terms of a sum of alike parts, sorted; `None` when one comes twice.
    fn terms_of(&self, parts: &[FigureId]) -> Option<Vec<(FigureId, Decimal)>> {
        let mut terms: Vec<(FigureId, Decimal)> = Vec::with_capacity(parts.len());
        for part in parts {
            match self.origin(*part) {
                Origin::Sum(sum) => terms.extend(sum.figures().map(|term| (term, Decimal::ONE))),
                _ => terms.push((*part, Decimal::ONE)),
            }
        }
        let by_figure = |(figure, _): &(FigureId, Decimal)| *figure;
        if !terms.is_sorted_by_key(by_figure) {
            terms.sort_unstable_by_key(by_figure);
        }
        terms.windows(2).all(|pair| pair[0].0 != pair[1].0).then_some(terms)
    }
}
