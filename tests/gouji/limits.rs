//! What a limit stopped: every report says it, with the rule's line, and the exit code.

use serde_json::Value;

use super::gouji::{Folder, gouji};
use super::schema::mistakes;

const RULES: &str = "文件 单位 = 单位名(单位)
关系 单位名(单位: 文本)
句式 单位名
    “{单位}部门预算公开”

规则 B001 “多”
    当 段落(位: 甲)
    且 段落(位: 乙)
    且 段落(位: 丙)
    应 甲 = 丙
    否则 “不等”
测试 B001 “多”
    给定 文 “题” “一
二
三
四
五”
    期望 不符
";

/// A folder with a rule over all triples of paragraphs, and a filing of some paragraphs.
fn folder() -> (Folder, String, String) {
    let folder = Folder::new();
    let rules = folder.file("规则/多.dl", RULES);
    let text: String = (0..40).map(|number| format!("第 {number} 段，说了些什么。\n\n")).collect();
    let filing = folder.file("文.txt", format!("示例单位部门预算公开\n\n{text}"));
    let path = |path: &std::path::Path| path.to_str().expect("a path").to_owned();
    let paths = (path(&rules), path(&filing));
    (folder, paths.0, paths.1)
}

#[test]
fn every_report_names_the_rule_and_its_line() {
    let (_folder, rules, filing) = folder();
    let check = |more: &[&str]| gouji(&[&["check", &filing, "--rules", &rules], more].concat());
    for (option, value, code) in
        [("--max-facts", "10", "R001"), ("--max-steps", "100", "R002"), ("--max-memory", "0", "R003")]
    {
        for format in ["terminal", "markdown", "json"] {
            let run = check(&[option, value, "--format", format]);
            assert_eq!(run.code, 2, "{format}: part of the filing was not checked");
            assert!(run.out.contains(code) && run.out.contains("B001"), "{format}: {}", run.out);
            assert!(run.err.contains(&format!("错误[{code}]")) && run.err.contains(&rules), "{}", run.err);
            assert!(run.err.contains(option), "it says what to do: {}", run.err);
        }
        let report = check(&[option, value, "--format", "json"]).json();
        let stopped = &report["filings"][0]["stopped"][0];
        assert_eq!((&stopped["path"], &stopped["line"]), (&Value::from(rules.as_str()), &Value::from(6)));
        let schema: Value = serde_json::from_str(include_str!("../check.schema.json")).expect("JSON");
        assert_eq!(mistakes(&schema, &report), Vec::<String>::new());
        let unchecked = report["filings"][0]["unchecked"].as_array().expect("a list");
        assert!(unchecked.iter().any(|it| it["stopped_at"].as_str().is_some_and(|at| at.contains("超出限额"))));
    }
    let run = check(&["--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "within the limits there are findings");
}

#[test]
fn a_rule_test_that_was_stopped_fails() {
    let (_folder, rules, _) = folder();
    assert_eq!(gouji(&["rules", "test", "--rules", &rules]).code, 0);
    let run = gouji(&["rules", "test", "--rules", &rules, "--max-steps", "20"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("R002") && run.out.contains(&format!("{rules}:6")), "{}", run.out);
}
