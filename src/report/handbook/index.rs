//! The pages that lead to the others.

use std::collections::BTreeMap;

use super::model::{Block, Page, Phrase, Topic};
use super::relation::where_filled;
use super::rule::{heading, kinds, years};
use super::{Book, tally};
use crate::fact::RelationId;
use crate::program::{RelationOrigin, RuleId};
use crate::report::words::severity;

/// The front page: packs, and every rule by the folder it is written in.
pub(super) fn index(book: &Book<'_>) -> Page {
    let program = book.program;
    let mut blocks = Vec::new();
    let packs: Vec<Phrase> = program
        .packs
        .iter()
        .map(|(name, version)| {
            Phrase::of(if version.is_empty() { name.clone() } else { format!("{name}，版本 {version}") })
        })
        .collect();
    if !packs.is_empty() {
        blocks.push(Block::Bullets(packs));
    }
    let summary = format!("共 {} 条规则，{} 个测试。另见", program.rules.len(), program.tests.len());
    let more = Phrase::of(summary).link(Topic::Applies, "按适用排列的规则").say("和");
    blocks.push(Block::Paragraph(more.link(Topic::Relations, "关系与定义").say("。")));
    let mut folders: BTreeMap<&str, Vec<RuleId>> = BTreeMap::new();
    for id in ids(book) {
        folders.entry(book.files.folder(program.rules[id.0 as usize].span)).or_default().push(id);
    }
    for (folder, rules) in folders {
        blocks.push(heading(if folder.is_empty() { "规则" } else { folder }));
        blocks.push(rules_table(book, &rules));
    }
    Page { topic: Topic::Index, title: "规则手册".to_owned(), blocks }
}

/// Every rule by the filings it is for.
pub(super) fn applies(book: &Book<'_>) -> Page {
    let mut groups: BTreeMap<(String, String), Vec<RuleId>> = BTreeMap::new();
    for id in ids(book) {
        let rule = &book.program.rules[id.0 as usize];
        groups.entry((kinds(rule), years(rule))).or_default().push(id);
    }
    let mut blocks = Vec::new();
    for ((kinds, years), rules) in groups {
        blocks.push(heading(&format!("{kinds}，{years}")));
        blocks.push(rules_table(book, &rules));
    }
    Page { topic: Topic::Applies, title: "按适用排列的规则".to_owned(), blocks }
}

/// Every relation by where it comes from.
pub(super) fn relations(book: &Book<'_>) -> Page {
    let mut blocks = Vec::new();
    for (origin, name) in [
        (RelationOrigin::Declared, "从文件里读出的关系"),
        (RelationOrigin::Derived, "定义"),
        (RelationOrigin::Builtin, "每份文件都有的关系"),
    ] {
        let all = (0..book.program.relations.len() as u32).map(RelationId);
        let rows: Vec<Vec<Phrase>> = all
            .filter(|id| book.program.relation(*id).origin == origin)
            .map(|id| {
                let relation = book.program.relation(id);
                let columns = relation.columns.iter().map(|column| Phrase::default().written(&column.name));
                let mut row =
                    vec![Phrase::default().link(Topic::Relation(id), &relation.name), Phrase::join(columns, "、")];
                if origin == RelationOrigin::Declared {
                    row.push(where_filled(book, id));
                }
                row
            })
            .collect();
        if !rows.is_empty() {
            let mut head = vec![Phrase::of("名称"), Phrase::of("列")];
            head.extend((origin == RelationOrigin::Declared).then(|| Phrase::of("从哪里读")));
            blocks.push(heading(name));
            blocks.push(Block::Table(head, rows));
        }
    }
    Page { topic: Topic::Relations, title: "关系与定义".to_owned(), blocks }
}

fn ids(book: &Book<'_>) -> impl Iterator<Item = RuleId> + use<> {
    (0..book.program.rules.len() as u32).map(RuleId)
}

fn rules_table(book: &Book<'_>, rules: &[RuleId]) -> Block {
    let mut head = ["规则", "题目", "级别"].map(Phrase::of).to_vec();
    if !book.tally.is_empty() {
        head.extend(tally::headers());
    }
    let row = |id: &RuleId| {
        let rule = &book.program.rules[id.0 as usize];
        let mut row = vec![
            Phrase::default().link(Topic::Rule(*id), &rule.id),
            Phrase::of(rule.title.as_str()),
            Phrase::of(severity(rule.severity)),
        ];
        if !book.tally.is_empty() {
            row.extend(tally::cells(book.tally.total(*id)));
        }
        row
    };
    Block::Table(head, rules.iter().map(row).collect())
}
