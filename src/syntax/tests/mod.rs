//! Tests of the whole room: what is printed parses to the same tree, and every message stands where it should.

mod diagnostics;
mod roundtrip;
mod soup;

use crate::base::{Diagnostic, FileId};

use super::tree::Tree;
use super::{Language, parse, print};

/// A tree as text, spans and empty lines left out, and with spans the order of comments, which follow clauses that move.
fn shape(tree: &Tree) -> String {
    let mut tree = tree.clone();
    for item in &mut tree.items {
        item.apart = false;
        item.inner.sort_by(|left, right| left.text.cmp(&right.text));
    }
    let text = format!("{tree:?}");
    let mut parts = text.split("Span { file: FileId(");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(part.split_once(" }").map_or("", |(_, rest)| rest));
    }
    out
}

fn read(source: &str) -> (Tree, Vec<Diagnostic>) {
    parse(FileId(0), source)
}

/// Asserts that a tree survives being printed in either language, and that the print is its own print.
fn assert_survives(tree: &Tree) {
    for language in [Language::Chinese, Language::English] {
        let printed = print(tree, language);
        let (again, _) = read(&printed);
        assert!(shape(&again) == shape(tree), "{printed}\n{:?}", first_difference(&shape(tree), &shape(&again)));
        assert_eq!(print(&again, language), printed);
    }
}

fn first_difference(left: &str, right: &str) -> (String, String) {
    let same = left.chars().zip(right.chars()).take_while(|(l, r)| l == r).count().saturating_sub(40);
    (left.chars().skip(same).take(200).collect(), right.chars().skip(same).take(200).collect())
}
