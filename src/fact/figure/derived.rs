//! Which derived figures there are.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use rust_decimal::Decimal;

use crate::base::Amount;

use super::{DerivedOrigin, FigureId, Figures, Origin, Status};

/// Numbers of figures by what they are derived from; the figures themselves stay where they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Derived {
    numbers: HashTable<u32>,
    state: RandomState,
}

/// About what a number takes.
const NUMBER_BYTES: usize = 6;

impl Derived {
    #[inline]
    pub(super) fn bytes(&self) -> usize {
        self.numbers.len() * NUMBER_BYTES
    }
}

impl Figures {
    /// A derived figure; the same derivation gives the same number. Values are the same whatever their scale.
    pub fn derive(&mut self, amount: Amount, origin: DerivedOrigin<'_>, status: Status) -> FigureId {
        self.effort += origin.terms() as u64;
        self.derive_as(
            origin,
            amount.value,
            |figures, id| figures.amount(id) == amount,
            |figures| figures.amounts.pack(&amount, status, false),
        )
    }

    /// The figure of an origin that is the same, or a new one of what `pack` gives.
    pub(super) fn derive_as(
        &mut self,
        origin: DerivedOrigin<'_>,
        value: Decimal,
        same: impl Fn(&Figures, FigureId) -> bool,
        pack: impl FnOnce(&mut Figures) -> (i64, u32),
    ) -> FigureId {
        let hash = hash(&self.derived.state, origin, value);
        let known = |number: &u32| {
            let id = FigureId(*number);
            is_from(self.origin(id), origin) && same(self, id)
        };
        if let Some(number) = self.derived.numbers.find(hash, known) {
            return FigureId(*number);
        }
        let packed = pack(self);
        let origin = self.origins.derived(origin);
        let id = self.push(packed, origin);
        let mut numbers = std::mem::take(&mut self.derived.numbers);
        numbers.insert_unique(hash, id.0, |number| self.hash_of(FigureId(*number)));
        self.derived.numbers = numbers;
        id
    }

    fn hash_of(&self, id: FigureId) -> u64 {
        let state = &self.derived.state;
        match self.origin(id) {
            Origin::Sum(terms) => hash_sum(state, terms.figures()),
            Origin::Function(name, parts) => hash(state, DerivedOrigin::Function(name, parts), Decimal::ZERO),
            _ => hash(state, DerivedOrigin::Constant, self.amount(id).value),
        }
    }
}

/// Figures alone tell nearly all derivations apart; hashing decimals costs more than it gains.
fn hash(state: &RandomState, origin: DerivedOrigin<'_>, value: Decimal) -> u64 {
    let mut hasher = state.build_hasher();
    match origin {
        DerivedOrigin::Constant | DerivedOrigin::Blank => value.hash(&mut hasher),
        DerivedOrigin::Sum(terms) => return hash_sum(state, terms.iter().map(|(figure, _)| *figure)),
        DerivedOrigin::Function(name, parts) => (name, parts).hash(&mut hasher),
    }
    hasher.finish()
}

#[inline]
fn hash_sum(state: &RandomState, figures: impl Iterator<Item = FigureId>) -> u64 {
    let mut hasher = state.build_hasher();
    figures.for_each(|figure| hasher.write_u32(figure.0));
    hasher.finish()
}

fn is_from(origin: Origin<'_>, wanted: DerivedOrigin<'_>) -> bool {
    match (origin, wanted) {
        (Origin::Constant, DerivedOrigin::Constant) | (Origin::Blank, DerivedOrigin::Blank) => true,
        (Origin::Sum(terms), DerivedOrigin::Sum(wanted)) => terms.iter().eq(wanted.iter().copied()),
        (Origin::Function(name, parts), DerivedOrigin::Function(wanted, others)) => name == wanted && parts == others,
        _ => false,
    }
}
