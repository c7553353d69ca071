//! `check --format json` is what `tests/check.schema.json` says.

use std::fs;

use serde_json::Value;

use super::gouji::gouji;
use super::samples::{base_of, samples, top};
use super::schema::{mistakes, unknown_keywords};

fn schema() -> Value {
    let text = fs::read_to_string(top().join("tests/check.schema.json")).expect("the schema");
    serde_json::from_str(&text).expect("the schema is JSON")
}

#[test]
fn the_schema_uses_only_what_is_checked() {
    assert_eq!(unknown_keywords(&schema()), Vec::<String>::new());
}

#[test]
fn reports_follow_the_schema() {
    let run = gouji(&["check", "corpus", "--format", "json"]);
    let report = run.json();
    assert_eq!(mistakes(&schema(), &report), Vec::<String>::new());
    assert_eq!(report["filings"].as_array().map(Vec::len), Some(samples().len()));
}

#[test]
fn other_reports_do_not() {
    let run = gouji(&["check", &base_of(2026).path(), "--format", "json"]);
    let schema = schema();
    let spoil = |change: fn(&mut Value)| {
        let mut report = run.json();
        change(&mut report);
        mistakes(&schema, &report)
    };
    assert!(spoil(|_| {}).is_empty());
    assert!(!spoil(|report| report["filings"][0]["year"] = "2026".into()).is_empty());
    assert!(!spoil(|report| report["filings"][0]["findings"][0]["severity"] = "fatal".into()).is_empty());
    assert!(!spoil(|report| report["filings"][0]["findings"][2]["places"][0]["line"] = 0.into()).is_empty());
    assert!(!spoil(|report| report["extra"] = 1.into()).is_empty());
    assert!(!spoil(|report| report["tool"] = Value::Null).is_empty());
}

/// Sums that a schema cannot say.
#[test]
fn counts_agree_with_lists() {
    let report = gouji(&["check", "corpus", "--format", "json"]).json();
    for filing in report["filings"].as_array().expect("filings") {
        let length = |key: &str| filing[key].as_array().map_or(0, Vec::len) as u64;
        let count = |key: &str| filing["outcomes"][key].as_u64().expect("a count");
        assert_eq!(length("unchecked"), count("unchecked") + count("self_evident"), "{}", filing["path"]);
        assert!(length("findings") >= count("disagrees"), "{}", filing["path"]);
        let figures = |key: &str| filing["figures"][key].as_u64().expect("a count");
        assert!(figures("claimed") + figures("excluded") <= figures("total"), "{}", filing["path"]);
        assert!(figures("checked") <= figures("claimed"), "{}", filing["path"]);
    }
}
