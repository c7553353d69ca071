//! Where the rows and columns of a grid lie on a page, by the characters in them.

use crate::document::{Grid, Origins, Text};

/// Space between characters and the edge of their cell, in thousandths of a point.
const PADDING: i32 = 3_000;

/// The edges of the rows and columns of a grid on one page, in thousandths of a point.
#[derive(Debug)]
pub(super) struct Bands {
    /// The first row on the page.
    pub(super) first: usize,
    /// One more than there are rows on the page, from the top.
    pub(super) rows: Vec<i32>,
    /// One more than there are columns, from the left.
    pub(super) columns: Vec<i32>,
}

/// A stretch from one edge to the other.
type Stretch = Option<(i32, i32)>;

impl Bands {
    /// The bands of the rows that stand on a page; nothing when none does.
    pub(super) fn of(grid: &Grid, origins: &Origins, page: u32) -> Option<Bands> {
        let width = grid.rows.iter().map(Vec::len).max()?;
        let mut across: Vec<Stretch> = vec![None; width];
        let mut down: Vec<Stretch> = vec![None; grid.rows.len()];
        // What spans tells nothing of a single row or column, unless nothing else does.
        for spanning in [false, true] {
            let known = down.clone();
            for (row, cells) in grid.rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let Some([left, top, right, bottom]) = extent(&cell.text, origins, page) else { continue };
                    if cell.columns <= 1 && !spanning {
                        widen(&mut across[column], left, right);
                    }
                    if (cell.rows > 1) == spanning && (!spanning || known[row].is_none()) {
                        widen(&mut down[row], top, bottom);
                    }
                }
            }
        }
        let first = down.iter().position(Option::is_some)?;
        let last = down.iter().rposition(Option::is_some)?;
        Some(Bands { first, rows: edges(&down[first..=last]), columns: edges(&across) })
    }
}

/// The box around the characters of a text on a page.
fn extent(text: &Text, origins: &Origins, page: u32) -> Option<[i32; 4]> {
    let boxes = text.glyphs.iter().filter_map(|glyph| {
        let origin = origins.line(glyph.line).filter(|origin| origin.page == Some(page))?;
        origin.boxes.get((glyph.column as usize).checked_sub(1)?).copied()
    });
    boxes.reduce(|one, other| [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])])
}

fn widen(stretch: &mut Stretch, from: i32, to: i32) {
    *stretch = Some(stretch.map_or((from, to), |(start, end)| (start.min(from), end.max(to))));
}

/// The edges between stretches: halfway from one to the next; what holds nothing shares the space evenly.
fn edges(stretches: &[Stretch]) -> Vec<i32> {
    let mut edges = Vec::with_capacity(stretches.len() + 1);
    let known: Vec<(usize, (i32, i32))> =
        stretches.iter().enumerate().filter_map(|(at, stretch)| Some((at, (*stretch)?))).collect();
    let (Some((first, (start, _))), Some((_, (_, end)))) = (known.first(), known.last()) else {
        return vec![0; stretches.len() + 1];
    };
    edges.resize(first + 1, start.saturating_sub(PADDING));
    for pair in known.windows(2) {
        let [(before, (_, from)), (after, (to, _))] = pair else { continue };
        let parts = (after - before) as i64;
        for part in 1..=parts {
            // One edge lies in the middle; several cut the space into equal parts.
            let share = i64::from(*to) - i64::from(*from);
            let at = if parts == 1 { share / 2 } else { share * (part - 1) / (parts - 1) };
            let edge = (i64::from(*from) + at) as i32;
            edges.push(edges.last().map_or(edge, |last| edge.max(*last)));
        }
    }
    let last = edges.last().map_or(*end, |last| end.saturating_add(PADDING).max(*last));
    edges.resize(stretches.len() + 1, last);
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_lie_between_what_is_printed() {
        let of = |stretches: &[Stretch]| edges(stretches);
        assert_eq!(of(&[Some((10_000, 20_000)), Some((30_000, 40_000))]), [7_000, 25_000, 43_000]);
        assert_eq!(of(&[Some((0, 10_000)), None, Some((30_000, 40_000))]), [-3_000, 10_000, 30_000, 43_000]);
        assert_eq!(of(&[None, Some((0, 10_000)), None]), [-3_000, -3_000, 13_000, 13_000]);
        assert_eq!(of(&[Some((0, 50_000)), Some((20_000, 30_000))]), [-3_000, 35_000, 35_000]);
        assert_eq!(of(&[None, None]), [0, 0, 0]);
    }
}
