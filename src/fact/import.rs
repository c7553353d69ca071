//! Facts of one filing among those of another.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashMap;
use rust_decimal::Decimal;

use crate::base::Place;

use super::{DerivedOrigin, FactId, Facts, Figure, FigureId, Origin, Reading, RelationId, Value};

/// Brings facts over: text is interned anew, so that values join; a figure stays one figure however often it comes, keeps
/// how sure it is, and is known to stand in the other filing.
pub struct Import<'a> {
    from: &'a Facts,
    filing: Arc<str>,
    under: &'a dyn Fn(FactId) -> Vec<FactId>,
    figures: HashMap<FigureId, FigureId>,
}

impl<'a> Import<'a> {
    /// From the facts of a filing of this name; `under` says which facts that were read a derived one rests on.
    pub fn new(from: &'a Facts, filing: &str, under: &'a dyn Fn(FactId) -> Vec<FactId>) -> Import<'a> {
        Import { from, filing: filing.into(), under, figures: HashMap::default() }
    }

    /// Adds all facts of a relation to a relation that has one column more, for the unit of the filing.
    pub fn relation(&mut self, from: RelationId, into: &mut Facts, view: RelationId, unit: Option<&str>) {
        let mut values = Vec::new();
        for id in self.from.of(from) {
            values.clear();
            values.extend(self.from.values(id).map(|value| self.value(value, into)));
            values.push(unit.map_or(Value::Blank, |unit| Value::Text(into.dictionary.symbols.intern(unit))));
            let reading = self.reading(id);
            into.insert(view, &values, reading);
        }
    }

    fn value(&mut self, value: Value, into: &mut Facts) -> Value {
        match value {
            Value::Text(symbol) => {
                Value::Text(into.dictionary.symbols.intern(self.from.dictionary.symbols.text(symbol)))
            }
            Value::Figure(id) => Value::Figure(self.figure(id, into)),
            Value::Blank | Value::Code(_) | Value::Integer(_) | Value::Date(_) => value,
        }
    }

    /// A figure, and before it what it was made of: figures are numbered after their parts.
    fn figure(&mut self, id: FigureId, into: &mut Facts) -> FigureId {
        if let Some(known) = self.figures.get(&id) {
            return *known;
        }
        let mut needed = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            let mut need = |part: FigureId| {
                if needed.insert(part) {
                    open.push(part);
                }
            };
            match self.from.dictionary.figures.origin(next) {
                Origin::Printed(_) | Origin::Given | Origin::Constant | Origin::Blank => {}
                Origin::Sum(terms) => terms.iter().for_each(|(part, _)| need(part)),
                Origin::Function(_, parts) => parts.iter().copied().for_each(need),
            }
        }
        for part in needed {
            if !self.figures.contains_key(&part) {
                let new = self.add(part, into);
                self.figures.insert(part, new);
            }
        }
        self.figures[&id]
    }

    /// Adds a figure whose parts are there.
    fn add(&self, id: FigureId, into: &mut Facts) -> FigureId {
        let from = &self.from.dictionary.figures;
        let (amount, status) = (from.amount(id), from.status(id));
        let figures = &mut into.dictionary.figures;
        match from.origin(id) {
            Origin::Printed(place) => {
                let (candidates, declared_exact) = (from.candidates(id).to_vec(), from.declared_exact(id));
                figures.add(Figure { amount, status, place: self.place(place), candidates, declared_exact })
            }
            Origin::Given => figures.given(amount),
            Origin::Constant => figures.constant(amount),
            Origin::Blank => figures.derive(amount, DerivedOrigin::Blank, status),
            Origin::Sum(terms) => {
                let terms = terms.iter().map(|(part, times)| (self.figures[&part], times));
                let mut terms: Vec<(FigureId, Decimal)> = terms.collect();
                terms.sort_unstable_by_key(|(part, _)| *part);
                figures.derive(amount, DerivedOrigin::Sum(&terms), status)
            }
            Origin::Function(name, parts) => {
                let parts: Vec<FigureId> = parts.iter().map(|part| self.figures[part]).collect();
                figures.derive(amount, DerivedOrigin::Function(name, &parts), status)
            }
        }
    }

    fn place(&self, place: &Place) -> Place {
        Place { filing: Some(Arc::clone(&self.filing)), ..place.clone() }
    }

    /// Where a fact was read. What was derived stands where its values were read first: from here nobody looks at the
    /// definitions of the other filing again.
    fn reading(&self, id: FactId) -> Option<Reading> {
        if let Some(Reading { places, context, row }) = self.from.reading(id) {
            let places = places.iter().map(|place| place.as_ref().map(|place| self.place(place))).collect();
            return Some(Reading { places, context: context.clone(), row: *row });
        }
        let under = (self.under)(id);
        let Reading { context, row, .. } = self.from.reading(*under.first()?)?;
        let printed = |value: Value| {
            let read = |under: &FactId| self.printed(*under, value);
            under.iter().find_map(read).filter(|_| value != Value::Blank)
        };
        let places = self.from.values(id).map(|value| printed(value).map(|place| self.place(place))).collect();
        Some(Reading { places, context: context.clone(), row: *row })
    }

    /// The first place of a value in a fact that was read.
    fn printed(&self, id: FactId, value: Value) -> Option<&'a Place> {
        let places = &self.from.reading(id)?.places;
        let columns = self.from.values(id).zip(places);
        columns.filter(|(known, _)| *known == value).find_map(|(_, place)| place.as_ref())
    }
}
