//! Which cell of a grid each place belongs to.

use crate::document::Grid;

/// For every place of a grid the cell that spans it.
#[derive(Debug)]
pub(super) struct Spans {
    owners: Vec<Vec<(usize, usize)>>,
    width: usize,
}

impl Spans {
    /// Reads the spans of a grid. A cell that reaches over another's place does not take it.
    pub(super) fn of(grid: &Grid) -> Spans {
        let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
        let own = |row: usize| (0..width).map(|column| (row, column)).collect();
        let mut owners: Vec<Vec<(usize, usize)>> = (0..grid.rows.len()).map(own).collect();
        for (top, row) in grid.rows.iter().enumerate().filter(|_| grid.spans) {
            for (left, cell) in row.iter().enumerate() {
                if owners[top][left] != (top, left) || (cell.rows <= 1 && cell.columns <= 1) {
                    continue;
                }
                let bottom = top.saturating_add(cell.rows as usize).min(owners.len());
                let right = left.saturating_add(cell.columns as usize).min(width);
                for (under, places) in owners.iter_mut().enumerate().take(bottom).skip(top) {
                    for (at, owner) in places.iter_mut().enumerate().take(right).skip(left) {
                        if *owner == (under, at) {
                            *owner = (top, left);
                        }
                    }
                }
            }
        }
        Spans { owners, width }
    }

    /// How many columns the widest row has.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Row and column of the cell that spans a place; the place itself when none does.
    pub(super) fn owner(&self, row: usize, column: usize) -> (usize, usize) {
        self.owners.get(row).and_then(|places| places.get(column)).copied().unwrap_or((row, column))
    }
}
