//! Which lines go on with a paragraph, by where they begin and end.

use super::geometry::{Area, View, percentile};
use super::glyphs::Mark;
use super::lines::PrintedLine;
use super::page::Piece;
use crate::document::{Gap, Glyph, Text};
use crate::reader::joint::{self, Enumerator};

/// A line of fewer characters says nothing of how wide text is set.
const PROSE: usize = 12;

/// So many lines that end at one edge are full.
const FULL_LINES: usize = 4;

/// The room that running text is set in, on each page.
#[derive(Debug)]
pub(super) struct Column {
    /// Left and right by page.
    sides: Vec<(i32, i32)>,
}

impl Column {
    /// Measures the lines of a file. Pages of one size are measured together, for a single page may have no full line; a
    /// page where several lines end at one edge has that edge.
    pub(super) fn of(pieces: &[Piece], pages: &[View]) -> Column {
        let mut column = Column::by_size(pieces, pages);
        let mut ends_of: Vec<Vec<(i32, i32)>> = vec![Vec::new(); pages.len()];
        for line in pieces.iter().filter_map(line_of).filter(|line| line.marks.len() >= PROSE) {
            if let Some(ends) = ends_of.get_mut(line.page) {
                ends.push((line.area().right, line.size()));
            }
        }
        for ((_, right), ends) in column.sides.iter_mut().zip(ends_of) {
            let edge = ends.iter().map(|(end, _)| *end).max().unwrap_or(0);
            if ends.iter().filter(|(end, em)| edge - end <= *em).count() >= FULL_LINES {
                *right = edge.min(*right);
            }
        }
        column
    }

    fn by_size(pieces: &[Piece], pages: &[View]) -> Column {
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
        let mut inner = None;
        for index in 1..pieces.len() {
            let (Some(before), Some(this)) = (line_of(&pieces[index - 1]), line_of(&pieces[index])) else { continue };
            let number = joint::last_inner_number(&plain(before));
            inner = if all[index - 1].continues { number.or(inner) } else { number };
            let space_before = is_apart(before, this, spacing);
            all[index] = Joint { continues: goes_on(before, this, column, inner, space_before), space_before };
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
    let em = before.size().max(this.size()).max(1);
    let apart = i64::from(below.centre().1 - above.centre().1) * 100 / i64::from(em);
    (before.page == this.page && apart > 0).then_some(apart.min(10_000) as i32)
}

/// Whether more than the usual space stands between two lines.
fn is_apart(before: &PrintedLine, this: &PrintedLine, spacing: i32) -> bool {
    distance(before, this).is_some_and(|apart| apart > spacing * 3 / 2)
}

/// Whether a line goes on with the paragraph of the line before: its first word found no room there, and it is neither
/// indented nor begins an item. `inner` is the number of the last item inside the paragraph.
fn goes_on(before: &PrintedLine, this: &PrintedLine, column: &Column, inner: Option<u32>, apart: bool) -> bool {
    let em = before.size().min(this.size());
    // Type of another size is a heading or a title.
    if before.size().max(this.size()) * 100 > em * 115 {
        return false;
    }
    let (words_before, words) = (plain(before), plain(this));
    // Words far apart that make no sentence are a row of something, not text.
    let spaces = |words: &Text| words.glyphs.iter().filter(|glyph| glyph.gap == Gap::Space).count();
    let row = |words: &Text| spaces(words) > 1 && joint::has_cells(words) && !joint::is_running(words);
    if row(&words_before) || row(&words) {
        return false;
    }
    let (left, right) = column.sides(before.page);
    let (own_left, own_right) = column.sides(this.page);
    let ended = joint::ends_sentence(&words_before);
    let room = right - before.area().right;
    let needed = if ended { em } else { first_word(this).max(em * 2) };
    if room > needed + em / 2 {
        return false;
    }
    match joint::enumerator(&words) {
        Some(Enumerator::Other) => return false,
        Some(Enumerator::Plain(number)) if ended || number < 2 || inner != Some(number - 1) => return false,
        _ => {}
    }
    let depth = this.area().left - own_left;
    if depth <= em * 4 / 5 {
        return true;
    }
    // Text set deeper than the column goes on below itself; a full heading goes on in the middle, close below.
    let depth_before = before.area().left - left;
    let same_depth = (depth - depth_before).abs() <= em / 2;
    let off_centre = (depth - (own_right - this.area().right)).abs();
    let centred = !apart && depth_before <= em * 3 / 2 && room <= em * 3 / 2 && off_centre <= em * 2;
    !ended && (centred || same_depth && joint::is_running(&words_before))
}

/// The width of what no line break parts at the start of a line: a number, or a character with the marks around it.
fn first_word(line: &PrintedLine) -> i32 {
    let opens = |ch: char| matches!(ch, '(' | '[' | '<' | '《' | '“' | '‘');
    let closes =
        |ch: char| matches!(ch, ')' | ']' | '>' | '》' | '”' | '’' | ',' | '.' | '。' | ';' | ':' | '、' | '%');
    let goes_on = |pair: (&Mark, &Mark)| {
        let (before, after) = (pair.0.ch, pair.1.ch);
        opens(before)
            || closes(after)
            || before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()
            || before == '.' && after.is_ascii_digit()
    };
    let pairs = line.marks.iter().zip(line.marks.iter().skip(1));
    let length = pairs.take_while(|pair| goes_on(*pair)).count() + 1;
    Area::around(line.marks.iter().take(length).map(|mark| mark.area)).map_or(0, Area::width)
}

fn plain(line: &PrintedLine) -> Text {
    let marks = line.marks.iter().zip(&line.gaps);
    Text { glyphs: marks.map(|(mark, gap)| Glyph { ch: mark.ch, gap: *gap, line: 0, column: 0 }).collect() }
}
