//! Findings, facts and coverage → text for someone. Takes no decisions.

mod amount;
mod coverage;
mod diagnostic;
mod facts;

pub use amount::AmountView;
pub use coverage::coverage;
pub use diagnostic::diagnostics;
pub use facts::{FactFormat, facts};
