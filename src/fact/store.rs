//! Facts in the order they were found, each once.

use foldhash::HashMap;

use crate::base::{Place, Symbols};

use super::{FigureId, Figures, RelationId, Value};

/// A fact, by relation and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId {
    /// Its relation.
    pub relation: RelationId,
    /// Its number in the relation.
    pub row: u32,
}

/// Why a fact is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Support {
    /// Given from outside, such as the rows of a rule's test.
    #[default]
    Given,
    /// Read from a filing: where each column was printed.
    Read {
        /// One place a column; figures carry their own.
        places: Vec<Option<Place>>,
        /// The table or section it stands in, as printed.
        context: String,
        /// Its row in the table, from 1 below the header; 0 outside tables.
        row: u32,
    },
    /// Derived by a definition (its number in the program) from facts.
    Derived {
        /// The definition.
        definition: u32,
        /// The facts under it, in the order of its conditions.
        premises: Vec<FactId>,
    },
}

impl Support {
    /// About how much memory it takes.
    fn bytes(&self) -> usize {
        match self {
            Support::Given => 0,
            Support::Read { places, context, .. } => size_of_val(places.as_slice()) + context.len(),
            Support::Derived { premises, .. } => size_of_val(premises.as_slice()),
        }
    }
}

/// About what a fact takes besides its values and what supports it.
const FACT_BYTES: usize = size_of::<Fact>() + 32;

/// One fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// A value a column.
    pub values: Box<[Value]>,
    /// Why it is known.
    pub support: Support,
}

/// All facts of an evaluation, with the tables that their values point into.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Interned text.
    pub symbols: Symbols,
    /// Figures.
    pub figures: Figures,
    relations: Vec<Relation>,
    bytes: usize,
}

#[derive(Clone, Debug, Default)]
struct Relation {
    facts: Vec<Fact>,
    rows: HashMap<Box<[Value]>, u32>,
}

impl Facts {
    /// No facts, for a program of so many relations, with the text its constants use.
    pub fn new(relations: usize, symbols: Symbols) -> Facts {
        Facts { symbols, figures: Figures::default(), relations: vec![Relation::default(); relations], bytes: 0 }
    }

    /// Adds a fact; a fact that is known already keeps its first support. Says whether it is new.
    pub fn insert(&mut self, relation: RelationId, values: Box<[Value]>, support: Support) -> (FactId, bool) {
        let table = &mut self.relations[relation.0 as usize];
        if let Some(row) = table.rows.get(&values) {
            return (FactId { relation, row: *row }, false);
        }
        let row = table.facts.len() as u32;
        self.bytes += FACT_BYTES + 2 * size_of_val(&*values) + support.bytes();
        table.rows.insert(values.clone(), row);
        table.facts.push(Fact { values, support });
        (FactId { relation, row }, true)
    }

    /// About how much memory all of it takes: facts, figures, text.
    pub fn bytes(&self) -> usize {
        self.bytes + self.figures.bytes() + self.symbols.bytes()
    }

    /// The bytes of a text; nothing for any other value.
    pub fn text_length(&self, value: Value) -> usize {
        match value {
            Value::Text(symbol) => self.symbols.text(symbol).len(),
            _ => 0,
        }
    }

    /// The facts of a relation in the order they were found.
    pub fn of(&self, relation: RelationId) -> &[Fact] {
        self.relations.get(relation.0 as usize).map_or(&[], |table| &table.facts)
    }

    /// One fact.
    pub fn get(&self, id: FactId) -> &Fact {
        &self.relations[id.relation.0 as usize].facts[id.row as usize]
    }

    /// A value as a person reads it; how figures read is the caller's.
    pub fn plain(&self, value: Value, figure: impl FnOnce(FigureId) -> String) -> String {
        match value {
            Value::Blank => String::new(),
            Value::Text(symbol) => self.symbols.text(symbol).to_owned(),
            Value::Code(code) => code.to_string(),
            Value::Integer(integer) => integer.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Figure(id) => figure(id),
        }
    }

    /// The figures of a fact.
    pub fn figures_of(&self, id: FactId) -> impl Iterator<Item = FigureId> {
        self.get(id).values.iter().filter_map(|value| match value {
            Value::Figure(figure) => Some(*figure),
            _ => None,
        })
    }
}
