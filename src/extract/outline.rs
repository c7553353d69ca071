//! What is not table: paragraphs under headings, and the table of contents.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::compiled::Compiled;
use super::label::{self, Numbering};
use super::pattern::{Match, Pattern, Subject};
use super::region::Map;
use crate::base::{Units, chinese_numeral};
use crate::document::{Block, Document, Gap, Glyph, Text};
use crate::program::Program;
use crate::theory;

/// Fewer dots lead nowhere.
const SHORTEST_LEADER: usize = 4;

/// A longer line is no heading.
const LONGEST_HEADING: usize = 80;

/// The running text of a filing.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) contents: Vec<Entry>,
    /// The page numbers that the table of contents leads to, as printed.
    pub(super) pages: Vec<Text>,
    pub(super) headings: Vec<Entry>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) sections: Vec<Section>,
}

/// A heading, or a line of the table of contents.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) level: u32,
    pub(super) ordinal: Option<i64>,
    /// Its number, as printed.
    pub(super) numbering: Text,
    /// Its words, without the number; all of it for a heading of the first level.
    pub(super) title: Text,
    pub(super) position: u32,
}

/// A paragraph and the heading it stands under.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) heading: String,
    pub(super) text: Text,
    pub(super) position: u32,
}

/// The paragraphs between two headings, the heading itself first.
#[derive(Debug)]
pub(super) struct Section {
    /// The headings it stands under, outermost first, squeezed.
    pub(super) chain: Vec<String>,
    /// The innermost heading, as printed.
    pub(super) heading: String,
    /// Its paragraphs with line breaks between them; a paragraph that stops at a comma goes on into the next.
    pub(super) text: Text,
}

/// Reads the outline of what no table took; `leftovers` are blocks that a table gave back.
pub(super) fn outline(
    program: &Program,
    compiled: &Compiled,
    document: &Document,
    map: &Map,
    leftovers: &[usize],
) -> Outline {
    let texts = paragraphs(document, map, leftovers);
    let styles = Styles { program, patterns: &compiled.headings };
    let mut outline = Outline::default();
    let entries: Vec<Option<Entry>> =
        texts.iter().enumerate().map(|(position, text)| styles.entry(text, position as u32)).collect();
    let listed = contents(program, &texts, &entries);
    for text in listed.iter().map(|at| &texts[*at]) {
        outline.pages.extend(leader(text).map(|dots| text.slice(dots.end, text.len())));
    }
    let mut headings = Vec::new();
    for (position, entry) in entries.into_iter().enumerate() {
        let item = || listed.contains(&position).then(|| listed_item(&texts[position], position as u32)).flatten();
        let Some(entry) = entry.or_else(item) else { continue };
        if listed.contains(&position) {
            outline.contents.push(entry);
        } else {
            headings.push(theory::Heading { position: position as u32, level: entry.level });
            outline.headings.push(entry);
        }
    }
    let positions: Vec<u32> = (0..texts.len() as u32).filter(|at| !listed.contains(&(*at as usize))).collect();
    let under = theory::enclosing(&headings, &positions);
    let is_heading: BTreeSet<u32> = headings.iter().map(|heading| heading.position).collect();
    let mut last_chain: Option<Vec<u32>> = None;
    for position in positions {
        let mut chain = under.get(&position).cloned().unwrap_or_default();
        if is_heading.contains(&position) {
            chain.push(position);
        }
        let text = &texts[position as usize];
        let heading = chain.last().map(|at| texts[*at as usize].readable()).unwrap_or_default();
        if last_chain.as_ref() == Some(&chain)
            && let Some(section) = outline.sections.last_mut()
        {
            section.append(text);
        } else {
            let words = chain.iter().map(|at| texts[*at as usize].squeezed()).collect();
            outline.sections.push(Section { chain: words, heading: heading.clone(), text: text.clone() });
        }
        last_chain = Some(chain);
        if !is_heading.contains(&position) {
            outline.paragraphs.push(Paragraph { heading, text: text.clone(), position });
        }
    }
    outline
}

impl Section {
    fn append(&mut self, text: &Text) {
        let goes_on = self.text.glyphs.last().is_some_and(|glyph| matches!(glyph.ch, ';' | '、' | ','));
        if !goes_on {
            self.text.glyphs.push(Glyph { ch: '\n', gap: Gap::Break, line: 0, column: 0 });
        }
        self.text.append(text, Gap::Break);
    }
}

/// Lines joined to paragraphs.
fn paragraphs(document: &Document, map: &Map, leftovers: &[usize]) -> Vec<Text> {
    let given_back: BTreeSet<usize> = leftovers.iter().copied().collect();
    let mut texts: Vec<Text> = Vec::new();
    let mut open = false;
    for (at, block) in document.blocks.iter().enumerate() {
        let taken = map.taken.contains(&at) && !given_back.contains(&at);
        match block {
            Block::Line(line) if !taken => {
                match texts.last_mut() {
                    Some(text) if open && line.continues => text.append(&line.text, Gap::Wrap),
                    _ => texts.push(line.text.clone()),
                }
                open = true;
            }
            _ => open = false,
        }
    }
    texts
}

/// The level of what the table of contents lists under its headings, numbered as no heading of the filing is.
const LISTED_LEVEL: u32 = 3;

/// A line of the table of contents that is numbered as no heading is: `1.` and the title of a table.
fn listed_item(text: &Text, position: u32) -> Option<Entry> {
    let text = text.slice(0, leader(text).map_or(text.len(), |dots| dots.start));
    let (numbering, start) = label::numbering(&text);
    matches!(numbering, Numbering::Ordinal(..)).then(|| {
        let numbering = text.slice(0, start - 1);
        let title = text.slice(start, text.len());
        Entry { level: LISTED_LEVEL, ordinal: ordinal(&numbering), title, numbering, position }
    })
}

/// Positions of the lines of the table of contents: from the heading that opens it to the last line with dots that lead to
/// a page, or else to the first line that repeats one or the first heading without a number.
fn contents(program: &Program, texts: &[Text], entries: &[Option<Entry>]) -> BTreeSet<usize> {
    let mut listed = BTreeSet::new();
    let opens = |text: &Text| program.contents.contains(&text.squeezed());
    let Some(start) = texts.iter().position(opens) else { return listed };
    let leads = |at: usize| texts.get(at).is_some_and(|text| leader(text).is_some());
    // A long entry is wrapped, and only its last line has dots.
    let led = (start + 1..texts.len()).take_while(|at| leads(*at) || leads(at + 1)).filter(|at| leads(*at)).last();
    if let Some(last) = led {
        return (start + 1..=last).collect();
    }
    let mut seen = BTreeSet::new();
    for position in start + 1..texts.len() {
        if let Some(entry) = &entries[position] {
            let unnumbered = entry.numbering.is_empty() && !seen.is_empty();
            if unnumbered || !seen.insert(texts[position].squeezed()) {
                return listed;
            }
        }
        listed.insert(position);
    }
    BTreeSet::new()
}

/// The dots of a line of the table of contents, which lead to its page.
fn leader(text: &Text) -> Option<Range<usize>> {
    let is_dot = |at: usize| matches!(text.glyphs[at].ch, '…' | '.' | '·' | '‥' | '・' | '-' | '_');
    let page = text.glyphs.iter().rev().take_while(|glyph| glyph.ch.is_ascii_digit()).count();
    let end = text.len() - page;
    let dots = (0..end).rev().take_while(|at| is_dot(*at)).count();
    (dots >= SHORTEST_LEADER).then_some(end - dots..end)
}

/// How headings start.
struct Styles<'a> {
    program: &'a Program,
    patterns: &'a [(u32, Pattern)],
}

impl Styles<'_> {
    fn entry(&self, text: &Text, position: u32) -> Option<Entry> {
        let running = |ch: char| matches!(ch, '。' | ';' | ',');
        let led = leader(text).map(|dots| text.slice(0, dots.start));
        let text = led.as_ref().unwrap_or(text);
        if text.len() > LONGEST_HEADING || text.glyphs.iter().any(|glyph| running(glyph.ch)) {
            return None;
        }
        if !self.patterns.iter().any(|(_, pattern)| pattern.may_match(text)) {
            return None;
        }
        let subject = Subject::new(text, &self.program.units, Units::BARE, false);
        let fits = |(level, pattern): &(u32, Pattern)| {
            let matched = pattern.matches(&subject, 64 * text.len()).matches.into_iter().next()?;
            opens(&matched, text).then_some((matched, *level))
        };
        // The packs that say how headings start stand in no order: a number tells more than words do.
        let tells = |(matched, level): &(Match, u32)| (!matched.ordinals.is_empty(), matched.end, Reverse(*level));
        let (matched, level) = self.patterns.iter().filter_map(fits).max_by_key(tells)?;
        let (start, end) = matched.ordinals.first().copied().unwrap_or((0, 0));
        let numbering = text.slice(start, end);
        Some(Entry {
            level,
            ordinal: ordinal(&numbering),
            title: text.slice(if level == 1 { 0 } else { matched.end }, text.len()),
            numbering,
            position,
        })
    }
}

/// Whether a line that matched is a heading: it starts with the number, or is all words of a heading without one.
pub(super) fn opens(matched: &Match, line: &Text) -> bool {
    matched.start == 0 && (!matched.ordinals.is_empty() || matched.end == line.len())
}

fn ordinal(text: &Text) -> Option<i64> {
    let chars: Vec<char> = text.glyphs.iter().map(|glyph| glyph.ch).collect();
    text.squeezed().parse().ok().or_else(|| chinese_numeral(&chars).map(i64::from))
}
