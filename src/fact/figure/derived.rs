//! Which derived figures there are.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use rust_decimal::Decimal;

use crate::base::Amount;
use crate::fact::{half, widened};

use super::{DerivedOrigin, FigureId, Figures, Origin, Status};

/// Numbers of figures by what they are derived from; the figures themselves stay where they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Derived {
    /// With their hashes, so that a table that grows looks at no figure.
    numbers: HashTable<(u32, u32)>,
    state: RandomState,
}

/// About what a number takes.
const NUMBER_BYTES: usize = 12;

impl Derived {
    #[inline]
    pub(super) fn bytes(&self) -> usize {
        self.numbers.len() * NUMBER_BYTES
    }

    /// The hash of a sum. Figures alone tell nearly all derivations apart; hashing decimals costs more than it gains.
    #[inline]
    pub(super) fn hash_of_sum(&self, figures: impl Iterator<Item = FigureId>) -> u32 {
        let mut hasher = self.state.build_hasher();
        figures.for_each(|figure| hasher.write_u32(figure.0));
        half(hasher.finish())
    }

    fn hash(&self, origin: DerivedOrigin<'_>, value: Decimal) -> u32 {
        let mut hasher = self.state.build_hasher();
        match origin {
            DerivedOrigin::Constant | DerivedOrigin::Blank => value.hash(&mut hasher),
            DerivedOrigin::Sum(terms) => return self.hash_of_sum(terms.iter().map(|(figure, _)| *figure)),
            DerivedOrigin::Function(name, parts) => (name, parts).hash(&mut hasher),
        }
        half(hasher.finish())
    }
}

impl Figures {
    /// A derived figure; the same derivation gives the same number. Values are the same whatever their scale.
    pub fn derive(&mut self, amount: Amount, origin: DerivedOrigin<'_>, status: Status) -> FigureId {
        self.effort += origin.terms() as u64;
        let hash = self.derived.hash(origin, amount.value);
        let same = |figures: &Figures, id| is_from(figures.origin(id), origin) && figures.amount(id) == amount;
        self.derived_by(hash, same, |figures| {
            let packed = figures.amounts.pack(&amount, status, false);
            (packed, figures.origins.derived(origin))
        })
    }

    /// The figure of a hash that is the same, or a new one of the digits, the style and the origin that `make` gives.
    #[inline]
    pub(super) fn derived_by(
        &mut self,
        hash: u32,
        same: impl Fn(&Figures, FigureId) -> bool,
        make: impl FnOnce(&mut Figures) -> ((i64, u32), u32),
    ) -> FigureId {
        let known = |(other, number): &(u32, u32)| *other == hash && same(self, FigureId(*number));
        if let Some((_, number)) = self.derived.numbers.find(widened(hash), known) {
            return FigureId(*number);
        }
        let (packed, origin) = make(self);
        let id = self.push(packed, origin);
        self.derived.numbers.insert_unique(widened(hash), (hash, id.0), |(hash, _)| widened(*hash));
        id
    }
}

fn is_from(origin: Origin<'_>, wanted: DerivedOrigin<'_>) -> bool {
    match (origin, wanted) {
        (Origin::Constant, DerivedOrigin::Constant) | (Origin::Blank, DerivedOrigin::Blank) => true,
        (Origin::Sum(terms), DerivedOrigin::Sum(wanted)) => terms.iter().eq(wanted.iter().copied()),
        (Origin::Function(name, parts), DerivedOrigin::Function(wanted, others)) => name == wanted && parts == others,
        _ => false,
    }
}
