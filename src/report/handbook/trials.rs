//! The tests beside a rule.

use super::Book;
use super::model::{Block, Phrase, Topic};
use super::rule::heading;
use crate::base::Span;
use crate::program::Rule;
use crate::syntax::tree::{Expected, Given, Scope, Test};

/// The tests of a rule as they are given, and what is expected of each.
pub(super) fn blocks(book: &Book<'_>, rule: &Rule) -> Vec<Block> {
    let tests: Vec<&Test> = book.program.tests.iter().filter(|test| test.rule.text == rule.id).collect();
    let mut blocks = Vec::new();
    if !tests.is_empty() {
        blocks.push(heading("测试"));
    }
    for test in tests {
        blocks.push(Block::Heading(3, Phrase::of(test.title.text.as_str())));
        test.given.iter().for_each(|one| part(book, one, &mut blocks));
        blocks.push(Block::Bullets(test.expect.iter().map(expected).collect()));
    }
    blocks
}

/// 给定, and of which filing.
fn given(scope: &Option<(Scope, Span)>) -> Phrase {
    Phrase::of(match scope {
        None => "给定",
        Some((Scope::Prior, _)) => "给定上年文件的",
        Some((Scope::Subordinate, _)) => "给定下属单位文件的",
        Some((Scope::Budget, _)) => "给定预算文件的",
    })
}

fn part(book: &Book<'_>, part: &Given, blocks: &mut Vec<Block>) {
    match part {
        Given::Table { scope, relation, unit, header, rows } => {
            let name = match book.program.find(&relation.text) {
                Some(id) => Phrase::default().link(Topic::Relation(id), &relation.text),
                None => Phrase::of(relation.text.as_str()),
            };
            let unit = unit.as_ref().map_or_else(String::new, |unit| format!("（单位：{}）", unit.text));
            blocks.push(Block::Paragraph(given(scope).then(name).say(format!("{unit}："))));
            let head: Vec<Phrase> = header.iter().map(|name| Phrase::of(name.text.as_str())).collect();
            let cells = |row: &Vec<_>| {
                let cell = |at: usize| row.get(at).map_or("", |cell: &crate::syntax::tree::Quoted| cell.text.as_str());
                (0..head.len()).map(|at| Phrase::of(cell(at))).collect()
            };
            let rows = rows.iter().map(cells).collect();
            blocks.push(Block::Table(head, rows));
        }
        Given::Prose { scope, heading, text } => {
            blocks.push(Block::Paragraph(given(scope).say(format!("“{}”下的文字：", heading.text))));
            blocks.push(Block::Quote(text.text.clone()));
        }
        Given::Year(year) => blocks.push(Block::Paragraph(Phrase::of(format!("给定年度 {}。", year.text)))),
    }
}

/// `期望 不符 “相差” 2 次`
fn expected(expected: &Expected) -> Phrase {
    let verdict = expected.verdict.text.as_str();
    if verdict == "无" {
        return Phrase::of("期望：规则没有对象");
    }
    let said = match &expected.message {
        Some(part) if verdict == "未核" => format!("，停下的条件里有“{}”", part.text),
        Some(part) => format!("，报的话里有“{}”", part.text),
        None => String::new(),
    };
    let on = expected.filing.as_ref().map_or_else(String::new, |filing| format!("（于文件 {}）", filing.text));
    let said = said + &on;
    Phrase::of(match expected.count.as_ref().map(|count| count.text.as_str()) {
        Some("0") => format!("期望：没有{verdict}{said}"),
        Some(count) => format!("期望：{verdict} {count} 次{said}"),
        None => format!("期望：{verdict}，至少一次{said}"),
    })
}
