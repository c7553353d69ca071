//! What must hold of any text given as rules, and of any bytes given as a filing; `fuzz/` looks for one that breaks it.

use gouji::base::{Diagnostic, FileId};
use gouji::engine::Limits;
use gouji::program::{self, Source};
use gouji::report::{self, Asked, ProofFormat};
use gouji::session::{self, Pack};
use gouji::syntax::tree::Tree;
use gouji::syntax::{self, Language};

#[path = "reading.rs"]
pub mod reading;
#[path = "shape.rs"]
mod shape;
use shape::shape;

/// A line that parts the files of one input.
pub const PART: &str = "\n====\n";

/// Little enough that an input which uses it up is no slow one.
pub const LIMITS: Limits = Limits { facts: 1_000, steps: 20_000, memory: 4 << 20 };

/// Parsing gives a tree, and messages that stand in the text.
pub fn parse(text: &str) {
    let (_, messages) = syntax::parse(FileId(0), text);
    assert_stand(&messages, &[text]);
}

/// What could be read of a file survives being printed in either language, and its print is its own print.
pub fn format(text: &str) {
    let (tree, _) = syntax::parse(FileId(0), text);
    let written = shape(&tree);
    for language in [Language::Chinese, Language::English] {
        let printed = syntax::print(&tree, language);
        let (again, _) = syntax::parse(FileId(0), &printed);
        assert!(shape(&again) == written, "another tree: {printed}");
        assert!(syntax::print(&again, language) == printed, "another print: {printed}");
    }
}

/// Rule files, parted by [`PART`], give a program, and messages that stand in them and can be shown.
pub fn load(text: &str) {
    let files: Vec<&str> = text.split(PART).collect();
    let sources = sources(&files);
    let (program, mut messages) = program::load(&sources);
    if program::is_sound(&messages) {
        messages.extend(program::review(&program, &sources));
    }
    assert_stand(&messages, &files);
    let shown = report::diagnostics(&sources, &messages, false);
    assert!(messages.iter().all(|message| shown.contains(message.code)));
}

/// A filing, and behind [`PART`] rule files, give a report or a message.
pub fn check(text: &str) {
    let (filing, rules) = text.split_once(PART).unwrap_or((text, ""));
    let files: Vec<&str> = rules.split(PART).collect();
    let pack = Pack::from_sources(sources(&files));
    if !pack.is_sound() {
        return;
    }
    session::run_tests(&pack, "", &LIMITS, std::num::NonZero::<usize>::MIN);
    if let Ok(checked) = session::check(&pack, "甲.txt", filing.as_bytes(), &LIMITS) {
        let least = gouji::base::Severity::Note;
        let filings = [checked];
        report::terminal(&pack.program, &filings, least);
        report::markdown(&pack.program, &filings, least);
        report::json(&pack.program, &filings, least);
        for finding in &filings[0].verdicts.findings {
            for format in [ProofFormat::Text, ProofFormat::Json, ProofFormat::Dot] {
                report::explain(&pack.program, &pack.sources, &filings[0], Asked::Finding(finding), format);
            }
        }
    }
}

fn sources(files: &[&str]) -> Vec<Source> {
    let source = |(number, text): (usize, &&str)| Source { path: format!("{number}.dl"), text: (*text).to_owned() };
    files.iter().enumerate().map(source).collect()
}

/// Every message, and every place that it names, lies in its file and on borders of characters.
pub fn assert_stand(messages: &[Diagnostic], files: &[&str]) {
    for message in messages {
        for label in std::iter::once(&message.primary).chain(&message.related) {
            let file = files.get(label.span.file.0 as usize).unwrap_or_else(|| panic!("no such file: {message:?}"));
            let range = label.span.start as usize..label.span.end as usize;
            assert!(file.get(range).is_some(), "not in its file: {message:?}");
        }
    }
}
