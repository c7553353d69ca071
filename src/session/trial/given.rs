//! 给定: what a test starts from, as a small filing.

use crate::base::{Units, squeeze};
use crate::document::{Block, Document, Line, Text};
use crate::extract::{self, Extraction, GivenTable};
use crate::program::Program;
use crate::syntax::tree::{self, Name, Quoted, Test};

/// What a test starts from.
pub(super) struct Given {
    document: Document,
    tables: Vec<GivenTable>,
    year: Option<i64>,
}

impl Given {
    /// What the 给定 of a test say.
    pub(super) fn of(program: &Program, test: &Test) -> Result<Given, String> {
        let document = Document { name: test.title.text.clone(), blocks: Vec::new() };
        let mut given = Given { document, tables: Vec::new(), year: None };
        for part in &test.given {
            match part {
                tree::Given::Prose { heading, text } => {
                    given.line(&heading.text);
                    text.text.lines().for_each(|line| given.line(line));
                }
                tree::Given::Year(number) => given.year = number.text.parse().ok(),
                tree::Given::Table { relation, unit, header, rows } => {
                    given.tables.push(table(program, relation, unit.as_ref(), header, rows)?);
                }
            }
        }
        Ok(given)
    }

    /// Its facts.
    pub(super) fn read(&self, program: &Program) -> Extraction {
        extract::extract_given(program, &self.document, &self.tables, self.year)
    }

    fn line(&mut self, text: &str) {
        let text = Text::from_line(text, self.document.blocks.len() as u32 + 1, 1);
        self.document.blocks.push(Block::Line(Line { text, continues: false, space_before: true }));
    }
}

fn table(
    program: &Program,
    relation: &Name,
    unit: Option<&Name>,
    header: &[Name],
    rows: &[Vec<Quoted>],
) -> Result<GivenTable, String> {
    let id = program.find(&relation.text).ok_or_else(|| format!("没有关系“{}”", relation.text))?;
    let unit = match unit {
        Some(unit) => program.units.find(&squeeze(&unit.text)).ok_or_else(|| format!("没有单位“{}”", unit.text))?,
        None => Units::BARE,
    };
    let column = |name: &Name| {
        let column = program.relation(id).column(&name.text);
        column.ok_or_else(|| format!("关系“{}”没有列“{}”", relation.text, name.text))
    };
    let cells = |(number, row): (usize, &Vec<Quoted>)| {
        let cell =
            |(index, cell): (usize, &Quoted)| Text::from_line(&cell.text, number as u32 + 1, index as u32 * 100 + 1);
        row.iter().enumerate().map(cell).collect()
    };
    Ok(GivenTable {
        relation: id,
        unit,
        columns: header.iter().map(column).collect::<Result<_, _>>()?,
        rows: rows.iter().enumerate().map(cells).collect(),
    })
}
