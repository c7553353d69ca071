//! One rule on one page: how it is written, its tests, where it stands and what it reads.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anstyle::Style;

use super::terminal::printable;
use super::words;
use crate::base::{FileId, Span};
use crate::engine;
use crate::fact::RelationId;
use crate::program::{Program, RelationOrigin, Rule, Source};
use crate::syntax::tree::{Item, ItemKind, Tree};
use crate::syntax::{self, Language};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The page of a rule, in canonical print whatever its file looks like.
pub fn rule_page(program: &Program, sources: &[Source], rule: &Rule) -> String {
    let mut out = String::new();
    let severity = words::severity(rule.severity);
    let _ = writeln!(out, "{BOLD}{}{BOLD:#}  {severity}  {BOLD}{}{BOLD:#}", rule.id, printable(&rule.title));
    let _ = writeln!(out, "{DIM}{}{DIM:#}\n", place(sources, rule.span));
    let _ = writeln!(out, "{}", written(program, sources, rule));
    let named = engine::named(rule);
    let _ = writeln!(out, "{BOLD}读的关系{BOLD:#}");
    named.iter().for_each(|id| relation(&mut out, program, sources, *id));
    let behind: BTreeSet<RelationId> = engine::relied_on(program, rule).difference(&named).copied().collect();
    if !behind.is_empty() {
        let names: Vec<&str> = behind.iter().map(|id| program.relation(*id).name.as_str()).collect();
        let _ = writeln!(out, "{BOLD}经定义读到{BOLD:#}\n  {}", names.join("、"));
    }
    out
}

/// The rule and its tests as their files say them.
fn written(program: &Program, sources: &[Source], rule: &Rule) -> String {
    let tests = program.tests.iter().filter(|test| test.rule.text == rule.id).map(|test| test.rule.span.file);
    let files: BTreeSet<FileId> = tests.chain([rule.span.file]).collect();
    let mut items: Vec<Item> = Vec::new();
    for file in files {
        let Some(source) = sources.get(file.0 as usize) else { continue };
        let (tree, _) = syntax::parse(file, &source.text);
        items.extend(tree.items.into_iter().filter(|item| match &item.kind {
            ItemKind::Rule(other) => other.id.text == rule.id,
            ItemKind::Test(test) => test.rule.text == rule.id,
            _ => false,
        }));
    }
    items.sort_by_key(|item| matches!(item.kind, ItemKind::Test(_)));
    let text = syntax::print(&Tree { items, trailing: Vec::new() }, Language::Chinese);
    text.lines().map(|line| printable(line) + "\n").collect()
}

/// A relation with its columns, and what fills it.
fn relation(out: &mut String, program: &Program, sources: &[Source], id: RelationId) {
    let relation = program.relation(id);
    let columns: Vec<&str> = relation.columns.iter().map(|column| column.name.as_str()).collect();
    let mut filled = Vec::new();
    if program.layouts.iter().any(|layout| layout.relation == id) {
        filled.push("表样");
    }
    if program.sentences.iter().any(|sentence| sentence.relation == id) {
        filled.push("句式");
    }
    let filled = match relation.origin {
        RelationOrigin::Builtin => "自带".to_owned(),
        RelationOrigin::View => "另一份文件".to_owned(),
        RelationOrigin::Derived => format!("定义 {}", place(sources, relation.span)),
        RelationOrigin::Declared => format!("{} {}", filled.join("、"), place(sources, relation.span)),
    };
    let _ = writeln!(out, "  {}({})  {DIM}{}{DIM:#}", relation.name, columns.join(", "), filled.trim_start());
}

fn place(sources: &[Source], span: Span) -> String {
    let source = sources.get(span.file.0 as usize);
    source.map(|source| format!("{}:{}", printable(&source.path), source.line(span))).unwrap_or_default()
}
