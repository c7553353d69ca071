//! What a rule looks at.

use std::collections::BTreeSet;

use crate::fact::RelationId;
use crate::program::{Program, Rule, atoms};

/// The relations that a rule names.
pub fn named(rule: &Rule) -> BTreeSet<RelationId> {
    rule.atoms().into_iter().map(|atom| atom.relation).collect()
}

/// The relations that a rule names, and all that definitions derive those from.
pub fn relied_on(program: &Program, rule: &Rule) -> BTreeSet<RelationId> {
    let named = named(rule);
    let strata = program.strata_under(named.iter().copied());
    let bodies = strata.iter().flatten().map(|number| &program.definitions[*number].body);
    let read = bodies.flat_map(|body| atoms(body)).map(|atom| atom.relation);
    read.chain(named.iter().copied()).collect()
}
