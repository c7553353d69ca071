//! Items of one line, and 关系.

use unicode_width::UnicodeWidthStr;

use crate::syntax::keyword;
use crate::syntax::tree::{Column, Item, ItemKind, Pack, PatternText, Quoted, RelationItem, UnitItem};

use super::expr::{number, scope, text, unit};
use super::line::{INDENT, Lines, WIDEST, bracketed, filled};

/// A wider cell stands out rather than widen all lines of its group.
const WIDEST_CELL: usize = 40;

/// Adds the lines of a short item, its first parts as wide as those of its group; other items have modules of their own.
pub(super) fn short(lines: &mut Lines, kind: &ItemKind, widths: &[usize]) {
    if let ItemKind::Relation(one) = kind {
        return relation(lines, one);
    }
    let mut parts = parts(lines, kind);
    let last = parts.len().saturating_sub(1);
    for (part, width) in parts.iter_mut().take(last).zip(widths) {
        part.extend(std::iter::repeat_n(' ', width.saturating_sub(part.width())));
    }
    // The words of a short item are never commented one by one.
    lines.fill(0, INDENT, None, &parts);
}

/// How wide the parts of a group of items are that stand below each other.
pub(super) fn widths<'t>(lines: &Lines, group: impl IntoIterator<Item = &'t Item>) -> Vec<usize> {
    let mut widths = Vec::new();
    for item in group {
        let aligned = match item.kind {
            ItemKind::Unit(_) => 2,
            ItemKind::Alias(_) | ItemKind::Exclude(_) | ItemKind::Heading(_) | ItemKind::Filing(_) => 1,
            _ => return widths,
        };
        widths.resize(aligned, 0);
        for (widest, part) in widths.iter_mut().zip(parts(lines, &item.kind)) {
            *widest = part.width().min(WIDEST_CELL).max(*widest);
        }
    }
    widths
}

/// An item of one line in the parts it may be broken into.
fn parts(lines: &Lines, kind: &ItemKind) -> Vec<String> {
    match kind {
        ItemKind::Pack(one) => pack(lines, one),
        ItemKind::Unit(one) => unit_item(lines, one),
        ItemKind::Codes(levels) => {
            let mut parts = vec![lines.word(keyword::CODES).to_owned()];
            parts.extend(levels.iter().map(number));
            parts
        }
        ItemKind::Alias(names) => {
            let mut parts: Vec<String> = names.iter().map(|name| format!("= {}", text(name))).collect();
            if let (Some(part), Some(name)) = (parts.first_mut(), names.first()) {
                *part = format!("{} {}", lines.word(keyword::ALIAS), text(name));
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
            let mut parts = vec![format!("{} {}", lines.word(keyword::EXCLUDE), text(&one.reason))];
            parts.extend(patterns(lines, &one.patterns));
            parts
        }
        ItemKind::Filing(one) => {
            let role = lines.vocabulary(keyword::ROLES, &one.role.text);
            vec![
                format!("{} {role}", lines.word(keyword::FILING)),
                format!("= {}({})", one.relation.text, one.column.text),
            ]
        }
        ItemKind::FilingKinds(one) => {
            let scope = scope(lines, one.scope.0);
            let mut parts = vec![format!("{} {scope} {} =", lines.word(keyword::FILING), text(&one.kind))];
            parts.extend(alternatives(lines, &one.counts.iter().collect::<Vec<_>>()));
            parts
        }
        _ => Vec::new(),
    }
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
    parts
}

fn unit_item(lines: &Lines, one: &UnitItem) -> Vec<String> {
    let kind = lines.vocabulary(keyword::KINDS, &one.kind.text);
    let mut parts = vec![
        format!("{} {}", lines.word(keyword::UNIT), unit(&one.name.text)),
        format!("{kind} {}", number(&one.factor)),
    ];
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

/// A relation: its columns, and 说明 on a line of its own when it does not fit behind them.
fn relation(lines: &mut Lines, one: &RelationItem) {
    let name = format!("{} {}", lines.word(keyword::RELATION), one.name.text);
    let mut text = filled(0, 2 * INDENT, &columns(lines, &name, &one.columns));
    if let Some(note) = note(lines, one.note.as_ref()) {
        let fits = !text.contains('\n') && text.width() + 1 + note.width() <= WIDEST;
        text = if fits { format!("{text} {note}") } else { format!("{text}\n{}{note}", " ".repeat(INDENT)) };
    }
    lines.push(0, None, text);
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
