//! What the limits promise, whatever the evaluator does inside: every program ends, what was stopped is named, and the
//! others are judged as if it were not there.

use crate::base::{Amount, Place};
use crate::engine::{Clause, Evaluation, Exhausted, Limits, Placed, Resource, StopReason, Verdict, evaluate};
use crate::fact::{Figure, RelationId, Status, Value};
use crate::program::{self, Program, RuleId, Source};

const TIGHT: Limits = Limits { facts: 20_000, steps: 300_000, memory: 64 << 20 };

const RELATIONS: &str = "
关系 行(序: 整数, 数: 数)
关系 次(前: 整数, 后: 整数)
";

/// A program, over rows 0, 1, 2, … each with a figure of its own, and the pairs of neighbours.
fn over(rows: i64, rules: &str, limits: Limits) -> (Program, Evaluation) {
    let sources = [Source { path: "甲.dl".to_owned(), text: format!("{RELATIONS}{rules}") }];
    let (program, messages) = program::load(&sources);
    assert!(messages.is_empty(), "{messages:#?}");
    let mut facts = program.facts();
    let [row, next] = ["行", "次"].map(|name| program.find(name).expect("a relation"));
    for number in 0..rows {
        let amount = Amount::exact(number.into());
        let figure = facts.dictionary.figures.add(Figure {
            amount,
            status: Status::Printed,
            place: Place::default(),
            candidates: Vec::new(),
            declared_exact: false,
        });
        facts.insert(row, &[Value::Integer(number), Value::Figure(figure)], None);
        facts.insert(next, &[Value::Integer(number), Value::Integer(number + 1)], None);
    }
    let evaluation = evaluate(&program, facts, &Placed::default(), &limits);
    (program, evaluation)
}

/// What was stopped, when it is a single clause.
fn only(evaluation: &Evaluation) -> Exhausted {
    assert_eq!(evaluation.exhausted.len(), 1, "{:?}", evaluation.exhausted);
    evaluation.exhausted[0]
}

/// A rule that agrees on each of some rows, whatever else is in the program.
const SOUND: &str = "
规则 Z001 “自己等于自己”
    当 行(序, 数)
    应 数 = 数
    否则 “不会”
";

fn agreed(evaluation: &Evaluation) -> usize {
    evaluation.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Agrees).count()
}

#[test]
fn counting_without_end_is_stopped() {
    let rules = format!(
        "定义 数列(数: 一) 当 行(序: 零) 且 零 = 0 且 一 = 1\n定义 数列(数: 下) 当 数列(数: 上) 且 下 = 上 + 1\n{SOUND}"
    );
    let (_, evaluation) = over(3, &rules, TIGHT);
    assert!(matches!(only(&evaluation).clause, Clause::Definition(1)));
    assert_eq!(agreed(&evaluation), 3);
}

#[test]
fn sums_of_ever_more_terms_are_stopped() {
    let rules = format!(
        "定义 累计(序, 和: 数) 当 行(序, 数) 且 序 = 0
定义 累计(序: 后, 和: 新) 当 累计(序: 前, 和) 且 次(前, 后) 且 行(序: 后, 数) 且 新 = 和 + 数\n{SOUND}"
    );
    let small = Limits { steps: u64::MAX / 100, memory: 4 << 20, ..TIGHT };
    let (_, evaluation) = over(1000, &rules, small);
    let stopped = only(&evaluation);
    assert_eq!((stopped.clause, stopped.what), (Clause::Definition(1), Resource::Memory));
    assert_eq!(agreed(&evaluation), 1000);
    let (_, evaluation) = over(1000, &rules, Limits { memory: usize::MAX, ..TIGHT });
    assert_eq!(only(&evaluation).what, Resource::Steps, "the terms of a sum are steps too");
    assert!(over(30, &rules, TIGHT).1.exhausted.is_empty());
}

#[test]
fn a_product_of_a_billion_rows_is_stopped() {
    let rules = format!(
        "规则 B001 “积”
    当 行(序: 甲)
    且 行(序: 乙)
    且 行(序: 丙)
    且 甲 > 乙
    应 甲 = 丙
    否则 “不会”\n{SOUND}"
    );
    let (_, evaluation) = over(1000, &rules, TIGHT);
    assert_eq!(only(&evaluation).clause, Clause::Rule(RuleId(0)));
    assert_eq!(agreed(&evaluation), 1000);
    let unchecked = evaluation.outcomes.iter().filter(|outcome| outcome.rule == RuleId(0));
    for outcome in unchecked {
        let stop = outcome.stopped.expect("a stopped rule checks nothing");
        assert!(matches!(stop.reason, StopReason::Exhausted(_)));
    }
}

#[test]
fn an_aggregate_over_too_much_is_stopped() {
    let rules = format!(
        "规则 B001 “数”
    当 次(前: 零)
    且 个数 = 计数 于 {{ 行(序: 甲) 且 行(序: 乙) }}
    应 个数 = 零
    否则 “不会”\n{SOUND}"
    );
    let (_, evaluation) = over(300, &rules, TIGHT);
    let stopped = only(&evaluation);
    assert_eq!((stopped.clause, stopped.what), (Clause::Rule(RuleId(0)), Resource::Facts));
    assert_eq!(agreed(&evaluation), 300);
    let little = Limits { memory: 1 << 20, facts: usize::MAX, ..TIGHT };
    assert_eq!(only(&over(300, &rules, little).1).what, Resource::Memory);
}

#[test]
fn a_chain_of_a_hundred_thousand_steps_ends() {
    let rules = "
定义 可达(点: 后) 当 次(前, 后) 且 前 = 0
定义 可达(点: 后) 当 可达(点: 前) 且 次(前, 后)
规则 B001 “到头”
    当 行(序, 数)
    且 序 = 0
    应 有 可达(点: 100000)
    否则 “不会”
";
    let (_, evaluation) = over(100_000, rules, TIGHT);
    let [outcome] = &evaluation.outcomes[..] else { panic!("one outcome") };
    match outcome.stopped {
        None => assert_eq!(outcome.verdict, Verdict::Agrees),
        Some(stop) => assert!(matches!(stop.reason, StopReason::Exhausted(_)), "{stop:?}"),
    }
}

#[test]
fn all_clauses_together_have_a_limit() {
    let rule = |number: usize| {
        format!(
            "规则 B{number:03} “积”
    当 行(序: 甲)
    且 行(序: 乙)
    应 甲 = 乙
    否则 “不会”\n"
        )
    };
    let rules: String = (0..60).map(rule).collect();
    let limits = Limits { steps: 12_000, memory: usize::MAX, ..TIGHT };
    let (_, evaluation) = over(100, &rules, limits);
    let first = evaluation.exhausted.first().expect("a limit");
    assert!(first.shared && first.what == Resource::Steps, "{first:?}");
    assert!(evaluation.exhausted.iter().all(|stop| stop.shared), "no rule uses up its own limit");
    let Clause::Rule(RuleId(number)) = first.clause else { panic!("a rule") };
    assert_eq!(evaluation.exhausted.len(), 60 - number as usize, "every later one is stopped too");
    assert!(over(100, &rules, Limits { steps: 120_000, ..limits }).1.exhausted.is_empty());
}

#[test]
fn no_limit_at_all_stops_everything() {
    let (_, evaluation) = over(10, SOUND, Limits { steps: 0, ..TIGHT });
    assert_eq!(only(&evaluation).what, Resource::Steps);
    let (_, evaluation) = over(10, SOUND, Limits { facts: 0, ..TIGHT });
    assert_eq!(only(&evaluation).what, Resource::Facts);
    let (_, evaluation) = over(10, SOUND, Limits { memory: 0, ..TIGHT });
    assert_eq!(only(&evaluation).what, Resource::Memory);
}

#[test]
fn the_same_limits_stop_at_the_same_place() {
    let rules = "定义 对(甲, 乙) 当 行(序: 甲) 且 行(序: 乙)";
    let facts = |evaluation: &Evaluation| evaluation.facts.of(RelationId(12)).len();
    let limits = Limits { steps: 5_000, ..TIGHT };
    let (first, second) = (over(200, rules, limits).1, over(200, rules, limits).1);
    assert_eq!((facts(&first), &first.exhausted), (facts(&second), &second.exhausted));
    assert!(facts(&first) > 0);
}
