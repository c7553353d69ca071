//! Tests of the whole room: what is printed parses to the same tree, and every message stands where it should.

mod diagnostics;
mod roundtrip;
#[path = "../../../tests/gouji/shape.rs"]
mod shape;
mod soup;

use crate::base::{Diagnostic, FileId};

use shape::shape;

use super::tree::Tree;
use super::{Language, parse, print};

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
