//! Tables: columns of a grid in twips, cells over several of them, cells over several rows.

use super::body::Body;
use crate::reader::ReadError;
use crate::reader::flow::{Overfull, Placer};
use crate::reader::xml::Tree;

/// Edges of columns that are nearer than this, in twentieths of a point, are one: moved by hand, not meant.
const NEAR: usize = 60;
/// A row may leave so many columns out.
const MOST_COLUMNS: usize = 1000;

/// Reads a table.
pub(super) fn read(body: &mut Body<'_, '_>, table: &Tree) -> Result<(), ReadError> {
    if lays_out(table) {
        for cell in rows(table).into_iter().flat_map(cells) {
            body.blocks(cell)?;
        }
        return Ok(());
    }
    let mut placer = body.flow.placer();
    let placed = place(body, table, &mut placer).and_then(|()| placer.finish());
    let table = placed.map_err(|_| body.flow.too_many_cells())?;
    body.flow.table(table)
}

fn place(body: &mut Body<'_, '_>, table: &Tree, placer: &mut Placer) -> Result<(), Overfull> {
    let edges = edges(table);
    let edge = |column: usize| {
        edges.get(column).copied().unwrap_or_else(|| column - (edges.len() - 1) + edges[edges.len() - 1])
    };
    for row in rows(table) {
        placer.row();
        let properties = row.child("trPr");
        let before = properties.and_then(|properties| properties.number("gridBefore")).unwrap_or(0).min(MOST_COLUMNS);
        placer.skip(edge(before));
        let mut column = before;
        for cell in cells(row) {
            let properties = cell.child("tcPr");
            let span =
                properties.and_then(|properties| properties.number("gridSpan")).unwrap_or(1).clamp(1, MOST_COLUMNS);
            let columns = edge(column + span) - edge(column);
            column += span;
            let merged = |key: &str| properties.and_then(|properties| properties.child(key));
            let goes_on = |merge: &Tree| merge.attribute("val").is_none_or(|value| value == "continue");
            if merged("hMerge").is_some_and(goes_on) {
                placer.widen(columns);
                continue;
            }
            if merged("vMerge").is_some_and(goes_on) && placer.lengthen(columns) {
                continue;
            }
            let mut text = String::new();
            body.cell(cell, &mut text);
            if columns > 0 || !text.trim().is_empty() {
                placer.cell(text, columns, 1)?;
            }
        }
    }
    Ok(())
}

/// By column of the grid: which column its left edge is once near edges are one.
fn edges(table: &Tree) -> Vec<usize> {
    let mut edges = vec![0];
    let (mut at, mut last, mut column) = (0_usize, 0_usize, 0_usize);
    for width in table.child("tblGrid").into_iter().flat_map(|grid| grid.all("gridCol")) {
        at += width.attribute("w").and_then(|width| width.trim().parse::<usize>().ok()).unwrap_or(NEAR).min(1 << 20);
        if at - last >= NEAR {
            column += 1;
            last = at;
        }
        edges.push(column);
    }
    edges
}

/// The rows of a table that are not deleted.
pub(super) fn rows(table: &Tree) -> Vec<&Tree> {
    let mut rows = Vec::new();
    unwrapped(table, "tr", &mut rows);
    let kept = |row: &&Tree| {
        row.child("trPr").is_none_or(|properties| properties.child("del").is_none() && !properties.is_on("hidden"))
    };
    rows.retain(kept);
    rows
}

/// The cells of a row.
pub(super) fn cells(row: &Tree) -> Vec<&Tree> {
    let mut cells = Vec::new();
    unwrapped(row, "tc", &mut cells);
    cells
}

/// Elements of a name, those in wrappers included.
fn unwrapped<'t>(inside: &'t Tree, name: &str, out: &mut Vec<&'t Tree>) {
    for child in &inside.children {
        match child.name() {
            "sdt" | "sdtContent" | "customXml" | "ins" => unwrapped(child, name, out),
            found if found == name => out.push(child),
            _ => {}
        }
    }
}

/// Whether a table only lays out a page: a cell a row, with whole tables in some.
fn lays_out(table: &Tree) -> bool {
    let rows = rows(table);
    let narrow = rows.iter().all(|row| cells(row).len() <= 1);
    let wraps = rows.iter().flat_map(|row| cells(row)).any(|cell| {
        let mut inner = Vec::new();
        unwrapped(cell, "tbl", &mut inner);
        inner.into_iter().any(|table| self::rows(table).len() > 1)
    });
    narrow || wraps
}
