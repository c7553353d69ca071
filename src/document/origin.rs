//! Where the lines of a document stand, in formats that have pages, sheets or several files.

use std::sync::Arc;

use crate::base::{CellName, Place};

/// A page of a filing, in thousandths of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its number in its own file, from 1.
    pub number: u32,
    /// The file, when the filing has several.
    pub part: Option<Arc<str>>,
    /// Its width as it is seen, rotation included.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// Whether it is a picture without a character: nothing on it could be read.
    pub scanned: bool,
    /// Whether a notable share of its characters could not be told: their fonts do not say which they are.
    pub garbled: bool,
}

/// Where one line stands. A line of the document is a printed line, a paragraph or a cell, as its format has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Which of [`Origins::pages`] it stands on, from 1.
    pub page: Option<u32>,
    /// Left, top, right, bottom of each character by column, in thousandths of a point from the page's upper left
    /// corner; empty where the format has no positions.
    pub boxes: Vec<[i32; 4]>,
    /// Its paragraph, from 1, where the format has paragraphs and no lines.
    pub paragraph: Option<u32>,
    /// Its cell, where the format has cells and no positions.
    pub cell: Option<CellName>,
    /// The file, when the filing has several.
    pub part: Option<Arc<str>>,
}

/// Where all lines stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// By line number, from 1; empty for a text file, whose lines are its own.
    pub lines: Vec<Origin>,
    /// The pages of all files.
    pub pages: Vec<Page>,
    /// What the sheets of all files hide.
    pub hidden: Vec<Hidden>,
}

/// What a workbook does not show: it was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The sheet.
    pub sheet: String,
    /// How many cells that print something stand in its hidden rows and columns; nothing when all of it is hidden.
    pub cells: Option<usize>,
    /// The file, when the filing has several.
    pub part: Option<Arc<str>>,
}

impl Origins {
    /// Where a line stands.
    pub fn line(&self, number: u32) -> Option<&Origin> {
        self.lines.get((number as usize).checked_sub(1)?)
    }

    /// The number of a page in its own file, by its number among all.
    fn printed(&self, page: u32) -> u32 {
        let known = (page as usize).checked_sub(1).and_then(|at| self.pages.get(at));
        known.map_or(page, |known| known.number)
    }

    /// Completes a place by page, box, cell and file. The box holds the runs on the first page.
    pub fn complete(&self, place: &mut Place) {
        let Some(origin) = self.line(place.line) else { return };
        place.page = origin.page.map(|page| self.printed(page));
        place.paragraph = origin.paragraph;
        place.cell.clone_from(&origin.cell);
        place.part.clone_from(&origin.part);
        let on_page = place.runs.iter().filter_map(|run| Some((run, self.line(run.line)?)));
        let boxes = on_page.filter(|(_, other)| other.page == origin.page).flat_map(|(run, other)| {
            let columns = run.start.saturating_sub(1) as usize..run.end.saturating_sub(1) as usize;
            columns.filter_map(|column| other.boxes.get(column))
        });
        place.bbox = boxes.copied().reduce(joined);
    }
}

/// The smallest box around two.
fn joined(one: [i32; 4], other: [i32; 4]) -> [i32; 4] {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}
