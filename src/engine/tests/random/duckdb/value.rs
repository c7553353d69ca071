//! Values and expressions in SQL.

use std::collections::BTreeMap;

use crate::base::Kind;
use crate::fact::{Facts, Value};
use crate::program::{ColumnKind, Expr, VarId};
use crate::syntax::tree::{Comparison, Operator};

/// Wide enough for what is reckoned here.
pub(super) const NUMBER: &str = "DECIMAL(38, 6)";

/// What a value is, as far as it matters whether two can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Integer,
    Bare,
    Money,
    /// Money, or a bare zero in its stead.
    Either,
}

impl Sort {
    pub(super) fn of(kind: ColumnKind) -> Option<Sort> {
        match kind {
            ColumnKind::Text => Some(Sort::Text),
            ColumnKind::Integer => Some(Sort::Integer),
            ColumnKind::Figure(Some(Kind::Money)) => Some(Sort::Money),
            _ => None,
        }
    }
}

/// A value in SQL.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) sql: String,
    pub(super) sort: Sort,
    /// What tells it from other figures of the same amount.
    pub(super) identity: Option<String>,
}

impl Cell {
    pub(super) fn plain(sql: String, sort: Sort) -> Cell {
        Cell { sql, sort, identity: None }
    }

    /// What tells it from others.
    pub(super) fn key(&self) -> &str {
        self.identity.as_ref().unwrap_or(&self.sql)
    }
}

pub(super) type Scope = BTreeMap<VarId, Cell>;

/// A constant; `None` for what is not translated.
pub(super) fn constant(facts: &Facts, value: Value) -> Option<Cell> {
    match value {
        Value::Text(symbol) => Some(Cell::plain(format!("'{}'", facts.dictionary.symbols.text(symbol)), Sort::Text)),
        Value::Integer(number) => Some(Cell::plain(number.to_string(), Sort::Integer)),
        Value::Blank | Value::Code(_) | Value::Date(_) | Value::Figure(_) => None,
    }
}

/// An expression; `None` for what is not translated, or may have no value.
pub(super) fn expression(facts: &Facts, scope: &Scope, expr: &Expr) -> Option<Cell> {
    match expr {
        Expr::Variable(variable) => scope.get(variable).cloned(),
        Expr::Constant(value) => constant(facts, *value),
        Expr::Amount(amount) => {
            let sort = if amount.kind == Kind::Money { Sort::Money } else { Sort::Bare };
            Some(Cell::plain(format!("CAST({} AS {NUMBER})", amount.value), sort))
        }
        Expr::Binary(left, op, right) => {
            let (left, right) = (expression(facts, scope, left)?, expression(facts, scope, right)?);
            let alike = bare(left.sort)? == bare(right.sort)? && left.sort != Sort::Either;
            let (op, sort) = match op {
                Operator::Add if alike => ("+", bare(left.sort)?),
                Operator::Subtract if alike => ("-", bare(left.sort)?),
                Operator::Multiply if bare(right.sort)? == Sort::Bare => ("*", bare(left.sort)?),
                _ => return None,
            };
            let number = |cell: Cell| format!("CAST({} AS {NUMBER})", cell.sql);
            Some(Cell::plain(format!("CAST({} {op} {} AS {NUMBER})", number(left), number(right)), sort))
        }
        Expr::Negate(_) | Expr::Call(..) | Expr::Pattern(_) => None,
    }
}

/// What a whole number counts as among figures; `None` for text.
fn bare(sort: Sort) -> Option<Sort> {
    match sort {
        Sort::Text => None,
        Sort::Integer => Some(Sort::Bare),
        other => Some(other),
    }
}

pub(super) fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => ">=",
    }
}
