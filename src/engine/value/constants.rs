//! The figures that numbers in rules are.

use crate::base::Amount;
use crate::fact::{FigureId, Figures};

/// How many are kept; a power of two.
const PLACES: usize = 64;

/// Figures of the numbers of a program, by where the numbers stand in memory: the program stays where it is as long as
/// values are made of it.
#[derive(Debug)]
pub(super) struct Constants {
    figures: [(usize, FigureId); PLACES],
}

impl Default for Constants {
    fn default() -> Constants {
        Constants { figures: [(0, FigureId(0)); PLACES] }
    }
}

impl Constants {
    /// The figure of a number of the program.
    #[inline]
    pub(super) fn figure(&mut self, figures: &mut Figures, amount: &Amount) -> FigureId {
        let address = std::ptr::from_ref(amount).addr();
        let place = &mut self.figures[address / align_of::<Amount>() % PLACES];
        if place.0 != address {
            *place = (address, figures.constant(*amount));
        }
        place.1
    }
}
