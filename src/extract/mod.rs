//! Document + declarations → facts.
//!
//! Tables are found by their titles ([`region`]); their rows come from cells ([`grid`]), from lines whose cells have no
//! edges ([`loose`], then [`placement`]), or from forms strung together ([`form`]). What is left is prose, read under
//! its headings ([`outline`], [`prose`]) by [`pattern`]s. Every digit ends up claimed, excluded or unclaimed
//! ([`coverage`]).

mod compiled;
mod coverage;
mod draft;
mod form;
mod given;
mod grid;
mod header;
mod label;
mod loose;
mod nodes;
mod outline;
pub mod pattern;
mod placed;
pub mod placement;
mod prose;
mod region;
mod spans;
mod structure;

use std::collections::BTreeSet;

use crate::base::Place;
use crate::document::Document;
use crate::fact::{Facts, FigureId};
use crate::program::Program;

pub use compiled::Compiled;
pub use coverage::{Coverage, Digits, Reading};
pub use given::{GivenTable, extract_given};

/// What was read from a filing.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The facts.
    pub facts: Facts,
    /// Identities that placed the figures they hold between: a check that repeats one checks nothing.
    pub self_evident: BTreeSet<Vec<FigureId>>,
    /// What became of every digit.
    pub coverage: Coverage,
    /// What was found but could not be read.
    pub remarks: Vec<Remark>,
}

/// Something that was found but could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where it begins; nothing but file and page for what has no characters.
    pub place: Place,
    /// What it is about: a table's title or a sentence.
    pub subject: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Headers that no column was found for.
    MissingColumns(Vec<String>),
    /// A cell of a figure column that holds no figure.
    NoFigure(String),
    /// The table prints so many columns, the layout declares so many.
    ColumnCount(usize, usize),
    /// Figures that have more than one possible place.
    Ambiguous(usize),
    /// No placement satisfies so many of the table's identities.
    Unbalanced(usize),
    /// A form of which no row could be read.
    NoRows,
    /// A page that is a picture without a character, counted through all files.
    Scanned(u32),
    /// A page where a notable share of the characters could not be told, counted through all files.
    Garbled(u32),
    /// A sheet that is hidden, or one with so many printed cells in hidden rows and columns.
    Hidden(Option<usize>),
}

impl Problem {
    /// Whether it is about what has no characters: reports tell it apart from what stands on a line.
    pub fn is_unseen(&self) -> bool {
        matches!(self, Problem::Scanned(_) | Problem::Garbled(_) | Problem::Hidden(_))
    }
}

/// Reads a filing with the declarations of a program, whose patterns are compiled.
pub fn extract(program: &Program, compiled: &Compiled, document: &Document) -> Extraction {
    let mut draft = draft::Draft::new(program, compiled, &document.origins);
    let tables = read_into(&mut draft, document);
    for (number, page) in (1..).zip(&document.origins.pages) {
        let place = Place { page: Some(page.number), part: page.part.clone(), ..Place::default() };
        let scanned = page.scanned.then_some(Problem::Scanned(number));
        let garbled = page.garbled.then_some(Problem::Garbled(number));
        let remark = |problem| Remark { place: place.clone(), subject: String::new(), problem };
        draft.remarks.extend(scanned.into_iter().chain(garbled).map(remark));
    }
    for hidden in &document.origins.hidden {
        let place = Place { part: hidden.part.clone(), ..Place::default() };
        let problem = Problem::Hidden(hidden.cells);
        draft.remarks.push(Remark { place, subject: hidden.sheet.clone(), problem });
    }
    draft.finish(document, &tables)
}

/// Reads the tables and the prose of a document; gives the blocks that tables took.
fn read_into(draft: &mut draft::Draft<'_>, document: &Document) -> BTreeSet<usize> {
    let map = region::regions(draft.program, draft.compiled, document);
    let mut leftovers = Vec::new();
    for region in &map.tables {
        structure::table(draft, document, region, &mut leftovers);
    }
    let outline = outline::outline(draft.program, draft.compiled, document, &map, &leftovers);
    structure::headings(draft, &outline);
    prose::read(draft, &outline);
    let mut tables = map.taken;
    for block in &leftovers {
        tables.remove(block);
    }
    tables
}
