//! The frame of a table → its cells.

use std::collections::BTreeMap;

use super::geometry::{Area, POINT};
use super::rulings::{Frame, Groups, Segment};

/// Two places have an edge between them when at least this much of it is ruled, in percent.
const RULED: i64 = 60;
/// Edges closer than this hold no type between them, in thousandths of a point: a double line.
const NARROWEST: i32 = 3 * POINT;

/// Lines are compared with edges no more often than this: a drawing of so many is no table.
const WORK: usize = 20_000_000;

/// The cells of a table, as places in a grid of edges.
#[derive(Clone, Debug, Default)]
pub(super) struct Lattice {
    /// Edges across the page, from the left.
    pub(super) columns: Vec<i32>,
    /// Edges down the page, from the top.
    pub(super) rows: Vec<i32>,
    pub(super) cells: Vec<Span>,
    /// The cell of each place, row by row.
    places: Vec<usize>,
}

/// The places a cell takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Lattice {
    /// Reads a frame; none when it has more places than there is room for.
    pub(super) fn of(frame: &Frame, room: usize) -> Option<Lattice> {
        let mut columns = edges(&frame.down);
        let mut rows = edges(&frame.across);
        if columns.len() < 2 || rows.len() < 2 || (columns.len() - 1).checked_mul(rows.len() - 1)? > room {
            return None;
        }
        let lines = frame.down.len() + frame.across.len();
        if (columns.len() + rows.len()).checked_mul(lines)? > WORK {
            return None;
        }
        let mut walls = Walls::of(frame, &columns, &rows);
        // An edge that parts no two places is none: the remains of a line that was joined to others.
        walls.drop_idle(&mut columns, &mut rows);
        Some(Lattice::from_walls(columns, rows, &walls))
    }

    fn from_walls(columns: Vec<i32>, rows: Vec<i32>, walls: &Walls) -> Lattice {
        let (wide, high) = (columns.len() - 1, rows.len() - 1);
        let mut groups = Groups::new(wide * high);
        for row in 0..high {
            for column in 0..wide {
                let place = row * wide + column;
                if column + 1 < wide && !walls.right_of(row, column) {
                    groups.join(place, place + 1);
                }
                if row + 1 < high && !walls.below(row, column) {
                    groups.join(place, place + wide);
                }
            }
        }
        let spans = rectangles(&mut groups, wide, high);
        let mut places = vec![0; wide * high];
        for (index, span) in spans.iter().enumerate() {
            for row in span.row..span.row + span.rows {
                let start = row * wide + span.column;
                places[start..start + span.columns].fill(index);
            }
        }
        Lattice { columns, rows, cells: spans, places }
    }

    pub(super) fn area(&self) -> Area {
        let ends = |edges: &[i32]| (edges.first().copied().unwrap_or(0), edges.last().copied().unwrap_or(0));
        let ((left, right), (top, bottom)) = (ends(&self.columns), ends(&self.rows));
        Area { left, top, right, bottom }
    }

    /// How many columns there are.
    pub(super) fn wide(&self) -> usize {
        self.columns.len().saturating_sub(1)
    }

    /// How many rows there are.
    pub(super) fn high(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// The cell at a point.
    pub(super) fn cell_at(&self, (x, y): (i32, i32)) -> Option<usize> {
        let column = self.columns.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.rows.partition_point(|edge| *edge <= y).checked_sub(1)?;
        if column >= self.wide() || row >= self.high() {
            return None;
        }
        self.places.get(row * self.wide() + column).copied()
    }
}

/// The places of lines, those of double lines once.
fn edges(lines: &[Segment]) -> Vec<i32> {
    let mut edges: Vec<i32> = lines.iter().map(|line| line.at).collect();
    edges.sort_unstable();
    let mut kept: Vec<i32> = Vec::new();
    for edge in edges {
        if kept.last().is_none_or(|last| edge - last >= NARROWEST) {
            kept.push(edge);
        }
    }
    kept
}

/// Which edges are ruled.
struct Walls {
    /// Right of each place, by column edge and row: `right[column][row]`.
    right: Vec<Vec<bool>>,
    /// Below each place, by row edge and column: `below[row][column]`.
    below: Vec<Vec<bool>>,
}

impl Walls {
    fn of(frame: &Frame, columns: &[i32], rows: &[i32]) -> Walls {
        let inner = |edges: &[i32]| edges[1..edges.len() - 1].to_vec();
        Walls {
            right: inner(columns).iter().map(|edge| ruled(&frame.down, *edge, rows)).collect(),
            below: inner(rows).iter().map(|edge| ruled(&frame.across, *edge, columns)).collect(),
        }
    }

    fn right_of(&self, row: usize, column: usize) -> bool {
        self.right[column][row]
    }

    fn below(&self, row: usize, column: usize) -> bool {
        self.below[row][column]
    }

    /// Drops edges that part nothing.
    fn drop_idle(&mut self, columns: &mut Vec<i32>, rows: &mut Vec<i32>) {
        let idle = |walls: &[Vec<bool>]| -> Vec<usize> {
            (0..walls.len()).filter(|edge| !walls[*edge].contains(&true)).collect()
        };
        for edge in idle(&self.right).into_iter().rev() {
            self.right.remove(edge);
            columns.remove(edge + 1);
            for walls in &mut self.below {
                // The two columns become one, which is parted from its neighbour below when both were.
                let both = walls[edge] && walls[edge + 1];
                walls[edge] = both;
                walls.remove(edge + 1);
            }
        }
        for edge in idle(&self.below).into_iter().rev() {
            self.below.remove(edge);
            rows.remove(edge + 1);
            for walls in &mut self.right {
                let both = walls[edge] && walls[edge + 1];
                walls[edge] = both;
                walls.remove(edge + 1);
            }
        }
    }
}

/// For the stretches between crossing edges, whether lines at an edge cover them.
fn ruled(lines: &[Segment], edge: i32, crossing: &[i32]) -> Vec<bool> {
    let lines: Vec<&Segment> = lines.iter().filter(|line| (0..NARROWEST).contains(&(line.at - edge))).collect();
    let stretches = crossing.windows(2);
    stretches
        .map(|ends| {
            // Lines at one edge may overlap where a double line was drawn; the longest counts.
            let covered =
                lines.iter().map(|line| line.to.min(ends[1]) - line.from.max(ends[0])).map(|part| part.max(0));
            let covered: i64 = covered.map(i64::from).sum();
            covered * 100 >= i64::from(ends[1] - ends[0]) * RULED
        })
        .collect()
}

/// Joined places as rectangles: what is joined around a corner takes the whole rectangle around it.
fn rectangles(groups: &mut Groups, wide: usize, high: usize) -> Vec<Span> {
    loop {
        let mut spans: BTreeMap<usize, (usize, usize, usize, usize)> = BTreeMap::new();
        for place in 0..wide * high {
            let (row, column) = (place / wide, place % wide);
            let span = spans.entry(groups.root(place)).or_insert((row, column, row, column));
            *span = (span.0.min(row), span.1.min(column), span.2.max(row), span.3.max(column));
        }
        let mut settled = true;
        for (root, (top, left, bottom, right)) in &spans {
            for row in *top..=*bottom {
                for column in *left..=*right {
                    let place = row * wide + column;
                    if groups.root(place) != groups.root(*root) {
                        groups.join(*root, place);
                        settled = false;
                    }
                }
            }
        }
        if settled {
            let mut spans: Vec<Span> = spans
                .into_values()
                .map(|(top, left, bottom, right)| Span {
                    row: top,
                    column: left,
                    rows: bottom - top + 1,
                    columns: right - left + 1,
                })
                .collect();
            spans.sort_by_key(|span| (span.row, span.column));
            return spans;
        }
    }
}
