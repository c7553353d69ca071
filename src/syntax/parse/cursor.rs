//! A place in the tokens of one item, and what every clause needs to read from there.

use crate::base::{Diagnostic, Span, squeeze};

use crate::syntax::keyword::{self, Keyword};
use crate::syntax::message::{self, Messages};
use crate::syntax::quote;
use crate::syntax::token::{Mark, Token, TokenKind};
use crate::syntax::tree::{Name, Number, Quoted};

/// How deep brackets may nest: far beyond any rule, and far below what a stack holds.
pub(super) const DEEPEST: usize = 64;

/// Most conditions of one item.
const MOST_CONDITIONS: usize = 200;

/// Most items of one list in brackets: every column that is named is looked for among all.
const MOST_ITEMS: usize = 500;

/// The item can't be read on; why has been reported.
pub(super) struct Abandoned;

/// What was read, unless the item had to be given up.
pub(super) type Parsed<T> = Result<T, Abandoned>;

/// A place in the tokens of one item.
pub(super) struct Cursor<'t> {
    tokens: &'t [Token],
    /// For every opening bracket its closing one.
    partners: &'t [Option<usize>],
    at: usize,
    end: usize,
    /// Whether the item above could not be read, so that this one may be a part of it.
    pub(super) after_broken: bool,
    /// How many brackets are open here.
    pub(super) depth: usize,
    /// How many operators the current expression has.
    pub(super) weight: usize,
    /// How many conditions the item has so far, those in braces included.
    conditions: usize,
    /// First bytes of the clauses so far.
    pub(super) clauses: Vec<u32>,
    pub(super) messages: &'t mut Messages,
}

impl<'t> Cursor<'t> {
    /// The start of an item that holds tokens `at..end`.
    pub(super) fn new(
        tokens: &'t [Token],
        partners: &'t [Option<usize>],
        at: usize,
        end: usize,
        messages: &'t mut Messages,
    ) -> Cursor<'t> {
        Cursor {
            tokens,
            partners,
            at,
            end,
            after_broken: false,
            depth: 0,
            weight: 0,
            conditions: 0,
            clauses: Vec::new(),
            messages,
        }
    }

    /// The token `ahead` places on, within the item.
    pub(super) fn token(&self, ahead: usize) -> Option<&'t Token> {
        let at = self.at + ahead;
        self.tokens.get(at).filter(|_| at < self.end)
    }

    pub(super) fn kind(&self, ahead: usize) -> Option<&'t TokenKind> {
        self.token(ahead).map(|token| &token.kind)
    }

    pub(super) fn word(&self, ahead: usize) -> Option<&'t str> {
        match self.kind(ahead) {
            Some(TokenKind::Word(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_mark(&self, ahead: usize, mark: Mark) -> bool {
        self.kind(ahead) == Some(&TokenKind::Mark(mark))
    }

    pub(super) fn is_quoted(&self, ahead: usize) -> bool {
        matches!(self.kind(ahead), Some(TokenKind::Quoted(_)))
    }

    pub(super) fn is(&self, ahead: usize, keyword: Keyword) -> bool {
        self.word(ahead).is_some_and(|word| keyword.is(word))
    }

    /// How many tokens on the bracket closes that opens `ahead` tokens on.
    pub(super) fn partner(&self, ahead: usize) -> Option<usize> {
        let close = self.partners.get(self.at + ahead).copied().flatten()?;
        (close < self.end).then_some(close - self.at)
    }

    pub(super) fn advance(&mut self) {
        self.at = (self.at + 1).min(self.end);
    }

    /// Goes on to the token `ahead` places on.
    pub(super) fn advance_to(&mut self, ahead: usize) {
        self.at = (self.at + ahead).min(self.end);
    }

    /// Whether something that has been reported stands behind this place on the same line.
    pub(super) fn line_is_broken(&self) -> bool {
        let line = self.tokens.get(self.at..self.end).unwrap_or_default();
        let mut line = line.iter().enumerate().take_while(|(ahead, token)| *ahead == 0 || !token.first);
        line.any(|(_, token)| token.kind == TokenKind::Broken)
    }

    /// The name of the item that starts at a token, and of items it swallows: who uses them makes no second mistake.
    pub(super) fn swallowed(&self, start: usize) -> Vec<String> {
        let item = self.tokens.get(start..self.end).unwrap_or_default();
        let mut names = Vec::new();
        for (at, token) in item.iter().enumerate().filter(|(at, token)| *at == 0 || token.first) {
            let TokenKind::Word(word) = &token.kind else { continue };
            if let Some(keyword) = keyword::glued(&[keyword::ITEMS], word) {
                names.extend(word.get(keyword.len()..).map(str::to_owned));
            }
            if at > 0 && keyword::find(keyword::ITEMS, word).is_none() {
                continue;
            }
            if let Some(TokenKind::Word(name) | TokenKind::Quoted(name)) = item.get(at + 1).map(|next| &next.kind) {
                names.push(name.clone());
            }
        }
        names
    }

    /// Notes that a clause begins here, which the printer will give a line of its own.
    pub(super) fn begin_clause(&mut self) {
        if self.depth == 0 {
            self.clauses.push(self.here().start);
        }
    }

    /// Where the next token stands, or the end of the last.
    pub(super) fn here(&self) -> Span {
        self.token(0).map_or_else(
            || {
                let last = self.behind();
                Span::new(last.file, last.end, last.end)
            },
            |token| token.span,
        )
    }

    /// Where the token before this place stands.
    pub(super) fn behind(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(Span::default(), |token| token.span)
    }

    pub(super) fn eat(&mut self, keyword: Keyword) -> bool {
        let found = self.is(0, keyword);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn eat_mark(&mut self, mark: Mark) -> bool {
        let found = self.is_mark(0, mark);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn expect(&mut self, keyword: Keyword) -> Parsed<()> {
        if self.eat(keyword) {
            return Ok(());
        }
        self.glued(&[&[keyword]])?;
        Err(self.expected(&format!("关键词 {}", keyword.chinese), &format!("写 {}", keyword.chinese)))
    }

    pub(super) fn expect_mark(&mut self, mark: Mark, help: &str) -> Parsed<()> {
        if self.eat_mark(mark) {
            return Ok(());
        }
        Err(self.expected(mark.text(), help))
    }

    /// Expects the bracket that closes the one at `open`.
    pub(super) fn expect_close(&mut self, mark: Mark, open: Span) -> Parsed<()> {
        if self.eat_mark(mark) {
            return Ok(());
        }
        if self.kind(0) != Some(&TokenKind::Broken) {
            let open_text = if mark == Mark::Close { "(" } else { "{" };
            let goes_on = self.token(0).is_some_and(|token| !token.first);
            let help = if goes_on {
                format!("这里缺一个逗号，或缺 {}", mark.text())
            } else {
                format!("在这里之前补上 {}", mark.text())
            };
            let message = Diagnostic::error(message::OPEN_BRACKET, open, format!("括号 {open_text} 没有合上"))
                .related(self.here(), format!("这里应当是 {}", mark.text()))
                .help(help);
            self.messages.push(message);
        }
        Err(Abandoned)
    }

    /// Reports what should stand here; broken tokens have been reported already.
    pub(super) fn expected(&mut self, what: &str, help: &str) -> Abandoned {
        let found = match self.kind(0) {
            Some(TokenKind::Broken) => return Abandoned,
            Some(TokenKind::Word(text) | TokenKind::Number(text)) => clip(text),
            Some(TokenKind::Quoted(text)) => format!("“{}”", clip(text)),
            Some(TokenKind::Row(_)) => "表格的一行".to_owned(),
            Some(TokenKind::Mark(mark)) => mark.text().to_owned(),
            None => "条目的末尾".to_owned(),
        };
        let message =
            Diagnostic::error(message::EXPECTED, self.here(), format!("此处应当是{}，而不是 {found}", spaced(what)));
        self.messages.push(message.help(help));
        Abandoned
    }

    /// Reports a word that has a keyword and the word behind it in one.
    pub(super) fn glued(&mut self, groups: &[&[Keyword]]) -> Parsed<()> {
        let Some((word, span)) = self.word(0).map(|word| (word, self.here())) else { return Ok(()) };
        let Some(keyword) = keyword::glued(groups, word) else { return Ok(()) };
        let rest = word.get(keyword.len()..).unwrap_or("");
        let message = Diagnostic::error(message::MISSING_SPACE, span, format!("关键词 {keyword} 后面缺空格"))
            .help(format!("写成 {keyword} {}", clip(rest)));
        self.messages.push(message);
        Err(Abandoned)
    }

    /// A name: a word that starts with no digit.
    pub(super) fn name(&mut self, what: &str) -> Parsed<Name> {
        let span = self.here();
        let Some(text) = self.word(0) else {
            let help = match self.kind(0) {
                Some(TokenKind::Number(_)) => "名字不以数字开头",
                Some(TokenKind::Quoted(_)) => "名字不加引号",
                _ => "名字由汉字、字母和数字组成，中间没有空格和标点",
            };
            return Err(self.expected(what, help));
        };
        self.advance();
        Ok(Name { text: text.to_owned(), span })
    }

    /// The name of a unit, which may be quoted.
    pub(super) fn unit_name(&mut self) -> Parsed<Name> {
        let span = self.here();
        let text = match self.kind(0) {
            Some(TokenKind::Quoted(text)) => squeeze(text),
            _ => return self.name("单位名"),
        };
        if text.is_empty() || quote::has_marks(&text) {
            return Err(self.expected("单位名", "引号里写单位的名字，如 “元/人/天”"));
        }
        self.advance();
        Ok(Name { text, span })
    }

    pub(super) fn quoted(&mut self, what: &str) -> Parsed<Quoted> {
        let span = self.here();
        let Some(TokenKind::Quoted(text)) = self.kind(0) else {
            return Err(self.expected(what, "写在 “ ” 里"));
        };
        self.advance();
        Ok(Quoted { text: text.clone(), span })
    }

    /// One or more quoted texts with 或 or nothing between them.
    pub(super) fn quoted_list(&mut self, what: &str) -> Parsed<Vec<Quoted>> {
        let mut list = vec![self.quoted(what)?];
        while self.more_quoted() {
            list.push(self.quoted(what)?);
        }
        Ok(list)
    }

    /// Whether another quoted text follows, 或 before it taken.
    pub(super) fn more_quoted(&mut self) -> bool {
        if self.is(0, keyword::OR) && self.is_quoted(1) {
            self.advance();
        }
        self.is_quoted(0)
    }

    /// A number without a unit.
    pub(super) fn number(&mut self, what: &str) -> Parsed<Number> {
        let span = self.here();
        let Some(TokenKind::Number(text)) = self.kind(0) else {
            return Err(self.expected(what, "写一个数"));
        };
        self.advance();
        Ok(Number { text: text.clone(), unit: None, span })
    }

    /// A number that may be negative and have a unit: `若无 0`, `若无 -1 万元`.
    pub(super) fn figure(&mut self) -> Parsed<Number> {
        let start = self.here();
        let negative = self.eat_mark(Mark::Minus);
        let number = self.number("数")?;
        let mut number = self.unit_behind(number)?;
        if negative {
            number.text.insert(0, '-');
            number.span = start.to(number.span);
        }
        Ok(number)
    }

    /// The number with the unit behind it on the same line, if there is one.
    pub(super) fn unit_behind(&mut self, number: Number) -> Parsed<Number> {
        let unit = self.token(0).is_some_and(|token| match &token.kind {
            TokenKind::Word(word) => !token.first && !ends_expression(word),
            TokenKind::Quoted(_) => !token.first,
            _ => false,
        });
        if !unit {
            return Ok(number);
        }
        let name = self.unit_name()?;
        Ok(Number { span: number.span.to(name.span), unit: Some(name.text), ..number })
    }

    /// A word of a closed list, kept in Chinese; a word that is not in it is reported and kept.
    pub(super) fn vocabulary(&mut self, group: &[Keyword], what: &str) -> Parsed<Name> {
        let mut name = self.name(what)?;
        match keyword::find(group, &name.text) {
            Some(keyword) => name.text = keyword.chinese.to_owned(),
            None => self.unknown_word(&name, group, what),
        }
        Ok(name)
    }

    /// Reports a word that is not in a closed list.
    pub(super) fn unknown_word(&mut self, name: &Name, group: &[Keyword], what: &str) {
        let list: Vec<&str> = group.iter().map(|keyword| keyword.chinese).collect();
        let help = match keyword::nearest(&[group], &name.text) {
            Some(near) => format!("是不是 {near}？可以写 {}", list.join("、")),
            None => format!("可以写 {}", list.join("、")),
        };
        let message = format!("没有叫 {} 的{what}", clip(&name.text));
        self.messages.push(Diagnostic::error(message::UNKNOWN_WORD, name.span, message).help(help));
    }

    /// Reports a clause that stands twice.
    pub(super) fn twice(&mut self, keyword: Keyword, again: Span, before: Option<Span>) {
        let message = format!("{} 写了两次", keyword.chinese);
        let mut message = Diagnostic::error(message::TWICE, again, message).help("留下一处");
        if let Some(before) = before {
            message = message.related(before, "前一处");
        }
        self.messages.push(message);
    }

    /// Reports a clause that is missing from the item whose keyword stands at `item`.
    pub(super) fn missing(&mut self, item: Span, what: &str, help: &str) -> Abandoned {
        self.messages.push(Diagnostic::error(message::MISSING, item, format!("缺少 {what}")).help(help));
        Abandoned
    }

    /// Goes one bracket deeper.
    pub(super) fn deeper(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth <= DEEPEST {
            return Ok(());
        }
        let message = format!("括号套得太深，至多 {DEEPEST} 层");
        let message = Diagnostic::error(message::TOO_DEEP, self.here(), message).help("拆成几个定义");
        self.messages.push(message);
        Err(Abandoned)
    }

    /// Counts a condition. The engine goes one deeper with each, whether or not it stands in braces.
    pub(super) fn count_condition(&mut self) -> Parsed<()> {
        self.conditions += 1;
        if self.conditions <= MOST_CONDITIONS {
            return Ok(());
        }
        let message = format!("条件太多，一个条目至多 {MOST_CONDITIONS} 个");
        let message = Diagnostic::error(message::TOO_LONG, self.here(), message).help("拆成几个定义");
        self.messages.push(message);
        Err(Abandoned)
    }

    /// A list in round brackets, its items parted by commas.
    pub(super) fn list<T>(&mut self, help: &str, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let open = self.here();
        self.expect_mark(Mark::Open, help)?;
        let mut items = Vec::new();
        while !self.is_mark(0, Mark::Close) {
            if items.len() == MOST_ITEMS {
                let message = format!("括号里至多写 {MOST_ITEMS} 项");
                let message = Diagnostic::error(message::TOO_LONG, self.here(), message).help("拆成几个关系或定义");
                self.messages.push(message);
                return Err(Abandoned);
            }
            items.push(item(self)?);
            if !self.eat_mark(Mark::Comma) {
                break;
            }
        }
        self.expect_close(Mark::Close, open)?;
        Ok(items)
    }
}

/// Whether a word behind a number is no unit, for it goes on with the rule.
pub(in crate::syntax) fn ends_expression(word: &str) -> bool {
    let particles = [keyword::NOTE, keyword::IN, keyword::DEFAULT, keyword::AMONG, keyword::WITH];
    [keyword::RULE_CLAUSES, keyword::BODY, &particles].iter().any(|group| keyword::find(group, word).is_some())
}

/// A text short enough for a message.
pub(super) fn clip(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    let short: String = line.chars().filter(|ch| !ch.is_control()).take(24).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// A space before a word or mark that is no Chinese, as Chinese typesetting has it.
fn spaced(what: &str) -> String {
    if what.is_ascii() { format!(" {what}") } else { what.to_owned() }
}
