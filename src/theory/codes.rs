//! Which code stands above which in a table, which rows are leaves, and what total rows cover.

use std::collections::BTreeSet;

use crepe::crepe;

use crate::base::Code;

crepe! {
    @input
    struct Coded(u32, Code);

    @input
    struct Totals(u32);

    struct Printed(Code);

    struct Above(Code, Code);

    struct Between(Code, Code);

    struct HasAbove(Code);

    struct HasBelow(Code);

    @output
    struct Child(Code, Code);

    @output
    struct Leaf(Code);

    @output
    struct Top(Code);

    @output
    struct Covers(u32, u32);

    Printed(code) <- Coded(_, code);
    Above(up, down) <- Printed(down), for digits in 1..down.digits(), let Some(up) = down.prefix(digits), Printed(up);
    Between(up, down) <- Above(up, middle), Above(middle, down);
    HasAbove(down) <- Above(_, down);
    HasBelow(up) <- Above(up, _);
    Child(up, down) <- Above(up, down), !Between(up, down);
    Leaf(code) <- Printed(code), !HasBelow(code);
    Top(code) <- Printed(code), !HasAbove(code);
    Covers(total, row) <- Totals(total), Top(code), Coded(row, code);
    Covers(above, row) <- Child(up, down), Coded(above, up), Coded(row, down);
}

/// A row of a table: its code, or none for a total row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The caller's number.
    pub id: u32,
    /// Its code.
    pub code: Option<Code>,
    /// Whether it totals the table.
    pub total: bool,
}

/// What follows from the codes of one table. Everything is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// (code, nearest printed code below it).
    pub children: BTreeSet<(Code, Code)>,
    /// Codes with nothing printed below them.
    pub leaves: BTreeSet<Code>,
    /// Codes with nothing printed above them.
    pub tops: BTreeSet<Code>,
    /// (row, row that is summed into it).
    pub covers: BTreeSet<(u32, u32)>,
}

/// The levels of one table.
pub fn levels(rows: &[Row]) -> Levels {
    let mut runtime = Crepe::new();
    runtime.extend(rows.iter().filter_map(|row| row.code.map(|code| Coded(row.id, code))));
    runtime.extend(rows.iter().filter(|row| row.total).map(|row| Totals(row.id)));
    let (children, leaves, tops, covers) = runtime.run_with_hasher::<foldhash::fast::RandomState>();
    Levels {
        children: children.into_iter().map(|Child(up, down)| (up, down)).collect(),
        leaves: leaves.into_iter().map(|Leaf(code)| code).collect(),
        tops: tops.into_iter().map(|Top(code)| code).collect(),
        covers: covers.into_iter().map(|Covers(above, row)| (above, row)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        Code::parse(text).expect("a code")
    }

    #[test]
    fn the_nearest_printed_ancestor_skips_levels_that_are_not_printed() {
        let rows = [("208", 0), ("2080101", 1), ("20805", 2), ("2080505", 3)].map(|(text, id)| Row {
            id,
            code: Some(code(text)),
            total: false,
        });
        let found = levels(&rows);
        let pairs: Vec<_> = found.children.iter().map(|(up, down)| (up.to_string(), down.to_string())).collect();
        let pair = |up: &str, down: &str| (up.to_owned(), down.to_owned());
        assert_eq!(pairs, [pair("208", "2080101"), pair("208", "20805"), pair("20805", "2080505")]);
        assert_eq!(found.tops, BTreeSet::from([code("208")]));
        assert_eq!(found.leaves, BTreeSet::from([code("2080101"), code("2080505")]));
    }

    #[test]
    fn total_rows_cover_the_top_rows_only() {
        let mut rows = vec![Row { id: 9, code: None, total: true }];
        rows.extend([("201", 0), ("20101", 1), ("210", 2)].map(|(text, id)| Row {
            id,
            code: Some(code(text)),
            total: false,
        }));
        assert_eq!(levels(&rows).covers, BTreeSet::from([(0, 1), (9, 0), (9, 2)]));
    }
}
