//! What became of every digit: claimed by a table or sentence, excluded for a reason, or unclaimed.

use std::collections::{BTreeMap, BTreeSet};

use super::compiled::Compiled;
use super::pattern::{Pattern, Subject};
use crate::base::{Glyphs, Place, Units};
use crate::document::{Block, Document, Gap, Text};
use crate::program::Program;

/// Digits that facts and ordinals were read from, by line and column.
#[derive(Clone, Debug, Default)]
pub(super) struct Claims {
    claimed: BTreeSet<(u32, u32)>,
    ordinals: BTreeSet<(u32, u32)>,
}

impl Claims {
    pub(super) fn claim(&mut self, text: &Text) {
        self.claimed.extend(digits(text));
    }

    pub(super) fn claim_place(&mut self, place: &Place) {
        let cells = place.runs.iter().flat_map(|run| (run.start..run.end).map(|column| (run.line, column)));
        self.claimed.extend(cells);
    }

    pub(super) fn ordinal(&mut self, text: &Text) {
        self.ordinals.extend(digits(text));
    }
}

fn digits(text: &Text) -> impl Iterator<Item = (u32, u32)> {
    text.glyphs.iter().filter(|glyph| glyph.ch.is_ascii_digit()).map(|glyph| (glyph.line, glyph.column))
}

/// What became of a run of digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Some fact was read from it.
    Claimed,
    /// It is no figure, and why.
    Excluded(String),
    /// It numbers an item of a sentence or form that was read.
    Ordinal,
    /// Nothing was read from it.
    Unclaimed,
}

/// A run of digits and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// Where, by line and column.
    pub at: Glyphs,
    /// Where, for a reader.
    pub place: Place,
    /// The digits.
    pub text: String,
    /// What stands around them, for a person to find them.
    pub around: String,
    /// Whether they stand in a table.
    pub in_table: bool,
    /// What became of them.
    pub reading: Reading,
}

/// Every run of digits of a filing, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The runs.
    pub digits: Vec<Digits>,
}

impl Coverage {
    /// How many runs are claimed, excluded, unclaimed.
    pub fn counts(&self) -> (usize, usize, usize) {
        self.digits.iter().fold((0, 0, 0), |(claimed, excluded, unclaimed), digits| match digits.reading {
            Reading::Claimed => (claimed + 1, excluded, unclaimed),
            Reading::Excluded(_) | Reading::Ordinal => (claimed, excluded + 1, unclaimed),
            Reading::Unclaimed => (claimed, excluded, unclaimed + 1),
        })
    }

    pub(super) fn of(
        document: &Document,
        tables: &BTreeSet<usize>,
        claims: &Claims,
        program: &Program,
        compiled: &Compiled,
    ) -> Coverage {
        let reasons = program.exclusions.iter().map(|exclusion| exclusion.reason.as_str());
        let patterns = reasons.zip(compiled.exclusions.iter().map(Vec::as_slice)).collect();
        let excluder = Excluder { patterns, units: &program.units };
        let mut coverage = Coverage::default();
        for (text, in_table) in paragraphs(document, tables) {
            let all_read = digits(&text).all(|cell| claims.claimed.contains(&cell));
            let excluded = if all_read { BTreeMap::new() } else { excluder.excluded(&text) };
            let mut runs = Vec::new();
            text.digit_runs(&mut runs);
            for at in runs {
                let cells = || (at.start..at.end).map(|column| (at.line, column));
                let reading = if cells().any(|cell| claims.claimed.contains(&cell)) {
                    Reading::Claimed
                } else if let Some(reason) = cells().find_map(|cell| excluded.get(&cell)) {
                    Reading::Excluded((*reason).to_owned())
                } else if cells().any(|cell| claims.ordinals.contains(&cell)) {
                    Reading::Ordinal
                } else {
                    Reading::Unclaimed
                };
                coverage.digits.push(digits_at(document, &text, at, in_table, reading));
            }
        }
        coverage
    }
}

/// Lines joined to paragraphs, and cells: the texts that exclusions look at. Digits keep their order.
fn paragraphs(document: &Document, tables: &BTreeSet<usize>) -> Vec<(Text, bool)> {
    let mut texts: Vec<(Text, bool)> = Vec::new();
    let mut open = false;
    for (at, block) in document.blocks.iter().enumerate() {
        let in_table = tables.contains(&at);
        match block {
            Block::Line(line) => {
                match texts.last_mut() {
                    Some((text, before)) if open && line.continues && *before == in_table => {
                        text.append(&line.text, Gap::Wrap)
                    }
                    _ => texts.push((line.text.clone(), in_table)),
                }
                open = true;
            }
            Block::Grid(grid) => {
                // A row at a time: what a cell holds may follow from the cell beside it.
                for row in &grid.rows {
                    let mut text = Text::default();
                    row.iter().for_each(|cell| text.append(&cell.text, Gap::Break));
                    texts.push((text, true));
                }
                open = false;
            }
        }
    }
    texts
}

struct Excluder<'a> {
    patterns: Vec<(&'a str, &'a [Pattern])>,
    units: &'a Units,
}

impl<'a> Excluder<'a> {
    fn excluded(&self, text: &Text) -> BTreeMap<(u32, u32), &'a str> {
        let mut found = BTreeMap::new();
        if !self.patterns.iter().flat_map(|(_, patterns)| *patterns).any(|pattern| pattern.may_match(text)) {
            return found;
        }
        let subject = Subject::new(text, self.units, Units::BARE, false);
        for (reason, patterns) in &self.patterns {
            for pattern in *patterns {
                for matched in pattern.matches(&subject, 64 * text.len()).matches {
                    for (start, end) in matched.ordinals {
                        for cell in digits(&text.slice(start, end)) {
                            found.entry(cell).or_insert(*reason);
                        }
                    }
                }
            }
        }
        found
    }
}

fn digits_at(document: &Document, text: &Text, at: Glyphs, in_table: bool, reading: Reading) -> Digits {
    let on_run = |line: u32, column: u32| line == at.line && at.start <= column && column < at.end;
    let first = text.glyphs.iter().position(|glyph| on_run(glyph.line, glyph.column)).unwrap_or(0);
    let length = (at.end - at.start) as usize;
    let from = first.saturating_sub(12);
    let to = (first + length + 12).min(text.len());
    let digits = text.slice(first, (first + length).min(text.len()));
    let mut place = digits.place().unwrap_or_default();
    document.origins.complete(&mut place);
    Digits { at, place, text: digits.squeezed(), around: text.slice(from, to).squeezed(), in_table, reading }
}
