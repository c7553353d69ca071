//! Targets of indicators at a place of a text.

use crate::base::Units;
use crate::document::Gap;

use super::figure::{Number, Reading};
use super::{Captured, Subject, Target};

/// How many words with space between them are still one target.
const MAX_PIECES: usize = 4;
/// The longest word.
const MAX_WORDS: usize = 200;

impl Subject<'_> {
    /// Readings of a target, best first: a date, a number with or without comparison and unit, a stroke, words.
    pub(super) fn targets(&self, at: usize) -> Vec<Reading> {
        let mut readings: Vec<(Target, usize)> = Vec::new();
        readings.extend(self.date(at));
        let (comparison, number) = self.comparison(at);
        let broken = self.broken_number(number).filter(|_| comparison.is_some());
        for Number { value, places, end } in self.numbers(number).into_iter().chain(broken) {
            let figure =
                |unit, unit_text, end| (Target::Figure { comparison, number: value, places, unit, unit_text }, end);
            let declared = self.unit(end);
            let run = self.words_end(end).filter(|_| !self.digit(end));
            let unknown = run.filter(|_| self.attached(end)).map(|run| figure(Units::BARE, Some((end, run)), run));
            match declared {
                Some((unit, behind)) if self.gap(behind) >= Gap::Space || self.words_end(behind).is_none() => {
                    readings.push(figure(unit, None, behind));
                }
                Some((unit, behind)) => {
                    readings.extend(unknown);
                    readings.push(figure(unit, None, behind));
                }
                None => readings.extend(unknown),
            }
            readings.push(figure(Units::BARE, None, end));
            if !self.attached(end) && declared.is_none() {
                readings.extend(run.map(|run| figure(Units::BARE, Some((end, run)), run)));
            }
        }
        if self.ch(at) == '/' && self.words_end(at) == Some(at + 1) {
            readings.push((Target::None, at + 1));
        }
        readings.extend(self.whole_cell(at).map(|end| (Target::Text, end)));
        readings.extend(self.words_end(at).map(|end| (Target::Text, end)));
        readings.into_iter().map(|(target, end)| (Captured::Target(target), end)).collect()
    }

    /// Whether a sign of comparison and a number stand here.
    pub(super) fn compares(&self, at: usize) -> bool {
        let (comparison, number) = self.comparison(at);
        comparison.is_some() && self.digit(number)
    }

    /// The sign of comparison that stands here, and the place behind it.
    fn comparison(&self, at: usize) -> (Option<char>, usize) {
        let equal = self.ch(at + 1) == '=';
        match self.ch(at) {
            '>' if equal => (Some('≥'), at + 2),
            '<' if equal => (Some('≤'), at + 2),
            '≥' | '≤' if equal => (Some(self.ch(at)), at + 2),
            sign @ ('≥' | '≤' | '>' | '<' | '=') => (Some(sign), at + 1),
            _ => (None, at),
        }
    }

    /// `2025年12月10日前`, `2025年12月10日`, `2025年12月底`, `2025年`.
    fn date(&self, at: usize) -> Option<(Target, usize)> {
        if at > 0 && self.digit(at - 1) && self.attached(at) {
            return None;
        }
        let part = |at: usize, most: usize, mark: char| -> Option<(u16, usize)> {
            let length = (0..most).take_while(|offset| self.digit(at + offset)).count();
            let digits: String = self.chars.get(at..at + length)?.iter().collect();
            let value = digits.parse().ok()?;
            (self.ch(at + length) == mark).then_some((value, at + length + 1))
        };
        let (year, mut end) = part(at, 4, '年').filter(|(_, end)| *end == at + 5)?;
        let month = part(end, 2, '月').filter(|(month, _)| (1..=12).contains(month));
        end = month.map_or(end, |(_, end)| end);
        let day = month.and_then(|_| part(end, 2, '日')).filter(|(day, _)| (1..=31).contains(day));
        end = day.map_or(end, |(_, end)| end);
        if matches!(self.ch(end), '前' | '底') {
            end += 1;
        }
        let small = |part: Option<(u16, usize)>| part.and_then(|(value, _)| u8::try_from(value).ok());
        Some((Target::Date { year, month: small(month), day: small(day) }, end))
    }

    /// The end of the few words that stand here, when they are all the paragraph has.
    fn whole_cell(&self, at: usize) -> Option<usize> {
        if at > 0 && self.ch(at - 1) != '\n' {
            return None;
        }
        let mut ends = std::iter::successors(self.words_end(at), |end| self.words_end(*end)).take(MAX_PIECES);
        ends.find(|end| self.ch(*end) == '\n')
    }

    /// The end of the word that starts here: the next gap or the end of the clause. `None` when there is no word.
    fn words_end(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while end < self.len() && end - at < MAX_WORDS && !self.ends_words(end) && (end == at || self.attached(end)) {
            end += 1;
        }
        (end > at).then_some(end)
    }

    fn ends_words(&self, at: usize) -> bool {
        match self.ch(at) {
            '\n' | '。' | ';' => true,
            ',' => !self.joined,
            _ => false,
        }
    }
}
