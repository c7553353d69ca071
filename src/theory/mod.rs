//! Structure that holds in any year, as fixed Datalog: what the rules of no form can change.
//!
//! Ids in, ids out: they are the provenance. Output is sorted, for the order in which a fixpoint finds things means
//! nothing.

#[expect(clippy::iter_over_hash_type, reason = "crepe expands to it; its output is sorted")]
mod codes;
#[expect(clippy::iter_over_hash_type, reason = "crepe expands to it; its output is sorted")]
mod sections;

pub use codes::{Levels, Row, levels};
pub use sections::{Heading, enclosing};
