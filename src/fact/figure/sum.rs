//! Sums of many figures of one kind, by their digits alone.

use rust_decimal::Decimal;

use super::amounts::{Class, Style};
use super::{DerivedOrigin, FigureId, Figures, Origin, Status};

impl Figures {
    /// The sum of figures that are printed alike, each once, none of them ambiguous or a sum itself; `None` where they are
    /// not, or where the sum may not be kept as its parts are. What it gives is what adding up amounts and ranges gives.
    pub fn sum(&mut self, parts: &[FigureId]) -> Option<FigureId> {
        let (first, rest) = parts.split_first()?;
        if rest.is_empty() {
            return None;
        }
        let class = *self.summand(*first)?.0;
        let mut total = 0;
        let (mut low_closed, mut high_closed, mut declared_exact) = (true, true, false);
        let mut effort = 0;
        for part in parts {
            let (of, style) = self.summand(*part)?;
            if *of != class {
                return None;
            }
            total += i128::from(self.entry(*part).digits);
            low_closed &= style.low_closed;
            high_closed &= style.high_closed;
            declared_exact |= style.declared_exact;
            effort += self.terms(*part);
        }
        let digits = i64::try_from(total).ok()?;
        let slack = class.slack.checked_mul(i64::try_from(parts.len()).ok()?)?;
        let class = Class { slack, ..class };
        // A zero is without scale or sign where decimals were multiplied or taken from each other.
        if digits == 0 || class.ends(digits)?.contains(&0) {
            return None;
        }
        let mut terms: Vec<(FigureId, Decimal)> = parts.iter().map(|part| (*part, Decimal::ONE)).collect();
        terms.sort_unstable_by_key(|(part, _)| *part);
        if terms.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return None;
        }
        self.effort += (effort + terms.len()) as u64;
        let closed = (low_closed, high_closed);
        let mut style = self.amounts.pack_class(class, closed, false);
        let same = |figures: &Figures, id: FigureId| {
            let entry = figures.entry(id);
            entry.digits == digits && entry.style == style
                || figures.amount(id) == figures.amounts.amount(digits, style)
        };
        let id = self.derive_as(DerivedOrigin::Sum(&terms), Decimal::ZERO, same, |_| (digits, style));
        if declared_exact {
            style = self.entry(id).style;
            let known = self.amounts.get(style);
            self.set_style(id, Style { declared_exact, ..known });
        }
        Some(id)
    }

    /// What a part of a sum is like, if it can be added up by its digits.
    #[inline]
    fn summand(&self, part: FigureId) -> Option<(&Class, Style)> {
        let style = self.amounts.get(self.entry(part).style);
        let sure = style.status != Status::Ambiguous;
        let plain = !matches!(self.origin(part), Origin::Sum(_) | Origin::Constant);
        self.amounts.class(style).filter(|_| sure && plain).map(|class| (class, style))
    }
}
