//! Facts given as small tables, such as those of a rule's test, read as cells of a filing are.

use super::compiled::Compiled;
use super::draft::Draft;
use super::structure;
use super::{Extraction, Problem};
use crate::base::UnitId;
use crate::document::{Document, Text};
use crate::fact::{RelationId, Value};
use crate::program::{ColumnKind, Program, builtin};

/// A table that is given as it is.
#[derive(Clone, Debug)]
pub struct GivenTable {
    /// The relation it fills.
    pub relation: RelationId,
    /// The unit of figures that print none.
    pub unit: UnitId,
    /// The columns of its cells.
    pub columns: Vec<usize>,
    /// Its rows.
    pub rows: Vec<Vec<Text>>,
}

/// Reads given tables beside the prose of a document, as a filing of the given year. A cell that does not fit its column
/// is a remark.
pub fn extract_given(
    program: &Program,
    compiled: &Compiled,
    document: &Document,
    tables: &[GivenTable],
    year: Option<i64>,
) -> Extraction {
    let mut draft = Draft::new(program, compiled, &document.origins);
    super::read_into(&mut draft, document);
    for table in tables {
        rows(&mut draft, table);
    }
    if let Some(year) = year {
        let column = program.relation(builtin::FILING).columns.len();
        let mut values = vec![Value::Blank; column];
        values[builtin::FILING_YEAR] = Value::Integer(year);
        draft.facts.insert(builtin::FILING, &values, None);
    }
    draft.finish(document, &Default::default())
}

fn rows<'a>(draft: &mut Draft<'a>, table: &GivenTable) {
    let columns = draft.columns(table.relation);
    let name = &draft.program.relation(table.relation).name;
    let mut levels = Vec::new();
    for (number, cells) in table.rows.iter().enumerate() {
        let mut row = draft.row(table.relation, name, &[]);
        row.number = number as u32 + 1;
        for (column, text) in table.columns.iter().zip(cells) {
            let value = draft.cell(&columns[*column], text, table.unit);
            if value == Value::Blank && !text.is_empty() && columns[*column].kind != ColumnKind::Target {
                draft.remark(row.number, &columns[*column].name, Problem::NoFigure(text.readable()));
            }
            draft.set(&mut row, *column, value, text);
        }
        levels.push(structure::level_row(number as u32, &row.values, false));
        draft.push(row);
    }
    structure::level_facts(draft, table.relation, &levels);
}
