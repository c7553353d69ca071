//! The page of a relation: its columns, where it is filled from, and who uses it.

use super::model::{Block, Page, Phrase, Topic};
use super::rule::{heading, title};
use super::{Book, words};
use crate::fact::RelationId;
use crate::program::{Column, Definition, Expr, Layout, RelationOrigin, builtin};

/// From how many ways on those that only list constants become one table.
const TABLE_FROM: usize = 3;

/// All that is said of a relation.
pub(super) fn page(book: &Book<'_>, id: RelationId) -> Page {
    let relation = book.program.relation(id);
    let mut blocks = vec![Block::Paragraph(Phrase::of(origin(relation.origin)))];
    blocks.extend(relation.note.as_ref().map(|note| Block::Paragraph(Phrase::of(note.as_str()))));
    if !relation.columns.is_empty() {
        blocks.push(heading("各列"));
        blocks.push(columns(&relation.columns));
    }
    if relation.origin == RelationOrigin::Derived {
        blocks.push(heading("怎样得出"));
        blocks.extend(ways(book, id));
    }
    blocks.extend(filled(book, id));
    blocks.extend(users(book, id));
    blocks.extend(written(book, id));
    Page { topic: Topic::Relation(id), title: relation.name.clone(), blocks }
}

/// What kind of relation it is.
pub(super) fn origin(origin: RelationOrigin) -> &'static str {
    match origin {
        RelationOrigin::Builtin => "每份文件都有的关系，由程序从文件的结构得出。",
        RelationOrigin::Declared => "从文件里读出的关系。",
        RelationOrigin::Derived => "由定义从别的关系得出。",
        RelationOrigin::View => "别的文件里的关系。",
    }
}

fn columns(columns: &[Column]) -> Block {
    let rows = columns.iter().map(|column| {
        let kind = builtin::TYPES.iter().find(|(_, kind)| *kind == column.kind).map_or("数", |(name, _)| *name);
        let mut remarks = Vec::new();
        if column.exact {
            remarks.push("印的数就是准数");
        }
        if column.blank_is_zero {
            remarks.push("空白作 0");
        }
        vec![Phrase::default().written(&column.name), Phrase::of(kind), Phrase::of(remarks.join("，"))]
    });
    Block::Table(["列", "类型", "说明"].map(Phrase::of).to_vec(), rows.collect())
}

/// The ways to derive a fact. Those that only list constants under the same conditions are one table.
pub(super) fn ways(book: &Book<'_>, id: RelationId) -> Vec<Block> {
    let program = book.program;
    let all: Vec<&Definition> = program.definitions.iter().filter(|one| one.relation == id).collect();
    let constant = |one: &&Definition| one.head.iter().all(|value| matches!(value, Expr::Constant(_)));
    let alike = |one: &&Definition| constant(one) && all.first().is_some_and(|first| first.body == one.body);
    if all.len() >= TABLE_FROM && all.iter().all(alike) {
        let head = program.relation(id).columns.iter().map(|column| Phrase::of(column.name.as_str())).collect();
        let cells = |one: &&Definition| one.head.iter().map(|value| words::constant(program, value)).collect();
        let rows = all.iter().map(cells).collect();
        let when = Phrase::join(all.first().map(|one| words::conditions(program, one)), "");
        return vec![Block::Paragraph(when.say("，就得下列各条：")), Block::Table(head, rows)];
    }
    let mut worded: Vec<Phrase> = all.iter().map(|one| words::definition(program, one).say("。")).collect();
    match worded.len() {
        1 => worded.pop().map(Block::Paragraph).into_iter().collect(),
        _ => vec![Block::Paragraph(Phrase::of("下列情形都算：")), Block::Steps(worded)],
    }
}

/// The tables, sections and definitions that fill a relation, in a few words.
pub(super) fn where_filled(book: &Book<'_>, id: RelationId) -> Phrase {
    let program = book.program;
    if program.relation(id).origin == RelationOrigin::Builtin {
        return Phrase::of("文件的结构");
    }
    let tables = program.layouts.iter().filter(|layout| layout.relation == id);
    let mut from: Vec<String> = tables.flat_map(titles).collect();
    for sentence in program.sentences.iter().filter(|sentence| sentence.relation == id) {
        if sentence.within.is_empty() {
            from.push("全文的句子".to_owned());
        }
        from.extend(sentence.within.iter().map(|section| format!("“{section}”一节的句子")));
    }
    let mut seen = std::collections::BTreeSet::new();
    from.retain(|one| seen.insert(one.clone()));
    Phrase::of(if from.is_empty() { "没有表样或句式填它".to_owned() } else { from.join("、") })
}

/// The titles of a layout, as written.
fn titles(layout: &Layout) -> impl Iterator<Item = String> {
    layout.titles.iter().map(|title| format!("《{}》", title.source))
}

fn filled(book: &Book<'_>, id: RelationId) -> Vec<Block> {
    let program = book.program;
    let mut blocks = Vec::new();
    let layouts: Vec<_> = program.layouts.iter().filter(|layout| layout.relation == id).collect();
    if !layouts.is_empty() {
        blocks.push(heading("从哪些表读"));
    }
    for layout in layouts {
        let titles: Vec<String> = titles(layout).collect();
        let file = book.files.path(layout.span);
        blocks.push(Block::Paragraph(Phrase::of(format!("{}，写在 ", titles.join("、"))).written(file)));
        blocks.push(Block::Source(book.files.item(program, layout.span)));
    }
    let sentences: Vec<_> = program.sentences.iter().filter(|sentence| sentence.relation == id).collect();
    if !sentences.is_empty() {
        blocks.push(heading("从哪些句子读"));
    }
    for sentence in sentences {
        let sections: Vec<String> = sentence.within.iter().map(|section| format!("“{section}”")).collect();
        let place = if sections.is_empty() { "全文".to_owned() } else { format!("{}一节", sections.join("、")) };
        let file = book.files.path(sentence.span);
        blocks.push(Block::Paragraph(Phrase::of(format!("{place}，写在 ")).written(file)));
        blocks.push(Block::Source(book.files.item(program, sentence.span)));
    }
    blocks
}

fn users(book: &Book<'_>, id: RelationId) -> Vec<Block> {
    let rules = book
        .reads
        .rules_of(id)
        .into_iter()
        .map(|rule| (Topic::Rule(rule), title(&book.program.rules[rule.0 as usize])));
    let derived = book
        .reads
        .derived_of(id)
        .into_iter()
        .map(|relation| (Topic::Relation(relation), format!("定义 {}", book.program.relation(relation).name)));
    let users: Vec<Phrase> = rules.chain(derived).map(|(topic, text)| Phrase::default().link(topic, &text)).collect();
    if users.is_empty() { Vec::new() } else { vec![heading("谁用到它"), Block::Bullets(users)] }
}

fn written(book: &Book<'_>, id: RelationId) -> Vec<Block> {
    let relation = book.program.relation(id);
    let places: Vec<_> = match relation.origin {
        RelationOrigin::Builtin | RelationOrigin::View => Vec::new(),
        RelationOrigin::Declared => vec![relation.span],
        RelationOrigin::Derived => {
            book.program.definitions.iter().filter(|one| one.relation == id).map(|one| one.span).collect()
        }
    };
    let Some(first) = places.first() else { return Vec::new() };
    let source: Vec<String> = places.iter().map(|place| book.files.item(book.program, *place)).collect();
    vec![
        heading("原文"),
        Block::Source(source.join("\n")),
        Block::Paragraph(Phrase::of("写在 ").written(book.files.path(*first))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_column_has_a_name() {
        for (name, kind) in builtin::TYPES {
            let Block::Table(_, rows) =
                columns(&[Column { name: "甲".into(), kind, exact: false, blank_is_zero: false }])
            else {
                panic!("a table")
            };
            assert_eq!(rows[0][1], Phrase::of(name), "{kind:?}");
        }
    }
}
