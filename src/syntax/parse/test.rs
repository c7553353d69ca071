//! 测试.

use crate::base::{Diagnostic, Span, squeeze};

use crate::syntax::keyword;
use crate::syntax::message;
use crate::syntax::token::TokenKind;
use crate::syntax::tree::{Expected, Given, ItemKind, Name, Quoted, Test};

use super::cursor::{Abandoned, Cursor, Parsed};
use super::expr::scope;

/// A test: what is given, and what the rule is expected to say.
pub(super) fn test(cursor: &mut Cursor<'_>, start: Span) -> Parsed<ItemKind> {
    let rule = cursor.name("规则的编号")?;
    let title = cursor.quoted("测试的题目")?;
    let (mut given, mut expect) = (Vec::new(), Vec::new());
    loop {
        cursor.begin_clause();
        if cursor.eat(keyword::GIVEN) {
            given.push(one_given(cursor)?);
        } else if cursor.eat(keyword::WANT) {
            expect.push(expected(cursor)?);
        } else {
            break;
        }
    }
    if cursor.token(0).is_some() {
        return Err(super::unexpected(cursor));
    }
    if expect.is_empty() {
        return Err(cursor.missing(start, "期望", "写 期望 相符，或 期望 不符 “相差”"));
    }
    Ok(ItemKind::Test(Test { rule, title, given, expect }))
}

fn one_given(cursor: &mut Cursor<'_>) -> Parsed<Given> {
    // A relation may be called 上年: then 单位, a name and the rows follow, or the rows at once.
    let row = |ahead: usize| matches!(cursor.kind(ahead), Some(TokenKind::Row(_)));
    let named = cursor.is(1, keyword::UNIT) && !row(2) && row(3);
    let scope = if named { None } else { scope(cursor) };
    // A relation may be called 文 or 年度: then no text or number follows.
    if cursor.is(0, keyword::PROSE) && cursor.is_quoted(1) {
        cursor.advance();
        let heading = cursor.quoted("章节标题")?;
        return Ok(Given::Prose { scope, heading, text: cursor.quoted("段落")? });
    }
    if scope.is_none() && cursor.is(0, keyword::YEAR) && matches!(cursor.kind(1), Some(TokenKind::Number(_))) {
        cursor.advance();
        return cursor.number("年份").map(Given::Year);
    }
    let relation = cursor.name("关系名")?;
    let unit = if cursor.eat(keyword::UNIT) { Some(cursor.unit_name()?) } else { None };
    let Some(TokenKind::Row(cells)) = cursor.kind(0) else {
        if cursor.kind(0) == Some(&TokenKind::Broken) {
            return Err(Abandoned);
        }
        let here = cursor.here();
        cursor.messages.push(
            Diagnostic::error(message::ROW_HEADER, here, "给定的表格没有表头")
                .help("另起一行写 | 列 | 列 |，下面每行一条事实"),
        );
        return Err(Abandoned);
    };
    let header: Vec<Name> = cells.iter().map(|(text, span)| Name { text: squeeze(text), span: *span }).collect();
    if header.is_empty() || header.iter().any(|name| name.text.is_empty()) {
        let here = cursor.here();
        let message = Diagnostic::error(message::ROW_HEADER, here, "表头里有空格");
        cursor.messages.push(message.help("表头的每一格写一个列名"));
    }
    cursor.begin_clause();
    cursor.advance();
    let mut rows = Vec::new();
    while let Some(TokenKind::Row(cells)) = cursor.kind(0) {
        if cells.len() != header.len() {
            let here = cursor.here();
            let message = format!("这一行有 {} 格，表头有 {} 格", cells.len(), header.len());
            cursor
                .messages
                .push(Diagnostic::error(message::ROW_WIDTH, here, message).help("空格也要写出：| 甲 |  | 1.00 |"));
        }
        cursor.begin_clause();
        rows.push(cells.iter().map(|(text, span)| Quoted { text: text.clone(), span: *span }).collect());
        cursor.advance();
    }
    Ok(Given::Table { scope, relation, unit, header, rows })
}

fn expected(cursor: &mut Cursor<'_>) -> Parsed<Expected> {
    let verdict = cursor.vocabulary(keyword::VERDICTS, "判定")?;
    let message = if cursor.is_quoted(0) { Some(cursor.quoted("话")?) } else { None };
    let count = if matches!(cursor.kind(0), Some(TokenKind::Number(_))) {
        let number = cursor.number("次数")?;
        cursor.expect(keyword::TIMES)?;
        Some(number)
    } else {
        None
    };
    let filing = if cursor.eat(keyword::IN) { Some(cursor.quoted("文件的路径")?) } else { None };
    Ok(Expected { verdict, message, count, filing })
}
