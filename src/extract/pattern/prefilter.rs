//! Where a match can be, found before the machine runs.

use crate::document::{Gap, Text};

use super::{Pattern, Subject};

impl Pattern {
    /// Whether a text holds every literal the pattern needs: cheap enough to ask before a subject is prepared.
    pub fn may_match(&self, text: &Text) -> bool {
        let says = |words: &Vec<char>| {
            text.glyphs
                .windows(words.len().max(1))
                .any(|here| here.iter().map(|glyph| glyph.ch).eq(words.iter().copied()))
        };
        self.required.iter().all(|set| set.iter().any(says))
    }

    /// The paragraphs that hold every literal the pattern needs.
    pub(super) fn candidates(&self, subject: &Subject) -> Vec<(usize, usize)> {
        let mut hits = vec![0; subject.paragraphs.len()];
        for (round, set) in self.required.iter().enumerate() {
            let mut any = false;
            for at in set.iter().flat_map(|words| subject.occurrences(words)) {
                let paragraph = subject.paragraphs.partition_point(|(_, end)| *end <= at);
                if let Some(hit) = hits.get_mut(paragraph).filter(|hit| **hit == round) {
                    *hit = round + 1;
                    any = true;
                }
            }
            if !any {
                return Vec::new();
            }
        }
        let complete = |(hit, paragraph): (usize, &(usize, usize))| (hit == self.required.len()).then_some(*paragraph);
        hits.into_iter().zip(&subject.paragraphs).filter_map(complete).filter(|(base, end)| base < end).collect()
    }

    /// Where a text column of a form may not go on: a cell starts here that says a word of another column.
    pub(super) fn fences(&self, subject: &Subject) -> Vec<bool> {
        if !subject.joined || self.words.is_empty() {
            return Vec::new();
        }
        let mut fences = vec![false; subject.len()];
        for word in &self.words {
            for at in subject.occurrences(word) {
                fences[at] |= subject.gap(at) >= Gap::Space && subject.gap(at + word.len()) >= Gap::Space;
            }
        }
        fences
    }

    /// Where in a paragraph a match may start, from left to right.
    pub(super) fn starts(&self, subject: &Subject, base: usize, end: usize) -> Vec<usize> {
        if self.first.any {
            return (base..end).collect();
        }
        let mut starts: Vec<usize> = Vec::new();
        for ch in &self.first.chars {
            let places = subject.places_of(*ch);
            let from = places.partition_point(|at| (*at as usize) < base);
            starts.extend(places[from..].iter().map(|at| *at as usize).take_while(|at| *at < end));
        }
        if self.first.clause {
            starts.extend((base..end).filter(|at| subject.clause_start(*at)));
        }
        starts.sort_unstable();
        starts.dedup();
        starts
    }
}
