//! Facts of one filing among those of another.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashMap;
use rust_decimal::Decimal;

use crate::base::Place;

use super::{Fact, FactId, Facts, Figure, FigureId, Origin, RelationId, Support, Value};

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
        for (row, fact) in self.from.of(from).iter().enumerate() {
            let mut values: Vec<Value> = fact.values.iter().map(|value| self.value(*value, into)).collect();
            values.push(unit.map_or(Value::Blank, |unit| Value::Text(into.symbols.intern(unit))));
            let support = self.support(FactId { relation: from, row: row as u32 }, fact);
            into.insert(view, values.into_boxed_slice(), support);
        }
    }

    fn value(&mut self, value: Value, into: &mut Facts) -> Value {
        match value {
            Value::Text(symbol) => Value::Text(into.symbols.intern(self.from.symbols.text(symbol))),
            Value::Figure(id) => Value::Figure(self.figure(id, into)),
            Value::Blank | Value::Code(_) | Value::Integer(_) | Value::Date(_) => value,
        }
    }

    /// A figure, and before it what it was made of: figures are numbered after their parts.
    fn figure(&mut self, id: FigureId, into: &mut Facts) -> FigureId {
        let mut needed = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            let parts: Vec<FigureId> = match &self.from.figures.get(next).origin {
                Origin::Printed(_) | Origin::Constant | Origin::Blank => Vec::new(),
                Origin::Sum(parts) => parts.iter().map(|(part, _)| *part).collect(),
                Origin::Function(_, parts) => parts.clone(),
            };
            open.extend(parts.into_iter().filter(|part| needed.insert(*part)));
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
        let figure = self.from.figures.get(id);
        match &figure.origin {
            Origin::Printed(place) => {
                let origin = Origin::Printed(Box::new(self.place(place)));
                into.figures.add(Figure { origin, ..figure.clone() })
            }
            Origin::Constant => into.figures.constant(figure.amount),
            Origin::Blank => into.figures.derive(figure.amount, Origin::Blank, figure.status),
            Origin::Sum(parts) => {
                let mut parts: Vec<(FigureId, Decimal)> =
                    parts.iter().map(|(part, times)| (self.figures[part], *times)).collect();
                parts.sort_unstable_by_key(|(part, _)| *part);
                into.figures.derive(figure.amount, Origin::Sum(parts), figure.status)
            }
            Origin::Function(name, parts) => {
                let parts = parts.iter().map(|part| self.figures[part]).collect();
                into.figures.derive(figure.amount, Origin::Function(name, parts), figure.status)
            }
        }
    }

    fn place(&self, place: &Place) -> Place {
        Place { filing: Some(Arc::clone(&self.filing)), ..place.clone() }
    }

    /// Where a fact was read. What was derived stands where its values were read first: from here nobody looks at the
    /// definitions of the other filing again.
    fn support(&self, id: FactId, fact: &Fact) -> Support {
        let read = match &fact.support {
            Support::Given => return Support::Given,
            Support::Read { .. } => vec![id],
            Support::Derived { .. } => (self.under)(id),
        };
        let under: Vec<(&Fact, &[Option<Place>])> = read.iter().filter_map(|id| self.read(*id)).collect();
        let printed = |value: &Value| {
            let columns = under.iter().flat_map(|(fact, places)| fact.values.iter().zip(*places));
            columns.filter(|(known, _)| *known == value).find_map(|(_, place)| place.as_ref())
        };
        let place = |value: &Value| printed(value).filter(|_| *value != Value::Blank).map(|place| self.place(place));
        let Some(Support::Read { context, row, places }) = read.first().map(|id| &self.from.get(*id).support) else {
            return Support::Given;
        };
        let places = match &fact.support {
            Support::Read { .. } => places.iter().map(|place| place.as_ref().map(|place| self.place(place))).collect(),
            _ => fact.values.iter().map(place).collect(),
        };
        Support::Read { places, context: context.clone(), row: *row }
    }

    fn read(&self, id: FactId) -> Option<(&'a Fact, &'a [Option<Place>])> {
        let fact = self.from.get(id);
        match &fact.support {
            Support::Read { places, .. } => Some((fact, places)),
            _ => None,
        }
    }
}
