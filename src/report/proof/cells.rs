//! How far the cells of a grid reach, so that no two overlap and none hides another's text.

use crate::document::{Cell, Grid};

/// A cell at its place, with the places it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent<'a> {
    pub(super) cell: &'a Cell,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// The cells of a grid from the upper left, without those that others cover.
pub(super) fn extents(grid: &Grid) -> Vec<Extent<'_>> {
    let mut covered: Vec<Vec<bool>> = grid.rows.iter().map(|row| vec![false; row.len()]).collect();
    let mut found = Vec::new();
    for (row, cells) in grid.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            if covered[row][column] {
                continue;
            }
            let free = |row: usize, column: usize| {
                let blank = grid.rows.get(row).and_then(|row| row.get(column)).is_some_and(|cell| cell.text.is_empty());
                blank && !covered[row][column]
            };
            let columns =
                1 + (column + 1..column + cell.columns.max(1) as usize).take_while(|at| free(row, *at)).count();
            let whole = |at: &usize| (column..column + columns).all(|column| free(*at, column));
            let rows = 1 + (row + 1..row + cell.rows.max(1) as usize).take_while(whole).count();
            for line in covered.iter_mut().skip(row).take(rows) {
                line.iter_mut().skip(column).take(columns).for_each(|covered| *covered = true);
            }
            found.push(Extent { cell, row, column, columns, rows });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Text;

    fn cell(text: &str, columns: u32, rows: u32) -> Cell {
        Cell { text: Text::from_line(text, 1, 1), columns, rows }
    }

    fn reach(rows: Vec<Vec<Cell>>) -> Vec<(usize, usize, usize, usize)> {
        let grid = Grid { rows, spans: true };
        extents(&grid).iter().map(|it| (it.row, it.column, it.columns, it.rows)).collect()
    }

    #[test]
    fn spans_cover_blank_places_only() {
        let blank = Cell::default;
        assert_eq!(
            reach(vec![
                vec![cell("甲", 2, 1), blank(), cell("乙", 1, 2)],
                vec![cell("1", 1, 1), cell("2", 1, 1), blank()]
            ]),
            [(0, 0, 2, 1), (0, 2, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]
        );
        assert_eq!(reach(vec![vec![cell("甲", 9, u32::MAX), cell("乙", 1, 1)]]), [(0, 0, 1, 1), (0, 1, 1, 1)]);
    }
}
