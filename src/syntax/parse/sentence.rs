//! 句式.

use crate::base::Span;

use crate::syntax::keyword;
use crate::syntax::token::{Mark, TokenKind};
use crate::syntax::tree::{Inherit, ItemKind, Name, Quoted, Sentence};

use super::cursor::{Cursor, Parsed};
use super::pattern::pattern;
use super::relation::columns;

/// A sentence; its clauses may stand in any order.
pub(super) fn sentence(cursor: &mut Cursor<'_>, start: Span) -> Parsed<ItemKind> {
    let relation = cursor.name("关系名")?;
    let columns = if cursor.is_mark(0, Mark::Open) { Some(columns(cursor)?) } else { None };
    let mut sentence = Sentence {
        relation,
        columns,
        within: Vec::new(),
        constants: Vec::new(),
        inherits: Vec::new(),
        patterns: Vec::new(),
    };
    loop {
        cursor.begin_clause();
        if cursor.eat(keyword::IN) {
            sentence.within.push(cursor.quoted("章节标题里的词")?);
            // 或 is needed here: without it a pattern begins.
            while cursor.is(0, keyword::OR) && cursor.is_quoted(1) {
                cursor.advance();
                sentence.within.push(cursor.quoted("章节标题里的词")?);
            }
        } else if cursor.eat(keyword::LET) {
            sentence.constants.push(constant(cursor)?);
        } else if cursor.eat(keyword::INHERIT) {
            sentence.inherits.push(inherit(cursor)?);
        } else if cursor.is_quoted(0) || (!sentence.patterns.is_empty() && cursor.more_quoted()) {
            sentence.patterns.push(pattern(cursor)?);
        } else {
            break;
        }
    }
    if !matches!(cursor.kind(0), None | Some(TokenKind::Broken)) {
        return Err(super::unexpected(cursor));
    }
    if cursor.token(0).is_none() && sentence.patterns.is_empty() {
        return Err(cursor.missing(start, "句式", "另起一行写 “{来源}{数额}”"));
    }
    Ok(ItemKind::Sentence(sentence))
}

/// `块 = “收入”`, behind 取.
pub(super) fn constant(cursor: &mut Cursor<'_>) -> Parsed<(Name, Quoted)> {
    let name = cursor.name("列名")?;
    cursor.expect_mark(Mark::Equal, "写 取 列 = “文字”")?;
    Ok((name, cursor.quoted("文字")?))
}

/// `项目绩效(项目)`, behind 承.
pub(super) fn inherit(cursor: &mut Cursor<'_>) -> Parsed<Inherit> {
    let relation = cursor.name("关系名")?;
    let columns = cursor.list("写 承 关系(列)", |cursor| cursor.name("列名"))?;
    Ok(Inherit { relation, columns })
}
