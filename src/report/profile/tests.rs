//! Tables and page over costs made by hand.

use super::*;
use crate::engine::StepCost;
use crate::program::{self, RuleId};

const RULES: &str = "关系 甲(名: 文本, 数: 整数)\n定义 乙(名) 当 甲(名, 数) 且 数 ≥ 3\n定义 丙(名) 当 乙(名)\n\
    规则 X001 “<script>alert(1)</script>&\"'”\n    当 丙(名)\n    应 有 甲(名)\n    否则 “不”\n\
    规则 X002 “小”\n    当 甲(名)\n    应 有 乙(名)\n    否则 “不”\n";

fn program() -> (Program, Vec<Source>) {
    let sources = vec![Source { path: "<b>甲\".dl".to_owned(), text: RULES.to_owned() }];
    let (mut program, messages) = program::load(&sources);
    assert!(program::is_sound(&messages), "{messages:#?}");
    program
        .relations
        .iter_mut()
        .filter(|relation| relation.name == "丙")
        .for_each(|it| it.name = "丙</svg>".to_owned());
    (program, sources)
}

fn profile(program: &Program) -> Profile {
    let cost = |clause, nanoseconds, produced| ClauseCost {
        clause,
        nanoseconds,
        rounds: 2,
        looked_at: produced * 10,
        produced,
        steps: Vec::new(),
    };
    let step = |condition, nanoseconds| StepCost { condition, entered: 1, left: 1_000 * condition as u64, nanoseconds };
    let first = ClauseCost {
        steps: vec![step(0, 2_000_000), step(1, 900_000), step(2, 100_000)],
        ..cost(Clause::Definition(0), 3_000_000, 1_234)
    };
    let clauses = vec![
        first,
        cost(Clause::Definition(1), 499, 0),
        cost(Clause::Rule(RuleId(0)), 6_999_501, 5),
        cost(Clause::Rule(RuleId(1)), 0, 1),
    ];
    let relation = program.find("甲").expect("a relation");
    let indexes = vec![IndexCost { relation, columns: vec![1, 0], keys: 12, rows: 3_400, bytes: 56_000, lookups: 7 }];
    Profile { clauses, indexes }
}

#[test]
fn costs_are_tables() {
    let (program, sources) = program();
    insta::assert_snapshot!(profile_table(&program, &sources, &profile(&program)));
    insta::assert_snapshot!("costs_of_nothing", profile_table(&program, &sources, &Profile::default()));
}

#[test]
fn costs_are_a_page_that_holds_no_markup_of_names() {
    let (program, sources) = program();
    let page = profile_page(&program, &sources, &profile(&program));
    assert!(page.contains("default-src 'none'") && !page.contains("<script") && !page.contains("<b>"));
    let (_, body) = page.split_once("<body>").expect("a body");
    assert_well_formed(&format!("<body>{}", body.trim_end().trim_end_matches("</html>")));
    insta::assert_snapshot!(format!("<body>{body}"));
    profile_page(&program, &sources, &Profile::default());
}

/// Every element of a text is closed in its turn.
fn assert_well_formed(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
}

#[test]
fn costs_of_two_runs_add_up() {
    let (program, _) = program();
    let mut both = profile(&program);
    both.add(profile(&program));
    assert_eq!(both.nanoseconds(), 20_000_000);
    assert_eq!(both.clauses.len(), 4);
    assert_eq!(both.clauses[0].steps[1].left, 2_000);
    assert_eq!((both.indexes.len(), both.indexes[0].lookups), (1, 14));
}

#[test]
fn numbers_read_well() {
    assert_eq!([0, 499, 500, 1_234_567_890].map(time), ["0.000", "0.000", "0.001", "1,234.568"]);
    assert_eq!(share(1, 3), "33.3%");
    assert_eq!(share(0, 0), "0.0%");
    assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
}
