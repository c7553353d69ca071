//! Expressions: `a + b × 2`, `层级(编码)`, `收支总表(项目: “…”).数`.

use crate::base::{Diagnostic, Span};

use crate::syntax::keyword;
use crate::syntax::message;
use crate::syntax::token::{Mark, TokenKind};
use crate::syntax::tree::{Atom, Comparison, Expr, Operator, Scope};

use super::condition;
use super::cursor::{Abandoned, Cursor, Parsed};

/// Most operators, calls and brackets in one expression; a chain of them is as deep a tree.
const HEAVIEST: usize = 256;

/// An expression.
pub(super) fn expr(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    whole(cursor, false)
}

/// An expression that may look figures up in other tables.
pub(super) fn expr_with_lookups(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    whole(cursor, true)
}

/// A comparison sign, if one follows.
pub(super) fn comparison(cursor: &mut Cursor<'_>) -> Option<Comparison> {
    let Some(TokenKind::Mark(mark)) = cursor.kind(0) else { return None };
    let op = match mark {
        Mark::Equal => Comparison::Equal,
        Mark::NotEqual => Comparison::NotEqual,
        Mark::Less => Comparison::Less,
        Mark::LessEqual => Comparison::LessEqual,
        Mark::Greater => Comparison::Greater,
        Mark::GreaterEqual => Comparison::GreaterEqual,
        _ => return None,
    };
    cursor.advance();
    Some(op)
}

/// Which filing an atom looks at, when the next word says so and another follows it.
pub(super) fn scope(cursor: &mut Cursor<'_>) -> Option<(Scope, Span)> {
    cursor.word(1)?;
    scope_word(cursor)
}

/// Which filing the next word names.
pub(super) fn scope_word(cursor: &mut Cursor<'_>) -> Option<(Scope, Span)> {
    let scope = match keyword::find(keyword::SCOPES, cursor.word(0)?)? {
        keyword::PRIOR => Scope::Prior,
        keyword::SUBORDINATE => Scope::Subordinate,
        _ => Scope::Budget,
    };
    let span = cursor.here();
    cursor.advance();
    Some((scope, span))
}

fn whole(cursor: &mut Cursor<'_>, lookups: bool) -> Parsed<Expr> {
    let outer = std::mem::replace(&mut cursor.weight, 0);
    let expr = sum(cursor, lookups)?;
    cursor.weight = outer;
    Ok(expr)
}

/// Counts an operator, call or bracket.
fn weigh(cursor: &mut Cursor<'_>) -> Parsed<()> {
    cursor.weight += 1;
    if cursor.weight <= HEAVIEST {
        return Ok(());
    }
    let message = format!("式子太长，至多 {HEAVIEST} 个运算");
    let span = cursor.here();
    cursor.messages.push(Diagnostic::error(message::TOO_LONG, span, message).help("拆成几个定义，或用 求和"));
    Err(Abandoned)
}

fn sum(cursor: &mut Cursor<'_>, lookups: bool) -> Parsed<Expr> {
    let mut left = product(cursor, lookups)?;
    loop {
        let operator = match cursor.kind(0) {
            Some(TokenKind::Mark(Mark::Plus)) => Operator::Add,
            Some(TokenKind::Mark(Mark::Minus)) => Operator::Subtract,
            _ => return Ok(left),
        };
        weigh(cursor)?;
        cursor.advance();
        left = Expr::Binary(Box::new(left), operator, Box::new(product(cursor, lookups)?));
    }
}

fn product(cursor: &mut Cursor<'_>, lookups: bool) -> Parsed<Expr> {
    let mut left = unary(cursor, lookups)?;
    loop {
        let operator = match cursor.kind(0) {
            Some(TokenKind::Mark(Mark::Times)) => Operator::Multiply,
            Some(TokenKind::Mark(Mark::Divide)) => Operator::Divide,
            _ => return Ok(left),
        };
        weigh(cursor)?;
        cursor.advance();
        left = Expr::Binary(Box::new(left), operator, Box::new(unary(cursor, lookups)?));
    }
}

fn unary(cursor: &mut Cursor<'_>, lookups: bool) -> Parsed<Expr> {
    let start = cursor.here();
    if !cursor.eat_mark(Mark::Minus) {
        return primary(cursor, lookups);
    }
    weigh(cursor)?;
    cursor.deeper()?;
    let inner = unary(cursor, lookups)?;
    cursor.depth -= 1;
    let span = start.to(inner.span());
    Ok(Expr::Negate(Box::new(inner), span))
}

fn primary(cursor: &mut Cursor<'_>, lookups: bool) -> Parsed<Expr> {
    let start = cursor.here();
    match cursor.kind(0) {
        Some(TokenKind::Number(_)) => {
            let number = cursor.number("数")?;
            cursor.unit_behind(number).map(Expr::Number)
        }
        Some(TokenKind::Quoted(_)) => cursor.quoted("文字").map(Expr::Text),
        Some(TokenKind::Mark(Mark::Open)) => {
            weigh(cursor)?;
            cursor.advance();
            cursor.deeper()?;
            let inner = sum(cursor, lookups)?;
            cursor.depth -= 1;
            cursor.expect_close(Mark::Close, start)?;
            Ok(inner)
        }
        Some(TokenKind::Word(_)) => named(cursor, lookups),
        _ => Err(cursor.expected("一个式子", "写列名、数、“文字”或 函数(…)")),
    }
}

/// A name, a call, or a look-up, told apart by what stands behind the name and its brackets.
fn named(cursor: &mut Cursor<'_>, lookups: bool) -> Parsed<Expr> {
    let start = cursor.here();
    let scoped =
        cursor.word(1).is_some() && cursor.word(0).is_some_and(|w| keyword::find(keyword::SCOPES, w).is_some());
    let open = usize::from(scoped) + 1;
    let close = cursor.partner(open).filter(|_| cursor.is_mark(open, Mark::Open));
    if let Some(close) = close.filter(|close| cursor.is_mark(close + 1, Mark::Dot)) {
        if !lookups {
            let span = cursor.token(close).map_or(start, |token| start.to(token.span));
            cursor.messages.push(
                Diagnostic::error(message::LOOKUP_PLACE, span, "“表(…).列”只能写在参照的右边")
                    .help("在 当 里写 表(列: 变量)，再用变量"),
            );
            return Err(Abandoned);
        }
        weigh(cursor)?;
        let atom: Atom = condition::atom(cursor)?;
        cursor.advance();
        let column = cursor.name("列名")?;
        return Ok(Expr::Lookup(atom, column));
    }
    let mut name = cursor.name("名字")?;
    if !cursor.is_mark(0, Mark::Open) {
        return Ok(Expr::Name(name));
    }
    if let Some(function) = keyword::find(keyword::CALLS, &name.text) {
        name.text = function.chinese.to_owned();
    }
    weigh(cursor)?;
    cursor.deeper()?;
    let arguments = cursor.list("写 (", |cursor| sum(cursor, lookups))?;
    cursor.depth -= 1;
    let span = start.to(cursor.behind());
    Ok(Expr::Call(name, arguments, span))
}
