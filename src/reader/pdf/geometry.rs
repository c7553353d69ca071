//! Positions in thousandths of a point from the upper left corner of the page, as whole numbers: comparing them is exact
//! and no input makes them infinite.

/// Thousandths of a point.
pub(super) const POINT: i32 = 1000;

/// Nothing is placed farther out than this, so that sums of a few positions never overflow.
const FARTHEST: i32 = 100_000 * POINT;

/// Points as the page description has them, to thousandths.
#[allow(clippy::float_arithmetic, reason = "this is where floating point numbers end")]
pub(super) fn thousandths(points: f64) -> i32 {
    // A float that is no number becomes 0, one that is too large the largest: the conversion saturates.
    ((points * f64::from(POINT)).round() as i32).clamp(-FARTHEST, FARTHEST)
}

/// An upright rectangle; `left <= right` and `top <= bottom`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Area {
    /// The smallest rectangle around some.
    pub(super) fn around(areas: impl IntoIterator<Item = Area>) -> Option<Area> {
        areas.into_iter().reduce(Area::joined)
    }

    pub(super) fn joined(self, other: Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// What both have in common; empty rectangles have no inside.
    pub(super) fn common(self, other: Area) -> Option<Area> {
        let area = Area {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (area.left <= area.right && area.top <= area.bottom).then_some(area)
    }

    pub(super) fn width(self) -> i32 {
        self.right - self.left
    }

    pub(super) fn height(self) -> i32 {
        self.bottom - self.top
    }

    /// The middle, across and down.
    pub(super) fn centre(self) -> (i32, i32) {
        (self.left + self.width() / 2, self.top + self.height() / 2)
    }

    pub(super) fn contains(self, (x, y): (i32, i32)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// The same rectangle on a page of `width` and `height` that is turned by quarters clockwise.
    pub(super) fn turned(self, quarters: u8, width: i32, height: i32) -> Area {
        match quarters % 4 {
            1 => Area { left: height - self.bottom, top: self.left, right: height - self.top, bottom: self.right },
            2 => Area {
                left: width - self.right,
                top: height - self.bottom,
                right: width - self.left,
                bottom: height - self.top,
            },
            3 => Area { left: self.top, top: width - self.right, right: self.bottom, bottom: width - self.left },
            _ => self,
        }
    }

    /// Square thousandths.
    pub(super) fn size(self) -> i64 {
        i64::from(self.width()) * i64::from(self.height())
    }
}

/// How a page is held for reading: programs print wide tables sideways on upright pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    /// By how many quarters clockwise the page is turned so that its type runs to the right.
    pub(super) quarters: u8,
    /// Its width and height when it is so turned.
    pub(super) width: i32,
    pub(super) height: i32,
}

impl View {
    /// A page as seen, turned by some quarters.
    pub(super) fn of(page: Area, quarters: u8) -> View {
        let turned = page.turned(quarters, page.width(), page.height());
        View { quarters, width: turned.width(), height: turned.height() }
    }

    /// What stands at a place of the view, on the page as seen.
    pub(super) fn seen(self, area: Area) -> Area {
        area.turned(4 - self.quarters % 4, self.width, self.height)
    }
}

/// The largest value at most a share (of 100) of some values stand below.
pub(super) fn percentile(mut values: Vec<i32>, share: usize) -> Option<i32> {
    values.sort_unstable();
    values.get((values.len() * share / 100).min(values.len().checked_sub(1)?)).copied()
}
