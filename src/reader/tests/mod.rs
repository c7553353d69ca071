//! What the reader makes of small texts in the layouts of real ones.

mod archives;
mod books;
mod docx;
mod formats;
mod html;
mod layouts;
mod markdown;
mod packed;
mod properties;
mod sheets;

use super::{Limits, read};
use crate::document::{Block, Document, Text};

/// Paragraphs on lines of their own, `|` where two printed lines meet, grid rows with `│` between cells.
fn picture(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => {
                out.push_str(if line.continues { "|" } else { "\n" });
                out.push_str(&line.text.readable());
            }
            Block::Grid(grid) => {
                for row in &grid.rows {
                    let cells: Vec<String> = row.iter().map(|cell| cell.text.readable()).collect();
                    out.push_str("\n│");
                    out.push_str(&cells.join("│"));
                }
            }
        }
    }
    out.push('\n');
    out
}

fn read_text(text: &str) -> Document {
    read("例", text.as_bytes(), &Limits::default()).expect("text is read")
}

fn show(text: &str) -> String {
    picture(&read_text(text)).trim_matches('\n').to_owned()
}

fn texts(document: &Document) -> Vec<&Text> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => texts.push(&line.text),
            Block::Grid(grid) => texts.extend(grid.rows.iter().flatten().map(|cell| &cell.text)),
        }
    }
    texts
}
