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
    /// Page, from 1, where the format has pages.
    pub page: Option<u32>,
    /// Left, top, right, bottom in thousandths of a point, where the format has positions.
    pub bbox: Option<[i32; 4]>,
    /// The text as printed, spaces included.
    pub text: String,
    /// Every run of characters the text is made of.
    #[serde(skip)]
    pub runs: Vec<Glyphs>,
}
