//! Tree → text in canonical layout.

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
    let mut previous: Option<(&Item, usize)> = None;
    for item in &tree.items {
        let lines = item_lines(item, language);
        let tight = previous.is_some_and(|(before, count)| {
            count == 1
                && lines.len() == 1
                && item.comments.is_empty()
                && before.inner.is_empty()
                && std::mem::discriminant(&before.kind) == std::mem::discriminant(&item.kind)
        });
        if previous.is_some() && !tight {
            out.push('\n');
        }
        item.comments.iter().for_each(|text| comment(&mut out, 0, text));
        with_comments(&mut out, item, &lines);
        previous = Some((item, lines.len()));
    }
    if !tree.trailing.is_empty() && previous.is_some() {
        out.push('\n');
    }
    tree.trailing.iter().for_each(|text| comment(&mut out, 0, text));
    out
}

fn item_lines(item: &Item, language: Language) -> Vec<Line> {
    let mut lines = Lines::new(language);
    match &item.kind {
        ItemKind::Layout(layout) => layout::layout(&mut lines, layout),
        ItemKind::Sentence(sentence) => layout::sentence(&mut lines, sentence),
        ItemKind::Definition(definition) => rule::definition(&mut lines, definition, item.inner.is_empty()),
        ItemKind::Rule(rule) => rule::rule(&mut lines, rule),
        ItemKind::Test(test) => test::test(&mut lines, test),
        other => item::short(&mut lines, other),
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
