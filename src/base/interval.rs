//! What a printed figure can stand for.

use rust_decimal::Decimal;

/// A range of values; each end is either part of it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Lower end.
    pub low: Decimal,
    /// Upper end.
    pub high: Decimal,
    /// Whether the lower end belongs to the range.
    pub low_closed: bool,
    /// Whether the upper end belongs to the range.
    pub high_closed: bool,
}

impl Interval {
    /// One value.
    pub fn point(value: Decimal) -> Interval {
        Interval::closed(value, value)
    }

    /// Both ends included.
    pub fn closed(low: Decimal, high: Decimal) -> Interval {
        Interval { low, high, low_closed: true, high_closed: true }
    }

    /// All values that round half up (away from zero) to `value`: [x − s, x + s), mirrored below zero; around zero
    /// both signs may have rounded to it.
    pub fn rounding_to(value: Decimal, slack: Decimal) -> Interval {
        if slack.is_zero() {
            return Interval::point(value);
        }
        Interval {
            low: value - slack,
            high: value + slack,
            low_closed: value > Decimal::ZERO,
            high_closed: value < Decimal::ZERO,
        }
    }

    /// Whether some value lies in both ranges.
    pub fn meets(self, other: Interval) -> bool {
        let reaches = |a: Interval, b: Interval| match a.low.cmp(&b.high) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Equal => a.low_closed && b.high_closed,
            std::cmp::Ordering::Greater => false,
        };
        reaches(self, other) && reaches(other, self)
    }

    /// Whether some value of `self` is at least some value of `other`.
    pub fn may_reach(self, other: Interval) -> bool {
        self.high > other.low || (self.high == other.low && self.high_closed && other.low_closed)
    }

    /// Whether some value of `self` exceeds some value of `other`.
    pub fn may_exceed(self, other: Interval) -> bool {
        self.high > other.low
    }

    /// The range of sums; `None` when a digit would be lost.
    pub fn plus(self, other: Interval) -> Option<Interval> {
        Some(Interval {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
            low_closed: self.low_closed && other.low_closed,
            high_closed: self.high_closed && other.high_closed,
        })
    }

    /// The range of opposite values.
    pub fn negate(self) -> Interval {
        Interval { low: -self.high, high: -self.low, low_closed: self.high_closed, high_closed: self.low_closed }
    }

    /// A range that holds every product.
    pub fn multiply(self, other: Interval) -> Option<Interval> {
        self.corners(other, Decimal::checked_mul)
    }

    /// A range that holds every quotient; `None` when the divisor may be zero.
    pub fn divide(self, other: Interval) -> Option<Interval> {
        if other.low <= Decimal::ZERO && other.high >= Decimal::ZERO {
            return None;
        }
        self.corners(other, Decimal::checked_div)
    }

    fn corners(self, other: Interval, op: fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Interval> {
        let mut low = op(self.low, other.low)?;
        let mut high = low;
        for (a, b) in [(self.low, other.high), (self.high, other.low), (self.high, other.high)] {
            let corner = op(a, b)?;
            low = low.min(corner);
            high = high.max(corner);
        }
        Some(Interval::closed(low, high))
    }
}
