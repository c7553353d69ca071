//! Which lines go on with a paragraph, by where they begin and end.

use super::geometry::percentile;
use super::lines::PrintedLine;
use super::page::Piece;
use crate::document::{Glyph, Page, Text};
use crate::reader::joint;

/// A line of fewer characters says nothing of how wide text is set.
const PROSE: usize = 12;

/// The room that running text is set in, on each page.
#[derive(Debug)]
pub(super) struct Column {
    /// Left and right by page.
    sides: Vec<(i32, i32)>,
}

impl Column {
    /// Measures the lines of a file. Pages of one size are measured together: a single page may have no full line.
    pub(super) fn of(pieces: &[Piece], pages: &[Page]) -> Column {
        let mut sides = Vec::with_capacity(pages.len());
        let mut known: Vec<((i32, i32), (i32, i32))> = Vec::new();
        for page in pages {
            let size = (page.width, page.height);
            if let Some((_, found)) = known.iter().find(|(other, _)| *other == size) {
                sides.push(*found);
                continue;
            }
            let prose = |line: &&PrintedLine| {
                line.marks.len() >= PROSE && pages.get(line.page).is_some_and(|page| (page.width, page.height) == size)
            };
            let lines: Vec<&PrintedLine> = pieces.iter().filter_map(line_of).filter(prose).collect();
            let left = percentile(lines.iter().map(|line| line.area().left).collect(), 10).unwrap_or(0);
            let right = percentile(lines.iter().map(|line| line.area().right).collect(), 90).unwrap_or(page.width);
            known.push((size, (left, right)));
            sides.push((left, right));
        }
        Column { sides }
    }

    fn sides(&self, page: usize) -> (i32, i32) {
        self.sides.get(page).copied().unwrap_or((0, i32::MAX / 4))
    }
}

/// How a line stands to the one before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Joint {
    pub(super) continues: bool,
    pub(super) space_before: bool,
}

/// How each piece stands to the one before it.
#[derive(Debug)]
pub(super) struct Joints {
    pub(super) all: Vec<Joint>,
}

impl Joints {
    pub(super) fn of(pieces: &[Piece], column: &Column) -> Joints {
        let mut all = vec![Joint::default(); pieces.len()];
        let spacing = spacing(pieces);
        for index in 1..pieces.len() {
            let (Some(before), Some(this)) = (line_of(&pieces[index - 1]), line_of(&pieces[index])) else { continue };
            all[index] =
                Joint { continues: goes_on(before, this, column), space_before: is_apart(before, this, spacing) };
        }
        Joints { all }
    }
}

fn line_of(piece: &Piece) -> Option<&PrintedLine> {
    match piece {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    }
}

/// The usual distance between the middles of two lines, in percent of the type's height.
fn spacing(pieces: &[Piece]) -> i32 {
    let pairs = pieces.windows(2).filter_map(|pair| Some((line_of(&pair[0])?, line_of(&pair[1])?)));
    percentile(pairs.filter_map(|(before, this)| distance(before, this)).collect(), 50).unwrap_or(150)
}

fn distance(before: &PrintedLine, this: &PrintedLine) -> Option<i32> {
    let (above, below) = (before.area(), this.area());
    let em = before.em().max(this.em()).max(1);
    let apart = i64::from(below.centre().1 - above.centre().1) * 100 / i64::from(em);
    (before.page == this.page && apart > 0).then_some(apart.min(10_000) as i32)
}

/// Whether more than the usual space stands between two lines.
fn is_apart(before: &PrintedLine, this: &PrintedLine, spacing: i32) -> bool {
    distance(before, this).is_some_and(|apart| apart > spacing * 3 / 2)
}

/// Whether a line goes on with the paragraph of the line before: that one leaves no room for a word more, and this one
/// is neither indented nor begins an item.
fn goes_on(before: &PrintedLine, this: &PrintedLine, column: &Column) -> bool {
    let em = before.em().min(this.em());
    // Type of another size is a heading or a title.
    if before.em().max(this.em()) * 100 > em * 115 {
        return false;
    }
    let (left, right) = column.sides(before.page);
    let full = before.area().right >= right - em * 5 / 2;
    let (own_left, _) = column.sides(this.page);
    let indented = this.area().left > own_left + em * 4 / 5;
    // Text set deeper than the column goes on below itself: the lines of an item.
    let same_depth = (this.area().left - own_left - (before.area().left - left)).abs() <= em / 2;
    let text = plain(this);
    if !full || joint::enumerator(&text).is_some() && joint::ends_sentence(&plain(before)) {
        return false;
    }
    !indented || same_depth && !joint::ends_sentence(&plain(before)) && joint::is_running(&plain(before))
}

fn plain(line: &PrintedLine) -> Text {
    let marks = line.marks.iter().zip(&line.gaps);
    Text { glyphs: marks.map(|(mark, gap)| Glyph { ch: mark.ch, gap: *gap, line: 0, column: 0 }).collect() }
}
