//! The promises about rule text, on the files that the fuzzer starts from, on files broken at random, and on giants.

use proptest::prelude::*;

use gouji::program::{self, Source};

use super::giants::GIANTS;
use super::promises::{self, PART};
use super::samples::rules;

/// Most messages that come of one program, and the one that says there are more.
const MOST: usize = 201;

/// What stands before rules in a seed of the whole pipeline.
const FILING: &str = "第一部分 概况\n收入预算 100.00 万元。\n";

/// The rule files that other files rest on.
fn foundations() -> Vec<Source> {
    let rests = |source: &&Source| !source.path.contains("规则");
    rules().sources.iter().filter(rests).cloned().collect()
}

#[test]
fn the_seeds_keep_every_promise() {
    for source in &rules().sources {
        promises::parse(&source.text);
        promises::format(&source.text);
        promises::load(&source.text);
    }
    let texts: Vec<&str> = rules().sources.iter().map(|source| source.text.as_str()).collect();
    promises::load(&texts.join(PART));
    let small: Vec<String> = foundations().into_iter().map(|source| source.text).collect();
    promises::check(&format!("{FILING}{PART}{}", small.join(PART)));
}

/// Words, numbers, marks, quoted text and space, each a piece; nothing is lost.
fn pieces(text: &str) -> Vec<&str> {
    let kind = |ch: char| match ch {
        '\n' => 0,
        ch if ch.is_whitespace() => 1,
        ch if ch.is_alphanumeric() => 2,
        ch => 3 + ch as u32,
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let borders = text.char_indices().zip(text.chars().skip(1)).filter(|((_, a), b)| kind(*a) != kind(*b));
    for ((at, ch), _) in borders {
        let end = at + ch.len_utf8();
        pieces.push(&text[start..end]);
        start = end;
    }
    pieces.push(&text[start..]);
    pieces
}

/// A real rule file with some of its pieces taken out, doubled, or swapped.
fn broken_file() -> impl Strategy<Value = String> {
    let files = &rules().sources;
    let edits = prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3_u8), 1..6);
    (0..files.len(), edits).prop_map(move |(file, edits)| {
        let mut pieces = pieces(&files[file].text);
        for (one, other, edit) in edits {
            let (one, other) = (one.index(pieces.len()), other.index(pieces.len()));
            match edit {
                0 => pieces[one] = "",
                1 => pieces.insert(one, pieces[one]),
                _ => pieces.swap(one, other),
            }
        }
        pieces.concat()
    })
}

/// Pieces of real rule files in any order.
fn soup() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = rules().sources.iter().flat_map(|source| source.text.split_inclusive('\n')).collect();
    let words: Vec<&str> = rules().sources.iter().flat_map(|source| pieces(&source.text)).collect();
    let piece = prop_oneof![3 => prop::sample::select(lines), 1 => prop::sample::select(words)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Beside the files that it rests on, so that the checker gets far.
    #[test]
    fn a_broken_file_keeps_every_promise(text in broken_file()) {
        promises::parse(&text);
        promises::format(&text);
        let mut files: Vec<String> = foundations().into_iter().map(|source| source.text).collect();
        files.push(text);
        promises::load(&files.join(PART));
    }

    #[test]
    fn soup_keeps_every_promise(one in soup(), other in soup()) {
        promises::format(&one);
        promises::load(&format!("{one}{PART}{other}"));
        promises::check(&format!("{FILING}{PART}{one}"));
    }
}

#[test]
fn giants_give_a_program_or_few_messages() {
    const SIZE: usize = 1 << 17;
    for (name, giant) in GIANTS {
        let text = giant(SIZE);
        assert!(text.len() >= SIZE / 2, "{name} is no giant: {}", text.len());
        let (program, messages) = program::load(&[Source { path: "甲.dl".to_owned(), text: text.clone() }]);
        assert!(messages.len() <= MOST, "{name}: {} messages", messages.len());
        promises::assert_stand(&messages, &[&text]);
        if program::is_sound(&messages) {
            let odd = program::review(&program);
            assert!(odd.len() <= MOST, "{name}: {} messages", odd.len());
        }
    }
}

/// The one file that is too large for any of them says so, and nothing else.
#[test]
fn a_file_that_is_too_large_is_not_read() {
    let text = " ".repeat((16 << 20) + 1);
    let (_, messages) = program::load(&[Source { path: "甲.dl".to_owned(), text }]);
    let codes: Vec<&str> = messages.iter().map(|message| message.code).collect();
    assert_eq!(codes, ["S001"]);
}
