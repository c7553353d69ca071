//! Placement, tried on printed tables and on generated ones.

mod printed;
mod random;
mod small;

use rust_decimal::Decimal;

use super::{Constraint, Instance, Known, Problem, Reliance, Row, RowIdentity, Violation, solve};
use crate::base::{Amount, Code, Interval, Kind, Precision, Unit, Units};

/// A figure as printed, in a unit of ten thousand with cents that do not round.
fn figure(text: &str) -> Amount {
    let mut units = Units::default();
    let unit = units.add(Unit {
        name: "w".to_owned(),
        kind: Kind::Money,
        factor: Decimal::from(10_000),
        step: Some(Decimal::new(1, 2)),
        exact: false,
        doubtful: false,
    });
    let number: Decimal = text.parse().expect("a number");
    Amount::printed(number, number.scale(), unit, &units).expect("fits")
}

/// A whole number with a slack.
fn number(value: i64, slack: i64) -> Amount {
    let value = Decimal::from(value);
    let range = Interval::closed(value - Decimal::from(slack), value + Decimal::from(slack));
    Amount { range, precision: Precision::Digits(0), ..Amount::exact(value) }
}

fn row(parent: Option<usize>, figures: &[i64]) -> Row {
    Row { figures: figures.iter().map(|value| number(*value, 0)).collect(), parent }
}

fn identity(terms: &[(usize, i32)]) -> RowIdentity {
    RowIdentity { terms: terms.to_vec() }
}

/// The first column is always printed and is the sum of some others.
fn table(columns: usize, identities: &[&[(usize, i32)]], rows: Vec<Row>) -> Problem {
    let required = (0..columns).map(|column| column == 0).collect();
    Problem { columns, required, rows, identities: identities.iter().map(|t| identity(t)).collect(), known: Vec::new() }
}

/// Rows of code and figures; `-` is a row above all codes, summed into the one before it.
fn rows(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut codes: Vec<Option<Code>> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut parts = line.split_whitespace();
        let code = parts.next().and_then(|code| Code::parse(code).ok());
        let above = |other: &Option<Code>| match (other, code) {
            (Some(other), Some(code)) => other.is_above(code),
            (None, _) => true,
            (Some(_), None) => false,
        };
        let parent = codes.iter().rposition(above);
        rows.push(Row { figures: parts.map(figure).collect(), parent });
        codes.push(code);
    }
    rows
}

fn known(terms: &[(usize, usize, i32)], equals: Amount) -> Known {
    Known { terms: terms.to_vec(), equals, at_most: false }
}

fn figures(problem: &Problem) -> usize {
    problem.rows.iter().map(|row| row.figures.len()).sum()
}
