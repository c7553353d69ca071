//! The engine on small programs built by hand.

mod aggregates;
mod builder;
mod derivations;
mod limits;
mod linear;
mod meets;
mod oracle;
mod orders;
mod plans;
mod random;
mod shared;
mod standing;
mod stops;
mod texts;
mod verdicts;

use builder::*;
