//! Text → tokens and comments.

use crate::base::{Diagnostic, NumberText, fold_char, squeeze};

use super::message::{self, Messages};
use super::quote::{self, End};
use super::token::{CommentToken, Mark, Token, TokenKind, is_invisible, is_word_char};

/// What the first version begins with where a merge left two.
const CONFLICT: &str = "<<<<<<<";

/// What surrounds code in Markdown.
const FENCE: &str = "```";

/// Cuts text into tokens and comments, each in the order of the text.
pub(super) fn lex<'s>(source: &'s str, messages: &mut Messages) -> Lexed<'s> {
    let lexed = Lexed { tokens: Vec::new(), comments: Vec::new(), lost: Vec::new() };
    let mut lexer = Lexer {
        source,
        at: 0,
        line: 0,
        line_first: None,
        lexed,
        stray_line: None,
        fenced: false,
        conflicts: 0,
        seconds: Vec::new(),
        messages,
    };
    lexer.byte_order_mark();
    while let Some(ch) = lexer.peek() {
        lexer.step(ch);
    }
    lexer.lexed
}

/// What a text was cut into.
pub(super) struct Lexed<'s> {
    /// Words, numbers, quoted text, marks.
    pub(super) tokens: Vec<Token>,
    /// Comments.
    pub(super) comments: Vec<CommentToken>,
    /// Stretches that an open quotation mark has swallowed.
    pub(super) lost: Vec<&'s str>,
}

struct Lexer<'s, 'm> {
    source: &'s str,
    at: usize,
    /// Where the current line starts.
    line: usize,
    /// The first token of the current line.
    line_first: Option<usize>,
    lexed: Lexed<'s>,
    /// The line with the last character that belongs nowhere.
    stray_line: Option<usize>,
    /// Whether a Markdown fence was reported.
    fenced: bool,
    /// How many merges were left.
    conflicts: usize,
    /// Where the second versions begin and end that a merge left, last first.
    seconds: Vec<(usize, usize)>,
    messages: &'m mut Messages,
}

impl<'s> Lexer<'s, '_> {
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn byte_order_mark(&mut self) {
        if self.peek() == Some('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
            self.line = self.at;
            let span = self.messages.span(0, self.at);
            self.messages.push(
                Diagnostic::note(message::BYTE_ORDER_MARK, span, "文件以看不见的字节序标记开头，已略过")
                    .help("另存为不带 BOM 的 UTF-8，或用 gouji rules format 改写"),
            );
        }
    }

    /// Reads one token, comment or space.
    fn step(&mut self, ch: char) {
        let start = self.at;
        if let Some((_, end)) = self.seconds.pop_if(|(from, _)| *from == start) {
            self.at = end;
            return;
        }
        let folded = fold_char(ch);
        let next = self.rest().chars().nth(1).map(fold_char);
        if ch == '\n' {
            self.at += 1;
            self.line = self.at;
            self.line_first = None;
        } else if ch == '\t' || (ch == '\r' && next.is_none_or(|next| next == '\n')) {
            self.at += 1;
        } else if ch.is_control() || is_invisible(ch) {
            self.at += ch.len_utf8();
            self.control(start, ch);
        } else if start == self.line && self.rest().starts_with(CONFLICT) {
            self.conflict();
        } else if self.line_first.is_none() && self.rest().starts_with(FENCE) {
            self.fence();
        } else if folded.is_whitespace() {
            self.at += ch.len_utf8();
        } else if folded == '#' {
            self.comment();
        } else if folded == '|' && self.line_first.is_none() {
            self.row();
        } else if let Some(length) = quote::reversed(self.rest()) {
            self.wrongly_quoted(length, message::STRAY_QUOTE, "左边的引号写成了右引号 ”");
        } else if let Some(quotes) = quote::opened_by(ch) {
            self.quoted(quotes);
        } else if let Some(length) = quote::single(self.rest()) {
            self.wrongly_quoted(length, message::STRAY, "文字不能用单引号括起来");
        } else if folded.is_ascii_digit() {
            self.number();
        } else if is_word_char(ch) {
            self.word();
        } else if let Some((mark, count)) = Mark::read(folded, next) {
            self.at += self.rest().chars().take(count).map(char::len_utf8).sum::<usize>();
            self.push(TokenKind::Mark(mark), start);
        } else {
            self.at += ch.len_utf8();
            self.stray(start, ch);
        }
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        let first = self.line_first.is_none();
        if first {
            self.line_first = Some(self.lexed.tokens.len());
        }
        let span = self.messages.span(start, self.at);
        self.lexed.tokens.push(Token { kind, span, first, flush: first && start == self.line });
    }

    fn control(&mut self, start: usize, ch: char) {
        let span = self.messages.span(start, start + ch.len_utf8());
        let what = if ch.is_control() { "控制字符" } else { "看不见的字符" };
        let help = "删去这个字符：光标移到它后面，按一次退格键；多半是从网页或 Word 带来的";
        self.messages
            .push(Diagnostic::error(message::CONTROL, span, format!("文件里有{what} U+{:04X}", ch as u32)).help(help));
    }

    /// Two versions that a merge left: reported once, and the first one read.
    fn conflict(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let line = |from: usize| rest[from..].find('\n').map_or(rest.len(), |at| from + at);
        // Each looks through the rest of the file, so only as many as are told.
        self.conflicts += 1;
        let second = rest.find("\n=======").filter(|_| self.conflicts <= message::MOST);
        let end = second.and_then(|from| rest[from..].find("\n>>>>>>>").map(|at| line(from + at + 1)));
        let span = self.messages.span(start, start + line(0));
        let mut message = Diagnostic::error(message::CONFLICT, span, "两人的修改没有合并完：这里开始是两种写法");
        if let (Some(second), Some(end)) = (second, end) {
            let last = rest[..end].rfind('\n').map_or(end, |at| at + 1);
            message = message
                .related(self.messages.span(start + second + 1, start + line(second + 1)), "后一种从这里开始")
                .related(self.messages.span(start + last, start + end), "到这里为止");
            self.lexed.lost.push(&rest[second..end]);
            self.seconds.push((start + second + 1, start + end));
        }
        self.messages.push(message.help("留下要的一种，删去另一种，也删去 <<<<<<<、=======、>>>>>>> 三行"));
        self.at += line(0);
    }

    /// A line of Markdown around rules that were copied out of a document.
    fn fence(&mut self) {
        let start = self.at;
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        if !self.fenced {
            let span = self.messages.span(start, self.at);
            let message = Diagnostic::error(message::STRAY, span, "``` 是 Markdown 的记号，不是规则");
            self.messages.push(message.help("删去 ``` 的两行，只留中间的规则"));
        }
        self.fenced = true;
    }

    /// Text in the wrong marks, which is read all the same.
    fn wrongly_quoted(&mut self, length: usize, code: &'static str, message: &str) {
        let start = self.at;
        let text = self.rest().get(..length).unwrap_or("");
        let inner = text.trim_start_matches(quote::WRONG).trim_end_matches(quote::WRONG).to_owned();
        self.at += length;
        let span = self.messages.span(start, self.at);
        self.messages.push(Diagnostic::error(code, span, message).help(format!("写成 “{inner}”")));
        self.push(TokenKind::Quoted(inner), start);
    }

    /// Reports control characters in text that is taken whole.
    fn controls(&mut self, start: usize, text: &str) {
        let mut chars = text.char_indices().peekable();
        while let Some((at, ch)) = chars.next() {
            let line_end = ch == '\r' && chars.peek().is_none_or(|(_, next)| *next == '\n');
            if is_invisible(ch) || (ch.is_control() && ch != '\n' && ch != '\t' && !line_end) {
                self.control(start + at, ch);
            }
        }
    }

    fn stray(&mut self, start: usize, ch: char) {
        // One slip a line: what follows is mostly the same one again.
        if self.stray_line.replace(self.line) == Some(self.line) {
            self.push(TokenKind::Broken, start);
            return;
        }
        let span = self.messages.span(start, self.at);
        let message = if quote::closes(ch) {
            Diagnostic::error(message::STRAY_QUOTE, span, format!("多出一个右引号 {ch}"))
                .help("删去它，或在前面补上左引号")
        } else {
            let help = match ch {
                '、' | '；' | ';' => "并列的名字用逗号分开，子句之间换行",
                '。' => "句末不用句号，删去它",
                '…' => "省略号只用在句式的引号里；这里写出完整的式子",
                '‘' | '’' | '\'' => "文字用 “ ” 括起来",
                '[' | ']' | '【' | '】' | '〔' | '〕' => "列名用 ( ) 括起来；[ ] 只用在句式的引号里",
                '|' | '｜' => "表格的一行从行首的 | 开始",
                _ => "带标点的名字写在 “ ” 里",
            };
            Diagnostic::error(message::STRAY, span, format!("引号之外不能有 {ch}")).help(help)
        };
        self.messages.push(message);
        self.push(TokenKind::Broken, start);
    }

    fn comment(&mut self) {
        let start = self.at;
        let length = self.rest().find('\n').unwrap_or(self.rest().len());
        let text = self.rest().get(..length).unwrap_or("");
        self.at += length;
        self.controls(start, text);
        let text = text.get(text.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
        self.lexed.comments.push(CommentToken {
            text: text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned(),
            span: self.messages.span(start, start + length),
            next: self.lexed.tokens.len(),
            behind: self.line_first,
            flush: start == self.line,
        });
    }

    /// A line of a table; what stands behind the last bar is a cell too, unless it is empty or a comment.
    fn row(&mut self) {
        let start = self.at;
        let line = self.rest().split('\n').next().unwrap_or("");
        let mut cells = Vec::new();
        let mut at = start;
        let mut end = start;
        let mut parts = line.split(['|', '｜']).peekable();
        while let Some(part) = parts.next() {
            let trimmed = part.trim();
            let last = parts.peek().is_none();
            if last && (trimmed.is_empty() || trimmed.starts_with(['#', '＃'])) {
                break;
            }
            let from = at + (part.len() - part.trim_start().len());
            if at > start {
                cells.push((trimmed.to_owned(), self.messages.span(from, from + trimmed.len())));
            }
            end = at + part.trim_end().len();
            at += part.len();
            if let Some(bar) = self.source.get(at..).and_then(|rest| rest.chars().next()).filter(|_| !last) {
                at += bar.len_utf8();
                end = at;
            }
        }
        self.controls(start, self.source.get(start..end).unwrap_or(""));
        self.at = end;
        self.push(TokenKind::Row(cells), start);
    }

    fn quoted(&mut self, quotes: quote::Quotes) {
        let start = self.at;
        let inner = start + quotes.open.len_utf8();
        let rest = self.source.get(inner..).unwrap_or("");
        match quotes.end(rest) {
            End::Closed(length) => {
                let text = rest.get(..length).unwrap_or("");
                self.controls(inner, text);
                self.at = inner + length + quotes.close.len_utf8();
                self.push(TokenKind::Quoted(text.to_owned()), start);
                self.lines_in(inner, text);
            }
            End::Open(length) => {
                let span = self.messages.span(start, inner);
                self.messages.push(
                    Diagnostic::error(message::OPEN_QUOTE, span, format!("引号 {} 没有合上", quotes.open))
                        .label("从这里开始")
                        .help(format!("在文字末尾补上 {}；里面的引号也要成对", quotes.close)),
                );
                // Up to the empty line, so that no text is read twice however many quotes are left open.
                self.at = inner + length;
                self.push(TokenKind::Broken, start);
                self.lines_in(inner, rest.get(..length).unwrap_or(""));
                self.lexed.lost.push(rest.get(..length).unwrap_or(""));
            }
        }
    }

    /// Text that goes over a line end stays on the line it began on as far as comments behind it are concerned, but
    /// what follows doesn't stand at the start of a line.
    fn lines_in(&mut self, start: usize, text: &str) {
        if let Some(at) = text.rfind('\n') {
            self.line = start + at + 1;
        }
    }

    fn number(&mut self) {
        let start = self.at;
        let run = || {
            let folded = self.rest().chars().map(fold_char);
            folded.take_while(|ch| ch.is_ascii_digit() || matches!(ch, ',' | '.'))
        };
        // A bounded look, for a list such as `1,1,1,…` is one run of digits and commas and many numbers.
        let chars: Vec<char> = run().take(64).collect();
        let length = NumberText::prefix(&chars).map_or_else(|| run().count(), |number| number.length);
        let text: String = run().take(length).collect();
        self.at += self.rest().chars().take(length).map(char::len_utf8).sum::<usize>();
        if NumberText::whole(&text).is_some() {
            self.push(TokenKind::Number(text), start);
        } else {
            let span = self.messages.span(start, self.at);
            self.messages.push(
                Diagnostic::error(message::LONG_NUMBER, span, "数太长").help("一个数至多写 24 位，编码写在 “ ” 里"),
            );
            self.push(TokenKind::Broken, start);
        }
    }

    fn word(&mut self) {
        let start = self.at;
        let goes_on = |ch| is_word_char(ch) || is_invisible(ch);
        let length = self.rest().find(|ch| !goes_on(ch)).unwrap_or(self.rest().len());
        let word = self.rest().get(..length).unwrap_or("");
        self.controls(start, word);
        self.at += length;
        let text = squeeze(&word.replace(is_invisible, ""));
        self.push(TokenKind::Word(text), start);
    }
}
