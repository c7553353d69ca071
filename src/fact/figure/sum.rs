//! Sums of many figures of one kind, by their digits alone.

use rust_decimal::Decimal;

use crate::base::{Kind, Precision};

use super::amounts::{Class, Style};
use super::origins::{NumberedTerm, Origins};
use super::{FigureId, Figures, Origin, Status};

impl Figures {
    /// The sum of figures that are printed alike, of such sums, and of blank cells that count as nothing, none of them
    /// ambiguous and none but blanks twice; `None` where they are not, or where the sum may not be kept as its parts are.
    /// What it gives is what adding up amounts and ranges gives.
    pub fn sum(&mut self, parts: &[FigureId]) -> Option<FigureId> {
        if let [only] = parts
            && !matches!(self.origin(*only), Origin::Sum(_) | Origin::Constant)
        {
            self.effort += self.terms(*only) as u64;
            return Some(*only);
        }
        let first = parts.iter().position(|part| !self.is_nothing(*part))?;
        let alike = Class { slack: 0, ..*self.summand(*parts.get(first)?)?.0 };
        let goes = |kind: Kind| alike.kind != Kind::Bare && (kind == alike.kind || kind == Kind::Bare);
        let before = parts[..first].iter().all(|part| goes(self.measure(*part).1));
        if parts.len() < 2 || !before {
            return None;
        }
        let (mut digits, mut slack, mut effort, mut blanks) = (0, 0, 0, first > 0);
        let (mut low_closed, mut high_closed, mut declared_exact) = (true, true, false);
        // The style of the last part, and its slack.
        let mut known = (None, 0);
        for part in &parts[first..] {
            let entry = self.entry(*part);
            if known.0 == Some(entry.style) && Origins::is_own(entry.origin) {
                digits += i128::from(entry.digits);
                slack += known.1;
                continue;
            }
            let (class, style) = self.summand(*part)?;
            if known.0 != Some(entry.style) && (Class { slack: 0, ..*class }) != alike {
                // A zero that is added to nothing takes over its unit and its scale.
                if digits == 0 || !goes(class.kind) || !self.is_nothing(*part) {
                    return None;
                }
                blanks = true;
                continue;
            }
            known = (Some(entry.style), i128::from(class.slack));
            digits += i128::from(entry.digits);
            slack += known.1;
            low_closed &= style.low_closed;
            high_closed &= style.high_closed;
            declared_exact |= style.declared_exact;
            effort += self.terms(*part);
        }
        let (digits, slack) = (i64::try_from(digits).ok()?, i64::try_from(slack).ok()?);
        let class = Class { slack, ..alike };
        // A zero is without scale or sign where decimals were multiplied or taken from each other.
        if (digits == 0 && blanks) || class.ends(digits)?.contains(&0) {
            return None;
        }
        let mut terms = std::mem::take(&mut self.terms);
        let id = self.collect_terms(parts, &mut terms).then(|| {
            self.effort += (effort + terms.len()) as u64;
            self.sum_of(&terms, digits, class, (low_closed, high_closed))
        });
        self.terms = terms;
        let id = id?;
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

    /// Whether it is a blank cell that counts as nothing, and adds nothing but itself to a sum.
    #[inline]
    fn is_nothing(&self, part: FigureId) -> bool {
        if !matches!(self.origin(part), Origin::Blank) {
            return false;
        }
        let entry = self.entry(part);
        let style = self.amounts.get(entry.style);
        self.amounts.class(style).is_some_and(|class| {
            (entry.digits, class.slack, style.status) == (0, 0, Status::Derived)
                && (style.low_closed, style.high_closed, style.declared_exact) == (true, true, false)
                && class.precision == Precision::Digits(0)
        })
    }

    /// The sum of terms, with its digits.
    fn sum_of(&mut self, terms: &[NumberedTerm], digits: i64, class: Class, closed: (bool, bool)) -> FigureId {
        let style = self.amounts.style_of_sum(class, closed);
        let same = |figures: &Figures, id: FigureId| {
            let Origin::Sum(others) = figures.origin(id) else { return false };
            let known = figures.entry(id);
            others.is_same(figures.origins.terms(terms))
                && ((known.digits, known.style) == (digits, style)
                    || figures.amount(id) == figures.amounts.amount(digits, style))
        };
        let hash = self.derived.hash_of_sum(terms.iter().map(|(figure, _)| *figure));
        self.derived_by(hash, same, |figures| ((digits, style), figures.origins.sum(terms)))
    }

    /// The terms of a sum of alike parts, sorted; not where one that is no blank comes twice.
    fn collect_terms(&mut self, parts: &[FigureId], terms: &mut Vec<NumberedTerm>) -> bool {
        terms.clear();
        let one = self.origins.coefficient(Decimal::ONE);
        for part in parts {
            match self.origin(*part) {
                Origin::Sum(sum) => terms.extend_from_slice(sum.numbered()),
                _ => terms.push((*part, one)),
            }
        }
        if terms.is_sorted_by(|one, next| one.0 < next.0) {
            return true;
        }
        terms.sort_by_key(|(figure, _)| *figure);
        if terms.windows(2).any(|pair| pair[0].0 == pair[1].0 && !self.is_nothing(pair[0].0)) {
            return false;
        }
        let origins = &mut self.origins;
        terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = origins.added(kept.1, next.1);
            }
            same
        });
        true
    }
}
