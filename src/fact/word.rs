//! Values as rows hold them: four bytes each.

use crate::base::{Date, Symbol};

use super::FigureId;

/// A value of a row: three bits of kind, twenty-nine of payload. Equal values are equal words; what does not fit in a word
/// is a number in the [`super::Dictionary`] that made it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(u32);

/// What a word holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Blank,
    Text(Symbol),
    /// By its number in the dictionary.
    Code(u32),
    Integer(i64),
    /// A whole number that does not fit in a word, by its number in the dictionary.
    Wide(u32),
    Date(Date),
    Figure(FigureId),
}

const PAYLOAD_BITS: u32 = 29;
const PAYLOAD: u32 = (1 << PAYLOAD_BITS) - 1;
const TEXT: u32 = 1;
const CODE: u32 = 2;
const INTEGER: u32 = 3;
const WIDE: u32 = 4;
const DATE: u32 = 5;
const FIGURE: u32 = 6;
/// What is added to a whole number so that the smallest that fits is 0; keeps the order.
const BIAS: i64 = 1 << (PAYLOAD_BITS - 1);

impl Word {
    /// Nothing is printed.
    pub const BLANK: Word = Word(0);
    /// A variable without a value; no row holds it.
    pub const UNBOUND: Word = Word(u32::MAX);

    /// Its bits.
    #[inline]
    pub fn raw(self) -> u32 {
        self.0
    }

    /// The word of bits that [`Word::raw`] gave.
    #[inline]
    pub fn from_raw(raw: u32) -> Word {
        Word(raw)
    }

    /// A text.
    #[inline]
    pub fn of_symbol(symbol: Symbol) -> Word {
        Word::new(TEXT, symbol.number())
    }

    /// The text it holds.
    #[inline]
    pub fn symbol(self) -> Option<Symbol> {
        (self.kind() == TEXT).then(|| Symbol::of_number(self.payload()))
    }

    /// A figure.
    #[inline]
    pub fn of_figure(figure: FigureId) -> Word {
        Word::new(FIGURE, figure.0)
    }

    /// The figure it holds.
    #[inline]
    pub fn figure(self) -> Option<FigureId> {
        self.is_figure().then(|| FigureId(self.payload()))
    }

    /// A whole number from −2²⁸ to below 2²⁸.
    #[inline]
    pub fn of_integer(integer: i64) -> Option<Word> {
        let payload = integer.checked_add(BIAS).and_then(|biased| u32::try_from(biased).ok())?;
        (payload <= PAYLOAD).then(|| Word::new(INTEGER, payload))
    }

    /// The whole number it holds itself.
    #[inline]
    pub fn integer(self) -> Option<i64> {
        (self.kind() == INTEGER).then(|| i64::from(self.payload()) - BIAS)
    }

    /// A day.
    #[inline]
    pub fn of_date(date: Date) -> Word {
        Word::new(DATE, date.packed())
    }

    /// Whether two words hold values of the same sort, and differ when their values do.
    #[inline]
    pub fn same_sort(self, other: Word) -> bool {
        self.kind() == other.kind()
    }

    /// Whether nothing is printed.
    #[inline]
    pub fn is_blank(self) -> bool {
        self == Word::BLANK
    }

    /// Whether it holds a figure.
    #[inline]
    pub fn is_figure(self) -> bool {
        self.kind() == FIGURE
    }

    #[inline]
    pub(super) fn of_code(number: u32) -> Word {
        Word::new(CODE, number)
    }

    #[inline]
    pub(super) fn of_wide(number: u32) -> Word {
        Word::new(WIDE, number)
    }

    #[inline]
    pub(super) fn content(self) -> Content {
        let payload = self.payload();
        match self.kind() {
            TEXT => Content::Text(Symbol::of_number(payload)),
            CODE => Content::Code(payload),
            INTEGER => Content::Integer(i64::from(payload) - BIAS),
            WIDE => Content::Wide(payload),
            DATE => Date::of_packed(payload).map_or(Content::Blank, Content::Date),
            FIGURE => Content::Figure(FigureId(payload)),
            _ => Content::Blank,
        }
    }

    #[inline]
    fn kind(self) -> u32 {
        self.0 >> PAYLOAD_BITS
    }

    #[inline]
    fn payload(self) -> u32 {
        self.0 & PAYLOAD
    }

    /// # Panics
    ///
    /// Where there are more than half a thousand million texts, codes or figures.
    #[inline]
    fn new(kind: u32, payload: u32) -> Word {
        assert!(payload <= PAYLOAD, "more values than words can tell apart");
        Word(kind << PAYLOAD_BITS | payload)
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.content() {
            Content::Blank if *self == Word::UNBOUND => out.write_str("Unbound"),
            content => content.fmt(out),
        }
    }
}
