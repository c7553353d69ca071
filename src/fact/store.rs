//! Facts in the order they were found, each once.

use crate::base::Symbols;

use super::{Dictionary, FigureId, Reading, RelationId, Table, Value, Word};

/// A fact, by relation and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId {
    /// Its relation.
    pub relation: RelationId,
    /// Its number in the relation.
    pub row: u32,
}

/// All facts of an evaluation, with what their values point into.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Texts, figures, codes.
    pub dictionary: Dictionary,
    tables: Vec<Table>,
    /// Room for the row that is put together.
    row: Vec<Word>,
}

impl Facts {
    /// No facts: a table of so many columns for each relation, and the text that constants of the program use.
    pub fn new(arities: impl IntoIterator<Item = usize>, symbols: Symbols) -> Facts {
        let tables: Vec<Table> = arities.into_iter().map(Table::new).collect();
        Facts { dictionary: Dictionary::new(symbols), tables, ..Facts::default() }
    }

    /// The facts of a relation.
    #[inline]
    pub fn table(&self, relation: RelationId) -> &Table {
        &self.tables[relation.0 as usize]
    }

    /// The facts of a relation, to add some.
    #[inline]
    pub fn table_mut(&mut self, relation: RelationId) -> &mut Table {
        &mut self.tables[relation.0 as usize]
    }

    /// Adds a fact that was read, or given from outside; columns beyond the values are blank. A fact that is known already
    /// keeps its first reading. Says whether it is new.
    pub fn insert(&mut self, relation: RelationId, values: &[Value], reading: Option<Reading>) -> (FactId, bool) {
        let (id, new) = self.add(relation, values);
        if new {
            let table = &mut self.tables[relation.0 as usize];
            if let Some(reading) = reading {
                table.set_reading(reading);
            }
            table.set_given();
        }
        (id, new)
    }

    fn add(&mut self, relation: RelationId, values: &[Value]) -> (FactId, bool) {
        let table = &mut self.tables[relation.0 as usize];
        self.row.clear();
        self.row.extend(values.iter().map(|value| self.dictionary.word(*value)));
        self.row.resize(self.row.len().max(table.arity()), Word::BLANK);
        let (row, new) = table.insert(&self.row);
        (FactId { relation, row }, new)
    }

    /// About how much memory all of it takes.
    pub fn bytes(&self) -> usize {
        let relations = (0..self.tables.len() as u32).map(RelationId);
        relations.map(|relation| self.bytes_of(relation)).sum::<usize>() + self.dictionary.bytes()
    }

    /// About how much memory the facts of a relation take, what they point into aside.
    #[inline]
    pub fn bytes_of(&self, relation: RelationId) -> usize {
        self.table(relation).bytes()
    }

    /// The facts of a relation in the order they were found.
    #[inline]
    pub fn of(&self, relation: RelationId) -> impl ExactSizeIterator<Item = FactId> + DoubleEndedIterator + use<> {
        let rows = self.tables.get(relation.0 as usize).map_or(0, Table::len);
        (0..rows).map(move |row| FactId { relation, row: row as u32 })
    }

    /// The words of a fact.
    #[inline]
    pub fn row(&self, id: FactId) -> &[Word] {
        self.table(id.relation).row(id.row)
    }

    /// What a column of a fact holds; a blank for a column that is not there.
    #[inline]
    pub fn value(&self, id: FactId, column: usize) -> Value {
        self.row(id).get(column).map_or(Value::Blank, |word| self.dictionary.value(*word))
    }

    /// A value a column.
    #[inline]
    pub fn values(&self, id: FactId) -> impl ExactSizeIterator<Item = Value> + DoubleEndedIterator {
        self.row(id).iter().map(|word| self.dictionary.value(*word))
    }

    /// Where a fact was read; `None` for one that was given or derived.
    #[inline]
    pub fn reading(&self, id: FactId) -> Option<&Reading> {
        self.table(id.relation).reading(id.row)
    }

    /// The figures of a fact.
    #[inline]
    pub fn figures_of(&self, id: FactId) -> impl Iterator<Item = FigureId> {
        self.row(id).iter().filter_map(|word| word.figure())
    }
}
