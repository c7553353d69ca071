//! What a rule looks at.

use std::collections::BTreeSet;

use crate::fact::RelationId;
use crate::program::{Expectation, Program, Rule, RuleId};

use super::solver::atoms;

/// The relations that a rule names.
pub fn named(rule: &Rule) -> BTreeSet<RelationId> {
    let demanded = match &rule.expect {
        Expectation::Compare { .. } => None,
        Expectation::Exists(atom) | Expectation::Absent(atom) => Some(atom),
    };
    atoms(&rule.body).into_iter().chain(demanded).map(|atom| atom.relation).collect()
}

/// The relations that some rules name, and all that definitions derive those from.
pub fn relied_on(program: &Program, rules: &[RuleId]) -> BTreeSet<RelationId> {
    let rules = rules.iter().filter_map(|id| program.rules.get(id.0 as usize));
    let mut found: BTreeSet<RelationId> = rules.flat_map(named).collect();
    // A stratum reads itself and those before it.
    for stratum in program.strata.iter().rev() {
        let mut known = 0;
        while known != found.len() {
            known = found.len();
            for definition in stratum.iter().map(|number| &program.definitions[*number]) {
                if found.contains(&definition.relation) {
                    found.extend(atoms(&definition.body).into_iter().map(|atom| atom.relation));
                }
            }
        }
    }
    found
}
