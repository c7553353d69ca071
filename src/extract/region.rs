//! Which blocks of a filing are tables, by their titles.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::compiled::Compiled;
use super::outline::opens;
use super::pattern::{Capture, Pattern, Subject};
use crate::base::{Units, squeeze};
use crate::document::{Block, Document, Line, Text};
use crate::program::Program;
use crate::syntax::tree::Piece;

/// How many lines may stand between a title and its table, captions aside.
const LINES_BEFORE_GRID: usize = 4;

/// The tables of a filing, and which blocks they take.
#[derive(Debug, Default)]
pub(super) struct Map {
    pub(super) tables: Vec<Region>,
    /// Blocks that belong to tables or their captions.
    pub(super) taken: BTreeSet<usize>,
}

/// A table: its title, its caption and its blocks.
#[derive(Debug)]
pub(super) struct Region {
    /// The title's block.
    pub(super) title: usize,
    /// The title as printed.
    pub(super) name: String,
    /// Layouts of that title.
    pub(super) layouts: Vec<usize>,
    /// What its caption says: columns of the builtin relation of tables.
    pub(super) caption: Vec<(usize, Text)>,
    /// Its blocks: all grids, or all lines without captions.
    pub(super) blocks: Vec<usize>,
    /// Among lines: where a caption line was, which is where a repeated header begins.
    pub(super) breaks: Vec<usize>,
    /// Whether its cells have edges.
    pub(super) ruled: bool,
}

/// Finds the tables.
pub(super) fn regions(program: &Program, compiled: &Compiled, document: &Document) -> Map {
    let finder = Finder::new(program, compiled, document);
    let mut map = Map::default();
    let titles: Vec<usize> = finder.titles.keys().copied().collect();
    for (index, title) in titles.iter().enumerate() {
        let next = titles.get(index + 1).copied().unwrap_or(document.blocks.len());
        if let Some(region) = finder.region(*title, next) {
            map.taken.insert(region.title);
            map.taken.extend(region.blocks.iter().chain(&region.breaks).copied());
            map.tables.push(region);
        }
    }
    for at in 0..document.blocks.len() {
        if finder.caption(at).is_some() {
            map.taken.insert(at);
        }
    }
    map
}

struct Finder<'a> {
    program: &'a Program,
    document: &'a Document,
    /// The layouts whose title each block is, and what the title says of the table.
    titles: BTreeMap<usize, (Vec<usize>, Caption)>,
    /// What each block says as a caption line, when it is one.
    captions: Vec<Option<Caption>>,
    chapter: Vec<&'a Pattern>,
}

/// Columns of the builtin relation of tables, and what a caption says of them.
type Caption = Vec<(usize, Text)>;

impl<'a> Finder<'a> {
    fn new(program: &'a Program, compiled: &'a Compiled, document: &'a Document) -> Self {
        let titles = titles(program, compiled, document);
        let captions = document.blocks.iter().map(|block| match block {
            Block::Line(line) => caption(program, &compiled.captions, &line.text),
            Block::Grid(_) => None,
        });
        let captions = captions.collect();
        let chapter = compiled.headings.iter().filter(|(level, _)| *level == 1).map(|(_, pattern)| pattern).collect();
        Finder { program, document, titles, captions, chapter }
    }

    fn line(&self, at: usize) -> Option<&'a Text> {
        match self.document.blocks.get(at) {
            Some(Block::Line(line)) => Some(&line.text),
            _ => None,
        }
    }

    fn caption(&self, at: usize) -> Option<&Caption> {
        self.captions.get(at)?.as_ref()
    }

    fn is_chapter(&self, at: usize) -> bool {
        let Some(text) = self.line(at) else { return false };
        if !self.chapter.iter().any(|pattern| pattern.may_match(text)) {
            return false;
        }
        let subject = Subject::new(text, &self.program.units, Units::BARE, false);
        let starts = |pattern: &&Pattern| {
            pattern.matches(&subject, 64 * text.len()).matches.first().is_some_and(|matched| opens(matched, text))
        };
        self.chapter.iter().any(starts)
    }

    /// The table under a title; none when nothing but other titles follow, as in a table of contents.
    fn region(&self, title: usize, next: usize) -> Option<Region> {
        let (layouts, said) = self.titles.get(&title)?;
        let mut region = Region {
            title,
            name: self.line(title)?.readable(),
            layouts: layouts.clone(),
            caption: said.clone(),
            blocks: Vec::new(),
            breaks: Vec::new(),
            ruled: false,
        };
        // The number of a table may stand above its title.
        let above = (0..title).rev().map_while(|at| self.caption(at));
        region.caption.extend(above.flatten().cloned());
        let end = (title + 1..next).find(|at| self.is_chapter(*at)).unwrap_or(next);
        let is_form = region.layouts.iter().any(|layout| !self.program.layouts[*layout].rows.is_empty());
        let grid_before_prose = (title + 1..end).filter(|at| self.caption(*at).is_none()).take(LINES_BEFORE_GRID + 1);
        region.ruled = grid_before_prose.into_iter().any(|at| matches!(self.document.blocks[at], Block::Grid(_)));
        if region.ruled {
            self.take_grids(&mut region, end);
        } else {
            self.take_lines(&mut region, end, is_form);
        }
        (!region.blocks.is_empty()).then_some(region)
    }

    fn take_grids(&self, region: &mut Region, end: usize) {
        let mut pending = Vec::new();
        for at in region.title + 1..end {
            match &self.document.blocks[at] {
                Block::Line(_) => match self.caption(at) {
                    Some(caption) if region.blocks.is_empty() => {
                        region.caption.extend(caption.iter().cloned());
                        region.breaks.push(at);
                    }
                    Some(_) => pending.push(at),
                    None if region.blocks.is_empty() => region.breaks.push(at),
                    None => break,
                },
                Block::Grid(grid) => {
                    let repeats = match region.blocks.first().map(|first| &self.document.blocks[*first]) {
                        Some(Block::Grid(first)) => same_header(first, grid),
                        _ => true,
                    };
                    if !repeats {
                        break;
                    }
                    region.breaks.append(&mut pending);
                    region.blocks.push(at);
                }
            }
        }
    }

    fn take_lines(&self, region: &mut Region, end: usize, is_form: bool) {
        let mut at = region.title + 1;
        while at < end {
            let mut stop = at + 1;
            while stop < end && matches!(&self.document.blocks[stop], Block::Line(line) if line.continues) {
                stop += 1;
            }
            if let Some(caption) = self.caption(at) {
                if region.blocks.is_empty() {
                    region.caption.extend(caption.iter().cloned());
                }
                region.breaks.push(at);
                at += 1;
                continue;
            }
            let sentence = (at..stop)
                .any(|line| self.line(line).is_some_and(|text| text.glyphs.iter().any(|glyph| glyph.ch == '。')));
            if matches!(self.document.blocks[at], Block::Grid(_)) || (sentence && !is_form) {
                break;
            }
            region.blocks.extend(at..stop);
            at = stop;
        }
        // The caption of the next table stands at the end; it is not this one's.
        let last = region.blocks.last().copied().unwrap_or(region.title);
        region.breaks.retain(|line| *line < last);
        region.breaks.sort_unstable();
    }
}

/// The lines that are titles of tables. Titles without holes or choices are looked up, not matched.
fn titles(program: &Program, compiled: &Compiled, document: &Document) -> BTreeMap<usize, (Vec<usize>, Caption)> {
    let mut plain: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut patterns: Vec<(usize, &Pattern)> = Vec::new();
    for (index, (layout, compiled)) in program.layouts.iter().zip(&compiled.titles).enumerate() {
        for (title, pattern) in layout.titles.iter().zip(compiled) {
            match title.pieces.as_slice() {
                [Piece::Literal(words)] => plain.entry(squeeze(words)).or_default().push(index),
                _ => patterns.push((index, pattern)),
            }
        }
    }
    let mut found = BTreeMap::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let Block::Line(Line { text, .. }) = block else { continue };
        let mut layouts = plain.get(&text.squeezed()).cloned().unwrap_or_default();
        let mut said = Caption::new();
        let subject = OnceCell::new();
        for (layout, pattern) in patterns.iter().filter(|(_, pattern)| pattern.may_match(text)) {
            let subject = subject.get_or_init(|| Subject::new(text, &program.units, Units::BARE, true));
            let Some(caption) = whole(pattern, subject, text) else { continue };
            layouts.push(*layout);
            said.extend(caption);
        }
        if !layouts.is_empty() {
            layouts.sort_unstable();
            layouts.dedup();
            found.insert(at, (layouts, said));
        }
    }
    found
}

/// What a pattern reads in a line when it reads all of it.
fn whole(pattern: &Pattern, subject: &Subject<'_>, text: &Text) -> Option<Caption> {
    let mut scan = pattern.matches(subject, 64 * text.len()).matches.into_iter();
    let matched = scan.next().filter(|matched| matched.start == 0 && matched.end == text.len())?;
    let captures = matched.rows.into_iter().flatten();
    Some(captures.map(|Capture { slot, start, end, .. }| (slot, text.slice(start, end))).collect())
}

/// What a line says as a caption, when all of it is captions.
fn caption(program: &Program, patterns: &[Pattern], text: &Text) -> Option<Caption> {
    if !patterns.iter().any(|pattern| pattern.may_match(text)) {
        return None;
    }
    let subject = Subject::new(text, &program.units, Units::BARE, true);
    let mut found = Vec::new();
    let mut covered = 0;
    for pattern in patterns {
        for matched in pattern.matches(&subject, 64 * text.len()).matches {
            covered += matched.end - matched.start;
            let captures = matched.rows.into_iter().flatten();
            found.extend(captures.map(|Capture { slot, start, end, .. }| (slot, text.slice(start, end))));
        }
    }
    (covered == text.len()).then_some(found)
}

/// Whether a grid goes on another: its first row repeats the other's.
fn same_header(first: &crate::document::Grid, second: &crate::document::Grid) -> bool {
    let words = |grid: &crate::document::Grid| -> Vec<String> {
        grid.rows.first().map(|row| row.iter().map(|cell| cell.text.squeezed()).collect()).unwrap_or_default()
    };
    words(first) == words(second)
}
