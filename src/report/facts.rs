//! Facts as a table, CSV or JSON Lines.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};
use unicode_width::UnicodeWidthStr;

use super::{AmountView, place};
use crate::base::{Place, Units};
use crate::fact::{FactId, Facts, RelationId, Status, Value};
use crate::program::Program;

/// How facts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactFormat {
    /// For a person.
    Table,
    /// For a spreadsheet.
    Csv,
    /// For a program: a fact a line.
    JsonLines,
}

/// The facts of some relations, in the order of the program.
pub fn facts(program: &Program, facts: &Facts, relations: &[RelationId], format: FactFormat) -> String {
    let mut out = String::new();
    for relation in relations {
        match format {
            FactFormat::Table => table(program, facts, *relation, &mut out),
            FactFormat::Csv => csv(program, facts, *relation, &mut out),
            FactFormat::JsonLines => json_lines(program, facts, *relation, &mut out),
        }
    }
    out
}

/// A value as a person reads it: figures as printed.
pub(super) fn plain(program: &Program, facts: &Facts, value: Value) -> String {
    let figures = &facts.dictionary.figures;
    facts.dictionary.plain(value, |id| match figures.place(id) {
        Some(place) if figures.status(id) == Status::Ambiguous => format!("{}？", place.text),
        Some(place) => place.text.clone(),
        None => figures.amount(id).display(&program.units),
    })
}

/// Where a fact begins; the bare number of a line of text.
fn line_of(fact: FactId, facts: &Facts) -> String {
    let Some(reading) = facts.reading(fact) else { return String::new() };
    let printed = facts.figures_of(fact).filter_map(|id| facts.dictionary.figures.place(id));
    let first = reading.places.iter().flatten().chain(printed).min_by_key(|place| place.line);
    first.map_or_else(String::new, |first| match place::is_line(first) {
        true => first.line.to_string(),
        false => place::place(first),
    })
}

fn table(program: &Program, facts: &Facts, relation: RelationId, out: &mut String) {
    let declared = program.relation(relation);
    if facts.table(relation).is_empty() {
        return;
    }
    let mut lines: Vec<Vec<String>> = Vec::new();
    let head: Vec<String> = declared.columns.iter().map(|column| column.name.clone()).collect();
    lines.push(head);
    for fact in facts.of(relation) {
        let mut line: Vec<String> = facts.values(fact).map(|value| plain(program, facts, value)).collect();
        line.insert(0, line_of(fact, facts));
        lines.push(line);
    }
    let by_line = lines.iter().skip(1).all(|line| line[0].bytes().all(|byte| byte.is_ascii_digit()));
    lines[0].insert(0, if by_line { "行" } else { "位置" }.to_owned());
    let width = |column: usize| lines.iter().map(|line| line[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
    let _ = writeln!(out, "{}（{}）", declared.name, facts.of(relation).len());
    for line in &lines {
        let cells: Vec<String> = line
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())))
            .collect();
        let _ = writeln!(out, "  {}", cells.join("  ").trim_end());
    }
    out.push('\n');
}

fn csv(program: &Program, facts: &Facts, relation: RelationId, out: &mut String) {
    let declared = program.relation(relation);
    for fact in facts.of(relation) {
        let mut cells = vec![declared.name.clone(), line_of(fact, facts)];
        for (column, value) in declared.columns.iter().zip(facts.values(fact)) {
            cells.push(column.name.clone());
            cells.push(plain(program, facts, value));
        }
        let _ = writeln!(out, "{}", cells.iter().map(|cell| csv_cell(cell)).collect::<Vec<_>>().join(","));
    }
}

/// Quoted where needed; a cell that a spreadsheet would run as a formula gets an apostrophe.
fn csv_cell(text: &str) -> String {
    let negative = text.starts_with('-') && text[1..].starts_with(|ch: char| ch.is_ascii_digit());
    let formula = text.starts_with(['=', '+', '-', '@', '\t']) && !negative;
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn json_lines(program: &Program, facts: &Facts, relation: RelationId, out: &mut String) {
    let declared = program.relation(relation);
    for fact in facts.of(relation) {
        let mut values = Map::new();
        let mut places = Map::new();
        for (index, (column, value)) in declared.columns.iter().zip(facts.values(fact)).enumerate() {
            values.insert(column.name.clone(), json_value(facts, value, &program.units));
            if let Some(place) = json_place(facts, fact, index, value) {
                places.insert(column.name.clone(), place);
            }
        }
        let line = json!({"relation": declared.name, "values": values, "places": places});
        let _ = writeln!(out, "{line}");
    }
}

/// A value for a program; nothing for a blank.
pub(super) fn json_value(facts: &Facts, value: Value, units: &Units) -> Json {
    match value {
        Value::Blank => Json::Null,
        Value::Text(symbol) => json!(facts.dictionary.symbols.text(symbol)),
        Value::Code(code) => json!(code.to_string()),
        Value::Integer(integer) => json!(integer),
        Value::Date(date) => json!(date.iso()),
        Value::Figure(id) => json!(AmountView::of_figure(&facts.dictionary.figures, id, units)),
    }
}

/// Where a column of a fact was printed.
pub(super) fn json_place(facts: &Facts, fact: FactId, column: usize, value: Value) -> Option<Json> {
    let (place, status, candidates): (&Place, &str, &[String]) = match value {
        Value::Figure(id) => {
            let figures = &facts.dictionary.figures;
            (figures.place(id)?, status_word(figures.status(id)), figures.candidates(id))
        }
        _ => (facts.reading(fact)?.places.get(column)?.as_ref()?, "printed", &[]),
    };
    let status = if value == Value::Blank { "blank" } else { status };
    Some(json!({
        "line": place.line,
        "column": place.column,
        "page": place.page,
        "bbox": place.bbox,
        "paragraph": place.paragraph,
        "cell": place.cell,
        "part": place.part,
        "text": place.text,
        "status": status,
        "candidates": candidates,
    }))
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Printed => "printed",
        Status::Inferred => "inferred",
        Status::Ambiguous => "ambiguous",
        Status::Derived => "derived",
    }
}
