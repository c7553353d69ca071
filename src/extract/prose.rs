//! Sentences: what the text under each heading says.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::nodes;
use super::outline::{Outline, Section};
use super::pattern::{Captured, Match, Pattern, Subject};
use crate::base::Units;
use crate::fact::RelationId;
use crate::program::Sentence;

/// Reads every sentence of the program in every section.
pub(super) fn read(draft: &mut Draft<'_>, outline: &Outline) {
    let program = draft.program;
    let mut by_relation: BTreeMap<RelationId, Vec<(&Sentence, &[Pattern])>> = BTreeMap::new();
    for (sentence, patterns) in program.sentences.iter().zip(&draft.compiled.sentences) {
        by_relation.entry(sentence.relation).or_default().push((sentence, patterns));
    }
    for section in &outline.sections {
        let subject = Subject::new(&section.text, &program.units, Units::BARE, false);
        for sentences in by_relation.values() {
            let mut found = Vec::new();
            for (sentence, patterns) in sentences.iter().filter(|entry| stands_in(entry.0, section)) {
                for pattern in *patterns {
                    let scan = pattern.matches(&subject, 64 * section.text.len());
                    found.extend(scan.matches.into_iter().map(|matched| (*sentence, matched)));
                }
            }
            for (sentence, matched) in longest(found) {
                facts(draft, sentence, section, matched);
            }
        }
    }
}

fn stands_in(sentence: &Sentence, section: &Section) -> bool {
    let under = |word: &String| section.chain.iter().any(|heading| heading.contains(word.as_str()));
    sentence.within.is_empty() || sentence.within.iter().any(under)
}

/// Of matches that read the same characters into one relation, the longest; in the order of the text.
fn longest(mut found: Vec<(&Sentence, Match)>) -> Vec<(&Sentence, Match)> {
    found.sort_by_key(|(_, matched)| (std::cmp::Reverse(matched.end - matched.start), matched.start));
    let mut kept: Vec<(&Sentence, Match)> = Vec::new();
    for (sentence, matched) in found {
        let overlaps = |other: &Match| reads(other).any(|theirs| reads(&matched).any(|ours| meets(theirs, ours)));
        if !kept.iter().any(|(_, other)| overlaps(other)) {
            kept.push((sentence, matched));
        }
    }
    kept.sort_by_key(|(_, matched)| matched.start);
    kept
}

/// What a match reads: its figures, or its words when it has no figure.
fn reads(matched: &Match) -> impl Iterator<Item = (usize, usize)> {
    let captures = || matched.rows.iter().flatten();
    let figures = captures().any(|capture| !matches!(capture.value, Captured::Text));
    captures()
        .filter(move |capture| !figures || !matches!(capture.value, Captured::Text))
        .map(|capture| (capture.start, capture.end))
        .chain((matched.rows.iter().all(Vec::is_empty)).then_some((matched.start, matched.end)))
}

fn meets(a: (usize, usize), b: (usize, usize)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn facts<'a>(draft: &mut Draft<'a>, sentence: &'a Sentence, section: &Section, matched: Match) {
    let columns = draft.columns(sentence.relation);
    for (start, end) in &matched.ordinals {
        draft.claims.ordinal(&section.text.slice(*start, *end));
    }
    for captures in matched.rows {
        let mut row = draft.row(sentence.relation, &section.heading, &sentence.inherits);
        if let Some(first) = section.text.glyphs.get(matched.start) {
            row.at = (first.line, first.column);
        }
        for capture in captures {
            let printed = section.text.slice(capture.start, capture.end);
            let value = nodes::value(draft, &columns[capture.slot], &capture.value, &printed);
            draft.set(&mut row, capture.slot, value, &printed);
        }
        draft.constants(&mut row, &sentence.constants);
        draft.push(row);
    }
}
