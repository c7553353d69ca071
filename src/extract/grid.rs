//! Rows of a table whose cells have edges.

use super::Problem;
use super::draft::{Draft, Row};
use super::header::{Header, Part};
use super::label::{self, Nesting};
use super::region::Region;
use super::spans::Spans;
use super::structure::TableRow;
use crate::base::UnitId;
use crate::document::{Block, Document, Gap, Grid, Text};
use crate::fact::Value;
use crate::program::{CellSource, Field, Layout};

/// Reads the rows of a table's grids.
pub(super) fn rows<'a>(
    draft: &mut Draft<'a>,
    document: &Document,
    region: &Region,
    layout: &'a Layout,
    unit: UnitId,
) -> Vec<TableRow<'a>> {
    let grids: Vec<&Grid> = region
        .blocks
        .iter()
        .filter_map(|at| match &document.blocks[*at] {
            Block::Grid(grid) => Some(grid),
            Block::Line(_) => None,
        })
        .collect();
    let Some(first) = grids.first() else { return Vec::new() };
    let spans: Vec<Spans> = grids.iter().map(|grid| Spans::of(grid)).collect();
    let header = Header::find(first, &spans[0], &wanted(layout));
    report_missing(draft, region, layout, &header, first);
    let mut reader = GridReader {
        nesting: layout.blocks.iter().map(|_| Nesting::default()).collect(),
        above: vec![Text::default(); draft.columns(layout.relation).len()],
        layout,
        header,
        unit,
        context: &region.name,
    };
    let mut rows = Vec::new();
    for (index, (grid, spans)) in grids.iter().zip(&spans).enumerate() {
        let repeats = index > 0 && grid.rows.len() >= reader.header.depth;
        let skip = if index == 0 || repeats { reader.header.depth } else { 0 };
        for row in skip..grid.rows.len() {
            let cells = Cells { grid, spans, row };
            if cells.is_blank() {
                continue;
            }
            for block in 0..layout.blocks.len() {
                let number = rows.len() as u32 + 1;
                rows.extend(reader.row(draft, block, cells, number));
            }
        }
    }
    rows
}

/// A row of a grid.
#[derive(Clone, Copy)]
struct Cells<'g> {
    grid: &'g Grid,
    spans: &'g Spans,
    row: usize,
}

impl<'g> Cells<'g> {
    /// What is printed at a place of the row itself.
    fn own(&self, column: usize) -> Option<&'g Text> {
        self.grid.rows[self.row].get(column).map(|cell| &cell.text)
    }

    /// What is printed in the cell that spans a place of the row.
    fn spanning(&self, column: usize) -> Option<&'g Text> {
        let (row, column) = self.spans.owner(self.row, column);
        self.grid.rows[row].get(column).map(|cell| &cell.text)
    }

    /// Whether nothing is printed in the row itself.
    fn is_blank(&self) -> bool {
        self.grid.rows[self.row].iter().all(|cell| cell.text.is_empty())
    }
}

/// The paths a layout looks for, each with the part of the table where it looks.
fn wanted(layout: &Layout) -> Vec<(Part<'_>, &[Vec<String>])> {
    paths_of(layout, |_| true)
}

fn paths_of(layout: &Layout, counts: fn(&Field) -> bool) -> Vec<(Part<'_>, &[Vec<String>])> {
    let fields = layout.blocks.iter().flat_map(|block| block.fields.iter().map(move |field| (block, field)));
    let fields = fields.filter(|(_, field)| counts(field));
    fields
        .flat_map(|(block, field)| paths(field).into_iter().map(move |path| (Part::of(layout, block), path)))
        .collect()
}

fn paths(field: &Field) -> Vec<&[Vec<String>]> {
    match &field.source {
        CellSource::Cells(cells) => cells.iter().map(Vec::as_slice).collect(),
        CellSource::Split(path) | CellSource::Nested(path) | CellSource::FillDown(path) => vec![path.as_slice()],
        CellSource::Position(_) => Vec::new(),
    }
}

fn report_missing(draft: &mut Draft<'_>, region: &Region, layout: &Layout, header: &Header, grid: &Grid) {
    let missing: Vec<String> = paths_of(layout, |field| !field.optional)
        .into_iter()
        .filter(|(part, path)| header.columns(*part, path).is_none())
        .filter_map(|(_, path)| path.first().map(|words| words.join("/")))
        .collect();
    if !missing.is_empty() {
        let line = grid.rows.iter().flatten().find_map(|cell| cell.text.place()).map_or(0, |place| place.line);
        draft.remark(line, &region.name, Problem::MissingColumns(missing));
    }
}

struct GridReader<'a, 'b> {
    layout: &'a Layout,
    header: Header,
    unit: UnitId,
    context: &'b str,
    nesting: Vec<Nesting>,
    /// Labels that hold for blank cells below them, by column.
    above: Vec<Text>,
}

impl<'a> GridReader<'a, '_> {
    fn row(&mut self, draft: &mut Draft<'a>, block: usize, cells: Cells<'_>, number: u32) -> Option<TableRow<'a>> {
        let fields = &self.layout.blocks[block];
        let mut row = draft.row(self.layout.relation, self.context, &self.layout.inherits);
        row.number = number;
        for field in &fields.fields {
            self.field(draft, &mut row, block, field, cells);
        }
        if row.at == (0, 0) || row.values.iter().all(|value| *value == Value::Blank) {
            return None;
        }
        draft.constants(&mut row, &fields.constants);
        draft.constants(&mut row, &self.layout.constants);
        Some(TableRow { row, block, unplaced: Vec::new() })
    }

    fn field(&mut self, draft: &mut Draft<'a>, row: &mut Row<'a>, block: usize, field: &Field, cells: Cells<'_>) {
        let part = Part::of(self.layout, &self.layout.blocks[block]);
        let columns = draft.columns(self.layout.relation);
        let first = field.columns[0];
        // A figure stands in one row; a label holds for all places that its cell spans.
        let is_figure = columns[field.columns[field.columns.len() - 1]].kind.is_figure();
        let cell = |path: &[Vec<String>]| -> Text {
            let Some(under) = self.header.columns(part, path) else { return Text::default() };
            if is_figure {
                return cells.own(under.start).cloned().unwrap_or_default();
            }
            let mut text = Text::default();
            let mut last: Option<&Text> = None;
            for label in under.filter_map(|column| cells.spanning(column)) {
                if !last.is_some_and(|last| std::ptr::eq(last, label)) {
                    text.append(label, Gap::Wrap);
                }
                last = Some(label);
            }
            text
        };
        match &field.source {
            CellSource::Cells(parts) => {
                let mut text = Text::default();
                for part in parts {
                    text.append(&cell(part), Gap::Wrap);
                }
                let value = draft.cell(&columns[first], &text, self.unit);
                let is_figure = columns[first].kind.is_figure();
                let unread = value == Value::Blank && is_figure;
                if unread && text.glyphs.iter().any(|glyph| glyph.ch.is_ascii_digit()) {
                    let line = text.glyphs[0].line;
                    draft.remark(line, self.context, Problem::NoFigure(text.readable()));
                }
                if !text.is_empty() && !unread {
                    draft.set(row, first, value, &text);
                }
            }
            CellSource::Position(position) => {
                let text = cells.own(*position).cloned().unwrap_or_default();
                let value = draft.cell(&columns[first], &text, self.unit);
                draft.set(row, first, value, &text);
            }
            CellSource::Split(path) => split(draft, row, field, &cell(path)),
            CellSource::Nested(path) => {
                let text = cell(path);
                if !text.is_empty() {
                    nested(draft, row, field, &text, &mut self.nesting[block], &self.layout.totals);
                }
            }
            CellSource::FillDown(path) => {
                let own = cell(path);
                let text = if own.is_empty() { self.above[first].clone() } else { own.clone() };
                self.above[first] = text.clone();
                let value = draft.cell(&columns[first], &text, self.unit);
                row.values[first] = value;
                row.places[first] = draft.place(&text);
                if !own.is_empty() {
                    draft.set(row, first, value, &own);
                }
            }
        }
    }
}

/// A code and a name, or a name without its numbering.
pub(super) fn split<'a>(draft: &mut Draft<'a>, row: &mut Row<'a>, field: &Field, text: &Text) {
    if text.is_empty() {
        return;
    }
    let name = if field.columns.len() == 2
        && let Some((code, printed, name)) = label::coded(text)
    {
        draft.set(row, field.columns[0], Value::Code(code), &printed);
        name
    } else {
        numbered_name(draft, text)
    };
    let column = field.columns[field.columns.len() - 1];
    let value = draft.text(&name.squeezed());
    draft.set(row, column, value, &name);
}

/// The label above and the label itself.
pub(super) fn nested<'a>(
    draft: &mut Draft<'a>,
    row: &mut Row<'a>,
    field: &Field,
    text: &Text,
    nesting: &mut Nesting,
    totals: &[String],
) {
    let (above, name) = nesting.place(text, totals);
    let printed = numbered_name(draft, text);
    let above_value = draft.text(&above);
    row.values[field.columns[0]] = above_value;
    let value = draft.text(&name);
    draft.set(row, field.columns[1], value, &printed);
}

/// A label without its numbering, whose digits are ordinals.
fn numbered_name(draft: &mut Draft<'_>, text: &Text) -> Text {
    let name = label::name(text);
    draft.claims.ordinal(&text.slice(0, text.len() - name.len()));
    name
}
