//! One pack in several treatments gives one result.

use gouji::base::{FileId, Severity};
use gouji::program::Source;
use gouji::report;
use gouji::session::Pack;
use gouji::syntax::{Language, parse, print};

use super::samples::{assert_tests_pass, check, rules, samples};

#[test]
fn the_order_of_rule_files_does_not_matter() {
    let mut sources = rules().sources.clone();
    sources.reverse();
    same_reports("reversed", sources);
    let mut sources = rules().sources.clone();
    shuffle(&mut sources);
    same_reports("shuffled", sources);
}

#[test]
fn rules_printed_in_chinese_are_the_same_rules() {
    same_reports("Chinese", printed(Language::Chinese));
}

#[test]
fn rules_printed_in_english_are_the_same_rules() {
    same_reports("English", printed(Language::English));
}

#[test]
fn printing_what_was_printed_changes_nothing() {
    for language in [Language::Chinese, Language::English] {
        for source in printed(language) {
            let (tree, diagnostics) = parse(FileId(0), &source.text);
            assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", source.path);
            assert_eq!(print(&tree, language), source.text, "{}", source.path);
        }
    }
}

fn printed(language: Language) -> Vec<Source> {
    let again = |source: &Source| Source {
        path: source.path.clone(),
        text: print(&parse(FileId(0), &source.text).0, language),
    };
    rules().sources.iter().map(again).collect()
}

/// The same shuffle every time.
fn shuffle(sources: &mut [Source]) {
    let mut state: usize = 20_260_101;
    for last in (1..sources.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        sources.swap(last, (state >> 33) % (last + 1));
    }
}

/// Checks all filings: findings and what is unchecked must be those of the rules as they are written.
fn same_reports(what: &str, sources: Vec<Source>) {
    let mut pack = Pack::from_sources(sources);
    pack.root.clone_from(&rules().root);
    assert!(pack.is_sound(), "{what}: {:#?}", pack.diagnostics);
    assert_tests_pass(&pack, what);
    for sample in samples() {
        let expected = findings(rules(), sample.checked());
        let found = findings(&pack, &check(&pack, &sample.name, &sample.text));
        let differs = expected.lines().zip(found.lines()).find(|(a, b)| a != b);
        assert!(expected == found, "{what}, {}: {differs:#?}", sample.name);
    }
}

/// The report; packs stand in the order of their files and conditions are quoted as written, so both are left out.
fn findings(pack: &Pack, checked: &report::Checked) -> String {
    let text = report::json(&pack.program, std::slice::from_ref(checked), Severity::Note);
    let quoted = |line: &&str| line.trim_start().starts_with("\"stopped_at\"");
    let filings = text.lines().skip_while(|line| !line.contains("\"filings\""));
    filings.filter(|line| !quoted(line)).collect::<Vec<_>>().join("\n")
}
