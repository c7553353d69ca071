//! What expressions, comparisons and functions give, whatever way through a body binds their variables.
//!
//! Nothing here knows tables or the order of conditions.

mod arithmetic;
mod blank;
mod constants;
mod difference;
mod expression;
mod fold;
mod form;
mod function;
mod judge;
mod list;
mod meter;
mod text;
mod whole;

#[cfg(test)]
mod tests;

use crate::fact::{Dictionary, Value};
use crate::program::{Program, VarId};

use super::limits::Resource;

use constants::Constants;

pub(super) use arithmetic::is_ambiguous;
pub(super) use blank::blank_amount;
pub(super) use difference::form_of_difference;
pub(super) use judge::{Truth, apart, truth};
pub(super) use meter::Meter;
pub(super) use whole::whole;

/// What variables are bound to.
pub(super) trait Bindings {
    /// The value of a variable; `None` for one that is not bound.
    fn get(&self, variable: VarId, words: &Dictionary) -> Option<Value>;
}

/// All that values need besides variables.
pub(super) struct Values<'p> {
    pub(super) program: &'p Program,
    /// What values point into, the figures they make among it.
    pub(super) words: Dictionary,
    /// Whether something failed because a figure is ambiguous.
    pub(super) doubt: bool,
    pub(super) meter: Meter,
    constants: Constants,
}

impl<'p> Values<'p> {
    /// Over the words that facts are made of.
    pub(super) fn new(program: &'p Program, words: Dictionary, meter: Meter) -> Values<'p> {
        Values { program, words, doubt: false, meter, constants: Constants::default() }
    }

    /// Uses up steps.
    #[inline]
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Resource> {
        self.meter.spend(steps, self.words.figures.effort(), self.words.bytes())
    }
}
