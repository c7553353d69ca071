//! Tokens → tree, by recursive descent, an item at a time.
//!
//! A line that starts flush left with a word begins an item, so an error in one item never reaches the next.

mod comment;
mod condition;
mod cursor;
mod expr;
mod item;
mod layout;
mod pattern;
mod relation;
mod rule;
mod sentence;
mod test;

use crate::base::{Diagnostic, FileId, squeeze};

use super::keyword;
use super::lexer::{Lexed, lex};
use super::message::{self, Messages};
use super::token::{Mark, Token, TokenKind, is_word_char};
use super::tree::{Item, Tree};
use comment::Comments;
use cursor::{Abandoned, Cursor, Parsed};

pub(super) use cursor::ends_expression;

/// The largest rule file that is read, in bytes.
const LARGEST: usize = 16 << 20;

/// Reads a rule file. Items that can't be read are reported and left out.
pub fn parse(file: FileId, source: &str) -> (Tree, Vec<Diagnostic>) {
    let mut messages = Messages::new(file);
    if source.len() > LARGEST {
        let message = format!("规则文件太大，至多 {} MiB", LARGEST >> 20);
        let span = messages.span(0, 0);
        messages.push(Diagnostic::error(message::TOO_LARGE, span, message).help("分成几个文件"));
        return (Tree::default(), messages.finish());
    }
    let Lexed { tokens, comments, lost } = lex(source, &mut messages);
    let partners = partners(&tokens);
    let starts: Vec<usize> = (0..tokens.len()).filter(|at| *at == 0 || starts_item(&tokens[*at])).collect();
    let mut comments = Comments::sort(source, &tokens, &starts, comments);

    let (mut items, mut broken) = (Vec::new(), Vec::new());
    let mut after_broken = false;
    for (number, start) in starts.iter().copied().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(tokens.len());
        let mut cursor = Cursor::new(&tokens, &partners, start, end, &mut messages);
        cursor.after_broken = after_broken;
        let read = item(&mut cursor);
        after_broken = read.is_err();
        if let Ok(kind) = read {
            let span = tokens[start].span.to(cursor.behind());
            let (comments, inner) = comments.take(number, &cursor.clauses);
            let apart = start
                .checked_sub(1)
                .is_some_and(|before| comment::set_off(source, tokens[before].span.end, tokens[start].span.start));
            items.push(Item { apart, comments, inner, span, kind });
        } else {
            broken.extend(cursor.swallowed(start));
        }
    }
    broken.extend(lost.iter().flat_map(|text| text.split(|ch| !is_word_char(ch))).map(squeeze));
    broken.retain(|name| !name.is_empty());
    let trailing = comments.trailing();
    (Tree { items, trailing, broken }, messages.finish())
}

/// Whether a token begins an item: a word at the start of its line, other than a clause that was not indented.
fn starts_item(token: &Token) -> bool {
    let TokenKind::Word(word) = &token.kind else { return false };
    let clauses = [
        keyword::LAYOUT_CLAUSES,
        keyword::RULE_CLAUSES,
        keyword::BODY,
        keyword::TEST_CLAUSES,
        keyword::PACK_CLAUSES,
        &[keyword::IN, keyword::OR],
    ];
    let clause = clauses.iter().any(|group| keyword::find(group, word).is_some());
    token.flush && (keyword::find(keyword::ITEMS, word).is_some() || !clause)
}

/// One item from its keyword to its end.
fn item(cursor: &mut Cursor<'_>) -> Parsed<super::tree::ItemKind> {
    let Some(word) = cursor.word(0).filter(|_| cursor.token(0).is_some_and(|token| token.flush)) else {
        return Err(unknown_item(cursor));
    };
    let Some(keyword) = keyword::find(keyword::ITEMS, word) else {
        let groups = [keyword::ITEMS, keyword::RULE_CLAUSES, keyword::BODY, keyword::TEST_CLAUSES, &[keyword::NOTE]];
        cursor.glued(&groups)?;
        return Err(unknown_item(cursor));
    };
    let start = cursor.here();
    cursor.advance();
    let kind = match keyword {
        keyword::RELATION => relation::relation(cursor),
        keyword::LAYOUT => layout::layout(cursor, start),
        keyword::SENTENCE => sentence::sentence(cursor, start),
        keyword::DEFINE => rule::definition(cursor),
        keyword::RULE => rule::rule(cursor, start),
        keyword::TEST => test::test(cursor, start),
        _ => item::short(keyword, cursor),
    }?;
    match cursor.token(0) {
        None => Ok(kind),
        Some(_) => Err(unexpected(cursor)),
    }
}

fn unknown_item(cursor: &mut Cursor<'_>) -> Abandoned {
    if cursor.line_is_broken() {
        return Abandoned;
    }
    let (message, help) = match cursor.word(0) {
        Some(word) if keyword::find(keyword::ITEMS, word).is_some() => {
            ("条目要从行首开始".to_owned(), format!("把 {word} 写在行首，不要缩进"))
        }
        Some(word) => {
            let help = match keyword::nearest(&[keyword::ITEMS], word) {
                Some(near) => format!("是不是 {near}？条目里的行要缩进"),
                None if cursor.after_broken => return Abandoned,
                None => {
                    let list: Vec<&str> = keyword::ITEMS.iter().map(|keyword| keyword.chinese).collect();
                    format!("条目以 {} 之一开头；条目里的行要缩进", list.join("、"))
                }
            };
            (format!("不认得条目 {}", cursor::clip(word)), help)
        }
        None => ("条目要从关键词开始".to_owned(), "在行首写 规则、关系、表样 等关键词".to_owned()),
    };
    let span = cursor.here();
    cursor.messages.push(Diagnostic::error(message::UNKNOWN_ITEM, span, message).help(help));
    Abandoned
}

/// What the lines of an item may begin with.
const CLAUSES: &str =
    "规则的各行以 级别、依据、说明、适用、施行、当、且、应、否则 开头，测试的以 给定、期望 开头；新的条目从行首写起";

/// Reports what stands behind the end of an item: a clause nobody knows, as often as not.
fn unexpected(cursor: &mut Cursor<'_>) -> Abandoned {
    if cursor.line_is_broken() {
        return Abandoned;
    }
    let item = cursor.word(0).is_some_and(|word| keyword::find(keyword::ITEMS, word).is_some());
    if item && cursor.token(0).is_some_and(|token| token.first) {
        return unknown_item(cursor);
    }
    let clauses = [
        keyword::RULE_CLAUSES,
        keyword::BODY,
        keyword::TEST_CLAUSES,
        keyword::PACK_CLAUSES,
        keyword::ATTRIBUTES,
        &[keyword::IN, keyword::LET, keyword::INHERIT],
    ];
    let (message, help) = match cursor.word(0) {
        Some(word) => {
            if cursor.glued(&clauses).is_err() {
                return Abandoned;
            }
            let help = match keyword::nearest(&[&clauses[..], &[keyword::PARTICLES]].concat(), word) {
                Some(near) if near != word => format!("是不是 {near}？"),
                _ if cursor.token(0).is_some_and(|token| token.first) => CLAUSES.to_owned(),
                _ => "删去它；几个条件用 且 连接，新的条目从行首写起".to_owned(),
            };
            (format!("此处不能写 {}", cursor::clip(word)), help)
        }
        None if cursor.is_quoted(0) => {
            let help = "这里的文字已经写完：另一段文字另起一行，前面也写关键字，如 给定 文 “标题” “一段话”";
            ("多了一段引号里的文字".to_owned(), help.to_owned())
        }
        None => ("条目到此应当结束".to_owned(), "删去多余的文字，或用 且 连接条件".to_owned()),
    };
    let span = cursor.here();
    cursor.messages.push(Diagnostic::error(message::UNEXPECTED, span, message).help(help));
    Abandoned
}

/// For every opening bracket its closing one; brackets that don't match have none.
fn partners(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut partners = vec![None; tokens.len()];
    let mut open: Vec<(usize, Mark)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match &token.kind {
            _ if starts_item(token) => open.clear(),
            TokenKind::Mark(Mark::Open) => open.push((at, Mark::Close)),
            TokenKind::Mark(Mark::OpenBrace) => open.push((at, Mark::CloseBrace)),
            TokenKind::Mark(mark @ (Mark::Close | Mark::CloseBrace)) => {
                if let Some((from, _)) = open.pop_if(|(_, close)| close == mark) {
                    partners[from] = Some(at);
                }
            }
            _ => {}
        }
    }
    partners
}
