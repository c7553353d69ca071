//! Tree → text in canonical layout.

mod condition;
mod expr;
mod item;
mod layout;
mod line;
mod rule;
mod test;

use super::Language;
use super::tree::{Item, ItemKind, Tree};
use line::{INDENT, Line, Lines};

/// The text of a tree: parsed again it gives the same tree, spans aside.
pub fn print(tree: &Tree, language: Language) -> String {
    let mut out = String::new();
    // The units of a file are one table; other settings are as wide as their group.
    let lines = Lines::new(language, &[]);
    let units = item::widths(&lines, tree.items.iter().filter(|item| matches!(item.kind, ItemKind::Unit(_))));
    for (at, group) in groups(&tree.items).into_iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let unit = matches!(group[0].kind, ItemKind::Unit(_));
        let widths = if unit { units.clone() } else { item::widths(&lines, group) };
        for item in group {
            item.comments.iter().for_each(|text| comment(&mut out, 0, text));
            with_comments(&mut out, item, &item_lines(item, language, &widths));
        }
    }
    if !tree.trailing.is_empty() && !tree.items.is_empty() {
        out.push('\n');
    }
    tree.trailing.iter().for_each(|text| comment(&mut out, 0, text));
    out
}

/// Items that stand together: settings and definitions of one kind, or a rule and its tests, without an empty line
/// between them.
fn groups(items: &[Item]) -> Vec<&[Item]> {
    let together = |before: &Item, next: &Item| {
        let akin = match next.kind {
            ItemKind::Layout(_) | ItemKind::Sentence(_) | ItemKind::Rule(_) | ItemKind::Pack(_) => false,
            ItemKind::Test(_) => matches!(before.kind, ItemKind::Rule(_) | ItemKind::Test(_)),
            _ => std::mem::discriminant(&before.kind) == std::mem::discriminant(&next.kind),
        };
        akin && !next.apart
    };
    items.chunk_by(together).collect()
}

fn item_lines(item: &Item, language: Language, widths: &[usize]) -> Vec<Line> {
    let mut lines = Lines::new(language, &item.inner);
    match &item.kind {
        ItemKind::Layout(layout) => layout::layout(&mut lines, layout),
        ItemKind::Sentence(sentence) => layout::sentence(&mut lines, sentence),
        ItemKind::Definition(definition) => rule::definition(&mut lines, definition, item.inner.is_empty()),
        ItemKind::Rule(rule) => rule::rule(&mut lines, rule),
        ItemKind::Test(test) => test::test(&mut lines, test),
        other => item::short(&mut lines, other, widths),
    }
    lines.finish()
}

/// Writes lines, each comment above the first line that stands behind it in the source, whatever order the clauses
/// had there.
fn with_comments(out: &mut String, item: &Item, lines: &[Line]) {
    let mut anchors: Vec<(u32, usize)> =
        lines.iter().enumerate().filter_map(|(number, line)| Some((line.anchor?, number))).collect();
    anchors.sort_unstable();
    let mut above: Vec<Vec<&str>> = vec![Vec::new(); lines.len() + 1];
    for remark in &item.inner {
        let at = anchors.partition_point(|(anchor, _)| *anchor < remark.span.start);
        let line = anchors.get(at).map_or(lines.len(), |(_, number)| *number);
        above[line].push(&remark.text);
    }
    for (line, above) in lines.iter().zip(&above) {
        above.iter().for_each(|text| comment(out, line.indent.max(INDENT), text));
        out.extend(std::iter::repeat_n(' ', line.indent));
        out.push_str(&line.text);
        out.push('\n');
    }
    above[lines.len()].iter().for_each(|text| comment(out, INDENT, text));
}

fn comment(out: &mut String, indent: usize, text: &str) {
    if !text.is_empty() {
        out.extend(std::iter::repeat_n(' ', indent));
        out.push('#');
        // `##` stays one mark of a heading.
        if !text.starts_with('#') {
            out.push(' ');
        }
        out.push_str(text);
    }
    out.push('\n');
}
