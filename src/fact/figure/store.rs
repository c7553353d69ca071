//! All figures of an evaluation.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::{Amount, Interval, Kind, Place};

use super::amounts::{Amounts, Style};
use super::derived::Derived;
use super::origins::{NumberedTerm, Origins};
use super::{Figure, FigureId, Origin, Status};

/// All figures of an evaluation. Derived figures are shared: the same derivation gives the same number.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    entries: Vec<Entry>,
    pub(super) amounts: Amounts,
    pub(super) origins: Origins,
    pub(super) derived: Derived,
    candidates: BTreeMap<FigureId, Vec<String>>,
    pub(super) effort: u64,
    /// Room for the terms of a sum.
    pub(super) terms: Vec<NumberedTerm>,
    /// The figures of the least whole numbers.
    pub(super) wholes: [Option<FigureId>; 8],
}

/// One figure. There are many: what it shares with others is kept once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) digits: i64,
    pub(super) style: u32,
    pub(super) origin: u32,
}

impl Figures {
    /// Adds a figure that is printed.
    pub fn add(&mut self, figure: Figure) -> FigureId {
        let Figure { amount, status, place, candidates, declared_exact } = figure;
        let packed = self.amounts.pack(&amount, status, declared_exact);
        let origin = self.origins.printed(place);
        let id = self.push(packed, origin);
        if !candidates.is_empty() {
            self.candidates.insert(id, candidates);
        }
        id
    }

    /// A figure of a fact that was given, which no other figure is.
    pub fn given(&mut self, amount: Amount) -> FigureId {
        let packed = self.amounts.pack(&amount, Status::Printed, false);
        self.push(packed, Origins::GIVEN)
    }

    /// A figure of a fact that was given, like an earlier one in all but its digits, which end at the same place behind the
    /// point: no style is looked for. `None` where the earlier one is not kept by digits, or these do not fit.
    #[inline]
    pub fn given_like(&mut self, digits: i64, like: FigureId) -> Option<FigureId> {
        let style = self.entry(like).style;
        self.amounts.class(self.amounts.get(style))?.ends(digits)?;
        Some(self.push((digits, style), Origins::GIVEN))
    }

    /// Makes room for so many more figures.
    pub fn reserve(&mut self, more: usize) {
        self.entries.reserve_exact(more);
    }

    pub(super) fn push(&mut self, (digits, style): (i64, u32), origin: u32) -> FigureId {
        self.entries.push(Entry { digits, style, origin });
        FigureId((self.entries.len() - 1) as u32)
    }

    #[inline]
    pub(super) fn entry(&self, id: FigureId) -> Entry {
        self.entries[id.0 as usize]
    }

    pub(super) fn set_style(&mut self, id: FigureId, style: Style) {
        self.entries[id.0 as usize].style = self.amounts.style(style);
    }

    #[inline]
    fn style(&self, id: FigureId) -> Style {
        self.amounts.get(self.entry(id).style)
    }

    /// The value of a figure and what it may stand for.
    #[inline]
    pub fn amount(&self, id: FigureId) -> Amount {
        let Entry { digits, style, .. } = self.entry(id);
        self.amounts.amount(digits, style)
    }

    /// The value of a figure and what it measures.
    #[inline]
    pub fn measure(&self, id: FigureId) -> (Decimal, Kind) {
        let Entry { digits, style, .. } = self.entry(id);
        self.amounts.measure(digits, style)
    }

    /// Which of two figures has the greater value, where their digits tell.
    #[inline]
    pub fn order(&self, left: FigureId, right: FigureId) -> Option<Ordering> {
        let (left, right) = (self.entry(left), self.entry(right));
        self.amounts.order((left.digits, left.style), (right.digits, right.style))
    }

    /// What a figure may stand for.
    #[inline]
    pub fn range(&self, id: FigureId) -> Interval {
        let Entry { digits, style, .. } = self.entry(id);
        self.amounts.range(digits, style)
    }

    /// How sure a figure is.
    #[inline]
    pub fn status(&self, id: FigureId) -> Status {
        self.style(id).status
    }

    /// Says how sure a figure is that was read, and for an ambiguous one which columns or readings are possible.
    pub fn set_status(&mut self, id: FigureId, status: Status, candidates: Vec<String>) {
        self.set_style(id, Style { status, ..self.style(id) });
        if candidates.is_empty() {
            self.candidates.remove(&id);
        } else {
            self.candidates.insert(id, candidates);
        }
    }

    /// Whether a figure is, or was, ambiguous.
    pub fn any_ambiguous(&self) -> bool {
        self.amounts.any_ambiguous()
    }

    /// For an ambiguous figure: the columns, or readings, that are possible.
    pub fn candidates(&self, id: FigureId) -> &[String] {
        self.candidates.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether a figure is exact only because a pack says so.
    #[inline]
    pub fn declared_exact(&self, id: FigureId) -> bool {
        self.style(id).declared_exact
    }

    /// Notes that a figure is exact only because a pack says so.
    pub fn declare_exact(&mut self, id: FigureId) {
        self.set_style(id, Style { declared_exact: true, ..self.style(id) });
    }

    /// Where a figure comes from.
    #[inline]
    pub fn origin(&self, id: FigureId) -> Origin<'_> {
        self.origins.get(self.entry(id).origin)
    }

    /// How many figures a figure was derived from.
    #[inline]
    pub fn terms(&self, id: FigureId) -> usize {
        match self.origin(id) {
            Origin::Printed(_) | Origin::Given | Origin::Constant | Origin::Blank => 0,
            Origin::Sum(terms) => terms.iter().len(),
            Origin::Function(_, parts) => parts.len(),
        }
    }

    /// About how much memory they take.
    #[inline]
    pub fn bytes(&self) -> usize {
        size_of_val(self.entries.as_slice()) + self.amounts.bytes() + self.origins.bytes() + self.derived.bytes()
    }

    /// How many terms of sums were looked at to derive figures.
    #[inline]
    pub fn effort(&self) -> u64 {
        self.effort
    }

    /// Adds terms that were looked at.
    #[inline]
    pub fn add_effort(&mut self, terms: usize) {
        self.effort += terms as u64;
    }

    /// How many figures there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Where a printed figure stands.
    #[inline]
    pub fn place(&self, id: FigureId) -> Option<&Place> {
        match self.origin(id) {
            Origin::Printed(place) => Some(place),
            _ => None,
        }
    }
}
