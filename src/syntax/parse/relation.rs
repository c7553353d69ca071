//! 关系 and its columns.

use crate::base::Diagnostic;

use crate::syntax::keyword;
use crate::syntax::message;
use crate::syntax::token::Mark;
use crate::syntax::tree::{Column, ItemKind, RelationItem};

use super::cursor::{Cursor, Parsed};

/// `关系 支出总表(编码: 科目编码, 合计: 金额) 说明 “…”`.
pub(super) fn relation(cursor: &mut Cursor<'_>) -> Parsed<ItemKind> {
    let name = cursor.name("关系名")?;
    let columns = columns(cursor)?;
    let note = if cursor.eat(keyword::NOTE) { Some(cursor.quoted("说明")?) } else { None };
    Ok(ItemKind::Relation(RelationItem { name, columns, note }))
}

/// `(编码: 科目编码, 合计: 金额 空作 0)`.
pub(super) fn columns(cursor: &mut Cursor<'_>) -> Parsed<Vec<Column>> {
    cursor.list("关系名后面写 (列: 类型, …)", column)
}

fn column(cursor: &mut Cursor<'_>) -> Parsed<Column> {
    let name = cursor.name("列名")?;
    cursor.expect_mark(Mark::Colon, "列名后面写 : 和类型，如 合计: 金额")?;
    let kind = cursor.vocabulary(keyword::TYPES, "类型")?;
    let (mut exact, mut blank_is_zero) = (false, false);
    loop {
        let here = cursor.here();
        if cursor.eat(keyword::EXACT) {
            if std::mem::replace(&mut exact, true) {
                cursor.twice(keyword::EXACT, here, None);
            }
        } else if cursor.eat(keyword::BLANK) {
            if std::mem::replace(&mut blank_is_zero, true) {
                cursor.twice(keyword::BLANK, here, None);
            }
            let zero = cursor.number("0")?;
            if zero.text != "0" {
                cursor.messages.push(
                    Diagnostic::error(message::EXPECTED, zero.span, "空格只能作 0").help("写 空作 0；别的数用 若无"),
                );
            }
        } else {
            return Ok(Column { name, kind, exact, blank_is_zero });
        }
    }
}
