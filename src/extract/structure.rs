//! Tables, headings and the filing itself as facts.

use std::collections::BTreeMap;

use super::draft::{Draft, Row};
use super::form::Read;
use super::outline::Outline;
use super::region::Region;
use super::{form, grid, loose, placed};
use crate::base::{UnitId, Units};
use crate::document::{Document, Text};
use crate::fact::{Reading, RelationId, Value};
use crate::program::{Layout, builtin};
use crate::theory;

/// A row of a table.
pub(super) struct TableRow<'a> {
    pub(super) row: Row<'a>,
    /// Which list of the table it stands in.
    pub(super) block: usize,
    /// Figures whose column is not known yet.
    pub(super) unplaced: Vec<Text>,
}

impl TableRow<'_> {
    /// Whether one of its texts is this name.
    pub(super) fn is_named(&self, draft: &Draft<'_>, name: &str) -> bool {
        self.row.values.iter().any(|value| draft.is_text(*value, name))
    }

    /// Whether it is a total row of its layout.
    pub(super) fn is_total(&self, draft: &Draft<'_>, layout: &Layout) -> bool {
        layout.totals.iter().any(|total| self.is_named(draft, total))
    }
}

/// Reads one table by all layouts of its title.
pub(super) fn table(draft: &mut Draft<'_>, document: &Document, region: &Region, leftovers: &mut Vec<usize>) {
    let unit = caption_unit(draft, region);
    let is_form = |layout: &usize| !draft.program.layouts[*layout].rows.is_empty();
    let mut reads = vec![Read::default(); region.layouts.len()];
    if region.layouts.iter().any(is_form) {
        reads = form::read(draft, document, region, unit.unwrap_or(Units::BARE), leftovers);
    }
    for (index, mut read) in region.layouts.iter().zip(reads) {
        let layout = &draft.program.layouts[*index];
        if layout.rows.is_empty() {
            for row in rows(draft, document, region, layout, unit) {
                read.figures += cells(draft, layout, &row.row);
                read.rows += 1;
                draft.push(row.row);
            }
        }
        announce(draft, document, region, layout, read);
    }
}

/// The rows of a table with columns, and what follows from its codes.
fn rows<'a>(
    draft: &mut Draft<'a>,
    document: &Document,
    region: &Region,
    layout: &'a Layout,
    unit: Option<UnitId>,
) -> Vec<TableRow<'a>> {
    let unit = unit.or(layout.unit).unwrap_or(Units::BARE);
    let rows = if region.ruled {
        grid::rows(draft, document, region, layout, unit)
    } else {
        let (mut rows, numbered) = loose::rows(draft, document, region, layout);
        placed::place(draft, layout, &mut rows, numbered, unit, &region.name);
        rows
    };
    levels(draft, layout, &rows);
    rows
}

fn caption_unit(draft: &Draft<'_>, region: &Region) -> Option<UnitId> {
    let (_, text) = region.caption.iter().find(|(slot, _)| *slot == builtin::TABLE_UNIT)?;
    draft.program.units.find(&text.squeezed())
}

/// The fact that a table is there, with what its caption says.
fn announce(draft: &mut Draft<'_>, document: &Document, region: &Region, layout: &Layout, read: Read) {
    let mut row = draft.row(builtin::TABLE, &region.name, &[]);
    let columns = draft.columns(builtin::TABLE);
    let crate::document::Block::Line(title) = &document.blocks[region.title] else { return };
    let value = draft.text(&title.text.squeezed());
    draft.set(&mut row, 1, value, &title.text);
    row.values[0] = relation_name(draft, layout.relation);
    for (column, text) in &region.caption {
        let value = draft.cell(&columns[*column], text, Units::BARE);
        let at = row.at;
        draft.set(&mut row, *column, value, text);
        row.at = at;
    }
    row.values[builtin::TABLE_FIGURES] = Value::Integer(read.figures);
    row.values[builtin::TABLE_ROWS] = Value::Integer(read.rows);
    if let Some(pack) = &layout.pack {
        row.values[builtin::TABLE_PACK] = draft.text(pack);
    }
    draft.push(row);
}

/// Each figure of a row as a fact of its own; says how many there are.
fn cells(draft: &mut Draft<'_>, layout: &Layout, row: &Row<'_>) -> i64 {
    let columns = draft.columns(layout.relation);
    let first = |wanted: fn(&Value) -> bool| row.values.iter().copied().find(wanted).unwrap_or(Value::Blank);
    let code = first(|value| matches!(value, Value::Code(_)));
    let name = first(|value| matches!(value, Value::Text(_)));
    let mut figures = std::collections::BTreeSet::new();
    for (index, value) in row.values.iter().enumerate() {
        let Value::Figure(figure) = value else { continue };
        figures.insert(*figure);
        let mut cell = draft.row(builtin::CELL, &row.context, &[]);
        cell.values[0] = relation_name(draft, layout.relation);
        cell.values[1] = Value::Integer(i64::from(row.number));
        cell.values[2] = draft.text(&columns[index].name);
        cell.values[3] = code;
        cell.values[4] = name;
        cell.values[5] = *value;
        cell.places[5] = row.places[index].clone();
        cell.at = row.at;
        cell.number = row.number;
        draft.push(cell);
    }
    figures.len() as i64
}

/// What follows from the codes of a table, and which total rows it has.
fn levels(draft: &mut Draft<'_>, layout: &Layout, rows: &[TableRow<'_>]) {
    let coded: Vec<theory::Row> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| level_row(index as u32, &row.row.values, row.is_total(draft, layout)))
        .collect();
    level_facts(draft, layout.relation, &coded);
    let table = relation_name(draft, layout.relation);
    for total in &layout.totals {
        if rows.iter().any(|row| row.is_named(draft, total)) {
            let name = draft.text(total);
            draft.facts.insert(builtin::TOTAL, &[table, name], None);
        }
    }
}

/// A row as the theory of codes sees it.
pub(super) fn level_row(id: u32, values: &[Value], total: bool) -> theory::Row {
    let code = values.iter().find_map(|value| match value {
        Value::Code(code) => Some(*code),
        _ => None,
    });
    theory::Row { id, code, total }
}

/// What follows from the codes of a table, as facts.
pub(super) fn level_facts(draft: &mut Draft<'_>, relation: RelationId, rows: &[theory::Row]) {
    let table = relation_name(draft, relation);
    let found = theory::levels(rows);
    let mut add = |relation: RelationId, values: &[Value]| {
        draft.facts.insert(relation, values, None);
    };
    for (up, down) in found.children {
        add(builtin::CHILD, &[table, Value::Code(up), Value::Code(down)]);
    }
    for code in found.leaves {
        add(builtin::LEAF, &[table, Value::Code(code)]);
    }
    for code in found.tops {
        add(builtin::TOP, &[table, Value::Code(code)]);
    }
}

fn relation_name(draft: &mut Draft<'_>, relation: RelationId) -> Value {
    Value::Text(draft.facts.dictionary.symbols.intern(&draft.program.relation(relation).name))
}

/// Headings, the table of contents, and paragraphs.
pub(super) fn headings(draft: &mut Draft<'_>, outline: &Outline) {
    for (relation, entries) in [(builtin::HEADING, &outline.headings), (builtin::CONTENTS, &outline.contents)] {
        for entry in entries {
            let mut row = draft.row(relation, "", &[]);
            row.values[0] = Value::Integer(i64::from(entry.level));
            if let Some(ordinal) = entry.ordinal {
                row.values[1] = Value::Integer(ordinal);
            }
            let value = draft.text(&entry.title.squeezed());
            draft.set(&mut row, 2, value, &entry.title);
            row.values[3] = Value::Integer(i64::from(entry.position));
            draft.claims.ordinal(&entry.numbering);
            draft.push(row);
        }
    }
    for page in &outline.pages {
        draft.claims.ordinal(page);
    }
    for paragraph in &outline.paragraphs {
        let mut row = draft.row(builtin::PARAGRAPH, &paragraph.heading, &[]);
        row.values[0] = draft.text(&crate::base::squeeze(&paragraph.heading));
        let value = draft.text(&paragraph.text.squeezed());
        draft.set(&mut row, 1, value, &paragraph.text);
        row.values[2] = Value::Integer(i64::from(paragraph.position));
        draft.push(row);
    }
}

/// The filing: the first fact of each role, unless it was given.
pub(super) fn filing(draft: &mut Draft<'_>) {
    if !draft.facts.table(builtin::FILING).is_empty() {
        return;
    }
    let mut values: BTreeMap<usize, (Value, Option<crate::base::Place>)> = BTreeMap::new();
    for role in &draft.program.roles {
        let Some(column) = draft.program.relation(builtin::FILING).column(&role.role) else { continue };
        let value = |fact| draft.facts.value(fact, role.column);
        let found = draft.facts.of(role.relation).find(|fact| value(*fact) != Value::Blank);
        if let Some(fact) = found {
            let place = draft.facts.reading(fact).and_then(|reading| reading.places[role.column].clone());
            values.entry(column).or_insert((value(fact), place));
        }
    }
    let mut row = draft.row(builtin::FILING, "", &[]);
    for (column, (value, place)) in values {
        row.values[column] = value;
        row.places[column] = place;
    }
    let reading = Reading { places: row.places, context: row.context, row: 0 };
    draft.facts.insert(builtin::FILING, &row.values, Some(reading));
}
