//! Numbers that word processors print before paragraphs without writing them down.

use std::collections::{BTreeMap, BTreeSet};

use super::numeral;
use crate::reader::xml::Tree;

/// Lists have so many levels.
const LEVELS: usize = 9;

/// All lists of a document and how far they have counted.
#[derive(Default)]
pub(super) struct Numbering {
    /// By the number of a definition.
    definitions: BTreeMap<usize, Vec<Level>>,
    lists: BTreeMap<usize, List>,
    counters: BTreeMap<usize, [Option<u32>; LEVELS]>,
    /// Lists that have begun.
    begun: BTreeSet<usize>,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    spaced: bool,
    /// Whether numbers of the levels above are printed as digits.
    legal: bool,
}

struct List {
    definition: usize,
    /// Levels that begin anew in this list.
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

impl Numbering {
    /// The lists of a document.
    pub(super) fn of(part: Option<&Tree>) -> Numbering {
        let mut numbering = Numbering::default();
        let Some(part) = part else { return numbering };
        let number = |tree: &Tree, key: &str| tree.attribute(key).and_then(|value| value.trim().parse::<usize>().ok());
        for definition in part.all("abstractNum") {
            let Some(id) = number(definition, "abstractNumId") else { continue };
            let mut levels = vec![Level::default(); LEVELS];
            for level in definition.all("lvl") {
                if let Some(place) = number(level, "ilvl").and_then(|at| levels.get_mut(at)) {
                    *place = Level::of(level);
                }
            }
            numbering.definitions.insert(id, levels);
        }
        for list in part.all("num") {
            let (Some(id), Some(definition)) = (number(list, "numId"), list.number("abstractNumId")) else { continue };
            let mut starts = BTreeMap::new();
            let mut levels = BTreeMap::new();
            for change in list.all("lvlOverride") {
                let Some(at) = number(change, "ilvl").filter(|at| *at < LEVELS) else { continue };
                if let Some(start) = change.number("startOverride").and_then(|start| u32::try_from(start).ok()) {
                    starts.insert(at, start);
                }
                if let Some(level) = change.child("lvl") {
                    levels.insert(at, Level::of(level));
                }
            }
            numbering.lists.insert(id, List { definition, starts, levels });
        }
        numbering
    }

    /// Counts a paragraph of a list and gives what is printed before it.
    pub(super) fn next(&mut self, list: usize, level: usize) -> Option<String> {
        let found = self.lists.get(&list)?;
        let definition = self.definitions.get(&found.definition)?;
        let at = level.min(LEVELS - 1);
        let counters = self.counters.entry(found.definition).or_default();
        if self.begun.insert(list) {
            for start in found.starts.keys() {
                counters[*start] = None;
            }
        }
        let level_of = |at: usize| found.levels.get(&at).or_else(|| definition.get(at));
        let start = |at: usize| found.starts.get(&at).copied().or(level_of(at).map(|level| level.start)).unwrap_or(1);
        counters[at] = Some(counters[at].map_or_else(|| start(at), |count| count.saturating_add(1)));
        counters[at + 1..].fill(None);
        // A level above that has not begun counts as begun.
        for (above, counter) in counters.iter_mut().enumerate().take(at) {
            counter.get_or_insert_with(|| start(above));
        }
        let own = level_of(at)?;
        let mut mark = String::new();
        let mut chars = own.text.chars();
        while let Some(ch) = chars.next() {
            match (ch, chars.clone().next().and_then(|next| next.to_digit(10))) {
                ('%', Some(digit)) => {
                    chars.next();
                    let Some(named) = (digit as usize).checked_sub(1).filter(|named| *named <= at) else { continue };
                    let format = level_of(named).map_or("decimal", |level| level.format.as_str());
                    let format = if own.legal && named < at { "decimal" } else { format };
                    mark.push_str(&numeral::write(counters[named].unwrap_or(1), format));
                }
                _ if own.format == "bullet" => {}
                _ => mark.push(ch),
            }
        }
        if own.spaced && mark.ends_with(|ch: char| ch.is_ascii() && ch != ')') {
            mark.push(' ');
        }
        Some(mark)
    }
}

impl Level {
    fn of(level: &Tree) -> Level {
        Level {
            start: level.number("start").and_then(|start| u32::try_from(start).ok()).unwrap_or(0),
            format: level.value("numFmt").unwrap_or("decimal").to_owned(),
            text: level.value("lvlText").unwrap_or_default().to_owned(),
            spaced: level.value("suff").unwrap_or("tab") != "nothing",
            legal: level.is_on("isLgl"),
        }
    }
}

impl Default for Level {
    fn default() -> Self {
        Level { start: 1, format: "decimal".to_owned(), text: String::new(), spaced: true, legal: false }
    }
}
