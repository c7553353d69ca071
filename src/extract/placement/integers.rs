//! Figures as integers of one scale.

use rust_decimal::Decimal;

use super::Problem;
use crate::base::Amount;

/// The values a figure or a sum may stand for, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Range {
    pub(super) low: i128,
    pub(super) high: i128,
}

impl Range {
    pub(super) const ZERO: Range = Range { low: 0, high: 0 };

    pub(super) fn plus(self, other: Range) -> Range {
        Range { low: self.low + other.low, high: self.high + other.high }
    }

    pub(super) fn times(self, coefficient: i32) -> Range {
        let (a, b) = (self.low * i128::from(coefficient), self.high * i128::from(coefficient));
        Range { low: a.min(b), high: a.max(b) }
    }

    pub(super) fn meets(self, other: Range) -> bool {
        self.low <= other.high && self.high >= other.low
    }
}

/// All figures of a problem, so small that no sum over them overflows.
pub(super) struct Integers {
    /// Row by row.
    pub(super) rows: Vec<Vec<Range>>,
    /// The right sides of the sister statements.
    pub(super) known: Vec<Range>,
    /// For each row, whether a figure is below zero.
    pub(super) negative: Vec<bool>,
}

impl Integers {
    /// Scales all figures; `None` when they are too large or too finely divided for exact integers.
    pub(super) fn of(problem: &Problem) -> Option<Integers> {
        let figures =
            || problem.rows.iter().flat_map(|row| &row.figures).chain(problem.known.iter().map(|k| &k.equals));
        let ends = |amount: &Amount| [amount.range.low, amount.range.high];
        let scale = figures().flat_map(ends).map(|end| end.normalize().scale()).max().unwrap_or(0);
        let integer = |amount: &Amount| {
            let low = scaled(amount.range.low, scale)?;
            Some(Range { low, high: scaled(amount.range.high, scale)? })
        };
        let integers = Integers {
            rows: problem.rows.iter().map(|row| row.figures.iter().map(integer).collect()).collect::<Option<_>>()?,
            known: problem.known.iter().map(|known| integer(&known.equals)).collect::<Option<_>>()?,
            negative: problem
                .rows
                .iter()
                .map(|row| row.figures.iter().any(|figure| figure.value < Decimal::ZERO))
                .collect(),
        };
        integers.fits(problem).then_some(integers)
    }

    /// Whether every sum that can be formed stays within range, with room to spare.
    fn fits(&self, problem: &Problem) -> bool {
        let weight = |sum: i128, coefficient: i32| sum + i128::from(coefficient.unsigned_abs());
        let rows = problem.identities.iter().map(|identity| identity.terms.iter().map(|t| t.1).fold(0, weight));
        let known = problem.known.iter().map(|known| known.terms.iter().map(|t| t.2).fold(0, weight));
        let largest = rows.chain(known).max().unwrap_or(0).max(4);
        let all = self.rows.iter().flatten().chain(&self.known);
        let total = all
            .flat_map(|range| [range.low, range.high])
            .try_fold(0_i128, |sum, end| sum.checked_add(end.checked_abs()?));
        total.and_then(|total| total.checked_mul(largest)).is_some_and(|most| most < i128::MAX / 4)
    }
}

/// The value in units of 10^-scale, where it has no more digits than that.
fn scaled(value: Decimal, scale: u32) -> Option<i128> {
    let value = value.normalize();
    let power = scale.checked_sub(value.scale())?;
    10_i128.checked_pow(power)?.checked_mul(value.mantissa())
}
