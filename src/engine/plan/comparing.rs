//! Comparisons that need no value made.

use crate::program::{Expr, Function};
use crate::syntax::tree::Comparison;

use super::{Constant, Operand};
use crate::engine::value::whole;

/// How a comparison is decided, as far as words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Test {
    /// Two words are the same, or are not.
    Same { left: Operand, right: Operand, same: bool },
    /// A text has another where the function says, or has not.
    Part { function: Function, text: Operand, part: Operand, has: bool },
    /// By two values.
    Values,
}

impl Test {
    /// Of two expressions; the words it names are added to the constants.
    pub(in crate::engine) fn new(constants: &mut Vec<Constant>, left: &Expr, op: Comparison, right: &Expr) -> Test {
        let same = match op {
            Comparison::Equal => true,
            Comparison::NotEqual => false,
            _ => return Test::Values,
        };
        if let (Expr::Call(function, arguments), Expr::Amount(amount)) = (left, right)
            && matches!(function, Function::Contains | Function::StartsWith | Function::EndsWith)
            && let [text, part] = &arguments[..]
            && let Some(wanted @ 0..=1) = whole(amount)
        {
            return match (operand(constants, text), operand(constants, part)) {
                (Some(text), Some(part)) => Test::Part { function: *function, text, part, has: (wanted == 1) == same },
                _ => Test::Values,
            };
        }
        match (operand(constants, left), operand(constants, right)) {
            (Some(left), Some(right)) => Test::Same { left, right, same },
            _ => Test::Values,
        }
    }
}

/// What needs no working out.
pub(super) fn operand(constants: &mut Vec<Constant>, expr: &Expr) -> Option<Operand> {
    match expr {
        Expr::Variable(variable) => Some(Operand::Register(variable.0)),
        Expr::Constant(value) => Some(Operand::Constant(constant(constants, Constant::Value(*value)))),
        _ => None,
    }
}

/// The number of a constant, new or old.
pub(super) fn constant(constants: &mut Vec<Constant>, constant: Constant) -> u32 {
    let known = constants.iter().position(|known| *known == constant);
    known.unwrap_or_else(|| {
        constants.push(constant);
        constants.len() - 1
    }) as u32
}
