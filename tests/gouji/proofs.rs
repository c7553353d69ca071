//! Proofs as trees, JSON and graphs: every fact can be asked for, and no text of a filing breaks out of its place.

use std::collections::BTreeSet;
use std::fs;

use gouji::fact::FactId;
use gouji::program::Source;
use gouji::report::{self, Asked, Checked, ProofFormat, find_facts};
use gouji::session::Pack;
use serde_json::Value;

use super::gouji::gouji;
use super::samples::{base_of, check, rules, samples, top};
use super::schema::{mistakes, unknown_keywords};
use super::snapshots::compare;

fn schema() -> Value {
    let text = fs::read_to_string(top().join("tests/explain.schema.json")).expect("the schema");
    serde_json::from_str(&text).expect("the schema is JSON")
}

fn explained(pack: &Pack, checked: &Checked, asked: Asked<'_>, format: ProofFormat) -> String {
    report::explain(&pack.program, &pack.sources, checked, asked, format)
}

/// A proof as JSON, checked against the schema; what it names is there.
fn json(pack: &Pack, checked: &Checked, asked: Asked<'_>) -> Value {
    let proof: Value = serde_json::from_str(&explained(pack, checked, asked, ProofFormat::Json)).expect("JSON");
    assert_eq!(mistakes(&schema(), &proof), Vec::<String>::new());
    let facts = proof["facts"].as_array().expect("facts");
    let below = |inference: &Value| -> Vec<usize> {
        let premises = inference["premises"].as_array().into_iter().flatten().map(|premise| &premise["fact"]);
        let members = inference["aggregates"].as_array().into_iter().flatten();
        let members = members.flat_map(|one| one["facts"].as_array().into_iter().flatten());
        premises.chain(members).map(|id| id.as_u64().expect("a number") as usize).collect()
    };
    let mut used = BTreeSet::new();
    for goal in proof["goals"].as_array().expect("goals") {
        used.extend(goal["fact"].as_u64().map(|id| id as usize));
        used.extend(below(&goal["inference"]));
    }
    for (number, fact) in facts.iter().enumerate() {
        assert_eq!(fact["id"].as_u64(), Some(number as u64));
        let under = below(&fact["inference"]);
        let height = |id: &usize| facts[*id]["height"].as_u64().expect("a height");
        let above = under.iter().map(height).max().unwrap_or(0) + u64::from(!fact["inference"].is_null());
        assert_eq!(fact["height"].as_u64(), Some(above), "{fact}");
        used.extend(under);
    }
    assert_eq!(used.into_iter().collect::<Vec<_>>(), (0..facts.len()).collect::<Vec<_>>(), "every fact is needed");
    proof
}

/// The names of the nodes of a graph that are declared, and of those that edges name. Panics where it is no DOT: beside
/// names, attributes and arrows there are only quoted strings, whose quotes are closed.
fn nodes(dot: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let lines: Vec<&str> = dot.lines().collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("digraph proof {", "}"));
    let (mut declared, mut named) = (BTreeSet::new(), BTreeSet::new());
    for line in &lines[1..lines.len() - 1] {
        let bare = without_strings(line);
        let plain = |ch: char| ch.is_ascii_alphanumeric() || " =[],;->_".contains(ch);
        assert!(bare.chars().all(plain) && bare.ends_with(';'), "{line}");
        let statement = bare.trim().trim_end_matches(';');
        let (head, attributes) = statement.split_once(" [").unwrap_or((statement, ""));
        match head.split_once(" -> ") {
            Some((from, to)) => named.extend([from.to_owned(), to.to_owned()]),
            None if attributes.contains("label") && head != "node" => assert!(declared.insert(head.to_owned())),
            None => {}
        }
    }
    (declared, named)
}

/// A line of DOT without its quoted strings.
fn without_strings(line: &str) -> String {
    let mut bare = String::new();
    let mut chars = line.chars();
    while let Some(ch) = chars.next() {
        if ch != '"' {
            bare.push(ch);
            continue;
        }
        loop {
            match chars.next().unwrap_or_else(|| panic!("a quote is open: {line}")) {
                '"' => break,
                '\\' => assert!(matches!(chars.next(), Some('\\' | 'n')), "{line}"),
                '<' | '>' => panic!("markup: {line}"),
                ch => assert!(!ch.is_control(), "{line}"),
            }
        }
    }
    bare
}

/// Rules whose words are text; those of names come in behind the parser.
const RULES: &str = r#"单位 万元 金额 10000
关系 表一(名称: 文本, 数: 金额)
表样 表一 《部门支出表》
    单位 万元
    名称, 数 = 列同名
定义 和(名称, 共: 共) 当 表一(名称) 且 共 = 按 名称 求和 数 于 { 表一(名称, 数) }
规则 X001 “题"]; bad [label=<x>\N &amp; </script>”
    当 和(名称, 共)
    且 非 表一(名称: “无&lt;\N"]”, 数)
    且 全 = 求和 数 于 { 表一(数) }
    且 几 = 计数 于 { 表一(名称, 数) }
    应 共 = 全 × 几
    否则 “{名称}"]}; a -> b & </script>”
"#;

/// A filing whose cells are markup, escapes and entities.
const FILING: &str = "部门支出表\n单位：万元\n名称\t数\n甲\"]; } a -> b <script>&amp;\\N\t1.00\n乙\\\t2.00\n";

#[test]
fn the_schema_of_proofs_uses_only_what_is_checked() {
    assert_eq!(unknown_keywords(&schema()), Vec::<String>::new());
}

#[test]
fn proofs_of_findings_are_json_and_dot() {
    for sample in samples() {
        let checked = sample.checked();
        for finding in &checked.verdicts.findings {
            let asked = Asked::Finding(finding);
            let proof = json(rules(), checked, asked);
            assert_eq!(proof["goals"][0]["finding"]["fingerprint"], finding.fingerprint.as_str());
            let (declared, named) = nodes(&explained(rules(), checked, asked, ProofFormat::Dot));
            assert!(declared.contains("finding") && named.is_subset(&declared), "{}", finding.fingerprint);
        }
    }
}

#[test]
fn every_derived_fact_can_be_asked_for() {
    let checked = base_of(2026).checked();
    let program = &rules().program;
    for relation in program.names.keys() {
        let Ok(facts) = find_facts(program, &checked.evaluation.facts, relation) else { continue };
        let proof = json(rules(), checked, Asked::Facts(&facts));
        assert_eq!(proof["goals"].as_array().map(Vec::len), Some(facts.len()));
        let one: &[FactId] = &facts[..1];
        assert_eq!(find_facts(program, &checked.evaluation.facts, &format!("{relation}:1")).as_deref(), Ok(one));
        nodes(&explained(rules(), checked, Asked::Facts(one), ProofFormat::Dot));
    }
}

#[test]
fn facts_are_asked_for_at_the_terminal() {
    let filing = base_of(2026).path();
    let run = gouji(&["explain", "两分行（编码＝20801，表=支出总表）", &filing]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("定义：") && run.out.contains("取值：\n  编码 = 20801"), "{}", run.out);
    let run = gouji(&["explain", "支出总表:1", &filing, "--format", "json"]);
    assert_eq!(run.json()["facts"][0]["origin"], "read");
    for wrong in ["支出总表:0", "支出总表:9999", "支出总表(没有=1)", "支出总表(编码=没有)", "没有", "没有:1"]
    {
        let run = gouji(&["explain", wrong, &filing]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong}");
    }
}

/// Names and values that are markup, quotes, escapes or entities where they come to stand.
#[test]
fn hostile_text_stays_text() {
    let mut pack = Pack::from_sources(vec![Source { path: "a\"<b>\\.dl".into(), text: RULES.into() }]);
    assert!(pack.is_sound(), "{:#?}", pack.diagnostics);
    for relation in &mut pack.program.relations {
        relation.name.push_str("\"]; &lt;<i>\\");
        relation.columns.iter_mut().for_each(|column| column.name.push_str("\"\\N\u{202e}"));
    }
    pack.program.definitions.iter_mut().flat_map(|it| &mut it.variables).for_each(|it| it.name.push_str("\"\n<"));
    let checked = check(&pack, "x\"];<script>.txt", FILING);
    let findings = &checked.verdicts.findings;
    assert!(!findings.is_empty());
    let mut texts = Vec::new();
    for (format, name) in [(ProofFormat::Text, "text"), (ProofFormat::Json, "json"), (ProofFormat::Dot, "dot")] {
        let text = explained(&pack, &checked, Asked::Finding(&findings[0]), format);
        texts.push((format!("hostile-{name}"), text));
    }
    json(&pack, &checked, Asked::Finding(&findings[0]));
    let (declared, named) = nodes(&texts[2].1);
    assert!(named.is_subset(&declared));
    compare("proofs", &texts);
}
