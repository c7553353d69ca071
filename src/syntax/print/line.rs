//! Lines of an item, and how long ones are broken.

use unicode_width::UnicodeWidthStr;

use crate::base::Span;
use crate::syntax::Language;
use crate::syntax::keyword::{self, Keyword};

/// Spaces before a clause.
pub(super) const INDENT: usize = 4;
/// Columns after which a line is broken where it can be.
pub(super) const WIDEST: usize = 110;

/// A line to print.
pub(super) struct Line {
    /// Spaces before it.
    pub(super) indent: usize,
    /// Its text; quoted text in it may go over line ends.
    pub(super) text: String,
    /// Where something of it stood in the source; `None` when nothing in it has a place.
    pub(super) anchor: Option<u32>,
}

/// The lines of one item.
pub(super) struct Lines {
    pub(super) language: Language,
    lines: Vec<Line>,
}

impl Lines {
    /// No line yet.
    pub(super) fn new(language: Language) -> Lines {
        Lines { language, lines: Vec::new() }
    }

    /// The word of a keyword.
    pub(super) fn word(&self, keyword: Keyword) -> &'static str {
        keyword.text(self.language)
    }

    /// A word of a closed list in the language printed; one that is not in it as it stands.
    pub(super) fn vocabulary<'w>(&self, group: &[Keyword], word: &'w str) -> &'w str {
        keyword::find(group, word).map_or(word, |keyword| keyword.text(self.language))
    }

    /// Adds a line.
    pub(super) fn push(&mut self, indent: usize, anchor: Option<Span>, text: String) {
        self.lines.push(Line { indent, text, anchor: anchor.map(|span| span.start) });
    }

    /// Adds parts with spaces between them, on as many lines as it takes; `hang` is the indent of those behind the first.
    pub(super) fn fill(&mut self, indent: usize, hang: usize, anchor: Option<Span>, parts: &[String]) {
        let mut text = String::new();
        let mut column = indent;
        for part in parts {
            let width = part.width();
            if text.is_empty() {
                column += width;
            } else if column + 1 + width <= WIDEST {
                text.push(' ');
                column += 1 + width;
            } else {
                text.push('\n');
                text.extend(std::iter::repeat_n(' ', hang));
                column = hang + width;
            }
            text.push_str(part);
        }
        self.push(indent, anchor, text);
    }

    /// The lines.
    pub(super) fn finish(self) -> Vec<Line> {
        self.lines
    }
}

/// Parts of a list in brackets behind a name: `name(a,`, `b,`, `c)`.
pub(super) fn bracketed(name: &str, items: Vec<String>) -> Vec<String> {
    let last = items.len().saturating_sub(1);
    let mut parts: Vec<String> =
        items.into_iter().enumerate().map(|(at, item)| item + if at == last { ")" } else { "," }).collect();
    match parts.first_mut() {
        Some(first) => first.insert_str(0, &format!("{name}(")),
        None => parts.push(format!("{name}()")),
    }
    parts
}
