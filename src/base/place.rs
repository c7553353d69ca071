//! Where a piece of a filing was printed.

use std::sync::Arc;

use serde::Serialize;

/// A run of characters on one source line; columns count characters from 1 and `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Glyphs {
    /// Source line, from 1.
    pub line: u32,
    /// First column, from 1.
    pub start: u32,
    /// One past the last column.
    pub end: u32,
}

/// A cell of a spreadsheet, or of a table in a format that numbers no lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CellName {
    /// The name of the sheet; nothing for a table without a name.
    pub sheet: Option<Arc<str>>,
    /// Which sheet or table of the file, from 1.
    pub table: u32,
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1.
    pub column: u32,
}

/// Everything a report needs to point at a piece of a filing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// The name of the filing, when it is another than the one that is checked.
    #[serde(skip)]
    pub filing: Option<Arc<str>>,
    /// First source line, from 1.
    pub line: u32,
    /// Last source line.
    pub line_end: u32,
    /// First column on the first line, in characters from 1.
    pub column: u32,
    /// Page of its file, from 1, where the format has pages.
    pub page: Option<u32>,
    /// Left, top, right, bottom in thousandths of a point, where the format has positions.
    pub bbox: Option<[i32; 4]>,
    /// The paragraph, from 1, where the format has paragraphs and no lines.
    pub paragraph: Option<u32>,
    /// The cell, where the format has cells and no positions.
    pub cell: Option<CellName>,
    /// The file, when the filing has several.
    pub part: Option<Arc<str>>,
    /// The text as printed, spaces included.
    pub text: String,
    /// Every run of characters the text is made of.
    #[serde(skip)]
    pub runs: Vec<Glyphs>,
}
