//! Rules without tests, rules tested one way only, and tests that a rule can't fail.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Diagnostic;
use crate::fact::RelationId;
use crate::program::strata::reads;
use crate::program::{Expectation, Program, Rule, builtin};
use crate::syntax::tree::{Expected, Given, Test};

/// Relations that a given table fills beside its own.
const BESIDE_TABLES: [RelationId; 6] =
    [builtin::TABLE, builtin::CELL, builtin::CHILD, builtin::LEAF, builtin::TOP, builtin::TOTAL];

/// Relations that given prose fills beside those of its 句式.
const BESIDE_PROSE: [RelationId; 3] = [builtin::HEADING, builtin::CONTENTS, builtin::PARAGRAPH];

/// Reports them.
pub(super) fn untried(program: &Program, found: &mut Vec<Diagnostic>) {
    let mut tests: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
    for test in &program.tests {
        tests.entry(&test.rule.text).or_default().push(test);
    }
    for rule in &program.rules {
        let Some(tests) = tests.get(rule.id.as_str()) else {
            let help = "写一个应当报告、一个不应当报告的 测试";
            found.push(Diagnostic::warning("P012", rule.span, format!("规则 {} 没有测试", rule.id)).help(help));
            continue;
        };
        let firing = tests.iter().filter(|test| test.expect.iter().any(fires)).count();
        if firing == 0 || firing == tests.len() {
            let (what, help) = match firing {
                0 => ("没有一个期望 不符", "再写一个数不对的测试：期望 不符 “相差”"),
                _ => ("每一个都期望 不符", "再写一个数对的测试：期望 相符"),
            };
            let message = format!("规则 {} 的测试{what}", rule.id);
            found.push(Diagnostic::warning("P033", rule.span, message).help(help));
        }
        let read = reached(program, rule);
        for test in tests.iter().filter(|test| test.expect.iter().all(silent)) {
            if given(program, test).is_disjoint(&read) {
                let message = format!("给定 里没有规则 {} 要看的事实，这个测试不会失败", rule.id);
                let help = "给定 规则 当 里的关系，让规则有事可看，再期望 无";
                found.push(Diagnostic::warning("P034", test.title.span, message).help(help));
            }
        }
    }
}

fn fires(expected: &Expected) -> bool {
    expected.verdict.text == "不符" && expected.count.as_ref().is_none_or(|count| count.text != "0")
}

/// Whether it is met when the rule says nothing at all.
fn silent(expected: &Expected) -> bool {
    expected.filing.is_none()
        && (expected.verdict.text == "无" || expected.count.as_ref().is_some_and(|count| count.text == "0"))
}

/// What a rule reads, through definitions and the roles of the filing too.
fn reached(program: &Program, rule: &Rule) -> BTreeSet<RelationId> {
    let mut waiting: Vec<RelationId> = reads(&rule.body).into_iter().map(|(relation, _)| relation).collect();
    if let Expectation::Exists(atom) | Expectation::Absent(atom) = &rule.expect {
        waiting.push(atom.relation);
    }
    let mut seen = BTreeSet::new();
    while let Some(relation) = waiting.pop() {
        if !seen.insert(relation) {
            continue;
        }
        let own = program.definitions.iter().filter(|definition| definition.relation == relation);
        own.for_each(|definition| waiting.extend(reads(&definition.body).into_iter().map(|(read, _)| read)));
        waiting.extend(program.views.iter().filter(|view| view.view == relation).map(|view| view.base));
        if relation == builtin::FILING {
            waiting.extend(program.roles.iter().map(|role| role.relation));
        }
    }
    seen
}

/// What a test's facts may stand in.
fn given(program: &Program, test: &Test) -> BTreeSet<RelationId> {
    let mut filled = BTreeSet::new();
    for given in &test.given {
        match given {
            Given::Table { relation, .. } => {
                filled.extend(program.find(&relation.text));
                filled.extend(BESIDE_TABLES);
            }
            Given::Prose { .. } => {
                filled.extend(program.sentences.iter().map(|sentence| sentence.relation));
                filled.extend(BESIDE_PROSE);
            }
            Given::Year(_) => {
                filled.insert(builtin::FILING);
            }
        }
    }
    filled
}
