//! Regular expressions of formulas: read as the text of facts is, checked, and compiled once.

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind};
use regex_syntax::{Error, ast, hir, is_meta_character};

use super::RegexId;
use super::load::Loader;
use crate::base::{Diagnostic, Span, fold_char};
use crate::syntax::tree::Quoted;

/// Bytes that a compiled expression may take, and again while it searches.
const LARGEST: usize = 1 << 20;

/// Characters of plain text that weigh as much as one class of characters: few of their places are open at once.
const PLAIN: usize = 16;

/// A regular expression, compiled, and how much work it may be.
#[derive(Clone, Debug)]
pub struct Regular {
    /// The expression.
    pub regex: Regex,
    /// Places at which a search may stand at once, counted repetitions written out: what a byte of text may cost.
    pub places: usize,
}

const HELP: &str = "\\d 是数字，\\p{Han} 是汉字，[甲乙] 是其中一个，(…) 是要取的一段；照字面的 ( ) { } 前面加 \\";

impl Loader<'_> {
    /// The number of a regular expression, or a message that points into it.
    pub(super) fn regex(&mut self, literal: &Quoted) -> Option<RegexId> {
        let (pattern, origins) = fold_pattern(&literal.text);
        if let Some(known) = self.program.regexes.iter().position(|known| known.regex.as_str() == pattern) {
            return Some(RegexId(known as u32));
        }
        match compile(&pattern) {
            Ok(regular) => {
                self.program.regexes.push(regular);
                Some(RegexId(self.program.regexes.len() as u32 - 1))
            }
            Err(Fault { message, at }) => {
                let origin = |folded: usize| origins.get(folded).copied().unwrap_or(literal.text.len());
                let span = at.and_then(|(start, end)| self.inside(literal, origin(start), origin(end)));
                let message = Diagnostic::error("P031", span.unwrap_or(literal.span), message);
                self.report(message.label("在这里").help(HELP));
                None
            }
        }
    }

    /// Bytes of a quoted text as a place in its file.
    fn inside(&self, literal: &Quoted, start: usize, end: usize) -> Option<Span> {
        let Span { file, start: open, .. } = literal.span;
        let written = self.sources.get(file.0 as usize)?.text.get(open as usize..)?;
        let inner = open as usize + written.chars().next()?.len_utf8();
        written.get(inner - open as usize..)?.starts_with(&literal.text).then_some(())?;
        let blamed = literal.text.get(start..)?.chars().next().map_or(0, char::len_utf8);
        let end = end.max(start + blamed);
        Some(Span::new(file, (inner + start) as u32, (inner + end) as u32))
    }
}

/// What is wrong, and which bytes of the folded expression are to blame.
struct Fault {
    message: String,
    at: Option<(usize, usize)>,
}

fn compile(pattern: &str) -> Result<Regular, Fault> {
    let meaning = regex_syntax::Parser::new().parse(pattern).map_err(fault)?;
    let built = RegexBuilder::new(pattern).size_limit(LARGEST).dfa_size_limit(LARGEST).build();
    let too_large =
        |_| Fault { message: "正则：太大，重复的次数写小些（too large）".to_owned(), at: None };
    Ok(Regular { regex: built.map_err(too_large)?, places: places(&meaning) })
}

fn places(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(text) => text.0.len() / PLAIN,
        HirKind::Class(_) => 1,
        HirKind::Capture(inner) => places(&inner.sub),
        HirKind::Repetition(one) => {
            let times = one.max.unwrap_or(one.min).max(1) as usize;
            times.saturating_mul(places(&one.sub).max(1))
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(places).fold(0, usize::saturating_add),
    }
}

fn fault(error: Error) -> Fault {
    let (reason, english, span) = match &error {
        Error::Parse(error) => (syntax(error.kind()), error.kind().to_string(), error.span()),
        Error::Translate(error) => (meaning(error.kind()), error.kind().to_string(), error.span()),
        _ => ("写法不对", error.to_string(), &ast::Span::splat(ast::Position::new(0, 1, 1))),
    };
    Fault { message: format!("正则：{reason}（{english}）"), at: Some((span.start.offset, span.end.offset)) }
}

fn syntax(kind: &ast::ErrorKind) -> &'static str {
    use ast::ErrorKind as Kind;
    match kind {
        Kind::GroupUnclosed => "( 没有合上",
        Kind::GroupUnopened => "多出一个 )",
        Kind::ClassUnclosed => "[ 没有合上",
        Kind::ClassRangeInvalid | Kind::ClassRangeLiteral | Kind::ClassEscapeInvalid => "[ ] 的范围不对",
        Kind::RepetitionMissing => "重复号前面没有要重复的",
        Kind::RepetitionCountInvalid
        | Kind::RepetitionCountDecimalEmpty
        | Kind::RepetitionCountUnclosed
        | Kind::DecimalEmpty
        | Kind::DecimalInvalid => "{ } 的次数不对",
        Kind::EscapeUnexpectedEof => "\\ 后面没有字",
        Kind::EscapeUnrecognized => "\\ 后面的字没有意思",
        Kind::UnsupportedBackreference => "不能用反向引用",
        Kind::UnsupportedLookAround => "不能用环视",
        Kind::NestLimitExceeded(_) => "括号套得太深",
        _ => "写法不对",
    }
}

fn meaning(kind: &hir::ErrorKind) -> &'static str {
    match kind {
        hir::ErrorKind::UnicodePropertyNotFound | hir::ErrorKind::UnicodePropertyValueNotFound => "没有这一类字",
        _ => "写法不对",
    }
}

/// An expression over folded text without space, and for each of its bytes where it was written.
///
/// Facts hold folded text, so characters fold here too; one that folds to a sign of the language of expressions, as the
/// full-width bracket does, means itself. Space is dropped, for no fact has any.
fn fold_pattern(written: &str) -> (String, Vec<usize>) {
    let mut pattern = String::new();
    let mut origins = Vec::new();
    let mut escaped = None;
    for (at, ch) in written.char_indices() {
        let folded = fold_char(ch);
        if folded == '\\' && escaped.is_none() {
            escaped = Some(at);
            continue;
        }
        let sign = folded != ch && is_meta_character(folded);
        let escape = escaped.take().or(sign.then_some(at));
        if folded.is_whitespace() {
            continue;
        }
        if let Some(at) = escape {
            pattern.push('\\');
            origins.push(at);
        }
        pattern.push(folded);
        origins.resize(pattern.len(), at);
    }
    if let Some(at) = escaped {
        pattern.push('\\');
        origins.push(at);
    }
    (pattern, origins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_fold_as_facts_do() {
        let (pattern, origins) = fold_pattern("（\\d+ 项）[，：]\\（\\ a");
        assert_eq!(pattern, "\\(\\d+项\\)[,:]\\(a");
        assert_eq!(origins.len(), pattern.len());
        assert_eq!(fold_pattern("a\\"), ("a\\".to_owned(), vec![0, 1]));
        assert_eq!(fold_pattern("\\\\（"), ("\\\\\\(".to_owned(), vec![0, 1, 2, 2]));
    }

    #[test]
    fn places_are_counted_with_repetitions_written_out() {
        let count = |pattern: &str| compile(pattern).map(|regular| regular.places).ok();
        assert_eq!(count("科室"), Some(0));
        assert_eq!(count("[甲乙]*甲[甲乙]{200}丙"), Some(201));
        assert_eq!(count("(?:[甲乙]{1,20}甲{3}){4}|\\d"), Some(93));
        assert_eq!(count("(a+)+$"), Some(1));
    }

    #[test]
    fn limits_hold() {
        assert!(compile("\\p{Han}{3,9}|[一-龥]+|\\w|\\pL").is_ok());
        assert!(compile("(?:\\p{Han}{100}){100}").is_err_and(|fault| fault.at.is_none()));
        assert!(compile(&"(".repeat(9999)).is_err());
    }
}
