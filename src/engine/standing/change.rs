//! Changes of given facts.

use std::collections::BTreeSet;

use crate::fact::{FactId, Facts, Figure, Reading, RelationId, Value, Word};

/// The facts that were given, to be changed. Derived facts of a relation are gone as soon as it is changed.
#[derive(Debug)]
pub struct Change<'s> {
    pub(super) facts: &'s mut Facts,
    pub(super) touched: BTreeSet<RelationId>,
}

impl Change<'_> {
    /// The facts, as changed so far.
    pub fn facts(&self) -> &Facts {
        self.facts
    }

    /// Adds a figure that stands nowhere else, and gives its value.
    pub fn figure(&mut self, figure: Figure) -> Value {
        Value::Figure(self.facts.dictionary.figures.add(figure))
    }

    /// Adds a text, and gives its value.
    pub fn text(&mut self, text: &str) -> Value {
        Value::Text(self.facts.dictionary.symbols.intern(text))
    }

    /// Adds a fact, behind those of its relation.
    pub fn insert(&mut self, relation: RelationId, values: &[Value], reading: Option<Reading>) {
        self.touch(relation);
        self.facts.insert(relation, values, reading);
    }

    /// Takes a given fact away; those behind it in its relation move up.
    pub fn remove(&mut self, fact: FactId) {
        self.touch(fact.relation);
        self.facts.table_mut(fact.relation).replace(fact.row, None);
    }

    /// Changes a value of a given fact. When another fact says the same then, the first of the two stays.
    pub fn set(&mut self, fact: FactId, column: usize, value: Value) {
        self.touch(fact.relation);
        if fact.row as usize >= self.facts.table(fact.relation).len() {
            return;
        }
        let mut words: Vec<Word> = self.facts.row(fact).to_vec();
        if let Some(word) = words.get_mut(column) {
            *word = self.facts.dictionary.word(value);
        }
        self.facts.table_mut(fact.relation).replace(fact.row, Some(&words));
    }

    fn touch(&mut self, relation: RelationId) {
        if self.touched.insert(relation) {
            self.facts.table_mut(relation).forget_derived();
        }
    }
}
