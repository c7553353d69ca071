//! Sentence patterns: which characters of a text fill which column.
//!
//! A [`Pattern`] is compiled from [`Node`]s once and matched against many [`Subject`]s: texts prepared once for many
//! patterns. Matching is a backtracking machine that remembers every state it has failed in, so that a scan costs at
//! most one visit for each instruction and position. No match crosses a `'\n'` glyph, which the caller puts between
//! paragraphs.

mod compile;
mod figure;
mod machine;
mod prefilter;
mod rows;
mod subject;
mod target;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

use crate::base::{Code, Date, UnitId};

pub use compile::Pattern;
pub use subject::Subject;

/// The sign that a word gives to the next figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The figure stays as it is.
    Plus,
    /// The figure is meant negative.
    Minus,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// These characters, folded and squeezed; gaps between them do not matter.
    Literal(Vec<char>),
    /// A column.
    Hole(Hole),
    /// May be missing; it is not when it can be there.
    Optional(Vec<Node>),
    /// The first of these that fits; its sign goes to the next figure.
    Choice(Vec<(Vec<Node>, Option<Sign>)>),
    /// One or more times, as often as possible; a row each time.
    Repeat(Vec<Node>),
    /// Any characters of the paragraph, as few as possible; up to the end of the clause when nothing follows.
    Ellipsis,
    /// An ordinal: digits or a Chinese numeral from 一 to 九十九.
    Ordinal,
}

/// A column of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Hole {
    /// The caller's number of the column.
    pub slot: usize,
    /// What fits.
    pub kind: HoleKind,
}

/// What fits into a hole.
#[derive(Clone, Debug, PartialEq)]
pub enum HoleKind {
    /// One or more characters of a clause, as few as possible; balanced in its brackets.
    Text,
    /// One of these words, the longest first.
    Words(Vec<Vec<char>>),
    /// A run of three to fifteen digits.
    Code,
    /// A run of digits.
    Integer,
    /// A day: `2026年2月3日`, `2026-02-03`.
    Date,
    /// A number with its unit.
    Figure(FigureKind),
    /// What an indicator is to reach: `≥95%`, a date, `/`, a word.
    Target,
}

/// Which figures fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// Any number, with or without a unit.
    Any,
    /// A number with a unit of money.
    Money,
    /// A number with a unit of ratio.
    Ratio,
    /// A number with a unit of count.
    Count,
    /// A number with a unit of price.
    Price,
}

/// All matches of a pattern in a text, from left to right, none overlapping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    /// The matches.
    pub matches: Vec<Match>,
    /// Machine steps taken.
    pub steps: usize,
    /// Whether the budget ended before the text.
    pub exhausted: bool,
}

/// One match: glyphs `start..end` of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// First glyph.
    pub start: usize,
    /// One past the last glyph; always behind `start`.
    pub end: usize,
    /// One row, or one for each repetition with the captures outside of it repeated; captures in order of place.
    pub rows: Vec<Vec<Capture>>,
    /// Where ordinals stand.
    pub ordinals: Vec<(usize, usize)>,
}

/// What fills a column: glyphs `start..end` of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Capture {
    /// The caller's number of the column.
    pub slot: usize,
    /// First glyph.
    pub start: usize,
    /// One past the last glyph, a unit included.
    pub end: usize,
    /// What they say.
    pub value: Captured,
}

/// What a capture says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Captured {
    /// The characters themselves: a text or one of the words.
    Text,
    /// A code.
    Code(Code),
    /// An integer.
    Integer(i64),
    /// A day.
    Date(Date),
    /// A figure.
    Figure {
        /// The number, with its own minus.
        number: Decimal,
        /// Digits behind the point.
        places: u32,
        /// Its unit; the default unit when none is printed.
        unit: UnitId,
        /// The sign that a word before it gives; not yet applied to the number.
        sign: Option<Sign>,
    },
    /// An indicator's target.
    Target(Target),
}

/// What an indicator is to reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// A number to reach, keep to or stay below.
    Figure {
        /// One of `≥ ≤ > < =`, when printed.
        comparison: Option<char>,
        /// The number.
        number: Decimal,
        /// Digits behind the point.
        places: u32,
        /// The declared unit; the bare number when there is none or an unknown one.
        unit: UnitId,
        /// Where an unknown unit is printed.
        unit_text: Option<(usize, usize)>,
    },
    /// A date to keep.
    Date {
        /// The year.
        year: u16,
        /// The month, when printed.
        month: Option<u8>,
        /// The day, when printed.
        day: Option<u8>,
    },
    /// A stroke: nothing.
    None,
    /// Words.
    Text,
}
