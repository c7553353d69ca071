//! What words point into.

use foldhash::fast::RandomState;
use indexmap::IndexSet;

use crate::base::{Code, Symbols};

use super::word::Content;
use super::{FigureId, Figures, Value, Word};

/// Texts, figures, codes and large whole numbers, each once.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// Interned text.
    pub symbols: Symbols,
    /// Figures.
    pub figures: Figures,
    codes: IndexSet<Code, RandomState>,
    /// Whole numbers that do not fit in a word.
    wide: IndexSet<i64, RandomState>,
}

/// About what a code or a whole number takes: its entry, and its place among the numbers.
const ENTRY_BYTES: usize = 24;

impl Dictionary {
    /// With the text that the constants of a program use.
    pub fn new(symbols: Symbols) -> Dictionary {
        Dictionary { symbols, ..Dictionary::default() }
    }

    /// The word of a value, new or old.
    #[inline]
    pub fn word(&mut self, value: Value) -> Word {
        match value {
            Value::Code(code) => Word::of_code(self.codes.insert_full(code).0 as u32),
            Value::Integer(integer) => {
                Word::of_integer(integer).unwrap_or_else(|| Word::of_wide(self.wide.insert_full(integer).0 as u32))
            }
            other => plain_word(other),
        }
    }

    /// The word of a value that has one.
    #[inline]
    pub fn find(&self, value: Value) -> Option<Word> {
        match value {
            Value::Code(code) => self.codes.get_index_of(&code).map(|number| Word::of_code(number as u32)),
            Value::Integer(integer) => Word::of_integer(integer)
                .or_else(|| self.wide.get_index_of(&integer).map(|number| Word::of_wide(number as u32))),
            other => Some(plain_word(other)),
        }
    }

    /// The value of a word; a blank for one that is unbound.
    #[inline]
    pub fn value(&self, word: Word) -> Value {
        match word.content() {
            Content::Blank => Value::Blank,
            Content::Text(symbol) => Value::Text(symbol),
            Content::Code(number) => {
                self.codes.get_index(number as usize).map_or(Value::Blank, |code| Value::Code(*code))
            }
            Content::Integer(integer) => Value::Integer(integer),
            Content::Wide(number) => {
                self.wide.get_index(number as usize).map_or(Value::Blank, |integer| Value::Integer(*integer))
            }
            Content::Date(date) => Value::Date(date),
            Content::Figure(figure) => Value::Figure(figure),
        }
    }

    /// The bytes of a text; nothing for any other value.
    #[inline]
    pub fn text_length(&self, value: Value) -> usize {
        match value {
            Value::Text(symbol) => self.symbols.text(symbol).len(),
            _ => 0,
        }
    }

    /// A value as a person reads it; how figures read is the caller's.
    pub fn plain(&self, value: Value, figure: impl FnOnce(FigureId) -> String) -> String {
        match value {
            Value::Blank => String::new(),
            Value::Text(symbol) => self.symbols.text(symbol).to_owned(),
            Value::Code(code) => code.to_string(),
            Value::Integer(integer) => integer.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Figure(id) => figure(id),
        }
    }

    /// About how much memory it takes.
    #[inline]
    pub fn bytes(&self) -> usize {
        self.symbols.bytes() + self.figures.bytes() + (self.codes.len() + self.wide.len()) * ENTRY_BYTES
    }
}

/// The word of a value that no dictionary is needed for; a blank for the others.
#[inline]
fn plain_word(value: Value) -> Word {
    match value {
        Value::Text(symbol) => Word::of_symbol(symbol),
        Value::Date(date) => Word::of_date(date),
        Value::Figure(figure) => Word::of_figure(figure),
        Value::Blank | Value::Code(_) | Value::Integer(_) => Word::BLANK,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::{Date, Symbol};

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Blank),
            (0_u32..1 << 29).prop_map(|number| Value::Text(Symbol::of_number(number))),
            "[0-9]{1,15}".prop_map(|text| Value::Code(Code::parse(&text).expect("a code"))),
            any::<i64>().prop_map(Value::Integer),
            (-3_i64..4, prop_oneof![Just(1_i64 << 28), Just(-(1_i64 << 28)), Just(0), Just(i64::MAX - 4)])
                .prop_map(|(near, edge)| Value::Integer(edge + near)),
            (1000_i64..10_000, 1_i64..13, 1_i64..29)
                .prop_map(|(year, month, day)| Value::Date(Date::new(year, month, day).expect("a day"))),
            (0_u32..1 << 29).prop_map(|number| Value::Figure(FigureId(number))),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn equal_values_are_equal_words(values in prop::collection::vec(value(), 1..12)) {
            let mut dictionary = Dictionary::default();
            let words: Vec<Word> = values.iter().map(|value| dictionary.word(*value)).collect();
            for (value, word) in values.iter().zip(&words) {
                prop_assert_eq!(dictionary.value(*word), *value);
                prop_assert_eq!(dictionary.find(*value), Some(*word));
                prop_assert_ne!(*word, Word::UNBOUND);
                prop_assert_eq!(Word::from_raw(word.raw()), *word);
                for (other, other_word) in values.iter().zip(&words) {
                    prop_assert_eq!(value == other, word == other_word);
                }
            }
        }

        #[test]
        fn small_whole_numbers_and_days_keep_their_order(a in -(1_i64 << 28)..(1 << 28), b in -(1_i64 << 28)..(1 << 28)) {
            let (Some(a_word), Some(b_word)) = (Word::of_integer(a), Word::of_integer(b)) else { return Ok(()) };
            prop_assert_eq!(a.cmp(&b), a_word.cmp(&b_word));
            prop_assert_eq!(a_word.integer(), Some(a));
        }
    }
}
