//! Random facts, of few values so that they meet.

use rust_decimal::Decimal;

use super::schema::{CODES, Dialect, Kind, Shape, TEXTS};
use super::tape::Tape;
use crate::base::{Amount, Code, Date, Place, UnitId};
use crate::fact::{Facts, Figure, Status, Value};
use crate::program::Program;

/// A fact of a relation, by its number among those given.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) shape: usize,
    pub(super) cells: Vec<Cell>,
}

/// What stands in a column.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Blank,
    Integer(i64),
    Text(&'static str),
    Code(&'static str),
    Day(i64),
    Figure(Printed),
}

/// A figure; its line is its name, whatever the order of the facts.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    pub(super) line: u32,
    pub(super) text: &'static str,
    pub(super) unit: &'static str,
    status: Status,
    exact: bool,
}

impl Row {
    /// Its cells, one after the other.
    pub(super) fn shown(&self) -> String {
        let shown = |cell: &Cell| match cell {
            Cell::Blank => "空".to_owned(),
            Cell::Integer(number) => number.to_string(),
            Cell::Text(text) | Cell::Code(text) => (*text).to_owned(),
            Cell::Day(day) => format!("1-{day}"),
            Cell::Figure(it) => format!("#{} {} {} {:?}", it.line, it.text, it.unit, it.status),
        };
        self.cells.iter().map(shown).collect::<Vec<_>>().join(", ")
    }
}

/// A row for each tape.
pub(super) fn rows(dialect: Dialect, given: &[Shape], tapes: &[Vec<u16>]) -> Vec<Row> {
    let row = |(number, numbers): (usize, &Vec<u16>)| {
        let mut tape = Tape::new(numbers);
        let shape = if tape.chance(30) { 0 } else { tape.below(given.len()) };
        let columns = given[shape].columns.iter().enumerate();
        let cells =
            columns.map(|(column, kind)| cell(&mut tape, dialect, *kind, (8 * number + column) as u32)).collect();
        Row { shape, cells }
    };
    tapes.iter().enumerate().map(row).collect()
}

fn cell(tape: &mut Tape<'_>, dialect: Dialect, kind: Kind, line: u32) -> Cell {
    if dialect != Dialect::Sql && tape.chance(if kind.is_figure() { 12 } else { 3 }) {
        return Cell::Blank;
    }
    match kind {
        Kind::Integer if tape.chance(3) => Cell::Integer(if dialect == Dialect::Sql { 1 << 20 } else { 1 << 40 }),
        Kind::Integer => Cell::Integer(tape.below(6) as i64 - 1),
        Kind::Text => Cell::Text(TEXTS[tape.below(TEXTS.len())]),
        Kind::Code => Cell::Code(CODES[tape.below(CODES.len())]),
        Kind::Date => Cell::Day(tape.between(1, 3) as i64),
        Kind::Money | Kind::Percent | Kind::Number => Cell::Figure(figure(tape, dialect, kind, line)),
    }
}

fn figure(tape: &mut Tape<'_>, dialect: Dialect, kind: Kind, line: u32) -> Printed {
    const AMOUNTS: [&str; 8] = ["1.00", "1.01", "2.00", "2.01", "1.00", "0.00", "-1.00", "2.5"];
    let text = AMOUNTS[tape.below(AMOUNTS.len())];
    let unit = match kind {
        Kind::Percent => "%",
        _ if dialect == Dialect::Full && tape.chance(30) => "元",
        _ => "万元",
    };
    let status = match tape.below(if dialect == Dialect::Sql { 1 } else { 10 }) {
        8 => Status::Inferred,
        9 => Status::Ambiguous,
        _ => Status::Printed,
    };
    Printed { line, text, unit, status, exact: dialect == Dialect::Full && tape.chance(10) }
}

/// The rows as facts of a program.
pub(super) fn given_facts(program: &Program, given: &[Shape], rows: &[Row]) -> Facts {
    let mut facts = program.facts();
    for row in rows {
        let relation = program.find(&given[row.shape].name).expect("a relation of the program");
        let values: Vec<Value> = row.cells.iter().map(|cell| value(program, &mut facts, cell)).collect();
        facts.insert(relation, &values, None);
    }
    facts
}

fn value(program: &Program, facts: &mut Facts, cell: &Cell) -> Value {
    match cell {
        Cell::Blank => Value::Blank,
        Cell::Integer(number) => Value::Integer(*number),
        Cell::Text(text) => Value::Text(facts.dictionary.symbols.intern(text)),
        Cell::Code(text) => Value::Code(Code::parse(text).expect("a code")),
        Cell::Day(day) => Value::Date(Date::new(2026, 1, *day).expect("a day")),
        Cell::Figure(printed) => {
            let unit = program.units.find(printed.unit).expect("a unit of the program");
            let amount = amount(program, printed.text, unit);
            let place = Place { line: printed.line, text: printed.text.into(), ..Place::default() };
            Value::Figure(facts.dictionary.figures.add(Figure {
                amount: if printed.exact { amount.as_exact() } else { amount },
                status: printed.status,
                place,
                candidates: Vec::new(),
                declared_exact: printed.exact,
            }))
        }
    }
}

fn amount(program: &Program, text: &str, unit: UnitId) -> Amount {
    let value: Decimal = text.parse().expect("a number");
    Amount::printed(value, value.scale(), unit, &program.units).expect("a figure")
}
