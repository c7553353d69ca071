//! One filing in every format: `tests/formats/make` makes them from one of the corpus.

use std::collections::BTreeSet;

use serde_json::Value;

use super::gouji::gouji;
use super::samples::base_of;

/// The files beside the script that have to agree with the text they are made from.
const AGREE: [&str; 7] = [".html", ".docx", ".xlsx", ".xls", ".md", "-chromium.pdf", "-libreoffice.pdf"];

fn path(ending: &str) -> String {
    format!("tests/formats/示例州人社服务中心-2026{ending}")
}

/// The values of all facts that were read, places apart.
fn facts(path: &str) -> BTreeSet<String> {
    let run = gouji(&["facts", path, "--format", "jsonl"]);
    assert_eq!(run.code, 0, "{path}: {}", run.err);
    let fact = |line: &str| {
        let fact: Value = serde_json::from_str(line).expect("each line is JSON");
        format!("{} {}", fact["relation"], fact["values"])
    };
    run.out.lines().map(fact).collect()
}

fn findings(path: &str) -> Vec<String> {
    let report = gouji(&["check", path, "--format", "json"]).json();
    let findings = report["filings"][0]["findings"].as_array().expect("findings");
    let mut told: Vec<String> = findings.iter().map(|it| format!("{} {}", it["rule"], it["message"])).collect();
    told.sort();
    told
}

#[test]
fn all_formats_give_the_same_facts_and_findings() {
    let text = base_of(2026).path();
    let (wanted, told) = (facts(&text), findings(&text));
    assert!(wanted.len() > 300 && !told.is_empty());
    for ending in AGREE {
        let file = path(ending);
        let read = facts(&file);
        let (missing, extra): (Vec<_>, Vec<_>) =
            (wanted.difference(&read).collect(), read.difference(&wanted).collect());
        assert!(missing.is_empty() && extra.is_empty(), "{ending}: lacks {missing:#?}, has {extra:#?}");
        assert_eq!(findings(&file), told, "{ending}");
    }
}

#[test]
fn places_are_those_of_the_format() {
    let places = [(".html", "表 "), (".docx", "表 "), (".xlsx", "表1!"), (".xls", "表1!"), ("-chromium.pdf", "第 ")];
    for (ending, place) in places {
        let run = gouji(&["facts", &path(ending), "--relation", "收支总表", "--format", "csv"]);
        let told = |line: &str| line.split(',').nth(1).is_some_and(|at| at.starts_with(place));
        assert!(run.out.lines().count() > 50 && run.out.lines().all(told), "{ending}: {}", run.out);
    }
}
