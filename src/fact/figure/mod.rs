//! Figures: an amount, where it was printed, and how sure its place is.

mod amounts;
mod constants;
mod derived;
mod origins;
mod store;
mod sum;
mod text;
mod under;

#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

use crate::base::{Amount, Place};

pub use origins::Terms;
pub use store::Figures;

/// A figure, by its number in [`Figures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

/// How sure the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Printed where it is read.
    Printed,
    /// Its cell has no edges; it is placed by what must hold, and only this place is possible.
    Inferred,
    /// More than one place or reading is possible: no rule fails on it.
    Ambiguous,
    /// Derived from others.
    Derived,
}

/// A figure as it is read from a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its value and range.
    pub amount: Amount,
    /// How sure its place and reading are.
    pub status: Status,
    /// Where it is printed.
    pub place: Place,
    /// For an ambiguous figure: the columns, or readings, that are possible.
    pub candidates: Vec<String>,
    /// Whether it is exact only because a pack says so (`精确`).
    pub declared_exact: bool,
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'f> {
    /// A filing.
    Printed(&'f Place),
    /// A fact that was given without a filing.
    Given,
    /// A rule file.
    Constant,
    /// A blank cell that counts as a figure.
    Blank,
    /// A sum of coefficients times figures, sorted by figure, none of them a sum itself.
    Sum(Terms<'f>),
    /// A product or quotient, or another function; the figures that went in.
    Function(&'static str, &'f [FigureId]),
}

/// Where a derived figure comes from; see [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerivedOrigin<'f> {
    /// A rule file.
    Constant,
    /// A blank cell that counts as a figure.
    Blank,
    /// A sum of coefficients times figures, sorted by figure, none of them a sum itself.
    Sum(&'f [(FigureId, Decimal)]),
    /// A product or quotient, or another function; the figures that went in.
    Function(&'static str, &'f [FigureId]),
}

impl DerivedOrigin<'_> {
    /// How many figures it names.
    pub fn terms(self) -> usize {
        match self {
            DerivedOrigin::Constant | DerivedOrigin::Blank => 0,
            DerivedOrigin::Sum(terms) => terms.len(),
            DerivedOrigin::Function(_, parts) => parts.len(),
        }
    }
}
