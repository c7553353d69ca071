//! Random conditions, each of which reads only what those before it bind.

use super::expression::{Scope, comparison, number, reckoned, small};
use super::schema::{CODES, COLUMNS, Dialect, Kind, Shape, TEXTS};
use super::tape::Tape;

/// The conditions of a clause, as they are written.
pub(super) struct Body<'a, 't> {
    pub(super) tape: &'a mut Tape<'t>,
    pub(super) dialect: Dialect,
    /// Relations that are complete when the clause runs.
    pub(super) complete: &'a [Shape],
    /// Relations of its own stratum.
    pub(super) own: &'a [Shape],
    pub(super) scope: Scope,
    pub(super) conditions: Vec<String>,
    names: usize,
}

impl<'a, 't> Body<'a, 't> {
    pub(super) fn new(
        tape: &'a mut Tape<'t>,
        dialect: Dialect,
        complete: &'a [Shape],
        own: &'a [Shape],
    ) -> Body<'a, 't> {
        Body { tape, dialect, complete, own, scope: Scope::default(), conditions: Vec::new(), names: 0 }
    }

    fn fresh(&mut self) -> String {
        self.names += 1;
        format!("变{}", self.names)
    }

    /// A variable that was not bound before.
    pub(super) fn bind(&mut self, kind: Kind) -> String {
        let name = self.fresh();
        self.scope.bound.push((name.clone(), kind));
        name
    }

    /// Adds an atom of a relation that is complete, or of the own stratum where that is wanted.
    pub(super) fn atom(&mut self, own: bool) {
        let from = if own { self.own } else { self.complete };
        if let Some(shape) = self.tape.pick(from) {
            let atom = self.positive(&shape, None);
            self.conditions.push(atom);
        }
    }

    /// Adds an atom with a new variable for every column that can be read; says their names.
    pub(super) fn whole(&mut self, shape: &Shape) -> Vec<Option<String>> {
        let kinds = shape.columns.iter();
        let names: Vec<Option<String>> =
            kinds.map(|kind| self.readable(shape, *kind).then(|| self.bind(*kind))).collect();
        let argument = |(name, column): (&Option<String>, _)| name.as_ref().map(|name| format!("{column}: {name}"));
        let arguments: Vec<String> = names.iter().zip(COLUMNS).filter_map(argument).collect();
        self.conditions.push(format!("{}({})", shape.name, arguments.join(", ")));
        names
    }

    /// Adds an atom that leads from a value to another of its kind; says the other's name.
    pub(super) fn step(&mut self, way: &Shape, kind: Kind, from: &str) -> Option<String> {
        let columns: Vec<usize> = (0..way.columns.len()).filter(|column| way.columns[*column] == kind).collect();
        let (first, second) = (columns.first()?, columns.get(1)?);
        let (first, second) = if self.tape.chance(30) { (second, first) } else { (first, second) };
        let to = self.bind(kind);
        self.conditions.push(format!("{}({}: {from}, {}: {to})", way.name, COLUMNS[*first], COLUMNS[*second]));
        Some(to)
    }

    /// Makes sure that a variable of a kind is bound; says its name.
    pub(super) fn ensure(&mut self, kind: Kind) -> Option<String> {
        self.ensure_but(kind, "")
    }

    /// The same, for a variable other than one.
    pub(super) fn ensure_but(&mut self, kind: Kind, but: &str) -> Option<String> {
        let mut names = self.scope.of(kind);
        names.retain(|name| name != but);
        if let Some(name) = self.tape.pick(&names) {
            return Some(name);
        }
        let readable =
            |shape: &&Shape| shape.columns.iter().any(|column| column.fits(kind)) && self.readable(shape, kind);
        let shapes: Vec<Shape> = self.complete.iter().filter(readable).cloned().collect();
        let shape = self.tape.pick(&shapes)?;
        let atom = self.positive(&shape, shape.columns.iter().position(|column| column.fits(kind)));
        self.conditions.push(atom);
        self.scope.of(kind).pop()
    }

    /// Whether a column of a kind is read from a relation.
    fn readable(&self, shape: &Shape, kind: Kind) -> bool {
        self.dialect != Dialect::Sql || !kind.is_figure() || shape.name.starts_with('基')
    }

    /// An atom; it binds a new variable to one column when told so.
    fn positive(&mut self, shape: &Shape, fresh: Option<usize>) -> String {
        let mut arguments = Vec::new();
        let kept = fresh.unwrap_or_else(|| self.tape.below(shape.columns.len()));
        for (column, kind) in shape.columns.iter().enumerate() {
            if !self.readable(shape, *kind) || (column != kept && self.tape.chance(15)) {
                continue;
            }
            let term = if fresh == Some(column) { self.bind(*kind) } else { self.term(*kind) };
            let filled = kind.is_figure() && self.dialect != Dialect::Sql && self.tape.chance(25);
            let blank = if filled { format!(" 若无 {}", number(self.tape, *kind)) } else { String::new() };
            arguments.push(format!("{}: {term}{blank}", COLUMNS[column]));
        }
        if arguments.is_empty() {
            let column = shape.columns.iter().position(|kind| self.readable(shape, *kind)).unwrap_or(0);
            let term = self.bind(shape.columns[column]);
            arguments.push(format!("{}: {term}", COLUMNS[column]));
        }
        format!("{}({})", shape.name, arguments.join(", "))
    }

    /// What an atom has in a column: a variable that is bound, perhaps by a column before, a constant, a new variable.
    fn term(&mut self, kind: Kind) -> String {
        if kind.is_figure() {
            return self.bind(kind);
        }
        let names = self.scope.of(kind);
        match self.tape.below(20) {
            0..11 if !names.is_empty() => self.tape.pick(&names).unwrap_or_default(),
            11..13 => self.constant(kind).unwrap_or_else(|| self.bind(kind)),
            _ => self.bind(kind),
        }
    }

    fn constant(&mut self, kind: Kind) -> Option<String> {
        match kind {
            Kind::Integer => Some(self.tape.below(5).to_string()),
            Kind::Text => self.tape.pick(&TEXTS).map(|text| format!("“{text}”")),
            Kind::Code => self.tape.pick(&CODES).map(str::to_owned),
            Kind::Date => Some(format!("“2026年1月{}日”", self.tape.between(1, 3))),
            Kind::Money | Kind::Percent | Kind::Number => None,
        }
    }

    /// An atom that is asked for, not joined: what it binds stays its own.
    pub(super) fn asked(&mut self) -> Option<String> {
        let shape = self.tape.pick(self.complete)?;
        let mut arguments = Vec::new();
        for (column, kind) in shape.columns.iter().enumerate() {
            let names = if kind.is_figure() { Vec::new() } else { self.scope.of(*kind) };
            let term = match self.tape.below(10) {
                0..7 => self.tape.pick(&names),
                7 => self.constant(*kind),
                8 if self.readable(&shape, *kind) => Some(self.fresh()),
                _ => None,
            };
            arguments.extend(term.map(|term| format!("{}: {term}", COLUMNS[column])));
        }
        (!arguments.is_empty()).then(|| format!("{}({})", shape.name, arguments.join(", ")))
    }

    /// Adds a condition that only narrows, where one can be made.
    pub(super) fn narrowing(&mut self) {
        let condition = if self.tape.chance(50) {
            self.asked().map(|atom| format!("非 {atom}"))
        } else {
            comparison(self.tape, &self.scope, self.dialect)
        };
        self.conditions.extend(condition);
    }

    /// Adds any condition, one that makes new values without end only where `grows`.
    pub(super) fn condition(&mut self, grows: bool) {
        match self.tape.below(20) {
            0..9 => self.atom(false),
            9..14 => self.narrowing(),
            14..17 => self.aggregate(0),
            17 | 18 => self.given_name(grows),
            _ if self.dialect == Dialect::Sql => self.narrowing(),
            _ => self.among(),
        }
    }

    /// `名 = 式`
    fn given_name(&mut self, grows: bool) {
        let kinds = [Kind::Number, Kind::Integer, Kind::Text, Kind::Code];
        let kind = self.tape.pick(&kinds).unwrap_or(Kind::Number);
        let value = match kind {
            Kind::Number if grows => reckoned(self.tape, &self.scope, 2, self.dialect),
            Kind::Text if grows && self.dialect != Dialect::Sql => {
                let names = self.scope.of(kind);
                self.tape.pick(&names).map(|name| (format!("连接({name}, “甲”)"), kind))
            }
            _ if self.dialect == Dialect::Sql => None,
            _ => small(self.tape, &self.scope, kind).map(|text| (text, kind)),
        };
        if let Some((value, kind)) = value {
            let name = self.bind(kind);
            self.conditions.push(format!("{name} = {value}"));
        }
    }

    /// `名 属于 名单`
    fn among(&mut self) {
        let names = self.scope.of(Kind::Text);
        let list = if self.tape.chance(50) { self.tape.pick(&names) } else { None };
        let list = list.unwrap_or_else(|| "“甲、乙、丁”".to_owned());
        let item = if self.tape.chance(40) { self.tape.pick(&names) } else { None };
        let item = item.unwrap_or_else(|| self.bind(Kind::Text));
        self.conditions.push(format!("{item} 属于 {list}"));
    }
}
