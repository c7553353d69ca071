//! Conditions of 当: atoms, comparisons, aggregates.

use crate::base::Diagnostic;

use crate::syntax::keyword;
use crate::syntax::message;
use crate::syntax::token::{Mark, TokenKind};
use crate::syntax::tree::{Aggregate, AggregateFunction, Argument, Atom, Condition, Expr};

use super::cursor::{Abandoned, Cursor, Parsed, clip, ends_expression};
use super::expr::{comparison, expr, scope};

/// Conditions with 且 between them.
pub(super) fn conditions(cursor: &mut Cursor<'_>) -> Parsed<Vec<Condition>> {
    let mut list = vec![condition(cursor)?];
    while cursor.is(0, keyword::AND) {
        cursor.begin_clause();
        cursor.advance();
        list.push(condition(cursor)?);
    }
    Ok(list)
}

/// An atom: `上年 支出总表(编码: 上级, 合计 若无 0)`.
pub(super) fn atom(cursor: &mut Cursor<'_>) -> Parsed<Atom> {
    let start = cursor.here();
    let scope = scope(cursor);
    let relation = cursor.name("关系名")?;
    let arguments = cursor.list("关系名后面写 (列, 列: 值)", argument)?;
    Ok(Atom { scope, relation, arguments, span: start.to(cursor.behind()) })
}

fn condition(cursor: &mut Cursor<'_>) -> Parsed<Condition> {
    cursor.count_condition()?;
    if (cursor.is(0, keyword::NOT) || cursor.is(0, keyword::ABSENT)) && cursor.word(1).is_some() {
        cursor.advance();
        return atom(cursor).map(Condition::Absent);
    }
    if cursor.word(0).is_some() && cursor.is_mark(1, Mark::Equal) && aggregate_follows(cursor) {
        return aggregate(cursor).map(Condition::Aggregate);
    }
    if is_atom(cursor) {
        return atom(cursor).map(Condition::Atom);
    }
    if let Some(TokenKind::Quoted(name)) = cursor.kind(0)
        && cursor.is_mark(1, Mark::Open)
    {
        let message = Diagnostic::error(message::EXPECTED, cursor.here(), "关系名不加引号");
        cursor.messages.push(message.help(format!("写成 {}(…)", clip(name))));
        return Err(Abandoned);
    }
    let left = expr(cursor)?;
    if cursor.eat(keyword::AMONG) {
        return Ok(Condition::Among(left, expr(cursor)?));
    }
    let Some(op) = comparison(cursor) else {
        return Err(cursor.expected("比较号", "条件是 关系(列, …)，或用 = ≠ < ≤ > ≥ 比较两边，或 项 属于 名单"));
    };
    Ok(Condition::Compare(left, op, expr(cursor)?))
}

/// Whether an atom stands here: brackets behind a name, and no sign behind them that would make it a call.
fn is_atom(cursor: &Cursor<'_>) -> bool {
    if cursor.word(0).is_none() {
        return false;
    }
    if cursor.word(1).is_some() && cursor.is_mark(2, Mark::Open) {
        return true;
    }
    if !cursor.is_mark(1, Mark::Open) {
        return false;
    }
    let Some(close) = cursor.partner(1) else { return true };
    let goes_on = match cursor.kind(close + 1) {
        Some(TokenKind::Mark(mark)) => {
            !matches!(mark, Mark::CloseBrace | Mark::Close | Mark::Comma | Mark::Open | Mark::OpenBrace | Mark::Colon)
        }
        Some(TokenKind::Word(word)) => keyword::AMONG.is(word),
        _ => false,
    };
    !goes_on
}

fn argument(cursor: &mut Cursor<'_>) -> Parsed<Argument> {
    let column = cursor.name("列名")?;
    let value = if cursor.eat_mark(Mark::Colon) { Some(expr(cursor)?) } else { None };
    let default = if cursor.eat(keyword::DEFAULT) { Some(cursor.figure()?) } else { None };
    Ok(Argument { column, value, default })
}

/// Whether the right side of `名 =` is an aggregate and no expression that happens to use such a name: a word follows
/// directly, or 于 { stands somewhere before the condition ends.
fn aggregate_follows(cursor: &Cursor<'_>) -> bool {
    let Some(word) = cursor.word(2) else { return false };
    let by = keyword::BY.is(word);
    let function = keyword::find(keyword::FUNCTIONS, word).is_some();
    let glued = keyword::glued(&[keyword::FUNCTIONS, &[keyword::BY]], word).is_some();
    if (by || function) && cursor.word(3).is_some_and(|next| keyword::IN.is(next) || !ends_expression(next)) {
        return true;
    }
    if !(by || function || glued) {
        return false;
    }
    let mut ahead = 3;
    while let Some(kind) = cursor.kind(ahead) {
        match kind {
            TokenKind::Word(word) if keyword::IN.is(word) && cursor.is_mark(ahead + 1, Mark::OpenBrace) => return true,
            TokenKind::Word(word) if keyword::IN.is(word) || keyword::WITH.is(word) => ahead += 1,
            TokenKind::Word(word) if ends_expression(word) => return false,
            TokenKind::Mark(Mark::OpenBrace | Mark::CloseBrace) | TokenKind::Row(_) => return false,
            _ => ahead += 1,
        }
    }
    false
}

fn aggregate(cursor: &mut Cursor<'_>) -> Parsed<Aggregate> {
    let target = cursor.name("变量名")?;
    cursor.advance();
    let mut by = Vec::new();
    if cursor.is(0, keyword::BY) {
        cursor.advance();
        by.push(cursor.name("变量名")?);
        while cursor.eat_mark(Mark::Comma) {
            by.push(cursor.name("变量名")?);
        }
    }
    let span = cursor.here();
    let Some(function) = cursor.word(0).and_then(|word| keyword::find(keyword::FUNCTIONS, word)) else {
        cursor.glued(&[keyword::FUNCTIONS, &[keyword::BY]])?;
        if let Some(near) = cursor.word(0).and_then(|word| keyword::nearest(&[keyword::FUNCTIONS], word)) {
            let found = clip(cursor.word(0).unwrap_or(""));
            let message = Diagnostic::error(message::UNKNOWN_WORD, span, format!("没有叫 {found} 的汇总"));
            cursor.messages.push(message.help(format!("是不是 {near}？可以写 求和、计数、最大、最小、最近")));
            return Err(Abandoned);
        }
        return Err(cursor.expected("汇总的方法", "写 求和、计数、最大、最小 或 最近"));
    };
    cursor.advance();
    let function = match function {
        keyword::SUM => AggregateFunction::Sum,
        keyword::COUNT => AggregateFunction::Count,
        keyword::MAX => AggregateFunction::Max,
        keyword::NEAREST => AggregateFunction::Nearest,
        _ => AggregateFunction::Min,
    };
    let value: Option<Expr> = if function == AggregateFunction::Count { None } else { Some(expr(cursor)?) };
    let near = if function == AggregateFunction::Nearest {
        cursor.expect(keyword::WITH)?;
        Some(expr(cursor)?)
    } else {
        None
    };
    cursor.expect(keyword::IN)?;
    let open = cursor.here();
    cursor.expect_mark(Mark::OpenBrace, "汇总的条件写在 { } 里")?;
    cursor.deeper()?;
    let body = conditions(cursor)?;
    cursor.depth -= 1;
    cursor.expect_close(Mark::CloseBrace, open)?;
    let default = if cursor.eat(keyword::DEFAULT) { Some(cursor.figure()?) } else { None };
    let whole = target.span.to(cursor.behind());
    Ok(Aggregate { target, by, function: (function, span), value, near, body, default, span: whole })
}
