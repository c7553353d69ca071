//! Items of one line: 包, 单位, 编码, 别名, 标题, 目录, 表头, 不计, 文件.

use crate::syntax::keyword::{self, Keyword};
use crate::syntax::token::{Mark, TokenKind};
use crate::syntax::tree::{CaptionItem, ExcludeItem, FilingItem, FilingKinds, HeadingItem, ItemKind, Pack, UnitItem};

use super::cursor::{Cursor, Parsed};
use super::expr::scope_word;
use super::pattern::{SENTENCE, pattern_list};
use super::rule::{Seen, span_of_years};

/// The item that a keyword other than those with clauses of their own begins.
pub(super) fn short(keyword: Keyword, cursor: &mut Cursor<'_>) -> Parsed<ItemKind> {
    match keyword {
        keyword::PACK => pack(cursor).map(ItemKind::Pack),
        keyword::UNIT => unit(cursor).map(ItemKind::Unit),
        keyword::CODES => {
            let mut levels = vec![cursor.number("位数")?];
            while matches!(cursor.kind(0), Some(TokenKind::Number(_))) {
                levels.push(cursor.number("位数")?);
            }
            Ok(ItemKind::Codes(levels))
        }
        keyword::ALIAS => {
            let mut names = vec![cursor.quoted("名字")?];
            cursor.expect_mark(Mark::Equal, "别名至少写两个名字：别名 “甲” = “乙”")?;
            names.push(cursor.quoted("名字")?);
            while cursor.eat_mark(Mark::Equal) {
                names.push(cursor.quoted("名字")?);
            }
            Ok(ItemKind::Alias(names))
        }
        keyword::HEADING => {
            let level = cursor.number("标题的层级")?;
            Ok(ItemKind::Heading(HeadingItem { level, patterns: pattern_list(cursor, SENTENCE)? }))
        }
        keyword::CONTENTS => cursor.quoted_list("目录的标题").map(ItemKind::Contents),
        keyword::CAPTION => Ok(ItemKind::Caption(CaptionItem { patterns: pattern_list(cursor, SENTENCE)? })),
        keyword::EXCLUDE => {
            let reason = cursor.quoted("不计的理由")?;
            Ok(ItemKind::Exclude(ExcludeItem { reason, patterns: pattern_list(cursor, SENTENCE)? }))
        }
        _ if cursor.is_quoted(1) => filing_kinds(cursor).map(ItemKind::FilingKinds),
        _ => filing(cursor).map(ItemKind::Filing),
    }
}

fn pack(cursor: &mut Cursor<'_>) -> Parsed<Pack> {
    let name = cursor.quoted("包名")?;
    let (mut version, mut uses, mut note) = (None, Vec::new(), None);
    let (mut applies, mut years) = (Vec::new(), None);
    let mut seen = Seen::default();
    let clauses = [keyword::PACK_CLAUSES, &[keyword::APPLIES, keyword::YEARS]];
    let clause = |word| clauses.iter().find_map(|group| keyword::find(group, word));
    while let Some(clause) = cursor.word(0).and_then(clause) {
        seen.add(cursor, clause);
        cursor.advance();
        match clause {
            keyword::VERSION => version = Some(cursor.quoted("版本")?),
            keyword::USES => uses = cursor.quoted_list("包名")?,
            keyword::APPLIES => applies = cursor.quoted_list("适用的种类或地区")?,
            keyword::YEARS => years = Some(span_of_years(cursor)?),
            _ => note = Some(cursor.quoted("说明")?),
        }
    }
    Ok(Pack { name, version, uses, note, applies, years })
}

fn unit(cursor: &mut Cursor<'_>) -> Parsed<UnitItem> {
    let name = cursor.unit_name()?;
    let kind = cursor.vocabulary(keyword::KINDS, "单位种类")?;
    let factor = cursor.number("折算的倍数")?;
    let (mut step, mut exact, mut doubtful) = (None, false, false);
    let mut seen = Seen::default();
    let attributes = [keyword::STEP, keyword::EXACT, keyword::DOUBTFUL];
    while let Some(attribute) = cursor.word(0).and_then(|word| keyword::find(&attributes, word)) {
        seen.add(cursor, attribute);
        cursor.advance();
        match attribute {
            keyword::STEP => step = Some(cursor.number("最小的一步")?),
            keyword::EXACT => exact = true,
            _ => doubtful = true,
        }
    }
    Ok(UnitItem { name, kind, factor, step, exact, doubtful })
}

fn filing(cursor: &mut Cursor<'_>) -> Parsed<FilingItem> {
    let role = cursor.vocabulary(keyword::ROLES, "文件属性")?;
    cursor.expect_mark(Mark::Equal, "写 文件 年度 = 关系(列)")?;
    let relation = cursor.name("关系名")?;
    let open = cursor.here();
    cursor.expect_mark(Mark::Open, "写 文件 年度 = 关系(列)")?;
    let column = cursor.name("列名")?;
    cursor.expect_close(Mark::Close, open)?;
    Ok(FilingItem { role, relation, column })
}

fn filing_kinds(cursor: &mut Cursor<'_>) -> Parsed<FilingKinds> {
    let Some(scope) = scope_word(cursor) else {
        return Err(cursor.expected("上年、下属或预算", "写 文件 预算 “部门决算” = “部门预算”"));
    };
    let kind = cursor.quoted("文件的种类")?;
    cursor.expect_mark(Mark::Equal, "写 文件 预算 “部门决算” = “部门预算”")?;
    Ok(FilingKinds { scope, kind, counts: cursor.quoted_list("文件的种类")? })
}
