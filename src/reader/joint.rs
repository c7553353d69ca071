//! The marks by which a line tells that it starts, ends or goes on with a paragraph.
//!
//! All of them look at folded characters, so `：` and `:`, `（` and `(` are the same.

use crate::base::is_han;
use crate::document::{Gap, Glyph, Text};

/// The most characters a label has before its colon.
const LABEL: usize = 14;

/// The number that a line begins with to say that it is an item or a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enumerator {
    /// `1.` `1、` and the like, with their number.
    Plain(u32),
    /// `一、` `（一）` `第一章`, a bullet.
    Other,
}

/// The enumerator a line begins with.
pub(super) fn enumerator(text: &Text) -> Option<Enumerator> {
    enumerator_at(&text.glyphs)
}

fn enumerator_at(glyphs: &[Glyph]) -> Option<Enumerator> {
    let at = |index: usize| glyphs.get(index).map(|glyph| glyph.ch);
    let first = at(0)?;
    let run = |from: usize, test: fn(char) -> bool| glyphs.iter().skip(from).take_while(|glyph| test(glyph.ch)).count();
    if "•·●■◆◇○□★☆▲➢".contains(first) || matches!(first, '①'..='⒛' | '❶'..='❿') {
        return Some(Enumerator::Other);
    }
    if first == '(' {
        let length = run(1, is_numeral).max(run(1, |ch| ch.is_ascii_digit()));
        return ((1..=3).contains(&length) && at(1 + length) == Some(')')).then_some(Enumerator::Other);
    }
    if first == '第' {
        let length = run(1, is_numeral).max(run(1, |ch| ch.is_ascii_digit()));
        let part = at(1 + length) == Some('部') && at(2 + length) == Some('分');
        let chapter = matches!(at(1 + length), Some('章' | '节' | '篇'));
        return ((1..=3).contains(&length) && (part || chapter)).then_some(Enumerator::Other);
    }
    let numerals = run(0, is_numeral);
    if (1..=3).contains(&numerals) {
        return matches!(at(numerals), Some('、' | '.')).then_some(Enumerator::Other);
    }
    arabic(glyphs).map(Enumerator::Plain)
}

/// `1.` `1、` `1)`; `1.5` is a number, `1. 5` is not.
fn arabic(glyphs: &[Glyph]) -> Option<u32> {
    let digits = glyphs.iter().take_while(|glyph| glyph.ch.is_ascii_digit()).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let value = glyphs[..digits].iter().fold(0, |value, glyph| value * 10 + glyph.ch.to_digit(10).unwrap_or(0));
    let after = glyphs.get(digits + 1);
    let number = after.is_some_and(|glyph| glyph.ch.is_ascii_digit() && glyph.gap == Gap::None);
    match glyphs.get(digits)?.ch {
        '、' | ')' => Some(value),
        '.' if !number => Some(value),
        _ => None,
    }
}

/// The last `1.` `1、` that stands inside a line, behind punctuation.
pub(super) fn last_inner_number(text: &Text) -> Option<u32> {
    let glyphs = &text.glyphs;
    (1..glyphs.len())
        .rev()
        .filter(|at| matches!(glyphs[at - 1].ch, ';' | ':' | ',' | '。') || glyphs[*at].gap == Gap::Space)
        .find_map(|at| arabic(&glyphs[at..]))
}

/// The short label before a colon that a line begins with: letters only, no brackets, no punctuation.
pub(super) fn label(text: &Text) -> Option<String> {
    let length = text.glyphs.iter().take(LABEL + 1).position(|glyph| glyph.ch == ':')?;
    let letters = &text.glyphs[..length];
    let plain = length > 0 && letters.iter().all(|glyph| glyph.ch.is_alphabetic());
    plain.then(|| letters.iter().map(|glyph| glyph.ch).collect())
}

/// The last character that is no closing quote or bracket.
fn last(text: &Text) -> Option<(usize, char)> {
    let closing = |ch: char| matches!(ch, '”' | '’' | '"' | '\'' | '」' | '』');
    let at = text.glyphs.iter().rposition(|glyph| !closing(glyph.ch))?;
    Some((at, text.glyphs[at].ch))
}

/// Whether a line ends a sentence: `。`, `！`, `？`, or `.` that is not part of a number.
pub(super) fn ends_sentence(text: &Text) -> bool {
    match last(text) {
        Some((_, '。' | '!' | '?' | '…')) => true,
        Some((at, '.')) => at == 0 || !text.glyphs[at - 1].ch.is_ascii_digit(),
        _ => false,
    }
}

/// Whether a line ends with a colon.
pub(super) fn ends_with_colon(text: &Text) -> bool {
    last(text).is_some_and(|(_, ch)| ch == ':')
}

/// Whether a line ends with a semicolon.
pub(super) fn ends_with_semicolon(text: &Text) -> bool {
    last(text).is_some_and(|(_, ch)| ch == ';')
}

/// Whether a line ends with a comma of either kind: its sentence is not over.
pub(super) fn ends_with_comma(text: &Text) -> bool {
    text.glyphs.last().is_some_and(|glyph| matches!(glyph.ch, ',' | '、'))
}

/// Whether punctuation of running text stands in a line: that of clauses, or a `、` that is not the mark of an
/// enumerator at its start.
pub(super) fn is_running(text: &Text) -> bool {
    let skip = if enumerator(text).is_some() { 4 } else { 0 };
    has_clauses(text) || text.glyphs.iter().skip(skip).any(|glyph| glyph.ch == '、')
}

/// Whether punctuation of clauses stands in a line: `，；。`, but not the comma inside a number.
pub(super) fn has_clauses(text: &Text) -> bool {
    let digit = |at: usize| text.glyphs.get(at).is_some_and(|glyph| glyph.ch.is_ascii_digit());
    text.glyphs.iter().enumerate().any(|(at, glyph)| match glyph.ch {
        ';' | '。' => true,
        ',' => at > 0 && !(digit(at - 1) && digit(at + 1)),
        _ => false,
    })
}

/// Whether a line reads like a heading: numbered as headings are, and without the punctuation of running text.
pub(super) fn may_be_heading(text: &Text) -> bool {
    let numbered = enumerator(text) == Some(Enumerator::Other);
    let labelled = text.glyphs.iter().any(|glyph| glyph.ch == ':');
    numbered && !labelled && !is_running(text) && !leaves_open(text)
}

/// Whether a bracket or quotation opens in a line and does not close in it.
pub(super) fn leaves_open(text: &Text) -> bool {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('《', '》'), ('“', '”')];
    PAIRS.iter().any(|(open, close)| {
        let depth = text.glyphs.iter().fold(0_usize, |depth, glyph| {
            if glyph.ch == *open { depth + 1 } else { depth.saturating_sub(usize::from(glyph.ch == *close)) }
        });
        depth > 0
    })
}

/// Whether the spaces of a line look like cell borders: they part ideographs from ideographs or numbers from numbers,
/// where print sets no space.
pub(super) fn has_cells(text: &Text) -> bool {
    text.glyphs.windows(2).any(|pair| {
        let (a, b) = (pair[0].ch, pair[1].ch);
        pair[1].gap == Gap::Space && (is_han(a) && is_han(b) || a.is_ascii_digit() && b.is_ascii_digit())
    })
}

/// Whether a line begins with punctuation that never begins a paragraph.
pub(super) fn begins_inside(text: &Text) -> bool {
    text.glyphs.first().is_some_and(|glyph| matches!(glyph.ch, ',' | '、' | ';' | '。' | ')' | '》' | '”'))
}

fn is_numeral(ch: char) -> bool {
    "一二三四五六七八九十".contains(ch)
}
