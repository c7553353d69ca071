//! A cell as a value of its column. Built for millions of cells: what a column said lately is not read again.

use super::error::Misfit;
use super::number::{LONGEST_NUMBER, MOST_DIGITS, amount, bare, digits};
use crate::base::{Code, Date, Kind, fold_char, squeeze};
use crate::fact::{Dictionary, FigureId, Status, Value, Word};
use crate::program::{Column, ColumnKind, Program, builtin};

/// The most bytes of a cell.
const LONGEST_CELL: usize = 1 << 16;

/// How many short cells a column remembers; a power of two.
const REMEMBERED: usize = 1 << 12;

/// The longest cell that is remembered among others.
const SHORT: usize = 8;

/// Reads the cells of one column.
pub(super) struct Reader<'p> {
    column: &'p Column,
    /// The last cell that was not short, and what it said.
    last: (String, Word),
    /// Short cells, each where its bytes put it; made when the first one comes.
    short: Vec<(u64, Word)>,
    /// By how many digits stand behind the point: a number that was written so.
    alike: [Option<FigureId>; MOST_DIGITS + 1],
}

impl<'p> Reader<'p> {
    pub(super) fn new(column: &'p Column) -> Reader<'p> {
        Reader { column, last: (String::new(), Word::BLANK), short: Vec::new(), alike: [None; MOST_DIGITS + 1] }
    }

    /// What a cell says; an empty one is blank.
    pub(super) fn read(&mut self, text: &str, program: &Program, words: &mut Dictionary) -> Result<Word, Misfit> {
        if text.is_empty() {
            return Ok(Word::BLANK);
        }
        match self.column.kind {
            ColumnKind::Integer => self.integer(text, words),
            ColumnKind::Figure(_) | ColumnKind::Target => self.figure(text, program, words),
            ColumnKind::Text | ColumnKind::RelationName | ColumnKind::Code | ColumnKind::Date => {
                self.remembered(text, program, words)
            }
        }
    }

    fn remembered(&mut self, text: &str, program: &Program, words: &mut Dictionary) -> Result<Word, Misfit> {
        if text.len() > SHORT {
            if self.last.0 != text {
                let value = self.name(text, program, words)?;
                self.last.0.clear();
                self.last.0.push_str(text);
                self.last.1 = value;
            }
            return Ok(self.last.1);
        }
        let key = key(text.as_bytes());
        if self.short.is_empty() {
            self.short = vec![(0, Word::BLANK); REMEMBERED];
        }
        let at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - REMEMBERED.ilog2())) as usize;
        if self.short[at].0 != key {
            self.short[at] = (key, self.name(text, program, words)?);
        }
        Ok(self.short[at].1)
    }

    /// A text, code or date; blank when there is nothing but space.
    fn name(&self, text: &str, program: &Program, words: &mut Dictionary) -> Result<Word, Misfit> {
        if text.len() > LONGEST_CELL {
            return Err(Misfit::Long(self.column.name.clone(), LONGEST_CELL));
        }
        let squeezed;
        let name = if text.bytes().all(|byte| byte.is_ascii_graphic()) {
            text
        } else {
            squeezed = squeeze(text);
            squeezed.as_str()
        };
        let value = match self.column.kind {
            _ if name.is_empty() => Some(Value::Blank),
            ColumnKind::Code => Code::parse(name).ok().map(Value::Code),
            ColumnKind::Date => Date::parse(name).map(Value::Date),
            _ => {
                let name = program.aliases.get(name).map_or(name, String::as_str);
                Some(Value::Text(words.symbols.intern(name)))
            }
        };
        value.map(|value| words.word(value)).ok_or_else(|| self.misfit(text))
    }

    fn integer(&self, text: &str, words: &mut Dictionary) -> Result<Word, Misfit> {
        let number = match digits(text.as_bytes()) {
            Some((number, 0)) => Some(number),
            _ if text.len() > LONGEST_NUMBER => None,
            _ => squeeze(text).parse().ok(),
        };
        number.map(|number| words.word(Value::Integer(number))).ok_or_else(|| self.misfit(text))
    }

    fn figure(&mut self, text: &str, program: &Program, words: &mut Dictionary) -> Result<Word, Misfit> {
        let figure = match digits(text.as_bytes()) {
            Some((mantissa, places)) => {
                let alike = &mut self.alike[places as usize];
                let like = alike.and_then(|like| words.figures.given_like(mantissa, like));
                like.unwrap_or_else(|| *alike.insert(words.figures.given(bare(mantissa, places))))
            }
            None => match self.printed(text, program, words)? {
                Some(figure) => figure,
                None => return Ok(Word::BLANK),
            },
        };
        Ok(Word::of_figure(figure))
    }

    /// A number as filings print it, such as `1,234.50 万元`; for targets behind a comparison, and nothing for words.
    fn printed(&self, text: &str, program: &Program, words: &mut Dictionary) -> Result<Option<FigureId>, Misfit> {
        let is_target = self.column.kind == ColumnKind::Target;
        let Some(amount) = amount(text, is_target, &program.units) else {
            let blank = is_target || text.chars().all(|ch| fold_char(ch).is_whitespace());
            return if blank { Ok(None) } else { Err(self.misfit(text)) };
        };
        match self.column.kind {
            ColumnKind::Figure(Some(kind)) if amount.kind != kind && amount.kind != Kind::Bare => {
                Err(Misfit::Kind(self.column.name.clone(), self.column.kind, head(text).to_owned()))
            }
            _ => {
                let exact = self.column.exact && !amount.is_point();
                let figure = words.figures.given(if exact { amount.as_exact() } else { amount });
                if exact {
                    words.figures.declare_exact(figure);
                }
                if program.units.get(amount.unit).doubtful {
                    words.figures.set_status(figure, Status::Ambiguous, vec![head(text).to_owned()]);
                }
                Ok(Some(figure))
            }
        }
    }

    fn misfit(&self, text: &str) -> Misfit {
        Misfit::Cell(self.column.name.clone(), self.column.kind, head(text).to_owned())
    }
}

/// The bytes of a short text, zeros behind them. No cell holds a zero byte, so that different cells have different keys.
fn key(text: &[u8]) -> u64 {
    match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            // Bytes in the middle stand in both, at the same place.
            u64::from(first) | u64::from(last) << (8 * (text.len() - 4))
        }
        _ => text.iter().rev().fold(0, |key, byte| key << 8 | u64::from(*byte)),
    }
}

/// What a column holds, as rule files call it.
pub(super) fn kind_name(kind: ColumnKind) -> &'static str {
    builtin::TYPES.iter().find(|(_, other)| *other == kind).map_or("", |(name, _)| name)
}

/// As much of a cell as a message may need.
fn head(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_NUMBER) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::key;

    #[test]
    fn short_texts_have_different_keys() {
        let texts = ["a", "aa", "aaa", "aaaa", "aaaaa", "abcd", "abcdabcd", "abcdabc", "abcdefgh", "bcd", "中", "中文"];
        let keys: BTreeSet<u64> = texts.iter().map(|text| key(text.as_bytes())).collect();
        assert_eq!(keys.len(), texts.len());
        assert!(texts.iter().all(|text| {
            let mut bytes = [0; 8];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            key(text.as_bytes()) == u64::from_le_bytes(bytes)
        }));
    }
}
