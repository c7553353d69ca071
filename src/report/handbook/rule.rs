//! The page of a rule.

use super::model::{Block, Page, Phrase, Topic};
use super::relation::{ways, where_filled};
use super::{Book, tally, trials, words};
use crate::engine::Verdict;
use crate::fact::RelationId;
use crate::program::{MessagePart, RelationOrigin, Rule, RuleId};
use crate::report::{self, Fit, Trials};

/// How many ways to derive a fact are worded on the page of a rule; more are left to the definition's own page.
const MOST_WAYS: usize = 4;

/// All that is said of a rule.
pub(super) fn page(book: &Book<'_>, id: RuleId) -> Page {
    let rule = &book.program.rules[id.0 as usize];
    let mut blocks = vec![facts(rule)];
    if let Some(note) = &rule.note {
        blocks.push(heading("说明"));
        blocks.push(Block::Paragraph(Phrase::of(note.as_str())));
    }
    blocks.push(heading("怎样查"));
    blocks.extend(formula(book, rule));
    blocks.push(Block::Heading(3, Phrase::of("结果怎样定")));
    blocks.push(Block::Bullets(words::outcomes(book.program, rule)));
    blocks.push(heading("报告的样子"));
    blocks.extend(example(book, rule));
    blocks.extend(definitions(book, id));
    blocks.extend(readings(book, id));
    blocks.extend(counts(book, id));
    blocks.extend(trials::blocks(book, rule));
    blocks.push(heading("规则原文"));
    blocks.push(Block::Source(book.files.item(book.program, rule.span)));
    blocks.push(Block::Paragraph(Phrase::of("写在 ").written(book.files.path(rule.span))));
    Page { topic: Topic::Rule(id), title: title(rule), blocks }
}

/// `B007 上级科目等于直接下级之和`
pub(super) fn title(rule: &Rule) -> String {
    format!("{} {}", rule.id, rule.title)
}

/// 2024 至 2026 年
pub(super) fn years(rule: &Rule) -> String {
    match rule.years {
        None => "各年度".to_owned(),
        Some((from, None)) => format!("{from} 年度起"),
        Some((from, Some(to))) if from == to => format!("{from} 年度"),
        Some((from, Some(to))) => format!("{from} 至 {to} 年度"),
    }
}

/// The kinds of filings a rule is for.
pub(super) fn kinds(rule: &Rule) -> String {
    if rule.applies.is_empty() { "各类文件".to_owned() } else { rule.applies.join("、") }
}

pub(super) fn heading(text: &str) -> Block {
    Block::Heading(2, Phrase::of(text))
}

fn facts(rule: &Rule) -> Block {
    let severity = report::words::severity(rule.severity);
    let mut items = vec![
        Phrase::of(format!("级别：{severity}")),
        Phrase::of(format!("适用：{}", kinds(rule))),
        Phrase::of(format!("施行：{}", years(rule))),
    ];
    items.extend(rule.basis.as_ref().map(|basis| Phrase::of(format!("依据：{basis}"))));
    Block::Bullets(items)
}

/// One sentence where that is short, numbered steps otherwise.
fn formula(book: &Book<'_>, rule: &Rule) -> Vec<Block> {
    let words::RuleWords { subject, steps, expectation } = words::rule(book.program, rule);
    if rule.body.len() <= 2 {
        let sentence = Phrase::join(std::iter::once(subject).chain(steps), "；").say("。");
        return vec![Block::Paragraph(sentence.then(expectation).say("。"))];
    }
    let mut all = vec![Phrase::of("对象：").then(subject).say("。")];
    all.extend(steps.into_iter().map(|step| step.say("。")));
    all.push(expectation.say("。"));
    vec![Block::Steps(all)]
}

/// What the rule really said in one of its tests; its template when no test makes it speak.
fn example(book: &Book<'_>, rule: &Rule) -> Vec<Block> {
    match said(book.trials, rule) {
        Some((test, message)) => {
            vec![Block::Paragraph(Phrase::of(format!("测试“{test}”报："))), Block::Quote(message.to_owned())]
        }
        None => vec![Block::Paragraph(Phrase::of("不符时按下面的写法报：")), Block::Quote(template(rule))],
    }
}

/// The first message that a test of the rule wants and gets, and the test's title.
fn said<'t>(trials: &'t Trials, rule: &Rule) -> Option<(&'t str, &'t str)> {
    let own = trials.trials.iter().filter(|trial| trial.rule == rule.id);
    let scenes = own.flat_map(|trial| trial.scenes.iter().map(move |scene| (trial, scene)));
    let mut came = scenes
        .filter(|(_, scene)| scene.filing.is_none())
        .flat_map(|(trial, scene)| scene.came.iter().map(move |came| (trial.title.as_str(), came)));
    let (title, came) = came.find(|(_, came)| came.verdict == Verdict::Disagrees && came.fit == Fit::Wanted)?;
    Some((title, &came.words))
}

fn template(rule: &Rule) -> String {
    let name = |number: usize| rule.variables.get(number).map_or("", |variable| variable.name.as_str());
    let part = |part: &MessagePart| match part {
        MessagePart::Text(text) => text.clone(),
        MessagePart::Variable(variable) => format!("{{{}}}", name(variable.0 as usize)),
        MessagePart::Difference => "{差额}".to_owned(),
        MessagePart::Tolerance => "{容差}".to_owned(),
        MessagePart::Expected => "{应为}".to_owned(),
    };
    rule.message.parts.iter().map(part).collect()
}

/// The definitions that the rule's own conditions name; those behind them are on their own pages.
fn definitions(book: &Book<'_>, id: RuleId) -> Vec<Block> {
    let derived = |relation: &RelationId| book.program.relation(*relation).origin == RelationOrigin::Derived;
    let named: Vec<RelationId> = book.reads.directly(id).into_iter().filter(derived).collect();
    let mut blocks = Vec::new();
    if !named.is_empty() {
        blocks.push(heading("用到的定义"));
    }
    for relation in named {
        let link = Phrase::default().link(Topic::Relation(relation), &book.program.relation(relation).name);
        blocks.push(Block::Heading(3, link));
        let number = book.program.definitions.iter().filter(|definition| definition.relation == relation).count();
        if number <= MOST_WAYS {
            blocks.extend(ways(book, relation));
        } else {
            blocks.push(Block::Paragraph(Phrase::of(format!("共 {number} 种情形，见它自己的一页。"))));
        }
    }
    blocks
}

/// Where its figures and words are printed.
fn readings(book: &Book<'_>, id: RuleId) -> Vec<Block> {
    let read = book.reads.in_the_end(id).into_iter();
    let rows: Vec<Vec<Phrase>> = read
        .filter(|relation| book.program.relation(*relation).origin != RelationOrigin::Derived)
        .map(|relation| {
            let name = Phrase::default().link(Topic::Relation(relation), &book.program.relation(relation).name);
            vec![name, where_filled(book, relation)]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![heading("取自哪里"), Block::Table(vec![Phrase::of("关系"), Phrase::of("从哪里读")], rows)]
}

fn counts(book: &Book<'_>, id: RuleId) -> Vec<Block> {
    if book.tally.is_empty() {
        return Vec::new();
    }
    let mut head = vec![Phrase::of("文件")];
    head.extend(tally::headers());
    let row = |name: &str, counts| {
        let mut row = vec![Phrase::of(name)];
        row.extend(tally::cells(counts));
        row
    };
    let mut rows: Vec<Vec<Phrase>> = book.tally.by_filing(id).map(|(name, counts)| row(name, counts)).collect();
    rows.push(row("合计", book.tally.total(id)));
    vec![heading("在文件上的结果"), Block::Table(head, rows)]
}
