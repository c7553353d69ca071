//! Every figure printed in the tables of the bases is in some fact.

use std::collections::{BTreeMap, BTreeSet};

use gouji::fact::{FactId, Facts, FigureId, Status};

use super::coverage::line_runs;
use super::samples::{Sample, base_of, rules};

#[test]
fn tables_with_cells_are_read_whole() {
    assert_eq!(missing(base_of(2026)), (235, Vec::new()));
    assert!(ambiguous(base_of(2026)).is_empty());
}

#[test]
fn tables_whose_cells_have_vanished_are_read_whole() {
    assert_eq!(missing(base_of(2025)), (314, Vec::new()));
    let allowed = ["项目支出表", "三公经费表", "上年结转表"];
    let ambiguous = ambiguous(base_of(2025));
    assert!(ambiguous.keys().all(|relation| allowed.contains(relation)), "{ambiguous:?}");
    assert_eq!(ambiguous, AMBIGUOUS.into_iter().collect());
}

/// Figures of the 2025 base that may stand in more than one column, by relation.
const AMBIGUOUS: [(&str, usize); 1] = [("项目支出表", 15)];

/// How many figures with two decimals stand between the first table and the explanations, and which no fact holds.
fn missing(sample: &Sample) -> (usize, Vec<String>) {
    let facts = &sample.checked().evaluation.facts;
    let places = (0..facts.dictionary.figures.len())
        .filter_map(|number| facts.dictionary.figures.place(FigureId(number as u32)));
    let held: BTreeSet<(u32, u32)> =
        places.flat_map(|place| &place.runs).flat_map(|run| (run.start..run.end).map(|at| (run.line, at))).collect();
    let figures = table_figures(&sample.text);
    let lost = |(line, column, _): &&(u32, u32, String)| !held.contains(&(*line, *column));
    let lost = figures.iter().filter(lost).map(|(line, column, text)| format!("{line}:{column} {text}")).collect();
    (figures.len(), lost)
}

/// Figures with two decimals between the lines `表 1` and `第三部分…`: line, column and text.
pub(crate) fn table_figures(text: &str) -> Vec<(u32, u32, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let squeezed = |line: &&str| line.split_whitespace().collect::<String>();
    let from = lines.iter().position(|line| squeezed(line) == "表1").expect("the first table");
    let length =
        lines[from..].iter().position(|line| squeezed(line).starts_with("第三部分")).expect("the explanations");
    let two_decimals = |text: &str| text.rsplit_once('.').is_some_and(|(_, decimals)| decimals.len() == 2);
    (from..from + length)
        .flat_map(|at| line_runs(lines[at]).into_iter().map(move |(column, text)| (at as u32 + 1, column as u32, text)))
        .filter(|(_, _, text)| two_decimals(text))
        .collect()
}

/// How many ambiguous figures the facts of each declared relation hold.
fn ambiguous(sample: &Sample) -> BTreeMap<&'static str, usize> {
    let program = &rules().program;
    let facts = &sample.checked().evaluation.facts;
    let mut found = BTreeMap::new();
    for (name, relation) in &program.names {
        let figures: BTreeSet<FigureId> = facts
            .of(*relation)
            .flat_map(|fact| facts.figures_of(fact))
            .filter(|id| facts.dictionary.figures.status(*id) == Status::Ambiguous)
            .filter(|id| facts.dictionary.figures.place(*id).is_some())
            .collect();
        let declared = program.relation(*relation).origin == gouji::program::RelationOrigin::Declared;
        if declared && !figures.is_empty() && facts.of(*relation).any(|fact| in_table(facts, fact)) {
            found.insert(name.as_str(), figures.len());
        }
    }
    found
}

fn in_table(facts: &Facts, fact: FactId) -> bool {
    facts.reading(fact).is_some_and(|reading| reading.row > 0)
}
