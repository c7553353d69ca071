//! What blank cells count as.

use rust_decimal::Decimal;

use crate::base::{Amount, Kind};
use crate::fact::RelationId;
use crate::program::{Argument, ColumnKind, Program};

/// The amount that a blank cell stands for, if any.
pub(in crate::engine) fn blank_amount(program: &Program, relation: RelationId, argument: &Argument) -> Option<Amount> {
    let column = program.relation(relation).columns.get(argument.column)?;
    match (argument.blank, column.kind) {
        (Some(amount), _) => Some(amount),
        (None, ColumnKind::Figure(kind)) if column.blank_is_zero => {
            Some(Amount { kind: kind.unwrap_or(Kind::Bare), ..Amount::exact(Decimal::ZERO) })
        }
        _ => None,
    }
}
