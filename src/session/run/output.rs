//! Relations as files that can be read again.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::cells::{Cells, json_text};
use super::error::GivenError;
use crate::fact::{FactId, RelationId};

/// How the rows of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    /// Cells parted by tabs, no header: `NAME.facts`.
    Facts,
    /// Comma-separated with a header: `NAME.csv`.
    Csv,
    /// An object a line: `NAME.jsonl`.
    JsonLines,
}

impl RowFormat {
    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            RowFormat::Facts => "facts",
            RowFormat::Csv => "csv",
            RowFormat::JsonLines => "jsonl",
        }
    }
}

/// Writes a relation to a folder, which is made when it is not there: in the order its facts were found, or sorted by
/// value, the first column first. Gives the path of the file.
pub fn write_relation(
    cells: Cells<'_>,
    relation: RelationId,
    folder: &Path,
    format: RowFormat,
    sorted: bool,
) -> Result<PathBuf, GivenError> {
    std::fs::create_dir_all(folder).map_err(|error| GivenError::Io(folder.to_owned(), error))?;
    let path = folder.join(format!("{}.{}", cells.program.relation(relation).name, format.ending()));
    let write = || {
        let mut out = BufWriter::with_capacity(1 << 16, File::create(&path)?);
        cells.write(relation, format, sorted, &mut out)?;
        out.flush()
    };
    write().map_err(|error| GivenError::Io(path.clone(), error))?;
    Ok(path)
}

impl Cells<'_> {
    fn write(&self, relation: RelationId, format: RowFormat, sorted: bool, out: &mut impl Write) -> io::Result<()> {
        let mut rows: Vec<u32> = Vec::new();
        let count = self.facts.of(relation).len() as u32;
        if sorted {
            rows.extend(0..count);
            rows.sort_by(|left, right| self.order(FactId { relation, row: *left }, FactId { relation, row: *right }));
        }
        let rows = (0..count).map(|at| rows.get(at as usize).copied().unwrap_or(at));
        let facts = rows.map(|row| FactId { relation, row });
        match format {
            RowFormat::Facts => self.tabs(facts, out),
            RowFormat::Csv => self.commas(relation, facts, out),
            RowFormat::JsonLines => self.objects(relation, facts, out),
        }
    }

    fn tabs(&self, facts: impl Iterator<Item = FactId>, out: &mut impl Write) -> io::Result<()> {
        let mut line = String::new();
        for fact in facts {
            line.clear();
            for (column, value) in self.facts.values(fact).enumerate() {
                if column > 0 {
                    line.push('\t');
                }
                self.push(value, &mut line);
            }
            line.push('\n');
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }

    fn commas(
        &self,
        relation: RelationId,
        facts: impl Iterator<Item = FactId>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.program.relation(relation).columns.iter().map(|column| &column.name))?;
        for fact in facts {
            writer.write_record(self.row(fact))?;
        }
        writer.flush()
    }

    fn objects(
        &self,
        relation: RelationId,
        facts: impl Iterator<Item = FactId>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let names: Vec<String> =
            self.program.relation(relation).columns.iter().map(|column| json_text(&column.name)).collect();
        let mut line = String::new();
        for fact in facts {
            line.clear();
            for (column, value) in self.facts.values(fact).enumerate() {
                line.push(if column == 0 { '{' } else { ',' });
                line.push_str(&names[column]);
                line.push(':');
                self.push_json(value, &mut line);
            }
            line.push_str("}\n");
            out.write_all(line.as_bytes())?;
        }
        Ok(())
    }
}
