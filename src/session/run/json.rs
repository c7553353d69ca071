//! Facts as JSON Lines: objects by column name, where a missing one is blank, or arrays in the order of columns.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::error::Misfit;
use super::given::{Given, Rows};
use crate::fact::RelationId;

/// Reads all lines; an empty one is no fact.
pub(super) fn read(given: &mut Given<'_>, relation: RelationId, text: &str) -> Result<(), (u64, Misfit)> {
    let mut rows = given.rows(relation);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        row(&mut rows, line).map_err(|misfit| (number as u64 + 1, misfit))?;
    }
    Ok(())
}

fn row(rows: &mut Rows<'_, '_>, line: &str) -> Result<(), Misfit> {
    match serde_json::from_str(line).map_err(|error| Misfit::Json(error.to_string()))? {
        Row::Array(cells) => {
            for cell in &cells {
                rows.cell(&plain(cell)?)?;
            }
        }
        Row::Object(cells) => {
            let mut by_column = vec![None; rows.columns().len()];
            for (name, cell) in cells {
                let column = rows.column(&name)?;
                if by_column[column].replace(cell).is_some() {
                    return Err(Misfit::Repeated(name.into_owned()));
                }
            }
            for cell in by_column {
                rows.cell(&cell.map_or(Ok(Cow::Borrowed("")), plain)?)?;
            }
        }
    }
    rows.end()
}

/// A cell as text; numbers as they are written, for no digit of them may be lost.
fn plain(cell: &RawValue) -> Result<Cow<'_, str>, Misfit> {
    let text = cell.get();
    match text.as_bytes().first() {
        Some(b'"') => {
            let text: String = serde_json::from_str(text).map_err(|error| Misfit::Json(error.to_string()))?;
            if text.contains('\0') { Err(Misfit::Zero) } else { Ok(Cow::Owned(text)) }
        }
        Some(b'n') => Ok(Cow::Borrowed("")),
        Some(b'-' | b'0'..=b'9') => Ok(Cow::Borrowed(text)),
        _ => Err(Misfit::Json(text.to_owned())),
    }
}

/// A line of JSON, its cells as they are written.
enum Row<'a> {
    Array(Vec<&'a RawValue>),
    Object(Vec<(Cow<'a, str>, &'a RawValue)>),
}

impl<'de> Deserialize<'de> for Row<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Row<'de>, D::Error> {
        from.deserialize_any(RowVisitor)
    }
}

struct RowVisitor;

impl<'de> Visitor<'de> for RowVisitor {
    type Value = Row<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut cells: A) -> Result<Row<'de>, A::Error> {
        let mut row = Vec::new();
        while let Some(cell) = cells.next_element()? {
            row.push(cell);
        }
        Ok(Row::Array(row))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut cells: A) -> Result<Row<'de>, A::Error> {
        let mut row = Vec::new();
        while let Some(cell) = cells.next_entry::<Cow<'de, str>, _>()? {
            row.push(cell);
        }
        Ok(Row::Object(row))
    }
}
