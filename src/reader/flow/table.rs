//! Cells with spans, one after the other → a table with every cell at its place.

/// Nothing spans more columns, as in HTML; no sheet is wider.
const WIDEST: usize = 16_384;

/// One place of a table.
#[derive(Clone, Debug, Default)]
pub(in crate::reader) struct Place {
    /// What is printed; empty for a blank cell and where another cell spans.
    pub(in crate::reader) text: String,
    /// How many columns its cell spans.
    pub(in crate::reader) columns: u32,
    /// How many rows its cell spans.
    pub(in crate::reader) rows: u32,
    /// Row and column as a person counts them, from 1.
    pub(in crate::reader) at: (u32, u32),
}

/// A table with all places of all rows.
#[derive(Clone, Debug, Default)]
pub(in crate::reader) struct Table {
    /// Rows from the top, all equally long.
    pub(in crate::reader) rows: Vec<Vec<Place>>,
}

impl Table {
    /// How many places it has.
    pub(in crate::reader) fn places(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
    }
}

/// A cell where it begins.
struct Begun {
    row: usize,
    column: usize,
    columns: usize,
    rows: usize,
    text: String,
}

/// Too many places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reader) struct Overfull;

/// Lays cells out in the order in which they are written.
pub(in crate::reader) struct Placer {
    cells: Vec<Begun>,
    /// By column: the first row that is free below what spans it.
    free_from: Vec<usize>,
    /// By column: the cell that began there last.
    latest: Vec<Option<usize>>,
    rows: usize,
    column: usize,
    /// Places that it may have.
    most: usize,
    /// Places that cells may still take.
    left: usize,
}

impl Placer {
    /// An empty table that may have so many places.
    pub(super) fn new(most: usize) -> Placer {
        Placer { cells: Vec::new(), free_from: Vec::new(), latest: Vec::new(), rows: 0, column: 0, most, left: most }
    }

    /// Begins a row.
    pub(in crate::reader) fn row(&mut self) {
        self.rows += 1;
        self.column = 0;
    }

    /// Leaves places blank.
    pub(in crate::reader) fn skip(&mut self, columns: usize) {
        self.column = self.column.saturating_add(columns).min(WIDEST);
    }

    /// Puts a cell at the next free place; spans of nothing count as one.
    pub(in crate::reader) fn cell(&mut self, text: String, columns: usize, rows: usize) -> Result<(), Overfull> {
        let row = self.rows.checked_sub(1).ok_or(Overfull)?;
        while self.free_from.get(self.column).is_some_and(|free| *free > row) {
            self.column += 1;
        }
        let columns = columns.clamp(1, 1000);
        let rows = rows.clamp(1, usize::from(u16::MAX));
        let end = self.column + columns;
        self.left = self.left.checked_sub(columns).ok_or(Overfull)?;
        if end > WIDEST {
            return Err(Overfull);
        }
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
            self.latest.resize(end, None);
        }
        self.latest[self.column] = Some(self.cells.len());
        for free in &mut self.free_from[self.column..end] {
            *free = (*free).max(row + rows);
        }
        self.cells.push(Begun { row, column: self.column, columns, rows, text });
        self.column = end;
        Ok(())
    }

    /// Lets the cell that begins at the same column above span one row more; whether there is one.
    pub(in crate::reader) fn lengthen(&mut self, columns: usize) -> bool {
        let Some(row) = self.rows.checked_sub(1) else { return false };
        let above = self.latest.get(self.column).copied().flatten().and_then(|at| self.cells.get_mut(at));
        let Some(cell) = above.filter(|cell| cell.row + cell.rows == row) else { return false };
        cell.rows += 1;
        let end = (cell.column + cell.columns).min(self.free_from.len());
        for free in &mut self.free_from[cell.column..end] {
            *free = (*free).max(row + 1);
        }
        self.column += columns.clamp(1, 1000).max(cell.columns);
        true
    }

    /// Lets the last cell of this row span so many columns more.
    pub(in crate::reader) fn widen(&mut self, columns: usize) {
        let row = self.rows.saturating_sub(1);
        let end = self.column.saturating_add(columns);
        if let Some(cell) = self.cells.last_mut().filter(|cell| cell.row == row && end <= WIDEST) {
            cell.columns += columns;
            self.free_from.resize(self.free_from.len().max(end), 0);
            self.latest.resize(self.free_from.len(), None);
            self.column = end;
        }
    }

    /// The table. Columns in which no cell begins are dropped, for nothing tells them from those on their left.
    pub(in crate::reader) fn finish(self) -> Result<Table, Overfull> {
        let mut begins = vec![false; self.free_from.len()];
        for cell in &self.cells {
            begins[cell.column] = true;
        }
        // By column: how many kept columns are on its left.
        let mut kept = Vec::with_capacity(begins.len() + 1);
        let mut width = 0;
        for begin in &begins {
            kept.push(width);
            width += usize::from(*begin);
        }
        kept.push(width);
        if self.rows.checked_mul(width).is_none_or(|places| places > self.most) {
            return Err(Overfull);
        }
        let mut rows: Vec<Vec<Place>> = Vec::with_capacity(self.rows);
        for row in 0..self.rows {
            let at = |column: usize| (count(row + 1), count(column + 1));
            rows.push(
                (0..width).map(|column| Place { columns: 1, rows: 1, at: at(column), ..Place::default() }).collect(),
            );
        }
        for cell in self.cells {
            let column = kept[cell.column];
            let place = &mut rows[cell.row][column];
            place.text = cell.text;
            place.columns = count(kept[cell.column + cell.columns] - column);
            place.rows = count(cell.rows.min(self.rows - cell.row));
        }
        Ok(Table { rows })
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
