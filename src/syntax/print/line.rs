//! Lines of an item, and how long ones are broken.

use unicode_width::UnicodeWidthStr;

use crate::base::Span;
use crate::syntax::Language;
use crate::syntax::keyword::{self, Keyword};
use crate::syntax::tree::Comment;

/// Spaces before a clause.
pub(super) const INDENT: usize = 4;
/// Columns after which a line is broken where it can be.
pub(super) const WIDEST: usize = 110;
/// Columns up to which a condition joins the line before it.
const JOINED: usize = 90;

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
    /// Where the comments between the clauses of the item stand, sorted.
    comments: Vec<u32>,
    lines: Vec<Line>,
}

impl Lines {
    /// No line yet.
    pub(super) fn new(language: Language, comments: &[Comment]) -> Lines {
        let mut comments: Vec<u32> = comments.iter().map(|comment| comment.span.start).collect();
        comments.sort_unstable();
        Lines { language, comments, lines: Vec::new() }
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
        let text = filled(indent, hang, parts);
        self.push(indent, anchor, text);
    }

    /// Adds to the last line what still fits on it; tells whether it did.
    pub(super) fn append(&mut self, text: &str) -> bool {
        let Some(last) = self.lines.last_mut() else { return false };
        let fits = !last.text.contains('\n') && last.indent + last.text.width() + text.width() <= JOINED;
        if fits {
            last.text.push_str(text);
        }
        fits
    }

    /// Whether a comment stands between two places.
    pub(super) fn commented(&self, from: Span, to: Span) -> bool {
        let at = self.comments.partition_point(|comment| *comment <= from.start);
        self.comments.get(at).is_some_and(|comment| *comment <= to.start)
    }

    /// The lines.
    pub(super) fn finish(self) -> Vec<Line> {
        self.lines
    }
}

/// Parts with spaces between them, broken where the next would go beyond the widest line; `column` is where they begin.
pub(super) fn filled(mut column: usize, hang: usize, parts: &[String]) -> String {
    let mut text = String::new();
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
    text
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
