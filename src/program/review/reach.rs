//! Rules that no filing can reach.

use std::collections::BTreeSet;

use crepe::crepe;

use crate::base::Diagnostic;
use crate::fact::RelationId;
use crate::program::strata::reads;
use crate::program::{Condition, Program, RelationOrigin};

crepe! {
    @input
    struct Filled(u32);

    // A clause needs its relations one after the other: (clause, how many before, relation).
    @input
    struct Needs(u32, u32, u32);

    @input
    struct Length(u32, u32);

    @input
    struct Derives(u32, u32);

    // A view, and the relation of other filings that it shows.
    @input
    struct Shows(u32, u32);

    struct Fillable(u32);

    struct Reaches(u32, u32);

    @output
    struct Runs(u32);

    Fillable(relation) <- Filled(relation);
    Fillable(relation) <- Derives(clause, relation), Runs(clause);
    Fillable(view) <- Shows(view, base), Fillable(base);
    Reaches(clause, 0) <- Length(clause, _);
    Reaches(clause, after) <- Reaches(clause, before), Needs(clause, before, relation), Fillable(relation), let after = before + 1;
    Runs(clause) <- Length(clause, length), Reaches(clause, length);
}

/// Rules that no filing can reach.
pub(super) fn unreachable(program: &Program, found: &mut Vec<Diagnostic>) {
    // A program without 表样 and 句式 takes its facts from elsewhere.
    if program.layouts.is_empty() && program.sentences.is_empty() {
        return;
    }
    for number in unreachable_rules(program) {
        let rule = &program.rules[number];
        let missing = first_missing(program, &rule.body);
        let help = match missing {
            Some(name) => format!("没有表样、句式或定义来填“{name}”：写一个 表样 {name} 《表题》，或 句式 {name} “…”"),
            None => "它用到的某个关系没有表样、句式或定义来填".to_owned(),
        };
        found.push(Diagnostic::warning("P017", rule.span, format!("规则 {} 永远没有对象", rule.id)).help(help));
    }
}

/// The first declared relation that a body needs, directly or through definitions, and that nothing fills.
fn first_missing<'a>(program: &'a Program, body: &[Condition]) -> Option<&'a str> {
    let mut seen = BTreeSet::new();
    let mut waiting = needed(body);
    while let Some(relation) = waiting.pop() {
        if !seen.insert(relation) {
            continue;
        }
        let filled = program.layouts.iter().any(|layout| layout.relation == relation)
            || program.sentences.iter().any(|sentence| sentence.relation == relation);
        match program.relation(relation).origin {
            RelationOrigin::Declared if !filled => return Some(&program.relation(relation).name),
            RelationOrigin::Derived => {
                let own = program.definitions.iter().filter(|definition| definition.relation == relation);
                own.for_each(|definition| waiting.extend(needed(&definition.body)));
            }
            RelationOrigin::Declared | RelationOrigin::Builtin | RelationOrigin::View => {}
        }
    }
    None
}

/// Numbers of the rules that can never find what they need: some relation is filled by no 表样, 句式 or 定义.
fn unreachable_rules(program: &Program) -> Vec<usize> {
    let mut runtime = Crepe::new();
    let filled = program
        .layouts
        .iter()
        .map(|layout| layout.relation)
        .chain(program.sentences.iter().map(|sentence| sentence.relation))
        .chain(
            (0..program.relations.len() as u32)
                .map(RelationId)
                .filter(|relation| program.relation(*relation).origin == RelationOrigin::Builtin),
        );
    runtime.extend(filled.map(|relation| Filled(relation.0)));
    let definitions = program.definitions.len();
    let bodies = program.definitions.iter().map(|definition| &definition.body);
    let bodies = bodies.chain(program.rules.iter().map(|rule| &rule.body));
    for (clause, body) in bodies.enumerate() {
        let needed = needed(body);
        runtime.extend([Length(clause as u32, needed.len() as u32)]);
        let needs = needed.iter().enumerate();
        runtime.extend(needs.map(|(before, relation)| Needs(clause as u32, before as u32, relation.0)));
    }
    let derives = program.definitions.iter().enumerate();
    runtime.extend(derives.map(|(clause, definition)| Derives(clause as u32, definition.relation.0)));
    runtime.extend(program.views.iter().map(|view| Shows(view.view.0, view.base.0)));
    let (runs,) = runtime.run_with_hasher::<foldhash::fast::RandomState>();
    let runs: BTreeSet<usize> = runs.into_iter().map(|Runs(clause)| clause as usize).collect();
    (0..program.rules.len()).filter(|rule| !runs.contains(&(definitions + rule))).collect()
}

/// The relations of which a body needs a fact.
fn needed(body: &[Condition]) -> Vec<RelationId> {
    let needed: BTreeSet<RelationId> =
        reads(body).into_iter().filter(|(_, whole)| !whole).map(|(relation, _)| relation).collect();
    needed.into_iter().collect()
}
