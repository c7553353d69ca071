//! What blank cells count as.

use rust_decimal::Decimal;

use crate::base::{Amount, Kind};
use crate::fact::{DerivedOrigin, RelationId, Status, Value};
use crate::program::{Argument, ColumnKind};

use super::Values;

impl Values<'_> {
    /// The figure that a blank cell stands for, if any.
    pub(in crate::engine) fn blank(&mut self, relation: RelationId, argument: &Argument) -> Option<Value> {
        let column = self.program.relation(relation).columns.get(argument.column)?;
        let amount = match (argument.blank, column.kind) {
            (Some(amount), _) => amount,
            (None, ColumnKind::Figure(kind)) if column.blank_is_zero => zero(kind.unwrap_or(Kind::Bare)),
            _ => return None,
        };
        Some(Value::Figure(self.words.figures.derive(amount, DerivedOrigin::Blank, Status::Derived)))
    }
}

/// A blank cell that counts as zero.
fn zero(kind: Kind) -> Amount {
    Amount { kind, ..Amount::exact(Decimal::ZERO) }
}
