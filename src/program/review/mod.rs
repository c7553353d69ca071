//! What is odd about a pack that can run. A check of filings does without it; whoever works on the rules wants it.

mod aliases;
mod copies;
mod fill;
#[expect(clippy::iter_over_hash_type, reason = "crepe expands to it; its output is sorted")]
mod reach;
mod tests;
mod unused;

use super::messages::cut;
use super::{Program, Source};
use crate::base::{Diagnostic, FileId};
use crate::syntax::{self, tree};

/// Looks a sound pack over; the sources are those it was loaded from.
pub fn review(program: &Program, sources: &[Source]) -> Vec<Diagnostic> {
    let trees: Vec<tree::Tree> = sources
        .iter()
        .enumerate()
        .map(|(number, source)| syntax::parse(FileId(number as u32), &source.text).0)
        .collect();
    let items: Vec<&tree::ItemKind> = trees.iter().flat_map(|tree| &tree.items).map(|item| &item.kind).collect();
    let mut found = Vec::new();
    reach::unreachable(program, &mut found);
    tests::untried(program, &mut found);
    fill::unsatisfiable(program, &items, &mut found);
    unused::unused(program, &items, &mut found);
    aliases::aliases(&items, &mut found);
    copies::copies(program, &mut found);
    found.sort_by_key(|diagnostic| (diagnostic.primary.span.file, diagnostic.primary.span.start));
    cut(found)
}

/// Every atom of a rule or definition, those inside aggregates and of 应 included.
fn atoms<'a>(item: &'a tree::ItemKind, each: &mut impl FnMut(&'a tree::Atom)) {
    let body = match item {
        tree::ItemKind::Rule(rule) => {
            match &rule.expect {
                tree::Expectation::Exists(atom) | tree::Expectation::Absent(atom) => each(atom),
                tree::Expectation::Compare { .. } => {}
            }
            &rule.body
        }
        tree::ItemKind::Definition(definition) => &definition.body,
        _ => return,
    };
    body_atoms(body, each);
}

fn body_atoms<'a>(body: &'a [tree::Condition], each: &mut impl FnMut(&'a tree::Atom)) {
    for condition in body {
        match condition {
            tree::Condition::Atom(atom) | tree::Condition::Absent(atom) => each(atom),
            tree::Condition::Aggregate(aggregate) => body_atoms(&aggregate.body, each),
            tree::Condition::Compare(..) | tree::Condition::Among(..) => {}
        }
    }
}
