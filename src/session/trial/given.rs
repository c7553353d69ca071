//! 给定: what a test starts from, read as filings are.

use super::beside::{self, Parted};
use crate::base::{Units, squeeze};
use crate::document::{Block, Document, Line, Text};
use crate::engine::{Exhausted, Limits, Open};
use crate::extract::{self, GivenTable, Problem};
use crate::fact::Facts;
use crate::finding::Identity;
use crate::program::Program;
use crate::session::{Pack, peers};
use crate::syntax::tree::{self, Name, Quoted, Test};

/// The facts that a test gives, those of other filings in their views, and what is wrong with it.
pub(super) struct Start {
    /// The facts.
    pub(super) facts: Facts,
    /// Views of filings of which nothing is given.
    pub(super) open: Open,
    /// Cells that fit no column.
    pub(super) problems: Vec<String>,
    /// Definitions that were stopped on other filings.
    pub(super) exhausted: Vec<Exhausted>,
}

impl Start {
    /// What a test gives.
    pub(super) fn of(pack: &Pack, test: &Test, limits: &Limits) -> Result<Start, String> {
        let program = &pack.program;
        let parted = Parted::of(&test.given);
        let mut problems = Vec::new();
        let (mut facts, year) = extracted(pack, test, &parted.own, None, &mut problems)?;
        let own_unit = Identity::of(&facts).unit;
        let mut open = parted.open(program);
        let mut exhausted = Vec::new();
        for (other, parts) in &parted.others {
            let (seen, _) = extracted(pack, test, parts, beside::year(other.0, year), &mut problems)?;
            let seen = peers::derive(pack, seen, limits);
            exhausted.extend(&seen.exhausted);
            beside::show(program, other, &seen, &own_unit, &mut facts, &mut open);
        }
        Ok(Start { facts, open, problems, exhausted })
    }
}

/// The facts of one filing that a test gives, and its year.
fn extracted(
    pack: &Pack,
    test: &Test,
    parts: &[tree::Given],
    year: Option<i64>,
    problems: &mut Vec<String>,
) -> Result<(Facts, Option<i64>), String> {
    let program = &pack.program;
    let given = Given::of(program, &test.title.text, parts)?;
    let year = given.year.or(year);
    let extraction = extract::extract_given(program, pack.compiled(), &given.document, &given.tables, year);
    problems.extend(extraction.remarks.iter().filter_map(|remark| match &remark.problem {
        Problem::NoFigure(cell) => Some(format!("给定的“{cell}”不能放进列“{}”", remark.subject)),
        _ => None,
    }));
    Ok((extraction.facts, year))
}

/// What the facts of one filing start from.
struct Given {
    document: Document,
    tables: Vec<GivenTable>,
    year: Option<i64>,
}

impl Given {
    fn of(program: &Program, title: &str, parts: &[tree::Given]) -> Result<Given, String> {
        let document = Document { name: title.to_owned(), ..Document::default() };
        let mut given = Given { document, tables: Vec::new(), year: None };
        for part in parts {
            match part {
                tree::Given::Prose { heading, text, .. } => {
                    given.line(&heading.text);
                    text.text.lines().for_each(|line| given.line(line));
                }
                tree::Given::Year(number) => given.year = number.text.parse().ok(),
                tree::Given::Table { relation, unit, header, rows, .. } => {
                    given.tables.push(table(program, relation, unit.as_ref(), header, rows)?);
                }
            }
        }
        Ok(given)
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
