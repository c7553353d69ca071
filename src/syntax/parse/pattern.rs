//! What stands in the quotes of a 句式: `“{来源}{数额}[，占{占比}](增加:+|减少:-){变动}…”`.

use crate::base::{Diagnostic, Span, squeeze};

use crate::syntax::message;
use crate::syntax::token::is_word_char;
use crate::syntax::tree::{PatternText, Piece, Quoted, Sign};

use super::cursor::{Cursor, DEEPEST, Parsed, clip};

/// A sentence in quotes. Errors inside it are reported and what was read before them is kept.
pub(super) fn pattern(cursor: &mut Cursor<'_>) -> Parsed<PatternText> {
    quoted(cursor, SENTENCE)
}

fn quoted(cursor: &mut Cursor<'_>, what: &str) -> Parsed<PatternText> {
    let source = cursor.quoted(what)?;
    let (pieces, problem) = read(&source);
    if let Some(problem) = problem {
        cursor.messages.push(problem);
    }
    Ok(PatternText { source, pieces })
}

/// One or more patterns with 或 or nothing between them; `what` they are is for messages.
pub(super) fn pattern_list(cursor: &mut Cursor<'_>, what: &str) -> Parsed<Vec<PatternText>> {
    let mut list = vec![quoted(cursor, what)?];
    while cursor.more_quoted() {
        list.push(quoted(cursor, what)?);
    }
    Ok(list)
}

/// What messages call a pattern that reads a sentence.
pub(super) const SENTENCE: &str = "句式";

fn read(source: &Quoted) -> (Vec<Piece>, Option<Diagnostic>) {
    // Both quotation marks of a pair take as many bytes.
    let marks = (source.span.end - source.span.start) as usize - source.text.len();
    let base = source.span.start as usize + marks / 2;
    let chars: Vec<(usize, char)> = source.text.char_indices().map(|(at, ch)| (base + at, ch)).collect();
    let partners = partners(&chars);
    let mut reader = Reader { source, chars, partners, at: 0, depth: 0, problem: None };
    let mut pieces = Vec::new();
    let until = reader.chars.len();
    let done = reader.pieces(&mut pieces, until, Inside::Nothing);
    if done.is_some() && pieces.is_empty() {
        reader.fail::<()>(message::PATTERN_EMPTY, source.span, "句式是空的", "写出句子，如 “{来源}{数额}”");
    }
    (pieces, reader.problem)
}

/// What brackets stand around the pieces being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Optional,
    Choice,
}

struct Reader<'q> {
    source: &'q Quoted,
    /// Characters with their place in the file.
    chars: Vec<(usize, char)>,
    /// For every opening brace its closing one.
    partners: Vec<Option<usize>>,
    at: usize,
    depth: usize,
    /// The first thing that was wrong; `None` from a method means that it has just been set.
    problem: Option<Diagnostic>,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|(_, ch)| *ch)
    }

    /// The range of some characters.
    fn span(&self, from: usize, to: usize) -> Span {
        let place = |at: usize| {
            let end = self.chars.last().map_or(self.source.span.end, |(at, ch)| (at + ch.len_utf8()) as u32);
            self.chars.get(at).map_or(end, |(at, _)| *at as u32)
        };
        Span::new(self.source.span.file, place(from), place(to))
    }

    fn fail<T>(&mut self, code: &'static str, span: Span, message: impl Into<String>, help: &str) -> Option<T> {
        self.problem = Some(Diagnostic::error(code, span, message).help(help));
        None
    }

    /// Reads pieces up to `until`, or to the bracket or bar that ends them, which is left.
    fn pieces(&mut self, pieces: &mut Vec<Piece>, until: usize, inside: Inside) -> Option<()> {
        let mut literal = String::new();
        while self.at < until {
            let Some(ch) = self.peek(0) else { break };
            let here = self.span(self.at, self.at + 1);
            let piece = match ch {
                ']' if inside == Inside::Optional => break,
                ')' | '|' if inside == Inside::Choice => break,
                ':' if inside == Inside::Choice && self.sign_here().is_some() => break,
                ']' | ')' | '}' => {
                    let message = format!("多出一个 {ch}");
                    return self.fail(message::PATTERN_BRACKET, here, message, "补上左括号，或写 \\ 加括号表示原文");
                }
                '|' => {
                    let help = "写成 (甲|乙)，或写 \\| 表示原文";
                    return self.fail(message::PATTERN_BAR, here, "| 只用在 ( ) 之内", help);
                }
                '\\' => {
                    let Some(escaped) = self.peek(1).filter(|_| self.at + 1 < until) else {
                        let help = "写 \\\\ 表示一个 \\";
                        return self.fail(message::PATTERN_ESCAPE, here, "句式不能以 \\ 结尾", help);
                    };
                    literal.push(escaped);
                    self.at += 2;
                    continue;
                }
                '[' => self.optional()?,
                '(' => self.choice()?,
                '{' => self.brace()?,
                '…' => {
                    while self.peek(0) == Some('…') {
                        self.at += 1;
                    }
                    Piece::Ellipsis
                }
                '#' => {
                    self.at += 1;
                    Piece::Ordinal
                }
                _ => {
                    literal.push(ch);
                    self.at += 1;
                    continue;
                }
            };
            flush(&mut literal, pieces);
            pieces.push(piece);
        }
        flush(&mut literal, pieces);
        Some(())
    }

    /// `:+` or `:-` right before the end of an alternative.
    fn sign_here(&self) -> Option<Sign> {
        match (self.peek(1), self.peek(2)) {
            (Some('+'), Some('|' | ')')) => Some(Sign::Plus),
            (Some('-'), Some('|' | ')')) => Some(Sign::Minus),
            _ => None,
        }
    }

    fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        if self.depth <= DEEPEST {
            return Some(());
        }
        let span = self.span(self.at, self.at + 1);
        let message = format!("句式的括号套得太深，至多 {DEEPEST} 层");
        self.fail(message::TOO_DEEP, span, message, "分成几个句式")
    }

    fn optional(&mut self) -> Option<Piece> {
        let open = self.at;
        self.deeper()?;
        self.at += 1;
        let mut pieces = Vec::new();
        self.pieces(&mut pieces, self.chars.len(), Inside::Optional)?;
        if self.peek(0) != Some(']') {
            return self.unclosed(open);
        }
        self.at += 1;
        self.depth -= 1;
        if pieces.is_empty() {
            let span = self.span(open, self.at);
            return self.fail(message::PATTERN_EMPTY, span, "[ ] 里是空的", "写出可以没有的文字，或删去括号");
        }
        Some(Piece::Optional(pieces))
    }

    fn choice(&mut self) -> Option<Piece> {
        let open = self.at;
        self.deeper()?;
        self.at += 1;
        let mut alternatives = Vec::new();
        loop {
            let mut pieces = Vec::new();
            self.pieces(&mut pieces, self.chars.len(), Inside::Choice)?;
            let sign = if self.peek(0) == Some(':') { self.sign_here() } else { None };
            self.at += if sign.is_some() { 2 } else { 0 };
            alternatives.push((pieces, sign));
            match self.peek(0) {
                Some('|') => self.at += 1,
                Some(')') => break,
                _ => return self.unclosed(open),
            }
        }
        self.at += 1;
        self.depth -= 1;
        if alternatives.iter().all(|(pieces, _)| pieces.is_empty()) {
            let span = self.span(open, self.at);
            return self.fail(message::PATTERN_EMPTY, span, "( ) 里是空的", "写出各种说法，如 (增加:+|减少:-)");
        }
        Some(Piece::Choice(alternatives))
    }

    /// `{列}`, `{列=甲|乙}` or `{…}*`.
    fn brace(&mut self) -> Option<Piece> {
        let open = self.at;
        let Some(close) = self.partners.get(open).copied().flatten() else { return self.unclosed(open) };
        self.deeper()?;
        self.at += 1;
        let repeat = self.chars.get(close + 1).is_some_and(|(_, ch)| *ch == '*');
        let piece = if repeat {
            let mut pieces = Vec::new();
            self.pieces(&mut pieces, close, Inside::Nothing)?;
            if pieces.is_empty() {
                let span = self.span(open, close + 2);
                return self.fail(
                    message::PATTERN_EMPTY,
                    span,
                    "{ }* 里是空的",
                    "写出重复的文字，如 {{项目}{数额}、}*",
                );
            }
            self.at = close + 2;
            Piece::Repeat(pieces)
        } else {
            let piece = self.hole(close)?;
            self.at = close + 1;
            piece
        };
        self.depth -= 1;
        Some(piece)
    }

    fn hole(&mut self, close: usize) -> Option<Piece> {
        let start = self.at;
        let equal = (start..close).find(|at| self.chars[*at].1 == '=');
        let name_end = equal.unwrap_or(close);
        let column = squeeze(&self.chars[start..name_end].iter().map(|(_, ch)| *ch).collect::<String>());
        let bad = (start..name_end).find(|at| !is_word_char(self.chars[*at].1) && !self.chars[*at].1.is_whitespace());
        if let Some(bad) = bad {
            let span = self.span(bad, bad + 1);
            let message = format!("列名里不能有 {}", self.chars[bad].1);
            return self.fail(message::PATTERN_HOLE, span, message, "写 {列}、{列=甲|乙}；重复的一段写 {…}*");
        }
        if column.is_empty() {
            let span = self.span(start - 1, close + 1);
            return self.fail(message::PATTERN_HOLE, span, "{ } 里缺少列名", "写 {列}；要原样的花括号，写 \\{ 和 \\}");
        }
        let mut words = Vec::new();
        if let Some(equal) = equal {
            self.at = equal + 1;
            while self.at <= close {
                words.push(self.word(&column, close)?);
            }
        }
        Some(Piece::Hole { column, words })
    }

    /// One of the words a hole is restricted to, with the bar behind it.
    fn word(&mut self, column: &str, close: usize) -> Option<String> {
        let from = self.at;
        let mut word = String::new();
        while self.at < close {
            let ch = self.peek(0)?;
            match ch {
                '|' => break,
                '\\' if self.at + 1 < close => {
                    self.at += 1;
                    word.extend(self.peek(0));
                }
                _ => word.push(ch),
            }
            self.at += 1;
        }
        let word = squeeze(&word);
        if word.is_empty() {
            let span = self.span(from, (self.at + 1).max(from + 1));
            let message = format!("{} 的取值里有一个是空的", clip(column));
            return self.fail(message::PATTERN_HOLE, span, message, "写 {列=甲|乙}");
        }
        self.at += 1;
        Some(word)
    }

    fn unclosed<T>(&mut self, open: usize) -> Option<T> {
        let span = self.span(open, open + 1);
        let message = format!("句式里的 {} 没有合上", self.chars.get(open).map_or('(', |(_, ch)| *ch));
        self.fail(message::PATTERN_BRACKET, span, message, "补上右括号，或在左括号前写 \\ 表示原文")
    }
}

/// Ends a literal: folded only now, for a full-width bracket is text and no bracket.
fn flush(literal: &mut String, pieces: &mut Vec<Piece>) {
    let text = squeeze(literal);
    literal.clear();
    if !text.is_empty() {
        pieces.push(Piece::Literal(text));
    }
}

/// For every opening brace its closing one, escaped braces left out.
fn partners(chars: &[(usize, char)]) -> Vec<Option<usize>> {
    let mut partners = vec![None; chars.len()];
    let mut open = Vec::new();
    let mut escaped = false;
    for (at, (_, ch)) in chars.iter().enumerate() {
        match ch {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => open.push(at),
            '}' => {
                if let Some(from) = open.pop() {
                    partners[from] = Some(at);
                }
            }
            _ => {}
        }
    }
    partners
}
