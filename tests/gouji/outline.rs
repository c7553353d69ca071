//! The outline of a filing: which lines list its headings and which are headings.

use gouji::extract::Reading;
use gouji::program::Source;
use gouji::report::{FactFormat, facts};
use gouji::session::{self, Pack};

const RULES: &str = "标题 1 “第#部分”\n标题 2 “#、”\n目录 “目录”\n";

/// Level, number and words of every fact of a builtin relation, and how many digits were neither read nor excluded.
fn read(relation: &str, text: &str) -> (Vec<String>, usize) {
    read_by(RULES, relation, text)
}

fn read_by(rules: &str, relation: &str, text: &str) -> (Vec<String>, usize) {
    let pack = Pack::from_sources(vec![Source { path: "甲.dl".to_owned(), text: rules.to_owned() }]);
    let read = session::read(&pack, "甲.txt", text.as_bytes()).expect("a filing");
    let lines = facts(&pack.program, &read.facts, &[pack.program.names[relation]], FactFormat::Csv);
    let values = |line: &str| line.split(',').skip(3).step_by(2).take(3).collect::<Vec<_>>().join(",");
    let unread = read.coverage.digits.iter().filter(|digits| digits.reading == Reading::Unclaimed).count();
    (lines.lines().map(values).collect(), unread)
}

#[test]
fn dots_lead_from_an_entry_to_its_page() {
    let text =
        "目  录\n一、概况 ……………… 3\n二、很长的一条标题\n的后半 ………… 14\n三、说明......21\n一、本单位概况\n二、另一节\n";
    assert_eq!(read("目录", text), (vec!["2,1,概况".into(), "2,2,很长的一条标题".into(), "2,3,说明".into()], 0));
    assert_eq!(read("标题", text).0, ["2,1,本单位概况", "2,2,另一节"]);
}

#[test]
fn without_dots_the_contents_end_where_a_heading_repeats() {
    let text = "目录\n第一部分 概况\n一、职责\n第一部分 概况\n一、职责\n";
    assert_eq!(read("目录", text).0, ["1,1,第一部分概况", "2,1,职责"]);
    assert_eq!(read("标题", text).0, ["1,1,第一部分概况", "2,1,职责"]);
}

#[test]
fn a_few_dots_lead_nowhere() {
    let text = "目录\n一、概况…\n一、概况…\n";
    assert_eq!(read("标题", text).0, ["2,1,概况…"]);
}

#[test]
fn a_heading_without_a_number_is_a_whole_line_and_ends_the_contents() {
    let rules = format!("{RULES}标题 1 “名词解释” 或 “…主要职能”\n");
    let text = "目录\n一、部门主要职能\n1. 收入预算总表\n二、名词解释\n示例局主要职能\n主要职能包括：\n名词解释\n";
    assert_eq!(read_by(&rules, "目录", text).0, ["2,1,部门主要职能", "3,1,收入预算总表", "2,2,名词解释"]);
    assert_eq!(read_by(&rules, "标题", text).0, ["1,,示例局主要职能", "1,,名词解释"]);
}
