//! Items of one line, and 关系.

use crate::syntax::keyword;
use crate::syntax::tree::{Column, ItemKind, Pack, PatternText, Quoted, RelationItem, UnitItem};

use super::expr::{number, text, unit};
use super::rule::years;
use super::line::{INDENT, Lines, bracketed};

/// Adds the line of a short item; the others have modules of their own.
pub(super) fn short(lines: &mut Lines, kind: &ItemKind) {
    let parts = match kind {
        ItemKind::Pack(one) => pack(lines, one),
        ItemKind::Unit(one) => unit_item(lines, one),
        ItemKind::Codes(levels) => {
            let mut parts = vec![lines.word(keyword::CODES).to_owned()];
            parts.extend(levels.iter().map(number));
            parts
        }
        ItemKind::Alias(names) => {
            let mut parts = vec![lines.word(keyword::ALIAS).to_owned()];
            for (at, name) in names.iter().enumerate() {
                parts.push(if at == 0 { text(name) } else { format!("= {}", text(name)) });
            }
            parts
        }
        ItemKind::Heading(one) => {
            let mut parts = vec![format!("{} {}", lines.word(keyword::HEADING), number(&one.level))];
            parts.extend(patterns(lines, &one.patterns));
            parts
        }
        ItemKind::Contents(titles) => {
            let mut parts = vec![lines.word(keyword::CONTENTS).to_owned()];
            parts.extend(titles.iter().map(text));
            parts
        }
        ItemKind::Caption(one) => {
            let mut parts = vec![lines.word(keyword::CAPTION).to_owned()];
            parts.extend(patterns(lines, &one.patterns));
            parts
        }
        ItemKind::Exclude(one) => {
            let mut parts = vec![lines.word(keyword::EXCLUDE).to_owned(), text(&one.reason)];
            parts.extend(patterns(lines, &one.patterns));
            parts
        }
        ItemKind::Filing(one) => {
            let role = lines.vocabulary(keyword::ROLES, &one.role.text);
            let word = lines.word(keyword::FILING);
            vec![format!("{word} {role} = {}({})", one.relation.text, one.column.text)]
        }
        ItemKind::Relation(one) => relation(lines, one),
        _ => return,
    };
    // The words of a short item are never commented one by one.
    lines.fill(0, INDENT, None, &parts);
}

/// `(编码: 科目编码, 合计: 金额)` behind a name.
pub(super) fn columns(lines: &Lines, name: &str, columns: &[Column]) -> Vec<String> {
    bracketed(name, columns.iter().map(|column| one_column(lines, column)).collect())
}

/// Patterns with 或 between them.
pub(super) fn patterns(lines: &Lines, patterns: &[PatternText]) -> Vec<String> {
    let sources: Vec<&Quoted> = patterns.iter().map(|pattern| &pattern.source).collect();
    alternatives(lines, &sources)
}

/// Texts with 或 between them.
pub(super) fn alternatives(lines: &Lines, texts: &[&Quoted]) -> Vec<String> {
    let or = lines.word(keyword::OR);
    let one = |(at, quoted): (usize, &&Quoted)| if at == 0 { text(quoted) } else { format!("{or} {}", text(quoted)) };
    texts.iter().enumerate().map(one).collect()
}

fn pack(lines: &Lines, one: &Pack) -> Vec<String> {
    let mut parts = vec![format!("{} {}", lines.word(keyword::PACK), text(&one.name))];
    if let Some(version) = &one.version {
        parts.push(format!("{} {}", lines.word(keyword::VERSION), text(version)));
    }
    if !one.uses.is_empty() {
        parts.push(lines.word(keyword::USES).to_owned());
        parts.extend(one.uses.iter().map(text));
    }
    parts.extend(note(lines, one.note.as_ref()));
    if !one.applies.is_empty() {
        parts.push(lines.word(keyword::APPLIES).to_owned());
        parts.extend(one.applies.iter().map(text));
    }
    parts.extend(one.years.as_ref().map(|(from, to)| years(lines, from, to.as_ref())));
    parts
}

fn unit_item(lines: &Lines, one: &UnitItem) -> Vec<String> {
    let kind = lines.vocabulary(keyword::KINDS, &one.kind.text);
    let word = lines.word(keyword::UNIT);
    let mut parts = vec![format!("{word} {} {kind} {}", unit(&one.name.text), number(&one.factor))];
    if let Some(step) = &one.step {
        parts.push(format!("{} {}", lines.word(keyword::STEP), number(step)));
    }
    if one.exact {
        parts.push(lines.word(keyword::EXACT).to_owned());
    }
    if one.doubtful {
        parts.push(lines.word(keyword::DOUBTFUL).to_owned());
    }
    parts
}

fn relation(lines: &Lines, one: &RelationItem) -> Vec<String> {
    let name = format!("{} {}", lines.word(keyword::RELATION), one.name.text);
    let mut parts = columns(lines, &name, &one.columns);
    parts.extend(note(lines, one.note.as_ref()));
    parts
}

fn one_column(lines: &Lines, column: &Column) -> String {
    let mut out = format!("{}: {}", column.name.text, lines.vocabulary(keyword::TYPES, &column.kind.text));
    if column.exact {
        out = format!("{out} {}", lines.word(keyword::EXACT));
    }
    if column.blank_is_zero {
        out = format!("{out} {} 0", lines.word(keyword::BLANK));
    }
    out
}

fn note(lines: &Lines, note: Option<&Quoted>) -> Option<String> {
    note.map(|note| format!("{} {}", lines.word(keyword::NOTE), text(note)))
}
