//! 定义 and 规则.

use crate::base::{Severity, Span};

use crate::syntax::Language;
use crate::syntax::hole;
use crate::syntax::keyword::{self, Keyword};
use crate::syntax::token::Mark;
use crate::syntax::tree::{Definition, Expectation, HeadArgument, ItemKind, Number, Rule};

use super::condition::{atom, conditions};
use super::cursor::{Cursor, Parsed};
use super::expr::{comparison, expr};

/// `定义 项级行(编码) 当 支出总表(编码) 且 层级(编码) = 3`.
pub(super) fn definition(cursor: &mut Cursor<'_>) -> Parsed<ItemKind> {
    let relation = cursor.name("关系名")?;
    let head = cursor.list("关系名后面写 (列, 列: 值)", |cursor| {
        let column = cursor.name("列名")?;
        let value = if cursor.eat_mark(Mark::Colon) { Some(expr(cursor)?) } else { None };
        Ok(HeadArgument { column, value })
    })?;
    cursor.begin_clause();
    cursor.expect(keyword::WHEN)?;
    let body = conditions(cursor)?;
    Ok(ItemKind::Definition(Definition { relation, head, body }))
}

/// A rule; its clauses may stand in any order.
pub(super) fn rule(cursor: &mut Cursor<'_>, start: Span) -> Parsed<ItemKind> {
    let id = cursor.name("规则的编号")?;
    let title = cursor.quoted("规则的题目")?;
    let mut seen = Seen::default();
    let (mut severity, mut basis, mut note, mut years, mut report_rounding) = (None, None, None, None, None);
    let (mut body, mut applies, mut expect, mut message) = (Vec::new(), Vec::new(), None, None);
    while let Some(word) = cursor.word(0) {
        let groups = [keyword::RULE_CLAUSES, keyword::BODY, &[keyword::NOTE]];
        let found = groups.iter().find_map(|group| keyword::find(group, word));
        // 且 goes on from a condition, so it can't start a clause.
        let Some(clause) = found.filter(|found| *found != keyword::AND) else { break };
        seen.add(cursor, clause);
        cursor.begin_clause();
        cursor.advance();
        match clause {
            keyword::SEVERITY => severity = Some(level(cursor)?),
            keyword::BASIS => basis = Some(cursor.quoted("依据")?),
            keyword::NOTE => note = Some(cursor.quoted("说明")?),
            keyword::APPLIES => applies = cursor.quoted_list("适用的种类或地区")?,
            keyword::YEARS => years = Some(span_of_years(cursor)?),
            keyword::ROUNDING => report_rounding = Some(level(cursor)?.0),
            keyword::WHEN => body = conditions(cursor)?,
            keyword::EXPECT => expect = Some(expectation(cursor)?),
            _ => message = Some(cursor.quoted("不符时的话")?),
        }
    }
    // What the loop stopped at is to blame before what is missing behind it.
    if cursor.token(0).is_some() {
        return Err(super::unexpected(cursor));
    }
    let Some(expect) = expect else {
        return Err(cursor.missing(start, "应", "写 应 左边 = 右边，或 应 有 关系(…)"));
    };
    let Some(message) = message else {
        return Err(cursor.missing(start, "否则", "写 否则 “不符时报告的话”"));
    };
    let mut rule = Rule { id, title, severity, basis, note, applies, years, report_rounding, body, expect, message };
    rule.message.text = hole::turned(&rule, Language::Chinese);
    Ok(ItemKind::Rule(Box::new(rule)))
}

/// The clauses that have been read, to find one that stands twice.
#[derive(Default)]
pub(super) struct Seen {
    clauses: Vec<(Keyword, Span)>,
}

impl Seen {
    /// Notes the clause whose keyword stands at the cursor, and reports it when it was there before.
    pub(super) fn add(&mut self, cursor: &mut Cursor<'_>, clause: Keyword) {
        let here = cursor.here();
        let before = self.clauses.iter().find(|(other, _)| *other == clause).map(|(_, span)| *span);
        match before {
            Some(before) => cursor.twice(clause, here, Some(before)),
            None => self.clauses.push((clause, here)),
        }
    }
}

fn level(cursor: &mut Cursor<'_>) -> Parsed<(Severity, Span)> {
    let name = cursor.vocabulary(keyword::SEVERITIES, "级别")?;
    let severity = match keyword::find(keyword::SEVERITIES, &name.text) {
        Some(keyword::WARNING) => Severity::Warning,
        Some(keyword::HINT) => Severity::Note,
        _ => Severity::Error,
    };
    Ok((severity, name.span))
}

fn span_of_years(cursor: &mut Cursor<'_>) -> Parsed<(Number, Option<Number>)> {
    let from = cursor.number("年份")?;
    if cursor.eat(keyword::TO) {
        return Ok((from, Some(cursor.number("年份")?)));
    }
    cursor.eat(keyword::FROM);
    Ok((from, None))
}

fn expectation(cursor: &mut Cursor<'_>) -> Parsed<Expectation> {
    if cursor.is(0, keyword::EXISTS) && cursor.word(1).is_some() {
        cursor.advance();
        return atom(cursor).map(Expectation::Exists);
    }
    if (cursor.is(0, keyword::ABSENT) || cursor.is(0, keyword::NOT)) && cursor.word(1).is_some() {
        cursor.advance();
        return atom(cursor).map(Expectation::Absent);
    }
    let left = expr(cursor)?;
    let Some(op) = comparison(cursor) else {
        return Err(cursor.expected("比较号", "写 应 左边 = 右边；要有一条事实，写 应 有 关系(…)"));
    };
    let right = expr(cursor)?;
    let rounding = cursor.eat_mark(Mark::PlusMinus);
    if rounding {
        cursor.expect(keyword::ROUNDING)?;
    }
    Ok(Expectation::Compare { left, op, right, rounding })
}
