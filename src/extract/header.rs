//! The header of a ruled table: which column stands under which words.

use crate::document::Grid;

/// How many rows from the top may be header.
const DEEPEST_HEADER: usize = 6;

/// Header words above each column, from the top.
#[derive(Debug)]
pub(super) struct Header {
    /// Rows that are header.
    pub(super) depth: usize,
    columns: Vec<Vec<String>>,
}

impl Header {
    /// Reads the header: the fewest rows in which the most of the wanted paths are found.
    pub(super) fn find(grid: &Grid, wanted: &[(&[String], &[Vec<String>])]) -> Header {
        let mut best = Header { depth: 0, columns: Vec::new() };
        let mut most = 0;
        for depth in 1..=grid.rows.len().min(DEEPEST_HEADER) {
            let header = Header { depth, columns: paths(grid, depth) };
            let found = wanted.iter().filter(|(block, path)| header.column(block, path).is_some()).count();
            if found > most {
                most = found;
                best = header;
            }
        }
        best
    }

    /// The first column under a block's words whose words end with a path.
    pub(super) fn column(&self, block: &[String], alternatives: &[Vec<String>]) -> Option<usize> {
        alternatives.iter().find_map(|path| {
            self.columns.iter().position(|words| {
                let under = block.is_empty() || block.iter().any(|word| words.contains(word));
                under && ends_with(words, path)
            })
        })
    }
}

/// Whether the last word is the path's last, and the path's other words stand above it in order.
fn ends_with(words: &[String], path: &[String]) -> bool {
    let (Some((last, above)), Some((wanted, wanted_above))) = (words.split_last(), path.split_last()) else {
        return false;
    };
    let mut above = above.iter();
    last == wanted && wanted_above.iter().all(|word| above.any(|candidate| candidate == word))
}

/// For each column the words above it. A blank header cell belongs to the cell on its left when both stand under the
/// same cell of the row above: that is how a header cell over several columns is printed.
fn paths(grid: &Grid, depth: usize) -> Vec<Vec<String>> {
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut group: Vec<usize> = vec![0; width];
    let mut columns: Vec<Vec<String>> = vec![Vec::new(); width];
    for row in grid.rows.iter().take(depth) {
        let mut next = group.clone();
        let mut word = String::new();
        for column in 0..width {
            let own = row.get(column).map(|cell| cell.text.squeezed()).unwrap_or_default();
            let inherits = own.is_empty() && column > 0 && group[column] == group[column - 1];
            if !inherits {
                word = own;
                next[column] = column;
            } else {
                next[column] = next[column - 1];
            }
            if !word.is_empty() {
                columns[column].push(word.clone());
            }
        }
        group = next;
    }
    columns
}
