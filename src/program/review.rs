//! What is odd about a pack that can run: rules that no filing can reach, rules without tests.

use std::collections::BTreeSet;

use crepe::crepe;

use super::load::cut;
use super::strata::reads;
use super::{Condition, Program, RelationOrigin};
use crate::base::Diagnostic;
use crate::fact::RelationId;

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

/// Looks a pack over. A check of filings does without it; whoever works on the rules wants it.
pub fn review(program: &Program) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // A program without 表样 and 句式 takes its facts from elsewhere.
    if !program.layouts.is_empty() || !program.sentences.is_empty() {
        for number in unreachable_rules(program) {
            let rule = &program.rules[number];
            let help = "它用到的某个关系没有表样、句式或定义来填";
            found.push(Diagnostic::warning("P017", rule.span, format!("规则 {} 永远没有对象", rule.id)).help(help));
        }
    }
    let tested: BTreeSet<&str> = program.tests.iter().map(|test| test.rule.text.as_str()).collect();
    for rule in program.rules.iter().filter(|rule| !tested.contains(rule.id.as_str())) {
        let help = "写一个应当报告、一个不应当报告的 测试";
        found.push(Diagnostic::warning("P012", rule.span, format!("规则 {} 没有测试", rule.id)).help(help));
    }
    cut(found)
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
