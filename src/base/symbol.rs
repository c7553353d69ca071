//! Interned text.

use indexmap::IndexSet;

/// A piece of text, by its number in a [`Symbols`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

/// A table of interned text; numbers are given in the order of first sight.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    texts: IndexSet<Box<str>, foldhash::fast::RandomState>,
    bytes: usize,
}

/// About what an entry takes besides its text.
const TEXT_BYTES: usize = 32;

impl Symbols {
    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The number of a text, new or old.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(index) = self.texts.get_index_of(text) {
            return Symbol(index as u32);
        }
        self.bytes += text.len() + TEXT_BYTES;
        Symbol(self.texts.insert_full(text.into()).0 as u32)
    }

    /// The number of a text that was interned before.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        self.texts.get_index_of(text).map(|index| Symbol(index as u32))
    }

    /// The text of a number; empty for a number of another table.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.texts.get_index(symbol.0 as usize).map_or("", |text| text)
    }
}
