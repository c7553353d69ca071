//! The header of a ruled table: which column stands under which words.

use std::ops::Range;

use super::spans::Spans;
use crate::document::Grid;
use crate::program::{Layout, LayoutBlock};

/// How many rows from the top may be header.
const DEEPEST_HEADER: usize = 6;

/// The words of a path from the top, each with its other names.
type Path = [Vec<String>];

/// Header words above each column, from the top.
#[derive(Debug)]
pub(super) struct Header {
    /// Rows that are header.
    pub(super) depth: usize,
    columns: Vec<Column>,
}

#[derive(Clone, Debug, Default)]
struct Column {
    words: Vec<String>,
    /// The first column of the lowest header cell that it stands under.
    group: usize,
}

/// Which columns a list of a table may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'l> {
    words: &'l [String],
    /// Among lists that open with the same words: which, from 0.
    turn: Option<usize>,
}

impl<'l> Part<'l> {
    /// The part of a table that a list stands in. Lists that open with the same words stand side by side: each goes from
    /// one column with these words to the next.
    pub(super) fn of(layout: &'l Layout, block: &'l LayoutBlock) -> Part<'l> {
        let alike = || layout.blocks.iter().filter(|other| other.header == block.header);
        let turn = alike().position(|other| std::ptr::eq(other, block));
        Part { words: &block.header, turn: turn.filter(|_| !block.header.is_empty() && alike().count() > 1) }
    }
}

impl Header {
    /// Reads the header: the fewest rows in which the most of the wanted paths are found.
    pub(super) fn find(grid: &Grid, spans: &Spans, wanted: &[(Part<'_>, &Path)]) -> Header {
        let mut best = Header { depth: 0, columns: Vec::new() };
        let mut most = 0;
        for depth in 1..=grid.rows.len().min(DEEPEST_HEADER) {
            let columns = if grid.spans { spanned(grid, spans, depth) } else { guessed(grid, depth) };
            let header = Header { depth, columns };
            let found = wanted.iter().filter(|(part, path)| header.columns(*part, path).is_some()).count();
            if found > most {
                most = found;
                best = header;
            }
        }
        best
    }

    /// The columns under the first header cell of a part whose words end with a path: more than one when it spans them.
    pub(super) fn columns(&self, part: Part<'_>, alternatives: &Path) -> Option<Range<usize>> {
        let under = self.under(part)?;
        alternatives.iter().find_map(|path| {
            let mut inside = under.clone();
            let first = inside.find(|column| {
                let words = &self.columns[*column].words;
                let named = part.turn.is_some() || part.words.is_empty();
                (named || part.words.iter().any(|word| words.contains(word))) && ends_with(words, path)
            })?;
            let same = |column: &usize| self.columns[*column].group == self.columns[first].group;
            let more = (first + 1..under.end).take_while(same).count();
            Some(first..first + 1 + more)
        })
    }

    /// The columns that a part may lie in.
    fn under(&self, part: Part<'_>) -> Option<Range<usize>> {
        let width = self.columns.len();
        let Some(turn) = part.turn else { return Some(0..width) };
        let opens = |column: usize| part.words.iter().any(|word| self.columns[column].words.contains(word));
        let mut starts = (0..width).filter(|column| {
            opens(*column) && (*column == 0 || !opens(column - 1) || self.columns[*column].group == *column)
        });
        let start = starts.nth(turn)?;
        Some(start..starts.next().unwrap_or(width))
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

/// For each column the words of the cells that span it.
fn spanned(grid: &Grid, spans: &Spans, depth: usize) -> Vec<Column> {
    let column = |column: usize| {
        let mut words = Vec::new();
        let mut group = column;
        for row in 0..depth {
            let (top, left) = spans.owner(row, column);
            group = left;
            let word = grid.rows[top].get(left).map(|cell| cell.text.squeezed()).unwrap_or_default();
            if top == row && !word.is_empty() {
                words.push(word);
            }
        }
        Column { words, group }
    };
    (0..spans.width()).map(column).collect()
}

/// For each column the words above it. A blank header cell belongs to the cell on its left when both stand under the
/// same cell of the row above: that is how a header cell over several columns is printed.
fn guessed(grid: &Grid, depth: usize) -> Vec<Column> {
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns: Vec<Column> = vec![Column::default(); width];
    for row in grid.rows.iter().take(depth) {
        let above: Vec<usize> = columns.iter().map(|column| column.group).collect();
        let mut word = String::new();
        for column in 0..width {
            let own = row.get(column).map(|cell| cell.text.squeezed()).unwrap_or_default();
            let inherits = own.is_empty() && column > 0 && above[column] == above[column - 1];
            columns[column].group = if inherits { columns[column - 1].group } else { column };
            if !inherits {
                word = own;
            }
            if !word.is_empty() {
                columns[column].words.push(word.clone());
            }
        }
    }
    columns
}
