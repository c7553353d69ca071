//! What the reader makes of small texts in the layouts of real ones.

use super::*;
use crate::document::Block;

/// Paragraphs on lines of their own, `|` where two printed lines meet, grids as rows with `│`.
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
                    out.push_str("\n│ ");
                    out.push_str(&cells.join(" │ "));
                }
            }
        }
    }
    out.push('\n');
    out
}

#[test]
#[ignore = "prints the file named in GOUJI_READ"]
#[allow(clippy::print_stdout)]
fn show() {
    let Ok(path) = std::env::var("GOUJI_READ") else { return };
    let bytes = std::fs::read(&path).expect("a file");
    let started = std::time::Instant::now();
    match read(&path, &bytes, &Limits::default()) {
        Ok(document) => println!("{}\n{:?}", picture(&document), started.elapsed()),
        Err(error) => println!("{error}"),
    }
}
