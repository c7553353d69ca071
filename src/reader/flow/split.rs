//! What a table of a page or sheet turns out to be: titles, captions and notes are lines, the rest is one grid or several.
//!
//! Only typography tells: how many cells of a row are filled, how wide they are, and colons.

use super::joint;
use crate::document::{Cell, Gap, Text};

/// A piece of a table, from the top.
#[derive(Debug)]
pub(super) enum Piece {
    /// Blank rows.
    Space,
    /// A row that is no row: a title, a caption, a note, a paragraph.
    Line(Text),
    /// A table proper.
    Rows(Vec<Vec<Cell>>),
}

/// The pieces of a table whose rows are equally long.
pub(super) fn pieces(rows: Vec<Vec<Cell>>) -> Vec<Piece> {
    let starts: Vec<usize> = (0..rows.len()).filter(|at| begins_anew(&rows, *at)).collect();
    let mut pieces = Vec::new();
    let mut rest = rows;
    let mut done = 0;
    for start in starts {
        let tail = rest.split_off(start - done);
        one(std::mem::replace(&mut rest, tail), &mut pieces);
        done = start;
    }
    one(rest, &mut pieces);
    pieces
}

/// Drops columns in which nothing of a piece is printed: they belong to another table of the sheet.
fn narrow(rows: &mut [Vec<Cell>]) {
    let width = rows.first().map_or(0, Vec::len);
    let mut kept = vec![false; width];
    for row in rows.iter() {
        filled(row).for_each(|(column, _)| kept[column] = true);
    }
    if kept.iter().all(|kept| *kept) {
        return;
    }
    for row in rows {
        for column in 0..row.len() {
            let end = (column + row[column].columns as usize).min(width);
            let columns = kept[column.min(end)..end].iter().filter(|kept| **kept).count();
            row[column].columns = u32::try_from(columns).unwrap_or(1).max(1);
        }
        let mut kept = kept.iter();
        row.retain(|_| kept.next().is_some_and(|kept| *kept));
    }
}

/// Whether the title of another table, or the notes of the one above, begin at a row.
fn begins_anew(rows: &[Vec<Cell>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &rows[before]) else { return false };
    let row = &rows[at];
    if !heads(row) {
        return false;
    }
    let captioned = rows.get(at + 1).is_some_and(|next| is_caption(next));
    is_blank(before) && !is_spanned(before) || is_full(row) && captioned
}

/// One table with what stands around it.
fn one(mut rows: Vec<Vec<Cell>>, pieces: &mut Vec<Piece>) {
    narrow(&mut rows);
    let head = rows.iter().take_while(|row| is_blank(row) && !is_spanned(row) || heads(row)).count();
    let body = rows.split_off(head);
    rows.into_iter().for_each(|row| pieces.push(line(row)));
    let mut body = body;
    let foot = body.iter().rev().take_while(|row| is_blank(row) && !is_spanned(row) || is_note(row)).count();
    let notes = body.split_off(body.len() - foot);
    match body.len() {
        0 => {}
        _ => pieces.push(Piece::Rows(body)),
    }
    notes.into_iter().for_each(|row| pieces.push(line(row)));
}

/// What is printed in a row that is no row.
fn line(row: Vec<Cell>) -> Piece {
    let mut text = Text::default();
    row.iter().filter(|cell| !cell.text.is_empty()).for_each(|cell| text.append(&cell.text, Gap::Space));
    if text.is_empty() { Piece::Space } else { Piece::Line(text) }
}

fn filled(row: &[Cell]) -> impl Iterator<Item = (usize, &Cell)> {
    row.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty())
}

fn is_blank(row: &[Cell]) -> bool {
    filled(row).next().is_none()
}

/// Whether a blank row has cells over several rows, so that it is a part of what stands below.
fn is_spanned(row: &[Cell]) -> bool {
    row.iter().any(|cell| cell.rows > 1)
}

/// The only cell of a row that is filled, and its column.
fn lone(row: &[Cell]) -> Option<(usize, &Cell)> {
    let mut filled = filled(row);
    let first = filled.next()?;
    filled.next().is_none().then_some(first)
}

/// Whether a row is one cell over the whole width.
fn is_full(row: &[Cell]) -> bool {
    lone(row).is_some_and(|(_, cell)| cell.columns as usize >= row.len())
}

/// Whether a row above a table is a title, a caption or a paragraph.
fn heads(row: &[Cell]) -> bool {
    if is_full(row) || is_caption(row) {
        return true;
    }
    let Some((column, cell)) = lone(row) else { return false };
    // A lone cell over some of the columns heads those columns, unless it begins where titles do.
    cell.rows == 1 && (cell.columns == 1 || column == 0 && cell.columns as usize * 2 > row.len())
}

/// Whether a row is made of captions: `编制部门：… 单位：…`, dates and numbers between them.
fn is_caption(row: &[Cell]) -> bool {
    let captioned = |text: &Text| {
        let value = text.glyphs.iter().position(|glyph| glyph.ch == ':').is_some_and(|colon| colon + 1 < text.len());
        value && joint::label(text).is_some()
    };
    let (mut captions, mut others, mut all) = (0, 0, 0);
    for (_, cell) in filled(row) {
        if cell.rows > 1 {
            return false;
        }
        all += 1;
        captions += usize::from(captioned(&cell.text));
        let dated = cell.text.glyphs.first().is_some_and(|glyph| glyph.ch.is_ascii_digit());
        let open = joint::ends_with_colon(&cell.text);
        others += usize::from(dated || open);
    }
    captions > 0 && (captions + others == all || all <= 3 && all * 2 <= row.len())
}

/// Whether a row below a table is a note.
fn is_note(row: &[Cell]) -> bool {
    if is_full(row) {
        return true;
    }
    let Some((column, cell)) = lone(row) else { return false };
    let text = &cell.text;
    let worded = joint::label(text).is_some() || joint::has_clauses(text) || joint::ends_sentence(text);
    column == 0 && cell.rows == 1 && worded
}
