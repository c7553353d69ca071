//! What the reader makes of small PDF files.

#![allow(clippy::float_arithmetic, reason = "pages are laid out in points")]

mod broken;
mod marks;
mod paragraphs;
mod stitched;
mod tables;
mod writer;

use writer::{Leaf, file};

use crate::document::{Block, Document, Gap, Text};
use crate::reader::{Limits, ReadError, read};

fn try_pages(pages: &[Leaf]) -> Result<Document, ReadError> {
    read("例.pdf", &file(pages), &Limits::default())
}

fn pages(pages: &[Leaf]) -> Document {
    try_pages(pages).expect("the file is read")
}

/// A text with `|` where it is wrapped and single spaces where space is printed.
fn words(text: &Text) -> String {
    let mut out = String::new();
    for glyph in &text.glyphs {
        match glyph.gap {
            Gap::None => {}
            Gap::Wrap => out.push('|'),
            _ => out.push(' '),
        }
        out.push(glyph.ch);
    }
    out
}

/// Lines as printed, `|` before one that goes on a paragraph; rows with `│` between cells, `<2x1>` after a cell that
/// spans two columns.
fn picture(document: &Document) -> String {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => out.push(format!("{}{}", if line.continues { "|" } else { "" }, words(&line.text))),
            Block::Grid(grid) => out.extend(grid.rows.iter().map(|row| {
                let cells = row.iter().map(|cell| match (cell.columns, cell.rows) {
                    (1, 1) => words(&cell.text),
                    (columns, rows) => format!("{}<{columns}x{rows}>", words(&cell.text)),
                });
                format!("│{}│", cells.collect::<Vec<_>>().join("│"))
            })),
        }
    }
    out.join("\n")
}

fn show(leaves: &[Leaf]) -> String {
    picture(&pages(leaves))
}
