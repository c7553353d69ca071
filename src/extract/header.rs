//! The header of a ruled table: which column stands under which words.

use crate::document::Grid;

/// How many rows from the top may be header.
const DEEPEST_HEADER: usize = 6;

/// Where a layout looks for a column: the words of its block, how many earlier blocks have the same words, and paths.
pub(super) type Wanted<'a> = (&'a [String], usize, &'a [Vec<String>]);

/// Header words above each column, from the top.
#[derive(Debug)]
pub(super) struct Header {
    /// Rows that are header.
    pub(super) depth: usize,
    columns: Vec<Vec<String>>,
}

impl Header {
    /// Reads the header: the fewest rows in which the most of the wanted paths are found.
    pub(super) fn find(grid: &Grid, wanted: &[Wanted<'_>]) -> Header {
        let mut best = Header { depth: 0, columns: Vec::new() };
        let mut most = 0;
        for depth in 1..=grid.rows.len().min(DEEPEST_HEADER) {
            let header = Header { depth, columns: paths(grid, depth) };
            let found = wanted.iter().filter(|wanted| header.column(**wanted).is_some()).count();
            if found > most {
                most = found;
                best = header;
            }
        }
        best
    }

    /// The column under a block's words whose words end with a path; when there is none, the one where the path ends
    /// above the last header row, for a row of data may share that row. Lists side by side that have the same words
    /// take one such column after the other.
    pub(super) fn column(&self, (block, turn, alternatives): Wanted<'_>) -> Option<usize> {
        let nth = |fits: fn(&[String], &[String]) -> bool| {
            alternatives.iter().find_map(|path| {
                let stands = |words: &&Vec<String>| block.is_empty() || block.iter().any(|word| words.contains(word));
                let columns = self.columns.iter().enumerate().filter(|(_, words)| stands(words) && fits(words, path));
                columns.map(|(column, _)| column).nth(turn)
            })
        };
        nth(ends_with).or_else(|| nth(begins_with))
    }
}

/// Whether the first words, however many, end with the path.
fn begins_with(words: &[String], path: &[String]) -> bool {
    (1..words.len()).any(|length| ends_with(&words[..length], path))
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
