//! The command line: exit codes, filters, formats, pipes.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use super::gouji::{Folder, command, gouji, run};
use super::samples::{base_of, samples, variants};

const ESCAPE: char = '\u{1b}';

#[test]
fn exit_codes_tell_what_came() {
    let folder = Folder::new();
    folder.file("空/关系.dl", "关系 甲(数: 金额)\n");
    let no_rules = folder.path().join("空");
    let filing = base_of(2026).path();
    let clean = gouji(&["check".as_ref(), filing.as_ref(), "--rules".as_ref(), no_rules.as_os_str()]);
    assert_eq!(clean.code, 0, "{}", clean.err);
    assert_eq!(gouji(&["check", &filing]).code, 1);
    assert_eq!(gouji(&["check", &filing, "没有这个文件.txt"]).code, 2);
    assert_eq!(gouji(&["check"]).code, 2);
    assert_eq!(gouji(&["rules", "test"]).code, 0);
    assert_eq!(gouji(&["rules", "list"]).code, 0);
}

#[test]
fn wrong_rules_are_shown_and_nothing_is_checked() {
    let folder = Folder::new();
    let file = folder.file("错.dl", "关系 甲(数: 金额)\n规则 B001 “错”\n    当 乙(数)\n    应 数 = 数\n");
    let filing = base_of(2026).path();
    let run = gouji(&["check".as_ref(), filing.as_ref(), "--rules".as_ref(), folder.path().as_os_str()]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains(file.to_str().expect("a path")), "{}", run.err);
}

#[test]
fn severity_filters_findings_and_the_exit_code() {
    let filing = base_of(2026).path();
    let severities = |least: &str| -> Vec<String> {
        let run = gouji(&["check", &filing, "--format", "json", "--severity", least]);
        let report = run.json();
        let findings = report["filings"][0]["findings"].as_array().expect("findings");
        assert_eq!(run.code, i32::from(!findings.is_empty()));
        findings.iter().map(|finding| finding["severity"].as_str().expect("a severity").to_owned()).collect()
    };
    let all = severities("note");
    let count = |kept: &[&str]| all.iter().filter(|severity| kept.contains(&severity.as_str())).count();
    assert_eq!(severities("warning").len(), count(&["warning", "error"]));
    let errors = severities("error");
    assert_eq!(errors.len(), count(&["error"]));
    assert!(errors.iter().all(|severity| severity == "error"));
}

#[test]
fn output_in_a_pipe_has_no_colours() {
    let filing = base_of(2025).path();
    for args in [vec!["check", &filing], vec!["check", &filing, "--format", "markdown"], vec!["coverage", &filing]] {
        let run = gouji(&args);
        assert!(!run.out.contains(ESCAPE) && !run.err.contains(ESCAPE), "{args:?}");
        assert!(!run.out.is_empty(), "{args:?}");
    }
}

#[test]
fn two_runs_print_the_same_bytes() {
    let filing = base_of(2025).path();
    for args in [
        vec!["check", &filing],
        vec!["check", &filing, "--format", "json"],
        vec!["check", &filing, "--format", "markdown"],
        vec!["facts", &filing, "--format", "jsonl"],
        vec!["facts", &filing, "--format", "csv"],
        vec!["coverage", &filing],
    ] {
        assert_eq!(gouji(&args).out, gouji(&args).out, "{args:?}");
    }
}

#[test]
fn facts_are_json_lines() {
    for sample in [base_of(2025), base_of(2026)] {
        let run = gouji(&["facts", &sample.path(), "--format", "jsonl"]);
        assert!(run.out.lines().count() > 300);
        for line in run.out.lines() {
            let fact: Value = serde_json::from_str(line).expect("each line is JSON");
            let keys: Vec<&String> = fact.as_object().expect("an object").keys().collect();
            assert_eq!(keys, ["relation", "values", "places"]);
            for (column, place) in fact["places"].as_object().expect("places") {
                assert!(!fact["values"][column].is_null() || place["status"] == "blank", "{line}");
                assert!(place["line"].as_u64().is_some_and(|line| line > 0), "{line}");
            }
        }
    }
}

#[test]
fn facts_of_one_relation() {
    let run = gouji(&["facts", &base_of(2026).path(), "--relation", "支出总表", "--format", "csv"]);
    assert!(run.out.lines().count() > 10 && run.out.lines().all(|line| line.starts_with("支出总表,")), "{}", run.out);
    assert_eq!(gouji(&["facts", &base_of(2026).path(), "--relation", "没有"]).code, 2);
}

#[test]
fn plans_are_shown_with_and_without_a_filing() {
    let run = gouji(&["rules", "plan", "B010"]);
    assert!(run.code == 0 && run.out.starts_with("规则 B010 ") && !run.out.contains("约"), "{}{}", run.out, run.err);
    let sized = gouji(&["rules", "plan", "B010", "--with", &base_of(2026).path()]);
    assert!(sized.out.contains("约 "), "{}{}", sized.out, sized.err);
    assert_eq!(
        gouji(&["rules", "plan", "上级行"]).out.lines().next().map(|line| &line[.."定义 上级行".len()]),
        Some("定义 上级行")
    );
    assert_eq!(gouji(&["rules", "plan", "没有"]).code, 2);
}

/// What a run costs goes to the side: the report stays the same.
#[test]
fn costs_are_told_beside_the_report() {
    let folder = Folder::new();
    let page = folder.path().join("用时.html");
    let filing = base_of(2026).path();
    let plain = gouji(&["check", &filing]);
    let told = gouji(&["check", &filing, "--profile"]);
    assert_eq!((told.code, &told.out), (plain.code, &plain.out));
    assert!(told.err.contains("规则 B010 ") && told.err.contains("定义 上级行"), "{}", told.err);
    let written = gouji(&["check", &filing, &format!("--profile={}", page.display())]);
    assert_eq!((written.code, &written.out), (plain.code, &plain.out));
    let page = std::fs::read_to_string(page).expect("a page");
    assert!(page.contains("<svg") && !page.contains("<script"));
    let nowhere = gouji(&["check", &filing, &format!("--profile={}", folder.path().join("无/甲.html").display())]);
    assert_eq!((nowhere.code, &nowhere.out), (2, &plain.out));
}

/// One filing of each layout; every finding has a proof that names its rule and a line.
#[test]
fn every_finding_can_be_explained() {
    let shortest = variants().min_by_key(|sample| sample.text.len()).expect("a copy");
    for sample in [base_of(2025), shortest] {
        let findings = &sample.checked().verdicts.findings;
        assert!(!findings.is_empty(), "{}", sample.name);
        for finding in findings {
            let run = gouji(&["explain", &finding.fingerprint, &sample.path()]);
            assert_eq!(run.code, 0, "{}", run.err);
            let (_, proof) = run.out.split_once("证明：\n").expect("a proof");
            assert!(!proof.trim().is_empty(), "{} has no proof", finding.fingerprint);
        }
    }
    let run = gouji(&["explain", "B001-0000000000", &samples()[0].path()]);
    assert_eq!(run.code, 2);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    for args in [vec!["facts", "--format", "jsonl"], vec!["check", "--format", "json"], vec!["coverage"]] {
        let mut command = command(&args);
        command.arg(base_of(2025).path()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let mut out = child.stdout.take().expect("a pipe");
        let _ = out.read(&mut [0_u8; 1]);
        drop(out);
        let output = child.wait_with_output().expect("the program ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0..=2)), "{args:?}: {err}");
        assert!(!err.contains("panicked"), "{err}");
    }
}

/// Far from the repository, the rules are those that come with the program.
#[test]
fn the_program_brings_its_rules() {
    let folder = Folder::new();
    let mut command = command(&["rules", "list"]);
    let far = run(command.current_dir(folder.path()));
    assert_eq!(far.out, gouji(&["rules", "list"]).out);
}
