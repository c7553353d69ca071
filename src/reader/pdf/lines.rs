//! Characters → printed lines.

use super::geometry::{Area, percentile};
use super::glyphs::Mark;
use crate::document::Gap;

/// Characters farther apart than this share of their height, in percent, have space between them.
const SPACE: i32 = 30;
/// The least room, in percent of the height, in which a printed space counts: programs set some of no width.
const PRINTED_SPACE: i32 = 8;

/// Characters of one line, from left to right, spaces dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PrintedLine {
    /// The page, from 0.
    pub(super) page: usize,
    pub(super) marks: Vec<Mark>,
    /// What stands before each of them: nothing or space.
    pub(super) gaps: Vec<Gap>,
}

impl PrintedLine {
    pub(super) fn area(&self) -> Area {
        Area::around(self.marks.iter().map(|mark| mark.area)).unwrap_or_default()
    }

    /// The height of most of its type.
    pub(super) fn size(&self) -> i32 {
        percentile(self.marks.iter().map(Mark::em).collect(), 50).unwrap_or(0)
    }

    pub(super) fn text(&self) -> String {
        self.marks.iter().map(|mark| mark.ch).collect()
    }
}

/// The lines that characters make, from the top.
///
/// Type of one line may stand on different baselines, digits on another than ideographs, so characters belong together
/// when their middles are at most half the larger type apart. The distance is measured from the first of the line:
/// lines never grow down the page from character to character.
pub(super) fn lines(page: usize, mut marks: Vec<Mark>) -> Vec<PrintedLine> {
    marks.sort_by_key(|mark| (mark.area.centre().1, mark.area.left));
    let mut lines: Vec<Vec<Mark>> = Vec::new();
    let (mut first, mut tallest) = (0, 0);
    // Spaces come last, into the lines that print makes.
    let (spaces, marks): (Vec<Mark>, Vec<Mark>) = marks.into_iter().partition(Mark::is_space);
    for mark in marks {
        let middle = mark.area.centre().1;
        let taller = tallest.max(mark.em());
        match lines.last_mut() {
            Some(line) if middle - first <= taller / 2 => {
                line.push(mark);
                tallest = taller;
            }
            _ => {
                lines.push(vec![mark]);
                (first, tallest) = (middle, mark.em());
            }
        }
    }
    let middles: Vec<i32> = lines.iter().map(|line| middle(line)).collect();
    for space in spaces {
        let at = space.area.centre().1;
        let next = middles.partition_point(|middle| *middle < at);
        let near = [next.checked_sub(1), Some(next)].into_iter().flatten().filter(|index| *index < middles.len());
        let nearest = near.min_by_key(|index| (middles[*index] - at).abs());
        if let Some(line) = nearest.and_then(|index| lines.get_mut(index)) {
            line.push(space);
        }
    }
    lines.into_iter().map(|marks| line(page, marks)).collect()
}

/// The middle of a line, down the page.
fn middle(marks: &[Mark]) -> i32 {
    let sum: i64 = marks.iter().map(|mark| i64::from(mark.area.centre().1)).sum();
    (sum / marks.len().max(1) as i64) as i32
}

/// One line of characters that stand beside one another.
fn line(page: usize, mut marks: Vec<Mark>) -> PrintedLine {
    marks.sort_by_key(|mark| (mark.area.left, mark.area.right));
    let mut line = PrintedLine { page, ..PrintedLine::default() };
    let mut spaced = false;
    for mark in marks {
        if mark.is_space() {
            spaced = true;
            continue;
        }
        let gap = match line.marks.last() {
            None => Gap::None,
            Some(last) => {
                let room = i64::from(mark.area.left - last.area.right) * 100;
                let height = i64::from(mark.em().min(last.em()));
                let least = if spaced { PRINTED_SPACE } else { SPACE };
                if room > height * i64::from(least) { Gap::Space } else { Gap::None }
            }
        };
        line.marks.push(mark);
        line.gaps.push(gap);
        spaced = false;
    }
    line
}
