//! Planted errors and known flaws are found.

use std::collections::BTreeSet;

use gouji::finding::Finding;
use gouji::report::{self, Asked, ProofFormat};
use serde_json::Value;

use super::samples::{Sample, bases, findings, rules, variants};

/// Each planted error gives a finding of an expected rule that the base does not have, on the line where it was planted.
#[test]
fn planted_errors_are_found_where_they_are() {
    let mut missed = Vec::new();
    for sample in variants() {
        let before = findings(sample.base().checked());
        let new = |it: &&Finding| !before.contains(&(it.fingerprint.as_str(), it.message.as_str()));
        let new: Vec<&Finding> = sample.checked().verdicts.findings.iter().filter(new).collect();
        let labels = sample.beside("labels.json");
        for planted in labels["planted"].as_array().expect("planted errors") {
            let line = number(&planted["line"]);
            let removed = planted["now"] == "";
            let groups = groups(planted, "expected_groups");
            let hit = |it: &&&Finding| groups.contains(&group(it)) && (removed || touches(it, line));
            if new.iter().filter(hit).count() == 0 {
                let came: Vec<String> = new.iter().map(|it| format!("{} {}", group(it), it.message)).collect();
                missed.push(format!("{} line {line} {groups:?}: {came:#?}", sample.name));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// A planted error hides nothing that was wrong before, but what rested on the changed lines.
#[test]
fn findings_of_the_base_remain() {
    for sample in variants() {
        let base = sample.base();
        let found: BTreeSet<&str> =
            sample.checked().verdicts.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        let lines = |sample: &Sample| sample.text.lines().count() as u32;
        let labels = sample.beside("labels.json");
        let start = number(&labels["planted"][0]["line"]);
        let changed = start..=start + lines(base) - lines(sample);
        let rests_on = |finding: &Finding| {
            let asked = Asked::Finding(finding);
            let proof = report::explain(&rules().program, &[], base.checked(), asked, ProofFormat::Text);
            changed.clone().any(|line| proof.contains(&format!("行 {line}〕")))
        };
        let findings = base.checked().verdicts.findings.iter();
        let gone = findings.filter(|it| !found.contains(it.fingerprint.as_str()) && !rests_on(it));
        let gone: Vec<&str> = gone.map(|finding| finding.message.as_str()).collect();
        assert!(gone.is_empty(), "{} loses {gone:?}", sample.name);
    }
}

/// Each flaw of a base that its list calls an error is found on one of its lines.
#[test]
fn known_errors_are_found() {
    let mut missed = Vec::new();
    for sample in bases() {
        let known = sample.beside("known.json");
        for entry in known["known"].as_array().expect("known flaws").iter().filter(|entry| entry["level"] == "错误") {
            let groups = groups(entry, "groups");
            let lines: Vec<u32> = entry["lines"].as_array().expect("lines").iter().map(number).collect();
            let on = |finding: &&Finding| lines.iter().any(|line| touches(finding, *line));
            let found: Vec<String> = sample.checked().verdicts.findings.iter().filter(on).map(group).collect();
            if !found.iter().any(|group| groups.contains(group)) {
                missed.push(format!("{} {lines:?} {groups:?} {}: only {found:?}", sample.name, entry["what"]));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

fn number(value: &Value) -> u32 {
    value.as_u64().expect("a number") as u32
}

/// The groups of checks that an entry names: B for `B9`, whatever number the rule has.
fn groups(entry: &Value, key: &str) -> Vec<String> {
    let groups = entry[key].as_array().expect("groups").iter().filter_map(Value::as_str);
    groups.map(|group| group.trim_end_matches(|ch: char| ch.is_ascii_digit()).to_owned()).collect()
}

/// The group of the rule that a finding comes from: B, within one table, for rule `B009`.
fn group(finding: &Finding) -> String {
    let id = &rules().program.rules[finding.rule.0 as usize].id;
    id.chars().take_while(char::is_ascii_alphabetic).collect()
}

fn touches(finding: &Finding, line: u32) -> bool {
    finding.places.iter().any(|pointer| (pointer.place.line..=pointer.place.line_end).contains(&line))
}
