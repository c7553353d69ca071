//! Rows of a table whose cells have edges.

use super::Problem;
use super::draft::{Draft, Row};
use super::header::{Header, Wanted};
use super::label::{self, Nesting};
use super::region::Region;
use super::structure::TableRow;
use crate::base::UnitId;
use crate::document::{Block, Cell, Document, Gap, Grid, Text};
use crate::program::{CellSource, Field, Layout, LayoutBlock};

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
    let header = Header::find(first, &wanted(layout));
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
    for (index, grid) in grids.iter().enumerate() {
        let repeats = index > 0 && grid.rows.len() >= reader.header.depth;
        let skip = if index == 0 || repeats { reader.header.depth - reader.shared(grid) } else { 0 };
        for cells in grid.rows.iter().skip(skip) {
            for block in 0..layout.blocks.len() {
                let number = rows.len() as u32 + 1;
                rows.extend(reader.row(draft, block, cells, number));
            }
        }
    }
    rows
}

/// The paths a layout looks for, each with the words of its block.
fn wanted(layout: &Layout) -> Vec<Wanted<'_>> {
    paths_of(layout, |_| true)
}

fn paths_of<'a>(layout: &'a Layout, counts: fn(&Field) -> bool) -> Vec<Wanted<'a>> {
    let fields = layout.blocks.iter().enumerate();
    let fields = fields.flat_map(|(number, block)| block.fields.iter().map(move |field| (number, block, field)));
    let fields = fields.filter(|(.., field)| counts(field));
    let wanted = |(number, block, field): (usize, &'a LayoutBlock, &'a Field)| {
        let (turn, header) = (turn(layout, number), block.header.as_slice());
        paths(field).into_iter().map(move |path| (header, turn, path))
    };
    fields.flat_map(wanted).collect()
}

/// How many blocks before this one stand under the same words.
fn turn(layout: &Layout, block: usize) -> usize {
    layout.blocks[..block].iter().filter(|earlier| earlier.header == layout.blocks[block].header).count()
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
        .filter(|wanted| header.column(*wanted).is_none())
        .filter_map(|(.., path)| path.first().map(|words| words.join("/")))
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
    /// How many rows of the header are rows of data too: the last, when a column has an amount with decimals there.
    /// Numbers of columns have none.
    fn shared(&self, grid: &Grid) -> usize {
        let Some(last) = self.header.depth.checked_sub(1).and_then(|last| grid.rows.get(last)) else { return 0 };
        let is_amount = |wanted: Wanted<'_>| {
            let cell = self.header.column(wanted).and_then(|column| last.get(column));
            let mut glyphs = cell.map(|cell| cell.text.glyphs.iter()).into_iter().flatten();
            glyphs.next().is_some_and(|first| first.ch.is_ascii_digit()) && glyphs.any(|glyph| glyph.ch == '.')
        };
        usize::from(wanted(self.layout).into_iter().any(is_amount))
    }

    fn row(&mut self, draft: &mut Draft<'a>, block: usize, cells: &[Cell], number: u32) -> Option<TableRow<'a>> {
        let fields = &self.layout.blocks[block];
        let mut row = draft.row(self.layout.relation, self.context, &self.layout.inherits);
        row.number = number;
        for field in &fields.fields {
            self.field(draft, &mut row, block, field, cells);
        }
        if row.at == (0, 0) {
            return None;
        }
        draft.constants(&mut row, &fields.constants);
        draft.constants(&mut row, &self.layout.constants);
        Some(TableRow { row, block, unplaced: Vec::new() })
    }

    fn field(&mut self, draft: &mut Draft<'a>, row: &mut Row<'a>, block: usize, field: &Field, cells: &[Cell]) {
        let fields: &LayoutBlock = &self.layout.blocks[block];
        let at = |column: Option<usize>| -> Text {
            column.and_then(|column| cells.get(column)).map(|cell| cell.text.clone()).unwrap_or_default()
        };
        let turn = turn(self.layout, block);
        let cell = |path: &[Vec<String>]| at(self.header.column((&fields.header, turn, path)));
        let columns = draft.columns(self.layout.relation);
        let first = field.columns[0];
        match &field.source {
            CellSource::Cells(parts) => {
                let mut text = Text::default();
                for part in parts {
                    text.append(&cell(part), Gap::Wrap);
                }
                let value = draft.cell(&columns[first], &text, self.unit);
                let is_figure = columns[first].kind.is_figure();
                let unread = value == crate::fact::Value::Blank && is_figure;
                if unread && text.glyphs.iter().any(|glyph| glyph.ch.is_ascii_digit()) {
                    let line = text.glyphs[0].line;
                    draft.remark(line, self.context, Problem::NoFigure(text.readable()));
                }
                if !text.is_empty() && !unread {
                    draft.set(row, first, value, &text);
                }
            }
            CellSource::Position(position) => {
                let text = at(Some(*position));
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
        draft.set(row, field.columns[0], crate::fact::Value::Code(code), &printed);
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
