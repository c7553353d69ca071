//! 表样 and 句式.

use crate::base::Span;
use crate::syntax::keyword;
use crate::syntax::quote::{self, quoted};
use crate::syntax::tree::{
    CellPath, Comparison, Field, FieldSource, Inherit, Layout, LayoutClause, Name, Quoted, Sentence, Sister,
};

use super::expr::{equation, number, text, unit};
use super::item::{alternatives, columns};
use super::line::{INDENT, Lines};

/// Adds the lines of a layout.
pub(super) fn layout(lines: &mut Lines, one: &Layout) {
    let mut head = vec![format!("{} {}", lines.word(keyword::LAYOUT), one.relation.text)];
    head.extend(one.titles.iter().map(|title| quoted(&title.source.text, quote::TITLE)));
    lines.fill(0, INDENT, Some(one.relation.span), &head);
    // The fields behind a 块 are its own.
    let mut field = INDENT;
    for one in &one.clauses {
        let (anchor, parts) = clause(lines, one);
        let indent = if matches!(one, LayoutClause::Field(_)) { field } else { INDENT };
        if matches!(one, LayoutClause::Block(..)) {
            field = 2 * INDENT;
        }
        lines.fill(indent, indent + INDENT, anchor, &parts);
    }
}

/// Adds the lines of a sentence.
pub(super) fn sentence(lines: &mut Lines, one: &Sentence) {
    let name = format!("{} {}", lines.word(keyword::SENTENCE), one.relation.text);
    let head = match &one.columns {
        Some(list) => columns(lines, &name, list),
        None => vec![name],
    };
    lines.fill(0, INDENT, Some(one.relation.span), &head);
    if let Some(first) = one.within.first() {
        let within: Vec<&Quoted> = one.within.iter().collect();
        let mut parts = alternatives(lines, &within);
        parts[0].insert_str(0, &format!("{} ", lines.word(keyword::IN)));
        lines.fill(INDENT, 2 * INDENT, Some(first.span), &parts);
    }
    for (name, value) in &one.constants {
        let parts = constant(lines, name, value);
        lines.fill(INDENT, 2 * INDENT, Some(name.span), &parts);
    }
    for one in &one.inherits {
        let parts = inherit(lines, one);
        lines.fill(INDENT, 2 * INDENT, Some(one.relation.span), &parts);
    }
    for one in &one.patterns {
        lines.push(INDENT, Some(one.source.span), text(&one.source));
    }
}

fn clause(lines: &Lines, one: &LayoutClause) -> (Option<Span>, Vec<String>) {
    match one {
        LayoutClause::Unit(name) => {
            (Some(name.span), vec![format!("{} {}", lines.word(keyword::UNIT), unit(&name.text))])
        }
        LayoutClause::Totals(names) => {
            let mut parts = vec![lines.word(keyword::TOTALS).to_owned()];
            parts.extend(names.iter().map(text));
            (names.first().map(|name| name.span), parts)
        }
        LayoutClause::Block(name, headers) => {
            let head = format!("{} {} {}", lines.word(keyword::BLOCK), text(name), lines.word(keyword::IN));
            let mut parts = vec![head];
            parts.extend(headers.iter().map(text));
            (Some(name.span), parts)
        }
        LayoutClause::Field(one) => (one.columns.first().map(|name| name.span), field(lines, one)),
        LayoutClause::Constant(name, value) => (Some(name.span), constant(lines, name, value)),
        LayoutClause::RowIdentity(left, right, span) => {
            let mut parts = equation(lines, left, Comparison::Equal, right);
            parts[0].insert_str(0, &format!("{} ", lines.word(keyword::IDENTITY)));
            (Some(*span), parts)
        }
        LayoutClause::Levels(name) => {
            let (identity, levels) = (lines.word(keyword::IDENTITY), lines.word(keyword::LEVELS));
            (Some(name.span), vec![format!("{identity} {levels} {}", name.text)])
        }
        LayoutClause::Sister(one) => (Some(one.span), sister(lines, one)),
        LayoutClause::RowPattern(one) => {
            (Some(one.source.span), vec![format!("{} {}", lines.word(keyword::ROW), text(&one.source))])
        }
        LayoutClause::Inherit(one) => (Some(one.relation.span), inherit(lines, one)),
    }
}

fn sister(lines: &Lines, one: &Sister) -> Vec<String> {
    let mut head = lines.word(keyword::SISTER).to_owned();
    if let Some(row) = &one.row {
        head = format!("{head} {}", text(row));
    }
    let mut parts = equation(lines, &one.own, one.op, &one.other);
    parts[0].insert_str(0, &format!("{head} "));
    parts
}

fn constant(lines: &Lines, name: &Name, value: &Quoted) -> Vec<String> {
    vec![format!("{} {} = {}", lines.word(keyword::LET), name.text, text(value))]
}

fn inherit(lines: &Lines, one: &Inherit) -> Vec<String> {
    let names: Vec<&str> = one.columns.iter().map(|name| name.text.as_str()).collect();
    vec![format!("{} {}({})", lines.word(keyword::INHERIT), one.relation.text, names.join(", "))]
}

fn field(lines: &Lines, one: &Field) -> Vec<String> {
    let last = one.columns.len().saturating_sub(1);
    let mut parts: Vec<String> = one
        .columns
        .iter()
        .enumerate()
        .map(|(at, name)| format!("{}{}", name.text, if at == last { " =" } else { "," }))
        .collect();
    let before = |word: &str, mut paths: Vec<String>| {
        paths.insert(0, word.to_owned());
        paths
    };
    parts.extend(match &one.source {
        FieldSource::Cells(paths) => {
            let mut out = Vec::new();
            for (at, one) in paths.iter().enumerate() {
                let mut one = path(lines, one);
                if at > 0 {
                    one[0].insert_str(0, "+ ");
                }
                out.extend(one);
            }
            out
        }
        FieldSource::SameName => vec![lines.word(keyword::SAME).to_owned()],
        FieldSource::Split(one) => before(lines.word(keyword::SPLIT), path(lines, one)),
        FieldSource::Nested(one) => before(lines.word(keyword::NESTED), path(lines, one)),
        FieldSource::FillDown(one) => before(lines.word(keyword::FILL_DOWN), path(lines, one)),
        FieldSource::Position(one) => vec![format!("{} {}", lines.word(keyword::POSITION), number(one))],
    });
    if one.optional {
        parts.push(lines.word(keyword::OPTIONAL).to_owned());
    }
    parts
}

fn path(lines: &Lines, one: &CellPath) -> Vec<String> {
    let alternative = |words: &Vec<Quoted>| words.iter().map(text).collect::<Vec<_>>().join(" / ");
    let mut parts: Vec<String> = one.alternatives.iter().map(alternative).collect();
    for (at, part) in parts.iter_mut().enumerate() {
        let word = lines.word(if at == 0 { keyword::COLUMN } else { keyword::OR });
        part.insert_str(0, &format!("{word} "));
    }
    parts
}
