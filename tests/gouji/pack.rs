//! What is asked of the rules of the repository: every rule looks at every filing that it is meant for and has its own tests.

use std::collections::{BTreeMap, BTreeSet};

use gouji::engine::{Limits, Outcome, Placed, evaluate_rule, without_filings};
use gouji::finding::applies;
use gouji::program::{Rule, RuleId, Source};
use gouji::session::{self, Pack};
use gouji::syntax::tree::Expected;

use super::samples::{assert_tests_pass, base_of, rules, samples};

#[test]
fn every_rule_says_something_of_every_filing() {
    let program = &rules().program;
    for sample in samples() {
        let checked = sample.checked();
        assert!(checked.evaluation.exhausted.is_empty(), "{}: {:?}", sample.name, checked.evaluation.exhausted);
        let seen: BTreeSet<RuleId> = checked.evaluation.outcomes.iter().map(|outcome| outcome.rule).collect();
        let meant = |rule: &Rule| applies(rule, &checked.verdicts.identity);
        for (number, rule) in program.rules.iter().enumerate().filter(|(_, rule)| meant(rule)) {
            assert!(seen.contains(&RuleId(number as u32)), "{} says nothing of {}", rule.id, sample.name);
        }
    }
}

#[test]
fn the_rules_have_no_diagnostics() {
    assert!(rules().diagnostics.is_empty(), "{:#?}", rules().diagnostics);
}

#[test]
fn every_test_of_the_rules_passes() {
    assert_tests_pass(rules(), "rules");
}

/// One test where the rule must fire, and one where it must not.
#[test]
fn every_rule_is_tested_both_ways() {
    let program = &rules().program;
    let mut fires: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for test in &program.tests {
        let fired = test.expect.iter().any(fires_in);
        fires.entry(&test.rule.text).or_default()[usize::from(fired)] += 1;
    }
    for rule in &program.rules {
        let [quiet, fired] = fires.get(rule.id.as_str()).copied().unwrap_or_default();
        assert!(quiet > 0 && fired > 0, "{} has {fired} tests with 不符 and {quiet} without", rule.id);
        let file = rules().sources.iter().filter(|it| it.text.contains(&format!("测试 {} ", rule.id)));
        assert_eq!(file.count(), 1, "{}: its tests stand in one file", rule.id);
    }
}

/// Judged alone, over only the facts it relies on, a rule says what it says among all.
#[test]
fn a_rule_alone_says_the_same() {
    let (pack, sample) = (rules(), base_of(2026));
    let program = &pack.program;
    let told = |outcomes: &[Outcome], id: RuleId| -> Vec<_> {
        let own = outcomes.iter().filter(|outcome| outcome.rule == id);
        own.map(|outcome| (outcome.subject.clone(), outcome.verdict, outcome.stopped, outcome.others.len())).collect()
    };
    let read = session::read(pack, &sample.name, sample.text.as_bytes()).expect("a filing");
    let placed = Placed::from(read.self_evident);
    for id in (0..program.rules.len() as u32).step_by(5).map(RuleId) {
        let alone = evaluate_rule(
            program,
            pack.plans(),
            id,
            read.facts.clone(),
            without_filings(program),
            &placed,
            &Limits::default(),
        );
        let among = &sample.checked().evaluation.outcomes;
        assert_eq!(told(&alone.outcomes, id), told(among, id), "{}", program.rules[id.0 as usize].id);
        assert!(alone.outcomes.iter().all(|outcome| outcome.rule == id));
    }
}

/// Whatever the order of the files: a relation belongs to the pack that the others use.
#[test]
fn a_pack_adds_clauses_to_a_definition_of_a_pack_it_uses() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let pack = Pack::from_sources(vec![
        source("部/包.dl", "包 “部”\n"),
        source("部/上/包.dl", "包 “上” 引用 “部”\n"),
        source("部/上/甲.dl", "关系 乙表(名: 文本)\n\n定义 名单(名) 当 乙表(名)\n"),
        source("部/定/乙.dl", "关系 甲表(名: 文本)\n\n定义 名单(名) 当 甲表(名)\n"),
    ]);
    let codes: Vec<&str> = pack.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert!(!codes.contains(&"P025"), "{codes:?}");
}

fn fires_in(expected: &Expected) -> bool {
    expected.verdict.text == "不符" && expected.count.as_ref().is_none_or(|count| count.text != "0")
}

/// A rule's id opens the name of its file.
#[test]
fn rule_files_are_named_for_their_rules() {
    for rule in &rules().program.rules {
        let path = &rules().sources[rule.span.file.0 as usize].path;
        let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
        assert!(file.starts_with(&rule.id), "{} stands in {file}", rule.id);
    }
}
