//! Tables that go on over pages become one.

use super::geometry::POINT;
use super::page::{Piece, Table};
use super::seam;

/// Edges of one table on two pages differ by less than this, in thousandths of a point.
const NEAR: i32 = 3 * POINT;

/// How many lines above a table are looked at for its title.
const TITLE_LINES: usize = 4;

/// What a table may be marked with where it goes on: brackets and blanks aside.
const GOES_ON: [&str; 2] = ["续", "续表"];

/// Joins each table that stands last on its page with the one that goes on with it on the next.
pub(super) fn stitch(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    // The last table, when nothing but lines at the head of the page after it came since.
    let mut open: Option<usize> = None;
    for piece in pieces {
        match piece {
            Piece::Table(next) => {
                let joined = open.and_then(|at| join(&mut out, at, &next));
                if joined.is_none() {
                    open = Some(out.len());
                    out.push(Piece::Table(next));
                }
            }
            Piece::Line(line) => {
                let over = |table: &Table| line.page != table.pages.1 + 1;
                if open.is_some_and(|at| matches!(out.get(at), Some(Piece::Table(table)) if over(table))) {
                    open = None;
                }
                out.push(Piece::Line(line));
            }
        }
    }
    out
}

/// Joins a table to the one at `at`, when it goes on with it; lines between them, a title and captions printed again, go.
fn join(out: &mut Vec<Piece>, at: usize, next: &Table) -> Option<()> {
    let Piece::Table(table) = out.get(at)? else { return None };
    if next.pages.0 != table.pages.1 + 1 {
        return None;
    }
    let (mut table, mut next) = (table.clone(), next.clone());
    same_columns(&mut table, &mut next)?;
    let repeated = seam::repeated_header(&table, &next);
    if !titles_repeat(out, at, repeated > 0) {
        return None;
    }
    next.rows.drain(..repeated);
    seam::sew(&mut table, next);
    out.truncate(at + 1);
    *out.get_mut(at)? = Piece::Table(table);
    Some(())
}

/// Whether the lines since a table say no more than those above it did.
fn titles_repeat(out: &[Piece], at: usize, header_repeats: bool) -> bool {
    let text = |piece: &Piece| match piece {
        Piece::Line(line) => Some(line.text()),
        Piece::Table(_) => None,
    };
    let above: Vec<String> = out[..at].iter().rev().map_while(text).take(TITLE_LINES).collect();
    let mut between = out[at + 1..].iter().filter_map(text).peekable();
    let mut marked = false;
    let alone = between.peek().is_none();
    let known = between.all(|line| {
        let plain = line.trim_end_matches([')', ']']);
        let title = GOES_ON.iter().find_map(|mark| plain.strip_suffix(mark));
        marked |= title.is_some();
        let title = title.map_or(line.as_str(), |title| title.trim_end_matches(['(', '[']));
        title.is_empty() || above.iter().any(|above| above == title)
    });
    alone || known && (header_repeats || marked)
}

/// Gives two tables the same columns, when those of one are among those of the other; none when they differ.
fn same_columns(one: &mut Table, other: &mut Table) -> Option<()> {
    let shift = other.columns.first()? - one.columns.first()?;
    if one.columns.len() == other.columns.len() {
        // Pages with a margin for binding place a table now farther left, now farther right.
        let same = |(a, b): (&i32, &i32)| (b - shift - a).abs() <= NEAR;
        return one.columns.iter().zip(&other.columns).all(same).then_some(());
    }
    let (fewer, more) = if one.columns.len() < other.columns.len() { (one, other) } else { (other, one) };
    let outer = |table: &Table| Some((*table.columns.first()?, *table.columns.last()?));
    let (a, b) = (outer(fewer)?, outer(more)?);
    if (a.0 - b.0).abs() > NEAR || (a.1 - b.1).abs() > NEAR {
        return None;
    }
    let place = |edge: &i32| more.columns.iter().position(|other| (edge - other).abs() <= NEAR);
    let places: Vec<usize> = fewer.columns.iter().map(place).collect::<Option<_>>()?;
    if places.windows(2).any(|pair| pair[0] >= pair[1]) {
        return None;
    }
    seam::widen(fewer, &places, &more.columns);
    Some(())
}
