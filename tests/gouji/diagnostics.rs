//! Messages about rule files: every code has a page whose examples do as it says, and faulty files are explained.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::num::NonZero;
use std::path::Path;

use gouji::base::Diagnostic;
use gouji::engine::Limits;
use gouji::program::review;
use gouji::report::{self, pages};
use gouji::session::{Pack, probe_tests};

use super::gouji::{Folder, gouji};
use super::samples::{files, top, trials};
use super::snapshots::compare;
use super::words::without_tests;

/// The codes that stand in the source, as literals.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for path in files(&top().join("src"), "rs") {
        if path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("source is UTF-8");
        for piece in without_tests(&text).split('"') {
            let digits = piece.strip_prefix(['S', 'P', 'R']).unwrap_or_default();
            if digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                codes.insert(piece.to_owned());
            }
        }
    }
    codes
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let written: BTreeSet<String> = pages().iter().map(|page| page.code.to_owned()).collect();
    let codes = codes();
    assert!(codes.len() > 50, "{codes:?}");
    assert_eq!(written, codes);
    let lines: BTreeSet<&str> = pages().iter().map(report::Page::title).collect();
    assert_eq!(lines.len(), codes.len(), "each page is called otherwise");
}

/// The files of an example: their names and bytes.
type Example = Vec<(String, Vec<u8>)>;

/// The examples of a page, the wrong one first.
fn examples(page: &report::Page) -> [Example; 2] {
    let (_, rest) = page.text.split_once("\n## 错\n").unwrap_or_else(|| panic!("{} shows nothing wrong", page.code));
    let (wrong, right) = rest.split_once("\n## 对\n").unwrap_or_else(|| panic!("{} shows nothing right", page.code));
    [example(wrong), example(right)]
}

fn example(text: &str) -> Example {
    let mut found = Example::new();
    let mut name = "例.dl".to_owned();
    let mut open: Option<(&str, String)> = None;
    for line in text.lines() {
        match &mut open {
            None if line.starts_with("```") => open = Some((line, String::new())),
            None if line.starts_with('`') => name = line.trim_matches('`').to_owned(),
            None => {}
            Some((fence, inside)) if line.starts_with("```") && line == fence.trim_end_matches(|ch| ch != '`') => {
                let inside = unfold(inside);
                let gb = fence.ends_with("gb18030");
                let bytes = if gb { encoding_rs::GB18030.encode(&inside).0.into_owned() } else { inside.into_bytes() };
                found.push((name.clone(), bytes));
                open = None;
            }
            Some((_, inside)) => {
                inside.push_str(line);
                inside.push('\n');
            }
        }
    }
    assert!(open.is_none() && !found.is_empty(), "{text}");
    found
}

/// Writes out `⟨U+200B⟩`, a character, and `⟨300次 + 1⟩`, a repetition in which `↵` ends a line.
fn unfold(text: &str) -> String {
    let mut parts = text.split('⟨');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inside, behind) = part.split_once('⟩').expect("a closing mark");
        match inside.strip_prefix("U+") {
            Some(code) => out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32)),
            None => {
                let (times, what) = inside.split_once('次').expect("how often");
                out.push_str(&what.replace('↵', "\n").repeat(times.parse().expect("a number")));
            }
        }
        out.push_str(behind);
    }
    out
}

/// All that `rules test` says of a pack before it runs the tests.
fn said(pack: &Pack) -> Vec<Diagnostic> {
    let mut said = pack.diagnostics.clone();
    if pack.is_sound() {
        said.extend(review(&pack.program, &pack.sources));
        said.extend(probe_tests(pack, &trials(pack), &Limits::default(), NonZero::<usize>::MIN));
    }
    said
}

#[test]
fn the_examples_of_a_page_do_as_it_says() {
    let mut wrong = Vec::new();
    for page in pages() {
        for (number, example) in examples(&page).iter().enumerate() {
            let folder = Folder::new();
            example.iter().for_each(|(name, bytes)| drop(folder.file(name, bytes)));
            let pack = Pack::load(folder.path()).unwrap_or_else(|error| panic!("{}: {error}", page.code));
            let said = said(&pack);
            let codes: BTreeSet<&str> = said.iter().map(|one| one.code).collect();
            // What is about the pack as a whole is asked only where the page is about that.
            let fit = match number {
                // What a filing needs is not known before it is checked.
                0 if page.code.starts_with('R') => pack.diagnostics.is_empty(),
                0 if codes.contains(page.code) && reviewed(page.code) => codes.len() == 1,
                0 => pack.diagnostics.iter().map(|one| one.code).eq([page.code]) || limit(page.code, &codes),
                _ if reviewed(page.code) => codes.is_empty(),
                _ => pack.diagnostics.is_empty(),
            };
            if !fit {
                let which = if number == 0 { "错" } else { "对" };
                wrong.push(format!("{} {which}\n{}", page.code, report::diagnostics(&pack.sources, &said, false)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a code comes of looking a sound pack over.
fn reviewed(code: &str) -> bool {
    matches!(code, "P012" | "P017" | "P028" | "P033" | "P034" | "P035" | "P036" | "P037" | "P038")
}

/// Too many messages are, of course, not alone.
fn limit(code: &str, codes: &BTreeSet<&str>) -> bool {
    matches!(code, "S027" | "P099") && codes.contains(code)
}

/// Every file, and every folder of files, under `tests/diagnostics`: what a reviewer sees of it.
#[test]
fn faulty_rules_are_explained() {
    let mut shown = BTreeMap::new();
    let cases = fs::read_dir(top().join("tests/diagnostics")).expect("a folder of faulty rules");
    for case in cases {
        let name = case.expect("a readable folder").file_name().to_string_lossy().into_owned();
        let text = match Pack::load(&Path::new("tests/diagnostics").join(&name)) {
            Ok(pack) => {
                let said = said(&pack);
                assert!(!said.is_empty(), "nothing is said of {name}");
                report::diagnostics(&pack.sources, &said, false)
            }
            Err(error) => error.to_string(),
        };
        shown.insert(name.trim_end_matches(".dl").to_owned(), text);
    }
    assert!(shown.len() >= 60, "{} faulty files", shown.len());
    compare("diagnostics", &shown.into_iter().collect::<Vec<_>>());
}

#[test]
fn codes_are_explained_at_the_terminal() {
    let page = gouji(&["rules", "explain", "p11"]);
    assert_eq!((page.code, page.out.lines().next()), (0, Some("# P011 否则 里的名字没有值")));
    let all = gouji(&["rules", "explain"]);
    assert_eq!(all.out.lines().count(), pages().len());
    let unknown = gouji(&["rules", "explain", "P999"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert_eq!(unknown.err.lines().count(), 4, "{}", unknown.err);
    assert_eq!(gouji(&["rules", "explain", "甲"]).code, 2);
}
