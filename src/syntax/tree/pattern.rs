//! Patterns of lines, sentences and forms.

use super::Quoted;

/// A pattern in quotes, and what it parsed to.
#[derive(Clone, Debug, PartialEq)]
pub struct PatternText {
    /// As written.
    pub source: Quoted,
    /// Parsed.
    pub pieces: Vec<Piece>,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Text that stands so; folded and squeezed.
    Literal(String),
    /// `{数额}`: a column; its type says what fits.
    Hole {
        /// The column.
        column: String,
        /// `{一级=产出指标|成本指标}`: only these words fit.
        words: Vec<String>,
    },
    /// `[…]`: may be missing.
    Optional(Vec<Piece>),
    /// `(增加:+|减少:-)`: one of these; a sign goes to the next figure.
    Choice(Vec<(Vec<Piece>, Option<Sign>)>),
    /// `{…}*`: one or more times, a fact each time.
    Repeat(Vec<Piece>),
    /// `…`: any text up to the end of the paragraph.
    Ellipsis,
    /// `#`: an ordinal in digits or Chinese numerals; in 不计, the digits that don't count.
    Ordinal,
}

/// The sign that a word gives to the figure behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}
