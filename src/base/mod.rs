//! The words every other room speaks: figures, codes, dates, lists, places, names and messages; and how text is written in
//! bytes.

mod amount;
mod brackets;
mod code;
mod compatible;
mod date;
mod decode;
mod diagnostic;
mod fold;
mod interval;
#[cfg(test)]
mod laws;
mod list;
mod numeral;
mod place;
mod radical;
mod span;
mod symbol;
mod unit;

pub use amount::{Amount, Precision};
pub use brackets::{ALONE, is_balanced, pair_brackets};
pub use code::{Code, CodeError, CodeText};
pub use date::Date;
pub use decode::{DecodeError, Encoding, decode};
pub use diagnostic::{Diagnostic, Label, Severity};
pub use fold::{fold, fold_char, is_han, squeeze};
pub use interval::Interval;
pub use list::split_list;
pub use numeral::{NumberText, chinese_numeral};
pub use place::{CellName, Glyphs, Place};
pub use span::{FileId, Span};
pub use symbol::{Symbol, Symbols};
pub use unit::{Kind, Unit, UnitId, Units};
