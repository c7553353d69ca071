//! What reads which relations.

use std::collections::BTreeSet;

use crate::engine::named;
use crate::fact::RelationId;
use crate::program::{Program, RuleId, atoms};

/// By rule and by definition, the relations they name.
#[derive(Debug)]
pub(super) struct Reads {
    rules: Vec<Vec<RelationId>>,
    definitions: Vec<Vec<RelationId>>,
}

impl Reads {
    pub(super) fn of(program: &Program) -> Reads {
        let definition = |number: usize| {
            let read: BTreeSet<RelationId> =
                atoms(&program.definitions[number].body).into_iter().map(|atom| atom.relation).collect();
            read.into_iter().collect()
        };
        Reads {
            rules: program.rules.iter().map(|rule| named(rule).into_iter().collect()).collect(),
            definitions: (0..program.definitions.len()).map(definition).collect(),
        }
    }

    /// Adds what definitions derive from some relations, directly or not.
    pub(super) fn spread(&self, program: &Program, touched: &mut BTreeSet<RelationId>) {
        for stratum in &program.strata {
            // Definitions of a stratum that read one another belong together.
            let mut before = usize::MAX;
            while before != touched.len() {
                before = touched.len();
                for number in stratum {
                    if self.definitions[*number].iter().any(|read| touched.contains(read)) {
                        touched.insert(program.definitions[*number].relation);
                    }
                }
            }
        }
    }

    /// The rules that name one of some relations.
    pub(super) fn rules(&self, touched: &BTreeSet<RelationId>) -> impl Iterator<Item = RuleId> {
        let numbered = self.rules.iter().enumerate();
        let reading = numbered.filter(|(_, read)| read.iter().any(|read| touched.contains(read)));
        reading.map(|(number, _)| RuleId(number as u32))
    }
}
