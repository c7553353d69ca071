//! Figures that stand in rules.

use crate::base::{Amount, Kind};

use super::amounts::Class;
use super::{DerivedOrigin, FigureId, Figures, Origin, Status};

impl Figures {
    /// A constant; equal constants are one figure.
    pub fn constant(&mut self, amount: Amount) -> FigureId {
        self.derive(amount, DerivedOrigin::Constant, Status::Derived)
    }

    /// The figure of a whole number of a rule.
    pub fn whole(&mut self, number: i64) -> FigureId {
        let small = usize::try_from(number).ok().filter(|small| *small < self.wholes.len());
        if let Some(known) = small.and_then(|small| self.wholes[small]) {
            return known;
        }
        let figure = self.constant(Amount::exact(number.into()));
        if let Some(small) = small {
            self.wholes[small] = Some(figure);
        }
        figure
    }

    /// The whole number that a constant means exactly.
    #[inline]
    pub fn whole_constant(&self, id: FigureId) -> Option<i64> {
        let entry = self.entry(id);
        if !matches!(self.origin(id), Origin::Constant) {
            return None;
        }
        let style = self.amounts.get(entry.style);
        let whole =
            |class: &&Class| class.kind == Kind::Bare && class.scale == 0 && class.range_scale == 0 && class.slack == 0;
        self.amounts.class(style).filter(whole).filter(|_| style.status == Status::Derived).map(|_| entry.digits)
    }

    /// The whole number that a constant is which [`Figures::whole`] gave, if it is one of the least.
    #[inline]
    pub fn small_whole(&self, id: FigureId) -> Option<u8> {
        self.wholes.iter().position(|known| *known == Some(id)).map(|number| number as u8)
    }
}
