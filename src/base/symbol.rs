//! Interned text.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// A piece of text, by its number in a [`Symbols`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

impl Symbol {
    /// The text of a number that [`Symbol::number`] gave.
    #[inline]
    pub fn of_number(number: u32) -> Symbol {
        Symbol(number)
    }

    /// Its number, from 0 in the order of first sight.
    #[inline]
    pub fn number(self) -> u32 {
        self.0
    }
}

/// A table of interned text; numbers are given in the order of first sight.
///
/// All text lies end to end in one string, so that a table is copied for every filing without an allocation a text.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    texts: String,
    /// Where each text ends.
    ends: Vec<u32>,
    numbers: HashTable<u32>,
    state: RandomState,
}

/// About what an entry takes besides its text: where it ends, and its place in the table of numbers.
const TEXT_BYTES: usize = 12;

impl Symbols {
    /// About how much memory it takes.
    #[inline]
    pub fn bytes(&self) -> usize {
        self.texts.len() + self.ends.len() * TEXT_BYTES
    }

    /// How many texts there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether two tables give the same texts the same numbers.
    pub fn is_same(&self, other: &Symbols) -> bool {
        self.texts == other.texts && self.ends == other.ends
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The number of a text, new or old.
    ///
    /// # Panics
    ///
    /// With more than four gigabytes of text.
    pub fn intern(&mut self, text: &str) -> Symbol {
        let Symbols { texts, ends, numbers, state } = self;
        let hash = hash(state, text);
        if let Some(number) = numbers.find(hash, |number| slice(texts, ends, *number) == text) {
            return Symbol(*number);
        }
        let end = u32::try_from(texts.len() + text.len()).expect("less than four gigabytes of text");
        let number = ends.len() as u32;
        texts.push_str(text);
        ends.push(end);
        numbers.insert_unique(hash, number, |number| self::hash(state, slice(texts, ends, *number)));
        Symbol(number)
    }

    /// The number of a text that was interned before.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        let same = |number: &u32| slice(&self.texts, &self.ends, *number) == text;
        self.numbers.find(hash(&self.state, text), same).copied().map(Symbol)
    }

    /// The text of a number; empty for a number of another table.
    #[inline]
    pub fn text(&self, symbol: Symbol) -> &str {
        slice(&self.texts, &self.ends, symbol.0)
    }
}

#[inline]
fn hash(state: &RandomState, text: &str) -> u64 {
    let mut hasher = state.build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[inline]
fn slice<'t>(texts: &'t str, ends: &[u32], number: u32) -> &'t str {
    let number = number as usize;
    let Some(end) = ends.get(number) else { return "" };
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    texts.get(start as usize..*end as usize).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbered_in_the_order_of_first_sight() {
        let mut symbols = Symbols::default();
        let texts: Vec<String> = (0..500).map(|number| format!("科目{number}")).chain([String::new()]).collect();
        let numbers: Vec<Symbol> = texts.iter().map(|text| symbols.intern(text)).collect();
        assert!(numbers.iter().enumerate().all(|(index, symbol)| symbol.number() as usize == index));
        let copy = symbols.clone();
        for (text, symbol) in texts.iter().zip(numbers) {
            assert_eq!(
                (symbols.intern(text), copy.get(text), copy.text(symbol)),
                (symbol, Some(symbol), text.as_str())
            );
        }
        assert_eq!(symbols.len(), texts.len());
        assert_eq!((copy.get("无"), copy.text(Symbol(9999))), (None, ""));
    }
}
