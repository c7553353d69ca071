//! A second opinion on the classic programs: the same in crepe and in ascent, as macros. crepe has no aggregates.

#![expect(clippy::iter_over_hash_type, reason = "what the macros expand to")]

use super::classics::{Classic, Rows};

/// A name that lives as long as the tests, for the macros want values that can be copied.
type Name = &'static str;

fn name(text: &str) -> Name {
    Box::leak(text.to_owned().into_boxed_str())
}

fn number(text: &str) -> i64 {
    text.parse().expect("a whole number")
}

/// The given rows of a relation with two columns of text.
fn pairs(classic: &Classic, relation: &str) -> Vec<(Name, Name)> {
    classic.given(relation).iter().map(|row| (name(&row[0]), name(&row[1]))).collect()
}

fn assert_same<R: Row>(classic: &Classic, relation: &str, found: impl IntoIterator<Item = R>) {
    let found: Rows = found.into_iter().map(Row::cells).collect();
    assert_eq!(found, classic.expected(relation), "{}/{relation}", classic.name);
}

trait Row {
    fn cells(self) -> Vec<String>;
}

macro_rules! row {
    ($($cell:ident $kind:ident),*) => {
        impl<$($kind: ToString),*> Row for ($($kind,)*) {
            fn cells(self) -> Vec<String> {
                let ($($cell,)*) = self;
                vec![$($cell.to_string()),*]
            }
        }
    };
}

row!(a A);
row!(a A, b B);
row!(a A, b B, c C);
row!(a A, b B, c C, d D);

mod in_ascent;
mod in_crepe;
