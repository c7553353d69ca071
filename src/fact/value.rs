//! What a column of a fact holds.

use crate::base::{Code, Date, Symbol};

use super::FigureId;

/// A relation, by its number in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub u32);

/// One value; equal values are equal words, so tuples compare without looking anything up.
///
/// Figures are equal only when they are the same printed figure: equal amounts in two cells stay two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Nothing is printed; it matches no atom that names its column.
    Blank,
    /// Text, folded and without space.
    Text(Symbol),
    /// A classification code.
    Code(Code),
    /// A whole number that may be joined on: a year, an ordinal, a level.
    Integer(i64),
    /// A day.
    Date(Date),
    /// A figure.
    Figure(FigureId),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Facts are kept by the hundred thousand; a value that grows makes all of them grow.
    #[test]
    fn a_value_is_two_words() {
        assert!(size_of::<Value>() <= 16, "{}", size_of::<Value>());
        assert_eq!(size_of::<Option<Value>>(), size_of::<Value>());
    }
}
