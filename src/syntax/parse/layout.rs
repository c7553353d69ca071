//! 表样 and its clauses.

use crate::base::{Diagnostic, Span};

use crate::syntax::keyword::{self, Keyword};
use crate::syntax::message;
use crate::syntax::token::{Mark, TokenKind};
use crate::syntax::tree::{
    CellPath, Comparison, Expr, Field, FieldSource, ItemKind, Layout, LayoutClause, Name, Sister,
};

use super::cursor::{Abandoned, Cursor, Parsed, clip};
use super::expr::{comparison, expr, expr_with_lookups};
use super::pattern::{pattern, pattern_list};
use super::sentence::{constant, inherit};

/// A layout: its titles, then a clause a line.
pub(super) fn layout(cursor: &mut Cursor<'_>, start: Span) -> Parsed<ItemKind> {
    let relation = cursor.name("关系名")?;
    let titles = pattern_list(cursor, "表题")?;
    let mut clauses = Vec::new();
    while let Some(token) = cursor.token(0) {
        if !token.first && matches!(token.kind, TokenKind::Word(_)) {
            let found = clip(cursor.word(0).unwrap_or(""));
            let message = Diagnostic::error(message::CLAUSE_LINE, token.span, format!("{found} 要另起一行"));
            cursor.messages.push(message.help("表样的每个子句占一行，从缩进开始"));
        }
        cursor.begin_clause();
        clauses.push(clause(cursor)?);
    }
    if clauses.is_empty() {
        return Err(cursor.missing(start, "子句", "另起一行写 列名 = 列 “表头”"));
    }
    Ok(ItemKind::Layout(Layout { relation, titles, clauses }))
}

fn clause(cursor: &mut Cursor<'_>) -> Parsed<LayoutClause> {
    let start = cursor.here();
    let groups = [keyword::LAYOUT_CLAUSES, &[keyword::UNIT]];
    let found = cursor.word(0).and_then(|word| groups.iter().find_map(|group| keyword::find(group, word)));
    // A column may be called 单位 or 块: then a comma or = follows.
    let named = cursor.is_mark(1, Mark::Equal) || cursor.is_mark(1, Mark::Comma);
    let Some(keyword) = found.filter(|_| !named) else {
        if !named {
            unknown_clause(cursor, &groups)?;
        }
        return field(cursor).map(LayoutClause::Field);
    };
    cursor.advance();
    Ok(match keyword {
        keyword::UNIT => LayoutClause::Unit(cursor.unit_name()?),
        keyword::TOTALS => LayoutClause::Totals(cursor.quoted_list("总行的名字")?),
        keyword::BLOCK => {
            let name = cursor.quoted("块名")?;
            cursor.expect(keyword::IN)?;
            LayoutClause::Block(name, cursor.quoted_list("表头")?)
        }
        keyword::LET => {
            let (name, text) = constant(cursor)?;
            LayoutClause::Constant(name, text)
        }
        keyword::INHERIT => LayoutClause::Inherit(inherit(cursor)?),
        keyword::ROW => LayoutClause::RowPattern(pattern(cursor)?),
        keyword::IDENTITY if cursor.is(0, keyword::LEVELS) && cursor.word(1).is_some() => {
            cursor.advance();
            LayoutClause::Levels(cursor.name("编码的列")?)
        }
        keyword::IDENTITY => {
            let left = expr(cursor)?;
            cursor.expect_mark(Mark::Equal, "写 恒等 合计 = 甲 + 乙，或 恒等 逐级 编码")?;
            let right = expr(cursor)?;
            LayoutClause::RowIdentity(left, right, start.to(cursor.behind()))
        }
        _ => LayoutClause::Sister(sister(cursor, start)?),
    })
}

/// Reports a word that is meant as a clause, for it is near one and no column, having no = behind it.
fn unknown_clause(cursor: &mut Cursor<'_>, groups: &[&[Keyword]]) -> Parsed<()> {
    cursor.glued(groups)?;
    let Some(word) = cursor.word(0) else { return Ok(()) };
    let Some(near) = keyword::nearest(groups, word) else { return Ok(()) };
    let message = format!("表样里没有子句 {}", clip(word));
    let span = cursor.here();
    cursor.messages.push(Diagnostic::error(message::UNEXPECTED, span, message).help(format!("是不是 {near}？")));
    Err(Abandoned)
}

fn sister(cursor: &mut Cursor<'_>, start: Span) -> Parsed<Sister> {
    let row = if cursor.is_quoted(0) { Some(cursor.quoted("行名")?) } else { None };
    let here = cursor.here();
    let own = expr(cursor)?;
    if row.is_none() && starts_with_text(&own) {
        cursor.messages.push(
            Diagnostic::error(message::EXPECTED, here, "参照的左边应当是本表的列").help("写 参照 “行名” 列 = 表(…).列"),
        );
        return Err(Abandoned);
    }
    let sign = cursor.here();
    let op = match comparison(cursor) {
        Some(op @ (Comparison::Equal | Comparison::LessEqual)) => op,
        Some(_) => {
            let message = Diagnostic::error(message::EXPECTED, sign, "参照只能用 = 或 ≤");
            cursor.messages.push(message.help("写 参照 “行名” 列 = 表(…).列"));
            return Err(Abandoned);
        }
        None => return Err(cursor.expected("= 或 ≤", "写 参照 “行名” 列 = 表(…).列")),
    };
    let other = expr_with_lookups(cursor)?;
    Ok(Sister { row, own, op, other, span: start.to(cursor.behind()) })
}

/// Whether an expression begins with quoted text, which would read as the name of a row.
fn starts_with_text(expr: &Expr) -> bool {
    let mut expr = expr;
    while let Expr::Binary(left, _, _) = expr {
        expr = left;
    }
    matches!(expr, Expr::Text(_))
}

fn field(cursor: &mut Cursor<'_>) -> Parsed<Field> {
    let mut columns: Vec<Name> = vec![cursor.name("列名或子句")?];
    while cursor.eat_mark(Mark::Comma) {
        columns.push(cursor.name("列名")?);
    }
    cursor.expect_mark(Mark::Equal, "写 列名 = 列 “表头”；子句以 单位、总行、块、取、承、行式、恒等、参照 开头")?;
    let Some(keyword) = cursor.word(0).and_then(|word| keyword::find(keyword::SOURCES, word)) else {
        cursor.glued(&[keyword::SOURCES])?;
        return Err(cursor.expected("列的来处", "写 列 “表头”、列同名、拆 列、层次 列、承上 列 或 列序 N"));
    };
    let source = match keyword {
        keyword::COLUMN => {
            let mut paths = vec![path(cursor)?];
            while cursor.eat_mark(Mark::Plus) {
                paths.push(path(cursor)?);
            }
            FieldSource::Cells(paths)
        }
        other => {
            cursor.advance();
            match other {
                keyword::SAME => FieldSource::SameName,
                keyword::SPLIT => FieldSource::Split(path(cursor)?),
                keyword::NESTED => FieldSource::Nested(path(cursor)?),
                keyword::FILL_DOWN => FieldSource::FillDown(path(cursor)?),
                _ => FieldSource::Position(cursor.number("第几列")?),
            }
        }
    };
    let optional = cursor.eat(keyword::OPTIONAL);
    Ok(Field { columns, source, optional })
}

/// `列 “财政拨款” / “小计” 或 “财政拨款小计”`.
fn path(cursor: &mut Cursor<'_>) -> Parsed<CellPath> {
    let start = cursor.here();
    cursor.expect(keyword::COLUMN)?;
    let mut alternatives = Vec::new();
    loop {
        let mut words = vec![cursor.quoted("表头")?];
        while cursor.eat_mark(Mark::Divide) {
            words.push(cursor.quoted("表头")?);
        }
        alternatives.push(words);
        if !(cursor.is(0, keyword::OR) && cursor.is_quoted(1)) {
            break;
        }
        cursor.advance();
    }
    Ok(CellPath { alternatives, span: start.to(cursor.behind()) })
}
