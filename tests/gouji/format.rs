//! The canonical layout on every rule file: it loses nothing, is its own layout, and reads the same in both languages.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;

use gouji::base::FileId;
use gouji::program::Source;
use gouji::session::Pack;
use gouji::syntax::{Language, format};
use proptest::prelude::*;

use super::gouji::{Folder, command, gouji};
use super::samples::{assert_tests_pass, base_of, check, findings, rules};

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn formatted(text: &str, language: Option<Language>) -> String {
    format(FileId(0), text, language).unwrap_or_else(|messages| panic!("{messages:#?}\n{text}"))
}

/// The rules of the repository in a language.
fn pack(language: Language) -> Pack {
    let turned = |source: &Source| Source { text: formatted(&source.text, Some(language)), ..source.clone() };
    Pack::from_sources(rules().sources.iter().map(turned).collect())
}

#[test]
fn the_layout_of_a_file_is_its_own_layout() {
    for source in &rules().sources {
        for language in LANGUAGES {
            let once = formatted(&source.text, Some(language));
            assert_eq!(formatted(&once, Some(language)), once, "{}", source.path);
            assert_eq!(formatted(&once, None), once, "{}", source.path);
        }
    }
}

#[test]
fn keywords_turned_there_and_back_give_the_same_file() {
    for source in &rules().sources {
        let chinese = formatted(&source.text, Some(Language::Chinese));
        let english = formatted(&chinese, Some(Language::English));
        assert_ne!(english, chinese, "{}", source.path);
        assert_eq!(formatted(&english, Some(Language::Chinese)), chinese, "{}", source.path);
    }
}

/// What of a file is no layout: its characters but spaces, signs with two spellings spelled one way.
fn characters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for ch in text.chars().filter(|ch| !ch.is_whitespace() && !matches!(ch, '“' | '”')) {
        let ch = match ch {
            '*' => '×',
            '/' => '÷',
            other => other,
        };
        *counts.entry(ch).or_default() += 1;
    }
    counts
}

fn comments(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().map(str::trim).filter(|line| line.starts_with('#')).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn nothing_but_layout_changes() {
    for source in &rules().sources {
        let text = formatted(&source.text, None);
        assert_eq!(characters(&text), characters(&source.text), "{}", source.path);
        assert_eq!(comments(&text), comments(&source.text), "{}", source.path);
    }
}

#[test]
fn no_line_but_text_in_quotes_is_wide() {
    for source in &rules().sources {
        for line in formatted(&source.text, None).lines() {
            let short = line.contains(['“', '|', '#']) || unicode_width::UnicodeWidthStr::width(line) <= 110;
            assert!(short, "{}: {line}", source.path);
        }
    }
}

/// A debug print without the places and without conditions quoted from the source.
fn meaning(what: &impl Debug) -> String {
    let text = format!("{what:?}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = ["Span { ", "sources: ["].iter().filter_map(|mark| rest.find(mark)).min() {
        out.push_str(&rest[..at]);
        let close = if rest[at..].starts_with("Span") { " }" } else { "], " };
        let end = if close == " }" { rest[at..].find(close) } else { end_of_list(&rest[at..]) };
        rest = &rest[at + end.expect("the print of a struct ends") + close.len()..];
    }
    out + rest
}

/// Where a list of strings ends.
fn end_of_list(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, ch) in text.char_indices() {
        match ch {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ']' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

#[test]
fn both_languages_load_to_the_same_program() {
    let [chinese, mut english] = LANGUAGES.map(pack);
    assert!(english.diagnostics.is_empty(), "{:#?}", english.diagnostics);
    let (left, right) = (&chinese.program, &english.program);
    assert_eq!(left.relations.len(), right.relations.len());
    for (left, right) in left.rules.iter().zip(&right.rules) {
        assert_eq!(meaning(left), meaning(right));
    }
    for (left, right) in left.definitions.iter().zip(&right.definitions) {
        assert_eq!(meaning(left), meaning(right));
    }
    assert_eq!(meaning(&left.layouts), meaning(&right.layouts));
    assert_eq!(meaning(&left.sentences), meaning(&right.sentences));
    assert_eq!((left.rules.len(), left.tests.len()), (rules().program.rules.len(), rules().program.tests.len()));

    // What an unchecked outcome stopped at is quoted as written, and tests ask for it.
    for (left, right) in chinese.program.rules.iter().zip(&mut english.program.rules) {
        right.sources.clone_from(&left.sources);
    }
    assert_tests_pass(&english, "in English");
    let sample = base_of(2025);
    assert_eq!(findings(&check(&english, &sample.name, &sample.text)), findings(sample.checked()));
}

/// Text whose layout is spoilt: spaces, line ends, full-width punctuation, bars of tables; quoted text and comments
/// are left alone.
fn spoilt(text: &str, mut dice: impl FnMut(u32) -> bool) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with('|') {
            let bar = if dice(4) { "｜" } else { "|" };
            let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
            let space = if dice(2) { " " } else { "　 \t" };
            out.push_str(&format!("  {bar}{space}{}{space}{bar}", cells.join(&format!("{space}{bar}{space}"))));
        } else if line.is_empty() {
            out.push_str(if dice(2) { "" } else { "\n\n" });
        } else {
            spoil_line(line, &mut dice, &mut out);
        }
        out.push('\n');
    }
    if dice(2) { out.replace('\n', "\r\n") } else { out }
}

fn spoil_line(line: &str, dice: &mut impl FnMut(u32) -> bool, out: &mut String) {
    let body = line.trim_start();
    out.push_str(&line[..line.len() - body.len()]);
    let mut depth = 0;
    let mut before = ' ';
    for (at, ch) in body.char_indices() {
        match ch {
            '“' | '《' | '「' => depth += 1,
            '”' | '》' | '」' => depth -= 1,
            '#' if depth == 0 => {
                out.push_str(&body[at..]);
                return;
            }
            _ => {}
        }
        let wide = "(),:=<>+-{}".find(ch).and_then(|at| "（），：＝＜＞＋－｛｝".chars().nth(at));
        match wide {
            _ if depth > 0 || ch == '”' => out.push(ch),
            Some(wide) if dice(3) => out.push(wide),
            // A unit stands on the line of its number.
            _ if ch == ' ' && !body.contains('#') && !before.is_ascii_digit() && dice(5) => out.push_str("\n   "),
            _ if ch == ' ' && dice(3) => out.push_str(" 　\t"),
            _ => out.push(ch),
        }
        before = ch;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// However a file is laid out, it is formatted to the same text.
    #[test]
    fn the_layout_a_file_comes_in_does_not_matter(file in any::<prop::sample::Index>(), seed in any::<u64>()) {
        let source = file.get(&rules().sources);
        let mut state = seed | 1;
        let mut dice = |sides: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) as u32).is_multiple_of(sides)
        };
        for language in LANGUAGES {
            let expected = formatted(&source.text, Some(language));
            let spoilt = spoilt(&expected, &mut dice);
            prop_assert_eq!(formatted(&spoilt, Some(language)), expected, "{}\n{}", source.path, spoilt);
        }
    }
}

const CROOKED: &str = "规则 X001 “一”\n  应 甲 = 乙\n  # 话\n  当 丙(甲,乙)\n  否则 “不等”\n";
const STRAIGHT: &str = "规则 X001 “一”\n    # 话\n    当   丙(甲, 乙)\n    应   甲 = 乙\n    否则 “不等”\n";

#[test]
fn files_are_rewritten_in_place() {
    let folder = Folder::new();
    let crooked = folder.file("甲/一.dl", format!("\u{feff}{}", CROOKED.replace('\n', "\r\n")));
    let straight = folder.file("二.dl", STRAIGHT);
    let broken = folder.file("三.dl", "规则 X002\n");
    let run = |more: &[&str]| {
        let mut args = vec!["rules", "format", folder.path().to_str().expect("a path")];
        args.extend(more);
        gouji(&args)
    };
    let look = run(&["--check"]);
    assert_eq!(look.code, 2);
    assert!(look.out.contains("一.dl") && !look.out.contains("二.dl"), "{}", look.out);
    assert!(look.err.contains("三.dl"), "{}", look.err);
    fs::remove_file(&broken).expect("it was written");
    assert_eq!(run(&["--check"]).code, 1);
    assert_eq!(run(&[]).code, 0);
    for path in [&crooked, &straight] {
        assert_eq!(fs::read_to_string(path).expect("UTF-8"), STRAIGHT);
    }
    assert_eq!(run(&["--check"]).code, 0);
    assert_eq!(run(&["--check", "--keywords", "en"]).code, 1);
    assert_eq!(run(&["--keywords", "en"]).code, 0);
    assert!(fs::read_to_string(&straight).expect("UTF-8").starts_with("rule X001 “一”\n"));
    assert_eq!(run(&["--check"]).code, 0, "a file keeps its own language");
    let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(names.len(), 2, "nothing is left behind");
}

#[test]
fn an_editor_pipes_through() {
    use std::io::Write;
    use std::process::Stdio;
    for (given, code, out) in [(CROOKED, 0, STRAIGHT), (STRAIGHT, 0, STRAIGHT), ("规则 X002\n", 2, "")] {
        let mut command = command(&["rules", "format", "-"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        child.stdin.take().expect("a pipe").write_all(given.as_bytes()).expect("it reads");
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(output.status.code(), Some(code));
        assert_eq!(String::from_utf8_lossy(&output.stdout), out);
    }
}

#[test]
fn every_rule_file_is_in_canonical_layout() {
    for source in &rules().sources {
        assert!(formatted(&source.text, None) == source.text, "gouji rules format would change {}", source.path);
    }
}
