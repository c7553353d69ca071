//! Where figures come from, in four bytes each.

use std::sync::Arc;

use foldhash::fast::RandomState;
use indexmap::IndexSet;
use rust_decimal::Decimal;

use crate::base::Place;

use super::amounts::Exact;
use super::{DerivedOrigin, FigureId, Origin};

const NUMBER_BITS: u32 = 29;
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;
const CONSTANT: u32 = 0;
const BLANK: u32 = 1;
const GIVEN: u32 = 2;
const PRINTED: u32 = 3;
const SUM: u32 = 4;
const FUNCTION: u32 = 5;

/// Places, terms and parts, one behind the other; an origin is three bits of kind and a number.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    places: Arc<Vec<Place>>,
    /// Figures with the numbers of their coefficients.
    terms: Vec<NumberedTerm>,
    /// Where each sum begins in `terms`.
    sums: Vec<u32>,
    coefficients: IndexSet<Exact, RandomState>,
    parts: Vec<FigureId>,
    /// Where each function begins in `parts`, and what it is called.
    functions: Vec<(u32, &'static str)>,
}

/// A figure with the number of its coefficient.
pub(super) type NumberedTerm = (FigureId, u32);

/// The terms of a sum.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'f> {
    terms: &'f [NumberedTerm],
    coefficients: &'f IndexSet<Exact, RandomState>,
}

impl<'f> Terms<'f> {
    /// Figures with their coefficients, sorted by figure.
    #[inline]
    pub fn iter(self) -> impl ExactSizeIterator<Item = (FigureId, Decimal)> + use<'f> {
        self.terms.iter().map(move |(figure, coefficient)| (*figure, self.coefficients[*coefficient as usize].0))
    }

    /// Whether others are the same: the same number is the same coefficient, and others may be of the same value.
    #[inline]
    pub(super) fn is_same(self, other: Terms<'_>) -> bool {
        self.terms == other.terms || (self.terms.len() == other.terms.len() && self.iter().eq(other.iter()))
    }

    /// Figures with the numbers of their coefficients.
    #[inline]
    pub(super) fn numbered(self) -> &'f [NumberedTerm] {
        self.terms
    }

    /// The figures, sorted.
    #[inline]
    pub fn figures(self) -> impl ExactSizeIterator<Item = FigureId> + use<'f> {
        self.terms.iter().map(|(figure, _)| *figure)
    }
}

impl Origins {
    /// A figure that was given.
    pub(super) const GIVEN: u32 = GIVEN << NUMBER_BITS;

    /// A figure that is printed.
    pub(super) fn printed(&mut self, place: Place) -> u32 {
        Arc::make_mut(&mut self.places).push(place);
        origin(PRINTED, self.places.len() - 1)
    }

    /// What a figure is derived from.
    pub(super) fn derived(&mut self, from: DerivedOrigin<'_>) -> u32 {
        match from {
            DerivedOrigin::Constant => origin(CONSTANT, 0),
            DerivedOrigin::Blank => origin(BLANK, 0),
            DerivedOrigin::Sum(terms) => {
                self.sums.push(start(self.terms.len()));
                let mut last = None;
                for (figure, coefficient) in terms {
                    let known = last.filter(|(before, _)| *before == Exact(*coefficient)).map(|(_, number)| number);
                    let number = known.unwrap_or_else(|| self.coefficient(*coefficient));
                    last = Some((Exact(*coefficient), number));
                    self.terms.push((*figure, number));
                }
                origin(SUM, self.sums.len() - 1)
            }
            DerivedOrigin::Function(name, parts) => {
                self.functions.push((start(self.parts.len()), name));
                self.parts.extend_from_slice(parts);
                origin(FUNCTION, self.functions.len() - 1)
            }
        }
    }

    /// The number of a coefficient.
    pub(super) fn coefficient(&mut self, coefficient: Decimal) -> u32 {
        self.coefficients.insert_full(Exact(coefficient)).0 as u32
    }

    /// The number of two coefficients together.
    pub(super) fn added(&mut self, one: u32, other: u32) -> u32 {
        let value = |number: u32| self.coefficients[number as usize].0;
        self.coefficient(value(one) + value(other))
    }

    /// A sum of terms with the numbers of their coefficients.
    pub(super) fn sum(&mut self, terms: &[NumberedTerm]) -> u32 {
        self.sums.push(start(self.terms.len()));
        self.terms.extend_from_slice(terms);
        origin(SUM, self.sums.len() - 1)
    }

    /// Such terms as a sum has them.
    #[inline]
    pub(super) fn terms<'f>(&'f self, terms: &'f [NumberedTerm]) -> Terms<'f> {
        Terms { terms, coefficients: &self.coefficients }
    }

    /// Whether it is that of a figure that is derived from nothing and does not stand in a rule.
    #[inline]
    pub(super) fn is_own(origin: u32) -> bool {
        matches!(origin >> NUMBER_BITS, BLANK | GIVEN | PRINTED)
    }

    /// Where a figure comes from.
    #[inline]
    pub(super) fn get(&self, origin: u32) -> Origin<'_> {
        let number = (origin & NUMBER) as usize;
        match origin >> NUMBER_BITS {
            CONSTANT => Origin::Constant,
            BLANK => Origin::Blank,
            PRINTED => Origin::Printed(&self.places[number]),
            SUM => {
                let end = self.sums.get(number + 1).map_or(self.terms.len(), |end| *end as usize);
                let terms = &self.terms[self.sums[number] as usize..end];
                Origin::Sum(self.terms(terms))
            }
            FUNCTION => {
                let end = self.functions.get(number + 1).map_or(self.parts.len(), |(end, _)| *end as usize);
                let (start, name) = self.functions[number];
                Origin::Function(name, &self.parts[start as usize..end])
            }
            _ => Origin::Given,
        }
    }

    /// About how much memory they take.
    #[inline]
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.places.as_slice())
            + size_of_val(self.terms.as_slice())
            + size_of_val(self.sums.as_slice())
            + size_of_val(self.parts.as_slice())
            + size_of_val(self.functions.as_slice())
            + self.coefficients.len() * 2 * size_of::<Exact>()
    }
}

/// # Panics
///
/// With more figures than [`crate::fact::Word`]s tell apart.
fn origin(kind: u32, number: usize) -> u32 {
    let number = u32::try_from(number).ok().filter(|number| *number <= NUMBER);
    kind << NUMBER_BITS | number.expect("fewer figures than words tell apart")
}

/// # Panics
///
/// With more than four thousand million terms.
fn start(length: usize) -> u32 {
    u32::try_from(length).expect("less than four thousand million terms")
}
