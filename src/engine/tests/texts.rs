//! Text that rules put together or search: whatever they ask for ends, in all there is to find or with a limit named.

use proptest::prelude::*;
use regex::Regex;

use crate::engine::{Evaluation, Limits, Placed, Resource, StopReason, Verdict, evaluate};
use crate::fact::Value;
use crate::program::{self, Program, Source};

const LIMITS: Limits = Limits { facts: 20_000, steps: 2_000_000, memory: 256 << 20 };

/// Most characters of a text that is put together.
const LONGEST: usize = 4096;

/// A program over sentences.
fn over(sentences: &[&str], rules: &str) -> (Program, Evaluation) {
    let sources = [Source { path: "甲.dl".to_owned(), text: format!("关系 句(文: 文本)\n{rules}") }];
    let (program, messages) = program::load(&sources);
    assert!(messages.is_empty(), "{messages:#?}");
    let mut facts = program.facts();
    let relation = program.find("句").expect("a relation");
    for sentence in sentences {
        let text = Value::Text(facts.dictionary.symbols.intern(sentence));
        facts.insert(relation, &[text], None);
    }
    let evaluation = evaluate(&program, facts, &Placed::default(), &LIMITS);
    (program, evaluation)
}

/// The texts in the last column of a relation.
fn texts(program: &Program, evaluation: &Evaluation, relation: &str) -> Vec<String> {
    let facts = &evaluation.facts;
    let text = |value: Option<Value>| match value {
        Some(Value::Text(symbol)) => facts.dictionary.symbols.text(symbol).to_owned(),
        other => panic!("no text: {other:?}"),
    };
    let relation = program.find(relation).expect("a relation");
    facts.of(relation).map(|fact| text(facts.values(fact).last())).collect()
}

#[test]
fn text_that_grows_by_itself_stops_growing() {
    let start = "天地玄黄宇宙洪荒".repeat(16);
    let rules = "定义 长(文) 当 句(文)\n定义 长(文: 新) 当 长(文: 旧) 且 新 = 连接(旧, ";
    for (part, count) in [(format!("“{start}”"), 32), ("旧".to_owned(), 6)] {
        let (program, evaluation) = over(&[&start], &format!("{rules}{part})\n"));
        assert_eq!(evaluation.exhausted, [], "{part}");
        let lengths: Vec<usize> = texts(&program, &evaluation, "长").iter().map(|text| text.chars().count()).collect();
        assert_eq!((lengths.len(), lengths.last()), (count, Some(&LONGEST)), "{part}");
    }
}

#[test]
fn text_that_grows_in_every_way_is_stopped() {
    let rules = "定义 长(文) 当 句(文)
定义 长(文: 新) 当 长(文: 旧) 且 句(文) 且 新 = 连接(旧, 文)
规则 B001 “没有” 当 句(文) 应 无 长(文: “丙”) 否则 “有”
规则 B002 “自己” 当 句(文) 应 文 = 文 否则 “不会”\n";
    let (program, evaluation) = over(&["甲", "乙"], rules);
    let [stopped] = evaluation.exhausted[..] else { panic!("one clause: {:?}", evaluation.exhausted) };
    assert_eq!(stopped.what, Resource::Facts);
    assert!(texts(&program, &evaluation, "长").len() > 10_000);
    for outcome in &evaluation.outcomes {
        match outcome.stopped {
            None => assert_eq!(outcome.verdict, Verdict::Agrees),
            Some(stop) => assert!(matches!(stop.reason, StopReason::Exhausted(_)), "{stop:?}"),
        }
    }
    let open = evaluation.outcomes.iter().filter(|outcome| outcome.stopped.is_some()).count();
    assert_eq!((open, evaluation.outcomes.len()), (2, 4), "only what asks for absence is unchecked");
}

#[test]
fn a_search_that_takes_others_for_ever_ends() {
    let long = "a".repeat(1 << 16) + "!";
    for pattern in ["(a+)+$", "(a*)*b$", "(a|a)*b$", "(a|aa)+$", "(.*)*(.*)*(.*)*[^!]$", "^(([a-z])+.)+[A-Z]$"] {
        let rules = format!("规则 B001 “找” 当 句(文) 应 匹配(文, “{pattern}”) = 0 否则 “有”\n");
        let (_, evaluation) = over(&[&long], &rules);
        assert_eq!(evaluation.exhausted, [], "{pattern}");
        assert_eq!(evaluation.outcomes[0].verdict, Verdict::Agrees, "{pattern}");
    }
}

/// Thousands of places open at every byte: it is not begun.
#[test]
fn a_search_that_is_too_much_work_is_stopped() {
    let long = "甲乙乙甲".repeat(1 << 14);
    for rule in [
        "当 句(文) 应 匹配(文, P) = 0",
        "当 句(文) 且 匹配(文, P) = 1 应 文 = “甲”",
        "当 句(文) 且 段 = 取(文, P) 应 文 = 段",
    ] {
        let rule = rule.replace('P', "“[甲乙]*甲[甲乙]{2000}丙”");
        let (_, evaluation) = over(&[&long, "甲"], &format!("规则 B001 “找” {rule} 否则 “有”\n"));
        let [stopped] = evaluation.exhausted[..] else { panic!("{rule}: {:?}", evaluation.exhausted) };
        assert_eq!(stopped.what, Resource::Steps, "{rule}");
        assert!(evaluation.outcomes.iter().all(|outcome| outcome.stopped.is_some()), "{rule}");
    }
}

#[test]
fn likeness_of_long_texts_takes_steps() {
    let sentences: Vec<String> = (0..3_000).map(|number| format!("{}{number}", "甲乙".repeat(200))).collect();
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    for rule in ["近 = 最近 别 与 文 于 { 句(文: 别) }", "句(文: 近) 且 相近(文, 近) > 99"] {
        let (_, evaluation) = over(&sentences, &format!("规则 B001 “像” 当 句(文) 且 {rule} 应 文 = 近 否则 “”\n"));
        assert_eq!(evaluation.exhausted.iter().map(|stop| stop.what).collect::<Vec<_>>(), [Resource::Steps], "{rule}");
    }
}

/// Parts of expressions that mean the same in rules, which fold text, and outside.
const PARTS: &[&str] = &[
    "甲", "乙", "1", "a", ".", "[甲乙]", "[^甲]", "\\d", "\\p{Han}", "(", ")", "(?:", "|", "*", "+", "?", "{2}", "^",
    "$",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// 匹配 and 取 are what the expression means by itself.
    #[test]
    fn searches_are_those_of_the_expression(
        parts in prop::collection::vec(prop::sample::select(PARTS), 1..9),
        sentences in prop::collection::btree_set("[甲乙1a]{1,8}", 1..6),
    ) {
        let pattern = parts.concat();
        let rules = format!(
            "关系 句(文: 文本)\n定义 中(文) 当 句(文) 且 匹配(文, “{pattern}”) = 1\n\
             定义 得(文, 段) 当 句(文) 且 段 = 取(文, “{pattern}”)\n"
        );
        let (_, messages) = program::load(&[Source { path: "甲.dl".to_owned(), text: rules.clone() }]);
        let Ok(regex) = Regex::new(&pattern) else {
            prop_assert!(!program::is_sound(&messages), "{}", pattern);
            return Ok(());
        };
        let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
        let rules = rules.split_once('\n').map_or("", |(_, rest)| rest);
        let (program, evaluation) = over(&sentences, rules);
        let matched: Vec<&str> = sentences.iter().copied().filter(|text| regex.is_match(text)).collect();
        prop_assert_eq!(texts(&program, &evaluation, "中"), matched, "{}", pattern);
        let found: Vec<String> = sentences
            .iter()
            .filter_map(|text| {
                let captures = regex.captures(text)?;
                let group = if captures.len() > 1 { captures.get(1)? } else { captures.get(0)? };
                Some(group.as_str().to_owned()).filter(|text| !text.is_empty())
            })
            .collect();
        prop_assert_eq!(texts(&program, &evaluation, "得"), found, "{}", pattern);
    }
}
