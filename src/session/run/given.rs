//! Facts that are given as text, cell by cell.

use super::declared;
use super::error::{GivenError, Misfit};
use super::value::Reader;
use crate::fact::{Facts, RelationId, Word};
use crate::program::{Column, Program, RelationOrigin};

/// The most facts of a run: so many rows and figures can be told apart by their numbers.
const MOST_ROWS: usize = 1 << 28;

/// Facts for a program, to be run.
#[derive(Debug)]
pub struct Given<'p> {
    program: &'p Program,
    facts: Facts,
    rows: usize,
}

impl<'p> Given<'p> {
    /// No facts yet.
    pub fn new(program: &'p Program) -> Given<'p> {
        Given { program, facts: program.facts(), rows: 0 }
    }

    /// Adds rows to a relation: a cell a column, in their order. Text is compared without spaces, an empty cell is blank, a
    /// figure without a unit is an exact number of base units.
    ///
    /// # Errors
    /// Names the row, from 1, and the cell that does not fit; the rows before it are taken.
    pub fn add<R>(&mut self, relation: &str, rows: impl IntoIterator<Item = R>) -> Result<(), GivenError>
    where
        R: IntoIterator<Item: AsRef<str>>,
    {
        let takes = |id: &RelationId| {
            matches!(self.program.relation(*id).origin, RelationOrigin::Declared | RelationOrigin::Builtin)
        };
        let found = self.program.find(relation).filter(takes);
        let id = found.ok_or_else(|| GivenError::row(None, 0, Misfit::Relation(relation.to_owned())))?;
        let mut reader = self.rows(id);
        for (number, cells) in rows.into_iter().enumerate() {
            let fail = |misfit| GivenError::row(None, number as u64 + 1, misfit);
            for cell in cells {
                reader.cell(cell.as_ref()).map_err(fail)?;
            }
            reader.end().map_err(fail)?;
        }
        Ok(())
    }

    /// The relations that can be given facts.
    pub fn relations(&self) -> Vec<&'p str> {
        declared(self.program).into_iter().map(|id| self.program.relation(id).name.as_str()).collect()
    }

    /// Reads rows of a relation.
    pub(super) fn rows(&mut self, relation: RelationId) -> Rows<'_, 'p> {
        let columns = &self.program.relation(relation).columns;
        let readers = columns.iter().map(Reader::new).collect();
        Rows { relation, columns, readers, row: Vec::with_capacity(columns.len()), extra: 0, given: self }
    }

    pub(super) fn into_parts(self) -> (&'p Program, Facts) {
        (self.program, self.facts)
    }
}

/// Rows of one relation on their way in.
pub(super) struct Rows<'g, 'p> {
    given: &'g mut Given<'p>,
    relation: RelationId,
    columns: &'p [Column],
    readers: Vec<Reader<'p>>,
    row: Vec<Word>,
    /// Cells behind the last column.
    extra: usize,
}

impl<'p> Rows<'_, 'p> {
    /// Makes room for so many rows, which are written in so many bytes.
    pub(super) fn reserve(&mut self, rows: usize, bytes: usize) {
        // A row takes a byte a cell at least.
        let rows = rows.min(bytes / self.columns.len().max(1));
        self.given.facts.table_mut(self.relation).reserve(rows);
        let figures = self.columns.iter().filter(|column| column.kind.is_figure()).count();
        // Sums of them come behind them. What is not used takes no memory, but a list that must move takes it twice.
        self.given.facts.dictionary.figures.reserve(2 * rows * figures);
    }

    pub(super) fn columns(&self) -> &'p [Column] {
        self.columns
    }

    /// Whether no cell of a row was read.
    pub(super) fn is_fresh(&self) -> bool {
        self.row.is_empty()
    }

    /// Takes the next cell of the row.
    pub(super) fn cell(&mut self, text: &str) -> Result<(), Misfit> {
        match self.readers.get_mut(self.row.len()) {
            Some(reader) => self.row.push(reader.read(text, self.given.program, &mut self.given.facts.dictionary)?),
            None => self.extra += 1,
        }
        Ok(())
    }

    /// Ends a row.
    pub(super) fn end(&mut self) -> Result<(), Misfit> {
        if let Some(misfit) = self.width(self.row.len() + self.extra) {
            return Err(misfit);
        }
        if self.given.rows == MOST_ROWS {
            return Err(Misfit::Rows);
        }
        self.given.rows += 1;
        let table = self.given.facts.table_mut(self.relation);
        // Every figure is a value of its own, so that no other row is equal.
        if self.row.iter().any(|word| word.is_figure()) {
            table.push(&self.row);
        } else {
            table.insert(&self.row);
        }
        table.set_given();
        self.row.clear();
        Ok(())
    }

    /// What is wrong with a row of so many cells, if anything is.
    pub(super) fn width(&self, cells: usize) -> Option<Misfit> {
        (cells != self.columns.len()).then(|| Misfit::Width(cells, self.names()))
    }

    /// The number of a column.
    pub(super) fn column(&self, name: &str) -> Result<usize, Misfit> {
        let name = name.trim();
        let found = self.columns.iter().position(|column| column.name == name);
        found.ok_or_else(|| Misfit::Unknown(name.to_owned(), self.names()))
    }

    /// Where a header has each column.
    pub(super) fn order<'h>(&self, header: impl Iterator<Item = &'h str>) -> Result<Vec<usize>, Misfit> {
        let mut order = vec![None; self.columns.len()];
        for (place, name) in header.enumerate() {
            if order[self.column(name)?].replace(place).is_some() {
                return Err(Misfit::Repeated(name.to_owned()));
            }
        }
        let lacking = |(column, place): (&Column, &Option<usize>)| place.is_none().then(|| column.name.clone());
        match self.columns.iter().zip(&order).filter_map(lacking).collect::<Vec<_>>() {
            none if none.is_empty() => Ok(order.into_iter().flatten().collect()),
            lacking => Err(Misfit::Lacking(lacking)),
        }
    }

    fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }
}
