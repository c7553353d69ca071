//! The tests beside rules: small facts in, verdicts out.

use crate::base::{Units, squeeze};
use crate::document::{Block, Document, Line, Text};
use crate::engine::{self, Limits, Placed, Verdict};
use crate::extract::{self, GivenTable, Problem};
use crate::fact::Facts;
use crate::finding::{self, Identity, Verdicts};
use crate::program::{Program, Rule, Source};
use crate::report::{Failure, Stopped, Trial, Trials};
use crate::syntax::tree::{self, Expected, Name, Quoted, Test};

use super::Pack;
use super::given::{self, Filings};
use super::peers;

/// Runs the tests of all rules whose id or test title contains `filter`, each with its rule alone and within limits.
pub fn run_tests(pack: &Pack, filter: &str, limits: &Limits) -> Trials {
    let program = &pack.program;
    let mut alone = Program { rules: Vec::new(), tests: Vec::new(), ..program.clone() };
    let wanted = |test: &&Test| test.rule.text.contains(filter) || test.title.text.contains(filter);
    let mut trials = Vec::new();
    for test in program.tests.iter().filter(wanted) {
        let Some(rule) = program.rule(&test.rule.text) else { continue };
        alone.rules = vec![rule.clone()];
        let failures = run_test(&alone, &pack.sources, rule, test, limits);
        trials.push(Trial { rule: rule.id.clone(), title: test.title.text.clone(), failures });
    }
    Trials { trials }
}

fn run_test(program: &Program, sources: &[Source], rule: &Rule, test: &Test, limits: &Limits) -> Vec<Failure> {
    let filings = Filings::of(&test.given);
    let mut failures = Vec::new();
    let Some((mut facts, year)) = extracted(program, test, &filings.own, None, &mut failures) else { return failures };
    let own_unit = Identity::of(&facts).unit;
    let mut open = filings.open(program);
    let mut exhausted = Vec::new();
    for (other, parts) in &filings.others {
        let year = given::year(other.0, year);
        let Some((seen, _)) = extracted(program, test, parts, year, &mut failures) else { return failures };
        let seen = peers::derive(program, seen, limits);
        exhausted.extend(&seen.exhausted);
        given::show(program, other, &seen, &own_unit, &mut facts, &mut open);
    }
    let evaluation = engine::evaluate_among(program, facts, open, &Placed::default(), limits);
    exhausted.extend(&evaluation.exhausted);
    let stopped = Stopped::all(program, sources, &exhausted, limits);
    failures.extend(stopped.into_iter().map(|Stopped { path, line, diagnostic, .. }| Failure {
        expected: "在限额之内做完".to_owned(),
        got: vec![format!("{} {}（{path}:{line}）", diagnostic.code, diagnostic.message)],
    }));
    let verdicts = finding::judge(program, &evaluation);
    let outcomes: Vec<(Verdict, String)> = evaluation
        .outcomes
        .iter()
        .enumerate()
        .map(|(number, outcome)| (outcome.verdict, words(&verdicts, rule, number, outcome)))
        .collect();
    failures.extend(test.expect.iter().filter_map(|expected| unmet(expected, &outcomes)));
    failures
}

/// The facts of one filing that a test gives, and its year; what can't be used of it is a failure.
fn extracted(
    program: &Program,
    test: &Test,
    parts: &[tree::Given],
    year: Option<i64>,
    failures: &mut Vec<Failure>,
) -> Option<(Facts, Option<i64>)> {
    let unusable = |problem: String| Failure { expected: "可用的给定".to_owned(), got: vec![problem] };
    let given = match Given::of(program, &test.title.text, parts) {
        Ok(given) => given,
        Err(problem) => {
            failures.push(unusable(problem));
            return None;
        }
    };
    let year = given.year.or(year);
    let extraction = extract::extract_given(program, &given.document, &given.tables, year);
    failures.extend(extraction.remarks.iter().filter_map(|remark| match &remark.problem {
        Problem::NoFigure(cell) => Some(unusable(format!("“{cell}”不能放进列“{}”", remark.subject))),
        _ => None,
    }));
    Some((extraction.facts, year))
}

/// What the facts of one filing start from.
struct Given {
    document: Document,
    tables: Vec<GivenTable>,
    year: Option<i64>,
}

impl Given {
    fn of(program: &Program, title: &str, parts: &[tree::Given]) -> Result<Given, String> {
        let document = Document { name: title.to_owned(), blocks: Vec::new() };
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
