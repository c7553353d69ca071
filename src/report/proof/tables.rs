//! Which tables of the document were read, and into what.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claim, place};
use crate::document::{Block, Document};
use crate::extract::Extraction;
use crate::fact::{RelationId, Value};
use crate::program::{Program, RelationOrigin, builtin};

/// A title under which a table was found.
#[derive(Debug)]
pub(super) struct Titled {
    /// As printed.
    pub(super) title: String,
    /// The line of the title.
    pub(super) line: u32,
    /// By relation: rows and figures.
    pub(super) read: Vec<(String, i64, i64)>,
}

/// What was read from a grid.
#[derive(Debug, Default)]
pub(super) struct GridRead {
    /// The relations, and how many rows each has from here.
    pub(super) relations: BTreeMap<RelationId, BTreeSet<u32>>,
    /// The first row of the grid that something was read from.
    pub(super) first: usize,
}

/// All tables.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) titled: Vec<Titled>,
    /// By block, for grids of which something was read.
    pub(super) grids: BTreeMap<usize, GridRead>,
}

impl Tables {
    pub(super) fn of(program: &Program, document: &Document, extraction: &Extraction) -> Tables {
        let mut tables = Tables::default();
        tables.titles_of(extraction);
        let rows = rows_by_character(document);
        let taken = taken(program);
        let facts = &extraction.facts;
        for number in 0..program.relations.len() as u32 {
            let relation = RelationId(number);
            if program.relation(relation).origin != RelationOrigin::Declared {
                continue;
            }
            for fact in facts.of(relation) {
                let Some(reading) = facts.reading(fact).filter(|reading| reading.row > 0) else { continue };
                let own = |(column, _): &(usize, Value)| !taken.contains(&(relation, *column));
                for (column, value) in facts.values(fact).enumerate().filter(own) {
                    let Some(place) = place(facts, Claim { fact, column }, value) else { continue };
                    let Some(run) = place.runs.first() else { continue };
                    let Some((block, row)) = rows.get(&(run.line, run.start)) else { continue };
                    let grid = tables.grids.entry(*block).or_insert(GridRead { first: *row, ..GridRead::default() });
                    grid.first = grid.first.min(*row);
                    grid.relations.entry(relation).or_default().insert(reading.row);
                }
            }
        }
        tables
    }

    fn titles_of(&mut self, extraction: &Extraction) {
        let facts = &extraction.facts;
        let integer = |value: Value| if let Value::Integer(number) = value { number } else { 0 };
        for fact in facts.of(builtin::TABLE) {
            let Some(Some(place)) = facts.reading(fact).and_then(|reading| reading.places.get(1)) else { continue };
            let Value::Text(relation) = facts.value(fact, 0) else { continue };
            let relation = facts.dictionary.symbols.text(relation).to_owned();
            let rows = integer(facts.value(fact, builtin::TABLE_ROWS));
            let figures = integer(facts.value(fact, builtin::TABLE_FIGURES));
            let read = (relation, rows, figures);
            match self.titled.iter_mut().find(|titled| titled.line == place.line) {
                Some(titled) => titled.read.push(read),
                None => self.titled.push(Titled { title: place.text.clone(), line: place.line, read: vec![read] }),
            }
        }
        self.titled.sort_by_key(|titled| titled.line);
    }

    /// The lines of titles.
    pub(super) fn titles(&self) -> impl Iterator<Item = u32> {
        self.titled.iter().map(|titled| titled.line)
    }
}

/// Columns that rows may take from facts of other tables.
fn taken(program: &Program) -> BTreeSet<(RelationId, usize)> {
    let inherits = program.layouts.iter().flat_map(|layout| layout.inherits.iter().map(|it| (layout.relation, it)));
    inherits.flat_map(|(relation, it)| it.columns.iter().map(move |(own, _)| (relation, *own))).collect()
}

/// The grid, by block, and the row of it that a character stands in.
fn rows_by_character(document: &Document) -> BTreeMap<(u32, u32), (usize, usize)> {
    let mut rows = BTreeMap::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let Block::Grid(grid) = block else { continue };
        for (number, row) in grid.rows.iter().enumerate() {
            let glyphs = row.iter().flat_map(|cell| &cell.text.glyphs);
            rows.extend(glyphs.map(|glyph| ((glyph.line, glyph.column), (at, number))));
        }
    }
    rows
}
