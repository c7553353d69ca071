//! A text prepared for many patterns.

use crate::base::{ALONE, UnitId, Units, chinese_numeral, pair_brackets};
use crate::document::{Gap, Text};

/// A text with everything that all patterns ask of it: brackets paired, clauses and paragraphs found.
#[derive(Debug)]
pub struct Subject<'a> {
    pub(super) units: &'a Units,
    pub(super) default_unit: UnitId,
    pub(super) joined: bool,
    pub(super) chars: Vec<char>,
    gaps: Vec<Gap>,
    partners: Vec<u32>,
    clause_starts: Vec<bool>,
    clause_ends: Vec<u32>,
    pub(super) paragraphs: Vec<(usize, usize)>,
    /// All places, by character and then from left to right.
    by_char: Vec<u32>,
}

impl<'a> Subject<'a> {
    /// Prepares a text. `default_unit` is taken by figures of its kind that print none. `joined` says that the text is
    /// a form: the digits of a number may have space between them, and gaps are where cells end.
    pub fn new(text: &Text, units: &'a Units, default_unit: UnitId, joined: bool) -> Subject<'a> {
        let chars: Vec<char> = text.glyphs.iter().map(|glyph| glyph.ch).collect();
        let mut gaps: Vec<Gap> = text.glyphs.iter().map(|glyph| glyph.gap).collect();
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for (at, ch) in chars.iter().enumerate() {
            if *ch == '\n' {
                paragraphs.push((start, at));
                start = at + 1;
                gaps[at] = Gap::Break;
            } else if at == start {
                gaps[at] = Gap::Break;
            }
        }
        paragraphs.push((start, chars.len()));
        let partners = pair_brackets(&chars);
        let mut by_char: Vec<u32> = (0..chars.len() as u32).collect();
        by_char.sort_by_key(|at| chars[*at as usize]);
        let mut subject = Subject {
            units,
            default_unit,
            joined,
            clause_starts: Vec::new(),
            clause_ends: Vec::new(),
            chars,
            gaps,
            partners,
            paragraphs,
            by_char,
        };
        subject.clause_starts = subject.find_clause_starts();
        subject.clause_ends = subject.find_clause_ends();
        subject
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place; a paragraph break behind the end.
    pub(super) fn ch(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }

    /// What stood before a place; behind the end and around paragraph breaks, a break.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.gaps.get(at).copied().unwrap_or(Gap::Break)
    }

    /// Whether nothing but the edge of a line stands before a place.
    pub(super) fn attached(&self, at: usize) -> bool {
        self.gap(at) <= Gap::Wrap
    }

    pub(super) fn digit(&self, at: usize) -> bool {
        self.ch(at).is_ascii_digit()
    }

    /// Whether a text column may start a match here.
    pub(super) fn clause_start(&self, at: usize) -> bool {
        self.clause_starts.get(at).copied().unwrap_or(false)
    }

    /// Where the clause that holds a place ends; in a form, a break ends it too.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        self.clause_ends.get(at).map_or(self.len(), |end| *end as usize)
    }

    /// The place behind one character, or behind the bracket that opens here; `None` where a text column must end.
    pub(super) fn after_unit(&self, at: usize) -> Option<usize> {
        if at >= self.len() || is_stop(self.chars[at]) {
            return None;
        }
        match self.partners[at] {
            ALONE => Some(at + 1),
            partner if (partner as usize) < at => None,
            partner => Some(partner as usize + 1),
        }
    }

    /// Whether the text says this here.
    pub(super) fn says(&self, at: usize, words: &[char]) -> bool {
        self.chars.get(at..at + words.len()).is_some_and(|here| here == words)
    }

    /// Where the text says this, from left to right.
    pub(super) fn occurrences<'s>(&'s self, words: &'s [char]) -> impl Iterator<Item = usize> + 's {
        let rarest = words.iter().enumerate().min_by_key(|(_, ch)| self.places_of(**ch).len());
        let (offset, places) = rarest.map_or((0, [].as_slice()), |(offset, ch)| (offset, self.places_of(*ch)));
        places.iter().filter_map(move |at| (*at as usize).checked_sub(offset)).filter(|at| self.says(*at, words))
    }

    pub(super) fn places_of(&self, ch: char) -> &[u32] {
        let start = self.by_char.partition_point(|at| self.chars[*at as usize] < ch);
        let length = self.by_char[start..].partition_point(|at| self.chars[*at as usize] == ch);
        &self.by_char[start..start + length]
    }

    /// Clauses start behind their punctuation; one that starts with an ordinal starts behind the ordinal, unless that
    /// could be part of a number.
    fn find_clause_starts(&self) -> Vec<bool> {
        let mut starts = vec![false; self.len()];
        for at in 0..self.len() {
            let opened = at == 0 || matches!(self.chars[at - 1], '\n' | '。' | ';' | ':' | ',' | '!' | '?');
            if opened || starts[at] || (self.joined && self.gaps[at] >= Gap::Space) {
                starts[at] = true;
                let marker = self.ordinal_marker(at);
                if let Some((behind, marked)) = marker.and_then(|end| Some((end, starts.get_mut(end)?))) {
                    *marked = true;
                    starts[at] = self.digit(behind) && self.attached(behind);
                }
            }
        }
        starts
    }

    /// The place behind `1.`, `1、`, `(一)` or `一是`.
    fn ordinal_marker(&self, at: usize) -> Option<usize> {
        let bracket = usize::from(self.ch(at) == '(');
        let start = at + bracket;
        let digits = self.chars[start..].iter().take(3).take_while(|ch| ch.is_ascii_digit()).count();
        let numeral = (1..=3).rev().find(|n| self.chars.get(start..start + n).and_then(chinese_numeral).is_some());
        let end = start + if digits > 0 { digits } else { numeral? };
        let closed = match self.ch(end) {
            ')' => true,
            '.' | '、' | ':' | ',' => bracket == 0,
            '是' => bracket == 0 && digits == 0,
            _ => false,
        };
        closed.then_some(end + 1)
    }

    fn find_clause_ends(&self) -> Vec<u32> {
        let mut ends = vec![self.len() as u32; self.len() + 1];
        for at in (0..self.len()).rev() {
            ends[at] = match self.after_unit(at) {
                Some(next) if self.joined && self.gap(next) == Gap::Break => next as u32,
                Some(next) => ends[next],
                None => at as u32,
            };
        }
        ends
    }
}

/// Whether a text column ends before this character, brackets left aside.
fn is_stop(ch: char) -> bool {
    matches!(ch, '\n' | '。' | ';')
}
