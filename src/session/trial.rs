//! The tests beside rules: small facts in, verdicts out.

use std::fmt::Write as _;

use crate::base::{Units, squeeze};
use crate::document::{Block, Document, Line, Text};
use crate::engine::{self, Limits, Placed, Verdict};
use crate::extract::{self, GivenTable, Problem};
use crate::finding::{self, Verdicts};
use crate::program::{Program, Rule};
use crate::syntax::tree::{self, Expected, Name, Quoted, Test};

/// One test and how it went.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The rule's id.
    pub rule: String,
    /// What the test shows.
    pub title: String,
    /// What went otherwise than expected; empty when it passed.
    pub failures: Vec<Failure>,
}

/// An expectation that did not come true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was expected.
    pub expected: String,
    /// What came.
    pub got: Vec<String>,
}

/// All tests of a pack.
#[derive(Clone, Debug, Default)]
pub struct Trials {
    /// In the order of the files.
    pub trials: Vec<Trial>,
}

impl Trials {
    /// How many failed.
    pub fn failed(&self) -> usize {
        self.trials.iter().filter(|trial| !trial.failures.is_empty()).count()
    }

    /// What failed, and how many passed.
    pub fn report(&self) -> String {
        let mut out = String::new();
        for trial in self.trials.iter().filter(|trial| !trial.failures.is_empty()) {
            let _ = writeln!(out, "失败 {} “{}”", trial.rule, trial.title);
            for failure in &trial.failures {
                let got = if failure.got.is_empty() {
                    "（没有结果）".to_owned()
                } else {
                    failure.got.join("\n        ")
                };
                let _ = writeln!(out, "  期望  {}\n  得到  {got}", failure.expected);
            }
        }
        let _ = writeln!(out, "{} 个测试，失败 {}", self.trials.len(), self.failed());
        out
    }
}

/// Runs the tests of all rules whose id or test title contains `filter`.
pub fn run_tests(program: &Program, filter: &str) -> Trials {
    let wanted = |test: &&Test| test.rule.text.contains(filter) || test.title.text.contains(filter);
    let run = |test: &Test| Trial {
        rule: test.rule.text.clone(),
        title: test.title.text.clone(),
        failures: run_test(program, test),
    };
    Trials { trials: program.tests.iter().filter(wanted).map(run).collect() }
}

fn run_test(program: &Program, test: &Test) -> Vec<Failure> {
    let Some(rule) = program.rule(&test.rule.text) else { return Vec::new() };
    let alone = Program { rules: vec![rule.clone()], ..program.clone() };
    let given = match Given::of(program, test) {
        Ok(given) => given,
        Err(problem) => return vec![Failure { expected: "可用的给定".to_owned(), got: vec![problem] }],
    };
    let extraction = extract::extract_given(program, &given.document, &given.tables, given.year);
    let misfits = extraction.remarks.iter().filter_map(|remark| match &remark.problem {
        Problem::NoFigure(cell) => Some(format!("“{cell}”不能放进列“{}”", remark.subject)),
        _ => None,
    });
    let mut failures: Vec<Failure> =
        misfits.map(|misfit| Failure { expected: "可用的给定".to_owned(), got: vec![misfit] }).collect();
    let evaluation = engine::evaluate(&alone, extraction.facts, &Placed::default(), &Limits::default());
    let verdicts = finding::judge(&alone, &evaluation);
    let outcomes: Vec<(Verdict, String)> = evaluation
        .outcomes
        .iter()
        .enumerate()
        .map(|(number, outcome)| (outcome.verdict, words(&verdicts, rule, number, outcome)))
        .collect();
    failures.extend(test.expect.iter().filter_map(|expected| unmet(expected, &outcomes)));
    failures
}

/// What a test starts from.
struct Given {
    document: Document,
    tables: Vec<GivenTable>,
    year: Option<i64>,
}

impl Given {
    fn of(program: &Program, test: &Test) -> Result<Given, String> {
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

fn words(verdicts: &Verdicts, rule: &Rule, number: usize, outcome: &engine::Outcome) -> String {
    if let Some(finding) = verdicts.findings.iter().find(|finding| finding.outcome == number) {
        return finding.message.clone();
    }
    outcome.stopped.and_then(|stop| rule.sources.get(stop.condition)).cloned().unwrap_or_default()
}

fn unmet(expected: &Expected, outcomes: &[(Verdict, String)]) -> Option<Failure> {
    let part = expected.message.as_ref().map(|message| message.text.as_str()).unwrap_or_default();
    let fits = |verdict: Verdict| word(verdict) == expected.verdict.text;
    let matching = outcomes.iter().filter(|(verdict, words)| fits(*verdict) && words.contains(part)).count();
    let count: Option<usize> = expected.count.as_ref().and_then(|count| count.text.parse().ok());
    let met = match (expected.verdict.text.as_str(), count) {
        ("无", _) => outcomes.iter().all(|(verdict, _)| *verdict == Verdict::Unchecked),
        (_, Some(count)) => matching == count,
        (_, None) => matching > 0,
    };
    if met {
        return None;
    }
    let times = count.map_or_else(String::new, |count| format!(" {count} 次"));
    let part = if part.is_empty() { String::new() } else { format!(" “{part}”") };
    Some(Failure {
        expected: format!("{}{part}{times}", expected.verdict.text),
        got: outcomes
            .iter()
            .map(|(verdict, words)| format!("{} {words}", word(*verdict)).trim_end().to_owned())
            .collect(),
    })
}

/// The word for a verdict in rule files and reports.
fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unchecked => "未核",
        Verdict::SelfEvident => "自证",
        Verdict::Agrees => "相符",
        Verdict::Rounding => "舍入",
        Verdict::Disagrees => "不符",
    }
}
