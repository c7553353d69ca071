//! Facts as CSV: the first row names the columns, in any order.

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};

use super::error::Misfit;
use super::given::Given;
use crate::fact::RelationId;

/// Reads all rows behind the header.
pub(super) fn read(given: &mut Given<'_>, relation: RelationId, text: &str) -> Result<(), (u64, Misfit)> {
    let mut rows = given.rows(relation);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let order = match next(&mut reader, &mut record)? {
        Some(line) => rows.order(record.iter()).map_err(|misfit| (line, misfit))?,
        None => return Ok(()),
    };
    while let Some(line) = next(&mut reader, &mut record)? {
        let fail = |misfit| (line, misfit);
        if let Some(misfit) = rows.width(record.len()) {
            return Err(fail(misfit));
        }
        for column in &order {
            rows.cell(&record[*column]).map_err(fail)?;
        }
        rows.end().map_err(fail)?;
    }
    Ok(())
}

/// The line of the next row.
fn next(reader: &mut Reader<&[u8]>, record: &mut StringRecord) -> Result<Option<u64>, (u64, Misfit)> {
    match reader.read_record(record) {
        Ok(true) => Ok(Some(record.position().map_or(0, csv::Position::line))),
        Ok(false) => Ok(None),
        Err(error) => {
            let line = error.position().map_or_else(|| reader.position().line(), csv::Position::line);
            Err((
                line,
                match error.kind() {
                    ErrorKind::Utf8 { .. } => Misfit::Encoding,
                    _ => Misfit::Csv(error.to_string()),
                },
            ))
        }
    }
}
