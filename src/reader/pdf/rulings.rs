//! Ruling lines: pieces of lines become whole ones, and lines that cross become frames of tables.

use std::collections::BTreeMap;

use super::geometry::{Area, POINT};

/// Lines that run this close side by side are one, in thousandths of a point.
const SNAP: i32 = 2 * POINT;
/// Pieces of a line with a gap this small between them are one.
const JOIN: i32 = 3 * POINT;
/// More pairs of lines than this are never compared: a page of so many is a drawing, not a table.
const PAIRS: usize = 10_000_000;
/// A line shorter than this rules nothing.
const SHORTEST: i32 = 4 * POINT;

/// A straight line along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Segment {
    /// Whether it runs down the page, not across.
    pub(super) down: bool,
    /// Where on the other axis it stands.
    pub(super) at: i32,
    pub(super) from: i32,
    pub(super) to: i32,
}

impl Segment {
    fn area(&self) -> Area {
        if self.down {
            Area { left: self.at, right: self.at, top: self.from, bottom: self.to }
        } else {
            Area { left: self.from, right: self.to, top: self.at, bottom: self.at }
        }
    }

    /// The same line on a page that is turned.
    pub(super) fn turned(&self, quarters: u8, page: Area) -> Segment {
        let area = self.area().turned(quarters, page.width(), page.height());
        if self.down == quarters.is_multiple_of(2) {
            Segment { down: true, at: area.left, from: area.top, to: area.bottom }
        } else {
            Segment { down: false, at: area.top, from: area.left, to: area.right }
        }
    }

    /// Whether two lines of different direction meet.
    fn meets(&self, other: &Segment) -> bool {
        let reaches = |one: &Segment, at: i32| (one.from - JOIN..=one.to + JOIN).contains(&at);
        self.down != other.down && reaches(self, other.at) && reaches(other, self.at)
    }
}

/// Lines that cross one another: the frame of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    pub(super) across: Vec<Segment>,
    pub(super) down: Vec<Segment>,
}

impl Frame {
    pub(super) fn area(&self) -> Option<Area> {
        Area::around(self.across.iter().chain(&self.down).map(Segment::area))
    }
}

/// The frames on a page, from the top. Lines that cross nothing rule nothing: underlines, strokes under a page's head.
pub(super) fn frames(segments: Vec<Segment>) -> Vec<Frame> {
    let mut lines = joined(segments);
    lines.retain(|line| line.to - line.from >= SHORTEST);
    let mut groups = Groups::new(lines.len());
    let first_down = lines.partition_point(|line| !line.down);
    let mut pairs = 0;
    for (index, across) in lines[..first_down].iter().enumerate() {
        // Lines down are sorted by their place, so that those that can meet this one stand together.
        let down = &lines[first_down..];
        let start = down.partition_point(|line| line.at < across.from - JOIN);
        for (offset, line) in down[start..].iter().enumerate() {
            if line.at > across.to + JOIN || pairs > PAIRS {
                break;
            }
            pairs += 1;
            if across.meets(line) {
                groups.join(index, first_down + start + offset);
            }
        }
    }
    if pairs > PAIRS {
        return Vec::new();
    }
    let mut found: BTreeMap<usize, Frame> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        let frame = found.entry(groups.root(index)).or_default();
        if line.down { frame.down.push(*line) } else { frame.across.push(*line) }
    }
    let mut frames: Vec<Frame> = found.into_values().collect();
    frames.iter_mut().for_each(close);
    frames.retain(|frame| frame.across.len() >= 2 && frame.down.len() >= 2);
    frames.sort_by_key(|frame| frame.area().map(|area| (area.top, area.left)));
    frames
}

/// Closes the sides where lines end in the open: some programs leave a row that a page break cuts without an edge, and
/// many tables are printed without edges at the left and right.
fn close(frame: &mut Frame) {
    let Some(area) = frame.area() else { return };
    let edge = |ends: Vec<i32>, crossing: &[Segment], outer: i32| {
        let ruled = crossing.iter().any(|line| (line.at - outer).abs() <= JOIN);
        !ruled && ends.iter().filter(|end| (**end - outer).abs() <= JOIN).count() >= 2
    };
    let starts = |lines: &[Segment]| lines.iter().map(|line| line.from).collect();
    let ends = |lines: &[Segment]| lines.iter().map(|line| line.to).collect();
    let across = |at: i32| Segment { down: false, at, from: area.left, to: area.right };
    let down = |at: i32| Segment { down: true, at, from: area.top, to: area.bottom };
    let open_top = edge(starts(&frame.down), &frame.across, area.top);
    let open_bottom = edge(ends(&frame.down), &frame.across, area.bottom);
    let open_left = edge(starts(&frame.across), &frame.down, area.left);
    let open_right = edge(ends(&frame.across), &frame.down, area.right);
    if open_top {
        frame.across.insert(0, across(area.top));
    }
    if open_bottom {
        frame.across.push(across(area.bottom));
    }
    if open_left {
        frame.down.insert(0, down(area.left));
    }
    if open_right {
        frame.down.push(down(area.right));
    }
}

/// Pieces of lines joined, lines across first, sorted by their place.
fn joined(mut segments: Vec<Segment>) -> Vec<Segment> {
    segments.sort_unstable();
    snap(&mut segments);
    segments.sort_unstable();
    let mut lines: Vec<Segment> = Vec::new();
    for segment in segments {
        match lines.last_mut() {
            Some(last) if last.down == segment.down && last.at == segment.at && segment.from <= last.to + JOIN => {
                last.to = last.to.max(segment.to);
            }
            _ => lines.push(segment),
        }
    }
    lines
}

/// Gives lines that run close side by side the same place: that of the first of them, so that places never drift.
fn snap(segments: &mut [Segment]) {
    let mut first: Option<Segment> = None;
    for segment in segments {
        match first {
            Some(first) if first.down == segment.down && segment.at - first.at <= SNAP => segment.at = first.at,
            _ => first = Some(*segment),
        }
    }
}

/// Sets that are joined one by one.
pub(super) struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    pub(super) fn new(count: usize) -> Groups {
        Groups { parent: (0..count).collect() }
    }

    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The smaller number is the root, so that the outcome does not depend on the order of joining.
        self.parent[one.max(other)] = one.min(other);
    }
}
