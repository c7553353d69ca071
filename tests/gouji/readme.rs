//! The book of the rule language: every example is loaded and its tests run, in both languages.
//!
//! An example is a block fenced as `dl`. All build on the first one and on the pack of units; one that begins with
//! 接上例 builds on the one before it too. One that begins with 错 and a code must give that code.

use std::fs;
use std::num::NonZero;

use gouji::base::{FileId, Severity};
use gouji::engine::Limits;
use gouji::program::Source;
use gouji::report;
use gouji::session::{Pack, run_tests};
use gouji::syntax::tree::{ItemKind, Tree};
use gouji::syntax::{Language, format, parse, print};

use super::samples::{rules, top};

/// The pack that brings units and headings.
const BASE: &str = "rules/基础/";

struct Example {
    /// Where it stands in the book.
    line: usize,
    text: String,
}

impl Example {
    /// The first comment, which says how it is to be read.
    fn remark(&self) -> &str {
        self.text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default()
    }

    /// The code that it must give, when it is there to show a mistake.
    fn mistake(&self) -> Option<&str> {
        let rest = ["错 ", "wrong "].iter().find_map(|word| self.remark().strip_prefix(word))?;
        rest.split(['：', ':']).next()
    }

    fn goes_on(&self) -> bool {
        ["接上例", "goes on from the example above"].contains(&self.remark())
    }
}

fn book(name: &str) -> String {
    fs::read_to_string(top().join("rules").join(name)).expect("the book can be read")
}

fn examples(book: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<Example> = None;
    for (number, line) in book.lines().enumerate() {
        match (&mut open, line) {
            (Some(_), "```") => examples.extend(open.take()),
            (Some(example), _) => example.text.extend([line, "\n"]),
            (None, "```dl") => open = Some(Example { line: number + 1, text: String::new() }),
            _ => {}
        }
    }
    assert!(examples.len() > 15, "the book has {} examples", examples.len());
    examples
}

/// Each example with all that it builds on.
fn loaded(examples: &[Example]) -> Vec<(&Example, Pack)> {
    let mut chain: Vec<&Example> = Vec::new();
    let mut packs = Vec::new();
    for example in examples {
        if !example.goes_on() {
            chain.truncate(1);
        }
        chain.push(example);
        let base = rules().sources.iter().filter(|source| source.path.contains(BASE)).cloned();
        let own = chain.iter().map(|one| Source { path: format!("rules/例/{}.dl", one.line), text: one.text.clone() });
        packs.push((example, Pack::from_sources(base.chain(own).collect())));
        if example.mistake().is_some() {
            chain.pop();
        }
    }
    packs
}

fn check(name: &str) {
    let examples = examples(&book(name));
    for (example, pack) in loaded(&examples) {
        let place = format!("{name}:{}", example.line);
        if let Some(code) = example.mistake() {
            let codes: Vec<&str> = pack.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
            assert!(codes.contains(&code), "{place} gives {codes:?}");
            continue;
        }
        assert!(pack.diagnostics.is_empty(), "{place}: {:#?}", pack.diagnostics);
        let trials = run_tests(&pack, "", &Limits::default(), NonZero::<usize>::MIN);
        assert_eq!(trials.failed(), 0, "{place}\n{}", report::trials(&trials));
    }
}

#[test]
fn every_example_of_the_chinese_book_works() {
    check("README.md");
}

#[test]
fn every_example_of_the_english_book_works() {
    check("README.en.md");
}

/// The rules in the book keep the advice of the book: each has a test.
#[test]
fn every_rule_of_the_book_is_tested() {
    for (example, pack) in loaded(&examples(&book("README.md"))) {
        let tested = |id: &str| pack.program.tests.iter().any(|test| test.rule.text == id);
        let untested = pack.program.rules.iter().find(|rule| !tested(&rule.id));
        assert!(untested.is_none() || example.mistake().is_some(), "{}", example.line);
    }
}

/// What of an example is the same in both languages: titles, notes, messages and sentences are written for readers.
fn bones(example: &Example) -> String {
    let (mut tree, messages) = parse(FileId(0), &example.text);
    assert!(messages.iter().all(|message| message.severity != Severity::Error), "{messages:#?}\n{}", example.text);
    for item in &mut tree.items {
        item.comments.clear();
        item.inner.clear();
        match &mut item.kind {
            ItemKind::Rule(rule) => {
                rule.title.text.clear();
                rule.message.text.clear();
                rule.note.iter_mut().chain(&mut rule.basis).for_each(|text| text.text.clear());
            }
            ItemKind::Test(test) => {
                test.title.text.clear();
                test.expect.iter_mut().filter_map(|one| one.message.as_mut()).for_each(|text| text.text.clear());
            }
            ItemKind::Relation(relation) => relation.note.iter_mut().for_each(|text| text.text.clear()),
            _ => {}
        }
    }
    print(&Tree { trailing: Vec::new(), ..tree }, Language::Chinese)
}

#[test]
fn both_books_show_the_same() {
    let (chinese, english) = (book("README.md"), book("README.en.md"));
    let headings = |book: &str| -> Vec<usize> {
        let levels = book.lines().filter(|line| line.starts_with('#') && line.contains("# "));
        levels.map(|line| line.chars().take_while(|ch| *ch == '#').count()).filter(|level| *level > 1).collect()
    };
    assert_eq!(headings(&english), headings(&chinese));
    let (chinese, english) = (examples(&chinese), examples(&english));
    for (left, right) in chinese.iter().zip(&english) {
        assert_eq!(bones(left), bones(right), "{} and {}", left.line, right.line);
        assert_eq!((left.mistake(), left.goes_on()), (right.mistake(), right.goes_on()), "{}", left.line);
        for (example, language) in [(left, Language::Chinese), (right, Language::English)] {
            assert_eq!(format(FileId(0), &example.text, Some(language)).as_ref(), Ok(&example.text));
        }
    }
    assert_eq!(chinese.len(), english.len());
}
