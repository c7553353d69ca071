//! Filings of regions whose forms are web pages: what is found in them alone, beside one another, and in spoilt copies.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use gouji::engine::{Limits, Verdict};
use gouji::report::Checked;
use gouji::session::{self, Filing};
use serde_json::Value;

use super::coverage::prose;
use super::samples::{files, findings, rules, top};
use super::snapshots::compare;

/// What separates the name of a base filing from the error planted in a copy of it.
const PLANTED: &str = "-错-";

#[test]
fn findings_of_every_web_page() {
    let text = |path: &PathBuf| (name(path), told(&check(path)));
    compare("regions", &pages().iter().map(text).collect::<Vec<_>>());
}

/// Two years of one unit: what the later one says of the earlier holds.
#[test]
fn years_beside_one_another_agree() {
    let bases: Vec<PathBuf> = pages().into_iter().filter(|path| !name(path).contains(PLANTED)).collect();
    let read = |path: &PathBuf| Filing::read(rules(), &name_of_file(path), &bytes(path)).expect("a filing");
    let filings: Vec<Filing> = bases.iter().map(read).collect();
    let checked = session::check_all(rules(), filings, Vec::new(), &Limits::default(), NonZero::<usize>::MIN);
    let changes = |it: &Checked, verdict: Verdict| {
        let of_rule = |id: &str| rules().program.rules.iter().position(|rule| rule.id == id);
        let number = of_rule("F016").expect("F016") as u32;
        let outcomes = it.evaluation.outcomes.iter();
        outcomes.filter(|outcome| outcome.rule.0 == number && outcome.verdict == verdict).count()
    };
    let compared: usize = checked.iter().map(|it| changes(it, Verdict::Agrees) + changes(it, Verdict::Rounding)).sum();
    assert!(compared >= 9, "only {compared} changes were compared");
    assert!(checked.iter().all(|it| changes(it, Verdict::Disagrees) == 0));
}

/// Each planted error gives a finding of an expected group that the base does not have.
#[test]
fn planted_errors_are_found() {
    for path in pages().iter().filter(|path| name(path).contains(PLANTED)) {
        let base = path.with_file_name(format!("{}.html", name(path).split(PLANTED).next().unwrap_or_default()));
        let (base, spoilt) = (check(&base), check(path));
        let before = findings(&base);
        let new: Vec<&str> = spoilt
            .verdicts
            .findings
            .iter()
            .filter(|it| !before.contains(&(it.fingerprint.as_str(), it.message.as_str())))
            .map(|it| rules().program.rules[it.rule.0 as usize].id.as_str())
            .collect();
        let text = fs::read_to_string(path.with_extension("labels.json")).expect("labels");
        let labels: Value = serde_json::from_str(&text).expect("labels are JSON");
        let groups = labels["planted"][0]["expected_groups"].as_array().expect("groups");
        let groups: BTreeSet<&str> = groups.iter().filter_map(|group| group.as_str()?.get(..1)).collect();
        assert!(new.iter().any(|id| groups.contains(&id[..1])), "{}: {new:?}", name(path));
    }
}

#[test]
fn sentences_of_web_pages_are_read() {
    for path in pages() {
        let (read, all) = prose(&check(&path));
        assert!(100 * read >= 95 * all, "{}: {read} of {all}", name(&path));
    }
}

/// Counts, remarks and findings.
fn told(checked: &Checked) -> String {
    let verdicts = &checked.verdicts;
    let counts = verdicts.counts;
    let mut out = format!("{} {:?} {}\n", verdicts.identity.unit, verdicts.identity.year, verdicts.identity.kind);
    let _ = writeln!(
        out,
        "相符 {} 舍入 {} 不符 {} 未核 {}；数字 {:?}，参与核对 {}",
        counts.agrees,
        counts.rounding,
        counts.disagrees,
        counts.unchecked,
        checked.coverage.counts(),
        verdicts.checked_figures
    );
    for remark in &checked.remarks {
        let _ = writeln!(out, "注意 {} {} {:?}", remark.place.line, remark.subject, remark.problem);
    }
    for finding in &verdicts.findings {
        let _ = writeln!(out, "{} {}", rules().program.rules[finding.rule.0 as usize].id, finding.message);
    }
    out
}

fn pages() -> Vec<PathBuf> {
    files(&top().join("corpus"), "html")
}

fn check(path: &Path) -> Checked {
    session::check(rules(), &name_of_file(path), &bytes(path), &Limits::default()).expect("a filing")
}

fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).expect("a file of the corpus")
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn name_of_file(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}
