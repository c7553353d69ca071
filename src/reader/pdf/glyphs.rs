//! What is printed: characters with their boxes.

use std::collections::HashMap;

use super::geometry::Area;

/// What stands for a glyph whose font does not say which character it is.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// One printed character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The character, folded; a space only says that what stands around it is apart.
    pub(super) ch: char,
    /// The room it takes: as wide as its advance, as high as its font.
    pub(super) area: Area,
}

impl Mark {
    /// The height of its font.
    pub(super) fn em(&self) -> i32 {
        self.area.height()
    }

    pub(super) fn is_space(&self) -> bool {
        self.ch == ' '
    }
}

/// Drops a character painted again within 0.15 em of itself, by which some programs make type look bold.
pub(super) fn without_doubles(marks: Vec<Mark>) -> Vec<Mark> {
    let mut seen: HashMap<(char, u32, i32, i32), Vec<Area>> = HashMap::with_capacity(marks.len());
    let mut kept = Vec::with_capacity(marks.len());
    for mark in marks {
        let near = (mark.em() * 15 / 100).max(1);
        // The page in squares a little wider than that: all that can be near is in a mark's own square or next to it,
        // and no square holds more than a few.
        let size = near.ilog2();
        let (column, row) = (mark.area.left >> (size + 1), mark.area.top >> (size + 1));
        let again =
            |area: &Area| (area.left - mark.area.left).abs() <= near && (area.top - mark.area.top).abs() <= near;
        let doubled = (row - 1..=row + 1).any(|row| {
            (column - 1..=column + 1)
                .any(|column| seen.get(&(mark.ch, size, column, row)).is_some_and(|areas| areas.iter().any(again)))
        });
        if doubled {
            continue;
        }
        seen.entry((mark.ch, size, column, row)).or_default().push(mark.area);
        kept.push(mark);
    }
    kept
}
