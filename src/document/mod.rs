//! What a filing is, whatever its format: lines and tables in reading order, every character with its place.

mod origin;
mod text;

pub use origin::{Hidden, Origin, Origins, Page};
pub use text::{Gap, Glyph, Text};

/// A filing as read, before anyone knows what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The name to show, usually the file's path.
    pub name: String,
    /// Lines and tables in reading order.
    pub blocks: Vec<Block>,
    /// Where its lines stand, for formats whose lines are not those of a text file.
    pub origins: Origins,
}

/// A piece of a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of running text, or of a table whose cells have no edges.
    Line(Line),
    /// A table whose cells have edges.
    Grid(Grid),
}

/// One printed line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its characters.
    pub text: Text,
    /// Whether it goes on the paragraph of the line before it.
    pub continues: bool,
    /// Whether empty space separates it from the line before it.
    pub space_before: bool,
}

/// A table with cell edges. Rows may differ in length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The rows from the top.
    pub rows: Vec<Vec<Cell>>,
    /// Whether cells say how many places they span. Otherwise a blank header cell may belong to the one on its left.
    pub spans: bool,
}

/// One cell, at its place in the grid; a cell that spans several places stands at the first, empty cells at the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What is printed in it; empty for a blank cell.
    pub text: Text,
    /// How many columns it spans, itself included.
    pub columns: u32,
    /// How many rows it spans, itself included.
    pub rows: u32,
}

impl Cell {
    /// A cell of one place.
    pub fn of(text: Text) -> Cell {
        Cell { text, columns: 1, rows: 1 }
    }
}

impl Default for Cell {
    fn default() -> Self {
        Cell::of(Text::default())
    }
}

impl Document {
    /// Every maximal run of digits, in reading order: what coverage counts.
    ///
    /// A run holds digits and the `,` and `.` between two digits; space ends it.
    pub fn digit_runs(&self) -> Vec<crate::base::Glyphs> {
        let mut runs = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Line(line) => line.text.digit_runs(&mut runs),
                Block::Grid(grid) => {
                    for cell in grid.rows.iter().flatten() {
                        cell.text.digit_runs(&mut runs);
                    }
                }
            }
        }
        runs
    }
}
