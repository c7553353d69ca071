//! All figures of an evaluation.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use foldhash::HashMap;
use rust_decimal::Decimal;

use crate::base::{Amount, Place};

use super::{DerivedOrigin, Figure, FigureId, Origin, Status};

/// All figures of an evaluation. Derived figures are shared: the same derivation gives the same number.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    entries: Vec<Entry>,
    derived: HashMap<Derivation, FigureId>,
    bytes: usize,
    effort: u64,
}

#[derive(Clone, Debug)]
struct Entry {
    amount: Amount,
    status: Status,
    source: Source,
    candidates: Vec<String>,
    declared_exact: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    Printed(Box<Place>),
    Given,
    Constant,
    Blank,
    Sum(Vec<(FigureId, Decimal)>),
    Function(&'static str, Vec<FigureId>),
}

/// The terms of a sum.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'f>(&'f [(FigureId, Decimal)]);

impl<'f> Terms<'f> {
    /// Coefficients times figures, sorted by figure.
    #[inline]
    pub fn iter(self) -> impl ExactSizeIterator<Item = (FigureId, Decimal)> + use<'f> {
        self.0.iter().copied()
    }
}

/// What makes a derived figure the same figure.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Derivation {
    source: Source,
    amount: Amount,
}

impl Hash for Derivation {
    /// Figures alone tell nearly all derivations apart; hashing decimals costs more than it gains.
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.source {
            Source::Printed(_) | Source::Given => {}
            Source::Constant | Source::Blank => self.amount.value.hash(state),
            Source::Sum(parts) => parts.iter().for_each(|(figure, _)| figure.hash(state)),
            Source::Function(name, parts) => (name, parts).hash(state),
        }
    }
}

impl Figures {
    /// Adds a figure that is printed.
    pub fn add(&mut self, figure: Figure) -> FigureId {
        let Figure { amount, status, place, candidates, declared_exact } = figure;
        self.push(Entry { amount, status, source: Source::Printed(Box::new(place)), candidates, declared_exact })
    }

    /// A figure of a fact that was given, which no other figure is.
    pub fn given(&mut self, amount: Amount) -> FigureId {
        let (status, source) = (Status::Printed, Source::Given);
        self.push(Entry { amount, status, source, candidates: Vec::new(), declared_exact: false })
    }

    /// A constant; equal constants are one figure.
    pub fn constant(&mut self, amount: Amount) -> FigureId {
        self.derive(amount, DerivedOrigin::Constant, Status::Derived)
    }

    /// A derived figure; the same derivation gives the same number.
    pub fn derive(&mut self, amount: Amount, origin: DerivedOrigin<'_>, status: Status) -> FigureId {
        let terms = origin.terms();
        let source = match origin {
            DerivedOrigin::Constant => Source::Constant,
            DerivedOrigin::Blank => Source::Blank,
            DerivedOrigin::Sum(terms) => Source::Sum(terms.to_vec()),
            DerivedOrigin::Function(name, parts) => Source::Function(name, parts.to_vec()),
        };
        let key = Derivation { source, amount };
        self.effort += terms as u64;
        if let Some(id) = self.derived.get(&key) {
            return *id;
        }
        let source = key.source.clone();
        self.bytes += size_of::<Derivation>() + 2 * terms * size_of::<(FigureId, Decimal)>();
        let id = self.push(Entry { amount, status, source, candidates: Vec::new(), declared_exact: false });
        self.derived.insert(key, id);
        id
    }

    fn push(&mut self, entry: Entry) -> FigureId {
        self.bytes += size_of::<Entry>();
        self.entries.push(entry);
        FigureId((self.entries.len() - 1) as u32)
    }

    fn entry(&self, id: FigureId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The value of a figure and what it may stand for.
    #[inline]
    pub fn amount(&self, id: FigureId) -> Amount {
        self.entry(id).amount
    }

    /// How sure a figure is.
    #[inline]
    pub fn status(&self, id: FigureId) -> Status {
        self.entry(id).status
    }

    /// Says how sure a figure is that was read, and for an ambiguous one which columns or readings are possible.
    pub fn set_status(&mut self, id: FigureId, status: Status, candidates: Vec<String>) {
        let entry = &mut self.entries[id.0 as usize];
        (entry.status, entry.candidates) = (status, candidates);
    }

    /// For an ambiguous figure: the columns, or readings, that are possible.
    pub fn candidates(&self, id: FigureId) -> &[String] {
        &self.entry(id).candidates
    }

    /// Whether a figure is exact only because a pack says so.
    #[inline]
    pub fn declared_exact(&self, id: FigureId) -> bool {
        self.entry(id).declared_exact
    }

    /// Notes that a figure is exact only because a pack says so.
    pub fn declare_exact(&mut self, id: FigureId) {
        self.entries[id.0 as usize].declared_exact = true;
    }

    /// Where a figure comes from.
    #[inline]
    pub fn origin(&self, id: FigureId) -> Origin<'_> {
        match &self.entry(id).source {
            Source::Printed(place) => Origin::Printed(place),
            Source::Given => Origin::Given,
            Source::Constant => Origin::Constant,
            Source::Blank => Origin::Blank,
            Source::Sum(terms) => Origin::Sum(Terms(terms)),
            Source::Function(name, parts) => Origin::Function(name, parts),
        }
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
        self.bytes
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
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            match self.origin(next) {
                Origin::Printed(_) | Origin::Given => found.push(next),
                Origin::Constant | Origin::Blank => {}
                Origin::Sum(terms) => open.extend(terms.iter().map(|(part, _)| part)),
                Origin::Function(_, parts) => open.extend(parts),
            }
        }
        found.sort_unstable();
        found
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
