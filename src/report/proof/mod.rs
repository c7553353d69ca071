//! What was read of a filing and what was not, as one page to look at: the filing as it is, every number coloured by
//! what became of it. No script, nothing from elsewhere.

mod bands;
mod cells;
mod claims;
mod facts;
mod flow;
mod marks;
mod sheet;
mod summary;
mod tables;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::page_head;
use crate::document::{Block, Document, Glyph};
use crate::extract::{Extraction, Reading};
use crate::program::Program;
use claims::Claims;
use marks::Marks;
use tables::Tables;
use words::shown;

/// The look of the page.
const STYLE: &str = include_str!("style.css");

/// What the parts of the page draw on.
struct Scene<'a> {
    program: &'a Program,
    document: &'a Document,
    extraction: &'a Extraction,
    marks: Marks,
    tables: Tables,
    /// By page: how many numbers nobody read.
    unread: BTreeMap<u32, usize>,
    /// Lines that something links to.
    wanted: BTreeSet<u32>,
}

/// The page, in HTML.
pub fn proof(program: &Program, document: &Document, extraction: &Extraction) -> String {
    let claims = Claims::of(program, &extraction.facts);
    let tables = Tables::of(program, document, extraction);
    let marks = Marks::of(program, extraction, &claims);
    let wanted = wanted(extraction, &tables);
    let mut unread: BTreeMap<u32, usize> = BTreeMap::new();
    let digits = extraction.coverage.digits.iter().filter(|digits| digits.reading == Reading::Unclaimed);
    for page in digits.filter_map(|digits| document.origins.line(digits.at.line)?.page) {
        *unread.entry(page).or_default() += 1;
    }
    let scene = Scene { unread, program, document, extraction, marks, tables, wanted };
    let mut out = page_head(&format!("读了什么 · {}", document.name), STYLE);
    out.push_str("<body>\n<a class=\"skip\" href=\"#filing\">跳到原文</a>\n");
    summary::write(&scene, &mut out);
    out.push_str("<main id=\"filing\">\n<h2>原文 <small>the filing, as it was read</small></h2>\n");
    sheet::write(&scene, &mut out);
    flow::write(&scene, &mut out);
    out.push_str("</main>\n");
    facts::write(&scene, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

/// The lines of remarks and titles.
fn wanted(extraction: &Extraction, tables: &Tables) -> BTreeSet<u32> {
    let remarks = extraction.remarks.iter().filter(|remark| !remark.problem.is_unseen());
    remarks.map(|remark| remark.place.line).chain(tables.titles()).collect()
}

impl Scene<'_> {
    /// The page a block stands on, where it has one.
    fn page_of(&self, block: &Block) -> Option<u32> {
        self.page(first_glyph(block)?.line)
    }

    /// The page of a line.
    fn page(&self, line: u32) -> Option<u32> {
        let page = self.document.origins.line(line)?.page?;
        (page as usize <= self.document.origins.pages.len()).then_some(page)
    }
}

/// The first character of a block.
fn first_glyph(block: &Block) -> Option<&Glyph> {
    match block {
        Block::Line(line) => line.text.glyphs.first(),
        Block::Grid(grid) => grid.rows.iter().flatten().find_map(|cell| cell.text.glyphs.first()),
    }
}
