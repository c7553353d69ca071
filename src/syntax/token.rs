//! What the lexer hands to the parser.

use crate::base::{Span, fold_char};

/// A piece of rule text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Where.
    pub(super) span: Span,
    /// Whether it is the first of its line.
    pub(super) first: bool,
    /// Whether it stands at the very start of its line.
    pub(super) flush: bool,
}

/// Kinds of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A name or keyword, folded.
    Word(String),
    /// Digits with separators and point, folded.
    Number(String),
    /// Quoted text without its quotes, as written.
    Quoted(String),
    /// A line of a table: its cells, trimmed, as written.
    Row(Vec<(String, Span)>),
    /// An operator or bracket.
    Mark(Mark),
    /// Something that has been reported already.
    Broken,
}

/// Operators and brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Open,
    Close,
    OpenBrace,
    CloseBrace,
    Comma,
    Colon,
    Dot,
    Plus,
    Minus,
    Times,
    Divide,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    PlusMinus,
}

impl Mark {
    /// As a message names it.
    pub(super) fn text(self) -> &'static str {
        match self {
            Mark::Open => "(",
            Mark::Close => ")",
            Mark::OpenBrace => "{",
            Mark::CloseBrace => "}",
            Mark::Comma => ",",
            Mark::Colon => ":",
            Mark::Dot => ".",
            Mark::Plus => "+",
            Mark::Minus => "-",
            Mark::Times => "×",
            Mark::Divide => "÷",
            Mark::Equal => "=",
            Mark::NotEqual => "≠",
            Mark::Less => "<",
            Mark::LessEqual => "≤",
            Mark::Greater => ">",
            Mark::GreaterEqual => "≥",
            Mark::PlusMinus => "±",
        }
    }

    /// The mark that folded text starts with, and how many characters it takes.
    pub(super) fn read(first: char, second: Option<char>) -> Option<(Mark, usize)> {
        let mark = match (first, second) {
            ('!', Some('=')) => return Some((Mark::NotEqual, 2)),
            ('<', Some('=')) => return Some((Mark::LessEqual, 2)),
            ('>', Some('=')) => return Some((Mark::GreaterEqual, 2)),
            ('(', _) => Mark::Open,
            (')', _) => Mark::Close,
            ('{', _) => Mark::OpenBrace,
            ('}', _) => Mark::CloseBrace,
            (',', _) => Mark::Comma,
            (':', _) => Mark::Colon,
            ('.', _) => Mark::Dot,
            ('+', _) => Mark::Plus,
            ('-', _) => Mark::Minus,
            ('*' | '×', _) => Mark::Times,
            ('/' | '÷', _) => Mark::Divide,
            ('=', _) => Mark::Equal,
            ('≠', _) => Mark::NotEqual,
            ('<', _) => Mark::Less,
            ('≤', _) => Mark::LessEqual,
            ('>', _) => Mark::Greater,
            ('≥', _) => Mark::GreaterEqual,
            ('±', _) => Mark::PlusMinus,
            _ => return None,
        };
        Some((mark, 1))
    }
}

/// A comment, with what is needed to find the item or clause it belongs to.
#[derive(Clone, Debug)]
pub(super) struct CommentToken {
    /// The text, without `#`.
    pub(super) text: String,
    /// Where.
    pub(super) span: Span,
    /// The token behind it, by number.
    pub(super) next: usize,
    /// The first token of its line, when it stands behind one.
    pub(super) behind: Option<usize>,
    /// Whether it stands at the very start of its line.
    pub(super) flush: bool,
}

/// Whether a character takes no room in print and is no space: zero-width joiners, soft hyphens, marks of direction.
pub(super) fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character may stand in a name.
pub(super) fn is_word_char(ch: char) -> bool {
    let ch = fold_char(ch);
    match ch {
        _ if is_invisible(ch) => false,
        '_' | '%' => true,
        '×' | '÷' | '≤' | '≥' | '≠' | '±' | '…' => false,
        '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '《' | '》' | '、' | '。' => false,
        _ if ch.is_ascii() => ch.is_ascii_alphanumeric(),
        _ => !ch.is_whitespace() && !ch.is_control(),
    }
}

/// Whether a folded text reads as one word.
pub(super) fn is_word(text: &str) -> bool {
    text.chars().all(is_word_char) && text.chars().next().is_some_and(|ch| !ch.is_ascii_digit())
}
