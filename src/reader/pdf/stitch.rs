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
    let mut next = next.clone();
    let fit = fit(table, &next)?;
    if let Fit::More(places) = &fit {
        seam::widen(&mut next, places, &table.columns);
    }
    let repeated = seam::repeated_header(table, &next);
    if !titles_repeat(out, at, repeated > 0) {
        return None;
    }
    out.truncate(at + 1);
    let Piece::Table(table) = out.get_mut(at)? else { return None };
    if let Fit::Fewer(places) = &fit {
        seam::widen(table, places, &next.columns);
    }
    next.rows.drain(..repeated);
    seam::sew(table, next);
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

/// How the columns of a table are among those of another.
enum Fit {
    Same,
    /// The first table has more: where the edges of the second are among its own.
    More(Vec<usize>),
    /// The first table has fewer: where its edges are among those of the second.
    Fewer(Vec<usize>),
}

/// How the columns of two tables fit; none when they differ.
fn fit(table: &Table, next: &Table) -> Option<Fit> {
    let (ours, theirs) = (table.columns.as_slice(), next.columns.as_slice());
    if ours.len() == theirs.len() {
        // Pages with a margin for binding place a table now farther left, now farther right.
        let shift = theirs.first()? - ours.first()?;
        let same = |(a, b): (&i32, &i32)| (b - shift - a).abs() <= NEAR;
        return ours.iter().zip(theirs).all(same).then_some(Fit::Same);
    }
    if ours.len() > theirs.len() {
        Some(Fit::More(places(theirs, ours)?))
    } else {
        Some(Fit::Fewer(places(ours, theirs)?))
    }
}

/// Where edges are among others, which have the same outer ones.
fn places(fewer: &[i32], more: &[i32]) -> Option<Vec<usize>> {
    let place = |edge: &i32| more.iter().position(|other| (edge - other).abs() <= NEAR);
    let places: Vec<usize> = fewer.iter().map(place).collect::<Option<_>>()?;
    let outer = places.first() == Some(&0) && places.last() == Some(&(more.len() - 1));
    (outer && places.windows(2).all(|pair| pair[0] < pair[1])).then_some(places)
}
