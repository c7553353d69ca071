//! Facts in the making: values, their places, and the digits they claim.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::compiled::Compiled;
use super::coverage::{Claims, Coverage};
use super::{Extraction, Problem, Remark, structure};
use crate::base::{Amount, Code, Date, NumberText, Place, UnitId, Units};
use crate::document::{Document, Origins, Text};
use crate::fact::{Facts, Figure, FigureId, Reading, RelationId, Status, Value};
use crate::program::{Column, ColumnKind, Constant, Inherit, Program};

/// Everything read so far.
pub(super) struct Draft<'a> {
    pub(super) program: &'a Program,
    pub(super) compiled: &'a Compiled,
    origins: &'a Origins,
    pub(super) facts: Facts,
    pub(super) claims: Claims,
    pub(super) self_evident: BTreeSet<Vec<FigureId>>,
    pub(super) remarks: Vec<Remark>,
    rows: Vec<Row<'a>>,
}

/// A fact that may still take columns from an earlier one.
pub(super) struct Row<'a> {
    pub(super) relation: RelationId,
    pub(super) values: Vec<Value>,
    pub(super) places: Vec<Option<Place>>,
    /// The table or section, as printed.
    pub(super) context: String,
    /// Its row in the table, from 1.
    pub(super) number: u32,
    /// Line and column where it starts.
    pub(super) at: (u32, u32),
    pub(super) inherits: &'a [Inherit],
}

impl<'a> Draft<'a> {
    pub(super) fn new(program: &'a Program, compiled: &'a Compiled, origins: &'a Origins) -> Self {
        Draft {
            program,
            compiled,
            origins,
            facts: program.facts(),
            claims: Claims::default(),
            self_evident: BTreeSet::new(),
            remarks: Vec::new(),
            rows: Vec::new(),
        }
    }

    pub(super) fn columns(&self, relation: RelationId) -> &'a [Column] {
        &self.program.relation(relation).columns
    }

    /// A fact without values yet.
    pub(super) fn row(&self, relation: RelationId, context: &str, inherits: &'a [Inherit]) -> Row<'a> {
        let width = self.columns(relation).len();
        Row {
            relation,
            values: vec![Value::Blank; width],
            places: vec![None; width],
            context: context.to_owned(),
            number: 0,
            at: (0, 0),
            inherits,
        }
    }

    /// Where a text was printed, with its page, cell and file. `None` when nothing is printed.
    pub(super) fn place(&self, text: &Text) -> Option<Place> {
        let mut place = text.place()?;
        self.origins.complete(&mut place);
        Some(place)
    }

    /// The facts read so far.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter()
    }

    /// Whether a value is this text.
    pub(super) fn is_text(&self, value: Value, text: &str) -> bool {
        matches!(value, Value::Text(symbol) if self.facts.dictionary.symbols.text(symbol) == text)
    }

    pub(super) fn push(&mut self, row: Row<'a>) {
        self.rows.push(row);
    }

    /// Notes what is wrong with something that begins on a line.
    pub(super) fn remark(&mut self, line: u32, subject: &str, problem: Problem) {
        let mut place = Place { line, line_end: line, column: 1, ..Place::default() };
        self.origins.complete(&mut place);
        self.remarks.push(Remark { place, subject: subject.to_owned(), problem });
    }

    /// Text as facts carry it: squeezed, and the first name of its aliases.
    pub(super) fn text(&mut self, squeezed: &str) -> Value {
        let name = self.program.aliases.get(squeezed).map_or(squeezed, String::as_str);
        Value::Text(self.facts.dictionary.symbols.intern(name))
    }

    pub(super) fn constants(&mut self, row: &mut Row<'a>, constants: &[Constant]) {
        for constant in constants {
            row.values[constant.column] = self.text(&constant.text);
        }
    }

    /// What a cell says in a column; blank when it says nothing of the column's type.
    pub(super) fn cell(&mut self, column: &Column, text: &Text, unit: UnitId) -> Value {
        match column.kind {
            _ if text.is_empty() => Value::Blank,
            ColumnKind::Text | ColumnKind::RelationName => self.text(&text.squeezed()),
            ColumnKind::Code => Code::parse(&text.squeezed()).map_or(Value::Blank, Value::Code),
            ColumnKind::Date => Date::parse(&text.squeezed()).map_or(Value::Blank, Value::Date),
            ColumnKind::Integer => text.squeezed().parse().map_or(Value::Blank, Value::Integer),
            ColumnKind::Figure(_) | ColumnKind::Target => {
                self.figure(column, text, unit, Status::Printed).map_or(Value::Blank, Value::Figure)
            }
        }
    }

    /// The figure of a text that is a number, with or without a unit behind it, and nothing else.
    pub(super) fn figure(&mut self, column: &Column, text: &Text, unit: UnitId, status: Status) -> Option<FigureId> {
        let skip = if column.kind == ColumnKind::Target { comparison(text) } else { 0 };
        let (number, unit) = read_number(&text.slice(skip, text.len()), unit, &self.program.units)?;
        self.figure_of(column, number.value, number.places, unit, text, status)
    }

    /// A figure that was read already, printed as `text`.
    pub(super) fn figure_of(
        &mut self,
        column: &Column,
        number: Decimal,
        places: u32,
        unit: UnitId,
        text: &Text,
        status: Status,
    ) -> Option<FigureId> {
        let amount = Amount::printed(number, places, unit, &self.program.units)?;
        let doubtful = self.program.units.get(unit).doubtful;
        let declared_exact = column.exact && !amount.is_point();
        let place = self.place(text)?;
        Some(self.facts.dictionary.figures.add(Figure {
            amount: if column.exact { amount.as_exact() } else { amount },
            status: if doubtful { Status::Ambiguous } else { status },
            place,
            candidates: if doubtful { vec![text.readable()] } else { Vec::new() },
            declared_exact,
        }))
    }

    /// Puts a value into a row and claims its digits; text claims none, for no rule reads the figures in it.
    pub(super) fn set(&mut self, row: &mut Row<'a>, column: usize, value: Value, text: &Text) {
        row.values[column] = value;
        row.places[column] = self.place(text);
        if matches!(value, Value::Code(_) | Value::Integer(_) | Value::Date(_) | Value::Figure(_)) {
            self.claims.claim(text);
        }
        if let Some(first) = text.glyphs.first()
            && (row.at == (0, 0) || (first.line, first.column) < row.at)
        {
            row.at = (first.line, first.column);
        }
    }

    /// Hands all facts over, in the order of the filing. `tables` are the blocks that tables took.
    pub(super) fn finish(mut self, document: &Document, tables: &BTreeSet<usize>) -> Extraction {
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort_by_key(|row| (row.at, row.number));
        inherit(&mut rows);
        for row in rows {
            let reading = Reading { places: row.places, context: row.context, row: row.number };
            self.facts.insert(row.relation, &row.values, Some(reading));
        }
        structure::filing(&mut self);
        let coverage = Coverage::of(document, tables, &self.claims, self.program, self.compiled);
        Extraction { facts: self.facts, self_evident: self.self_evident, coverage, remarks: self.remarks }
    }
}

/// Gives rows the columns they take from the nearest earlier fact; rows stand in the order of the filing.
fn inherit(rows: &mut [Row<'_>]) {
    let mut latest: BTreeMap<RelationId, usize> = BTreeMap::new();
    for index in 0..rows.len() {
        for inherit in rows[index].inherits {
            let Some(source) = latest.get(&inherit.relation) else { continue };
            for (own, other) in &inherit.columns {
                if rows[index].values[*own] == Value::Blank {
                    rows[index].values[*own] = rows[*source].values[*other];
                    rows[index].places[*own] = rows[*source].places[*other].clone();
                }
            }
        }
        latest.insert(rows[index].relation, index);
    }
}

/// How many characters of a target are its comparison.
fn comparison(text: &Text) -> usize {
    text.glyphs.iter().take_while(|glyph| matches!(glyph.ch, '<' | '>' | '=' | '≤' | '≥')).count()
}

/// The number and unit of a text that is nothing else. Space inside is noise.
fn read_number(text: &Text, default: UnitId, units: &Units) -> Option<(NumberText, UnitId)> {
    let chars: Vec<char> = text.glyphs.iter().map(|glyph| glyph.ch).collect();
    let number = NumberText::prefix(&chars)?;
    let rest = &chars[number.length..];
    if rest.is_empty() {
        return Some((number, default));
    }
    let (unit, length) = units.longest_prefix(rest)?;
    (length == rest.len()).then_some((number, unit))
}
