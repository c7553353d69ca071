//! Relations as files that can be read again.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use super::error::GivenError;
use crate::base::{Amount, Kind, Precision};
use crate::fact::{FactId, Facts, RelationId, Value};
use crate::program::Program;

/// Digits that are kept of a product or quotient, which may have no end.
const QUOTIENT_DIGITS: u32 = 20;

/// How the rows of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    /// Cells parted by tabs, no header: `NAME.facts`.
    Facts,
    /// Comma-separated with a header: `NAME.csv`.
    Csv,
    /// An object a line: `NAME.jsonl`.
    JsonLines,
}

impl RowFormat {
    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            RowFormat::Facts => "facts",
            RowFormat::Csv => "csv",
            RowFormat::JsonLines => "jsonl",
        }
    }
}

/// Values as cells that are read as the same values.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    program: &'a Program,
    facts: &'a Facts,
}

/// Writes a relation to a folder, which is made when it is not there: in the order its facts were found, or sorted by
/// value, the first column first. Gives the path of the file.
pub fn write_relation(
    cells: Cells<'_>,
    relation: RelationId,
    folder: &Path,
    format: RowFormat,
    sorted: bool,
) -> Result<PathBuf, GivenError> {
    std::fs::create_dir_all(folder).map_err(|error| GivenError::Io(folder.to_owned(), error))?;
    let path = folder.join(format!("{}.{}", cells.program.relation(relation).name, format.ending()));
    let write = || {
        let mut out = BufWriter::with_capacity(1 << 16, File::create(&path)?);
        cells.write(relation, format, sorted, &mut out)?;
        out.flush()
    };
    write().map_err(|error| GivenError::Io(path.clone(), error))?;
    Ok(path)
}

impl<'a> Cells<'a> {
    /// Cells of facts.
    pub(super) fn new(program: &'a Program, facts: &'a Facts) -> Cells<'a> {
        Cells { program, facts }
    }

    /// A fact as cells.
    pub fn row(&self, fact: FactId) -> Vec<String> {
        let values = self.facts.values(fact);
        values
            .map(|value| {
                let mut cell = String::new();
                self.push(value, &mut cell);
                cell
            })
            .collect()
    }

    fn write(&self, relation: RelationId, format: RowFormat, sorted: bool, out: &mut impl Write) -> io::Result<()> {
        let mut rows: Vec<u32> = Vec::new();
        let count = self.facts.of(relation).len() as u32;
        if sorted {
            rows.extend(0..count);
            rows.sort_by(|left, right| self.order(FactId { relation, row: *left }, FactId { relation, row: *right }));
        }
        let rows = (0..count).map(|at| rows.get(at as usize).copied().unwrap_or(at));
        let facts = rows.map(|row| FactId { relation, row });
        match format {
            RowFormat::Facts => self.tabs(facts, out),
            RowFormat::Csv => self.commas(relation, facts, out),
            RowFormat::JsonLines => self.objects(relation, facts, out),
        }
    }

    fn tabs(&self, facts: impl Iterator<Item = FactId>, out: &mut impl Write) -> io::Result<()> {
        let mut line = String::new();
        for fact in facts {
            line.clear();
            for (column, value) in self.facts.values(fact).enumerate() {
                if column > 0 {
                    line.push('\t');
                }
                self.push(value, &mut line);
            }
            line.push('\n');
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }

    fn commas(
        &self,
        relation: RelationId,
        facts: impl Iterator<Item = FactId>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.program.relation(relation).columns.iter().map(|column| &column.name))?;
        for fact in facts {
            writer.write_record(self.row(fact))?;
        }
        writer.flush()
    }

    fn objects(
        &self,
        relation: RelationId,
        facts: impl Iterator<Item = FactId>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let names: Vec<String> =
            self.program.relation(relation).columns.iter().map(|column| json_text(&column.name)).collect();
        let mut line = String::new();
        for fact in facts {
            line.clear();
            for (column, value) in self.facts.values(fact).enumerate() {
                line.push(if column == 0 { '{' } else { ',' });
                line.push_str(&names[column]);
                line.push(':');
                self.push_json(value, &mut line);
            }
            line.push_str("}\n");
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }

    fn push_json(&self, value: Value, out: &mut String) {
        let words = &self.facts.dictionary;
        let is_number = match value {
            Value::Blank => return out.push_str("null"),
            Value::Integer(_) => true,
            Value::Figure(id) => words.figures.amount(id).kind == Kind::Bare,
            Value::Text(_) | Value::Code(_) | Value::Date(_) => false,
        };
        if is_number {
            return self.push(value, out);
        }
        let mut cell = String::new();
        self.push(value, &mut cell);
        out.push_str(&json_text(&cell));
    }

    fn push(&self, value: Value, out: &mut String) {
        let words = &self.facts.dictionary;
        match value {
            Value::Blank => {}
            Value::Text(symbol) => out.push_str(words.symbols.text(symbol)),
            Value::Integer(integer) => out.push_str(itoa::Buffer::new().format(integer)),
            Value::Code(code) => out.push_str(&code.to_string()),
            Value::Date(date) => out.push_str(&date.iso()),
            Value::Figure(id) => {
                let amount = words.figures.amount(id).in_unit_of_kind(&self.program.units);
                out.push_str(&number(&amount));
                if amount.kind != Kind::Bare {
                    out.push_str(&self.program.units.get(amount.unit).name);
                }
            }
        }
    }

    /// The order of two facts by what their values are, figures by amount.
    fn order(&self, left: FactId, right: FactId) -> Ordering {
        let pairs = self.facts.values(left).zip(self.facts.values(right));
        pairs.map(|(left, right)| self.order_of(left, right)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn order_of(&self, left: Value, right: Value) -> Ordering {
        let words = &self.facts.dictionary;
        match (left, right) {
            (Value::Text(left), Value::Text(right)) => words.symbols.text(left).cmp(words.symbols.text(right)),
            (Value::Figure(left), Value::Figure(right)) => {
                words.figures.amount(left).order(&words.figures.amount(right))
            }
            // Kinds differ where one is blank.
            (left, right) => left.cmp(&right),
        }
    }
}

/// The number in its unit with its printed digits.
fn number(amount: &Amount) -> String {
    let in_unit = amount.value.checked_div(amount.factor).unwrap_or(amount.value);
    match amount.precision {
        Precision::Digits(places) => {
            let places = places.max(in_unit.normalize().scale());
            format!("{in_unit:.*}", places as usize)
        }
        Precision::Computed => rounded(in_unit).normalize().to_string(),
    }
}

fn rounded(number: Decimal) -> Decimal {
    number.round_sf(QUOTIENT_DIGITS).unwrap_or(number)
}

fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
