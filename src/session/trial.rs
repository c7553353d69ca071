//! The tests beside rules: small facts in, verdicts out.

use std::fmt::Write as _;

use crate::base::{Amount, Code, NumberText, UnitId, Units, squeeze};
use crate::document::{Block, Document, Line, Text};
use crate::engine::{self, Limits, Placed, Verdict};
use crate::extract;
use crate::fact::{Facts, Figure, Origin, Status, Support, Value};
use crate::finding::{self, Verdicts};
use crate::program::{Column, ColumnKind, Program, Rule, builtin};
use crate::syntax::tree::{Expected, Given, Name, Quoted, Test};

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
                let got = if failure.got.is_empty() { "（没有结果）".to_owned() } else { failure.got.join("\n        ") };
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
    let mut facts = prose(program, test);
    let mut problems = Vec::new();
    for given in &test.given {
        let Given::Table { relation, unit, header, rows } = given else { continue };
        let unit = unit.as_ref().and_then(|unit| program.units.find(&squeeze(&unit.text))).unwrap_or(Units::BARE);
        if let Err(problem) = table(program, &mut facts, relation, unit, header, rows) {
            problems.push(Failure { expected: "可用的给定".to_owned(), got: vec![problem] });
        }
    }
    let evaluation = engine::evaluate(&alone, facts, &Placed::default(), &Limits::default());
    let verdicts = finding::judge(&alone, &evaluation);
    let outcomes: Vec<(Verdict, String)> = evaluation
        .outcomes
        .iter()
        .enumerate()
        .map(|(number, outcome)| (outcome.verdict, words(&verdicts, rule, number, outcome)))
        .collect();
    problems.extend(test.expect.iter().filter_map(|expected| unmet(expected, &outcomes)));
    problems
}

/// The facts of the test's headings and paragraphs, and its year.
fn prose(program: &Program, test: &Test) -> Facts {
    let mut document = Document { name: test.title.text.clone(), blocks: Vec::new() };
    let mut line = 0;
    let mut add = |text: &str| {
        line += 1;
        let text = Text::from_line(text, line, 1);
        document.blocks.push(Block::Line(Line { text, continues: false, space_before: true }));
    };
    let mut year = None;
    for given in &test.given {
        match given {
            Given::Prose { heading, text } => {
                add(&heading.text);
                text.text.lines().for_each(&mut add);
            }
            Given::Year(number) => year = number.text.parse().ok(),
            Given::Table { .. } => {}
        }
    }
    let mut facts = extract::extract(program, &document).facts;
    if let Some(year) = year {
        let mut filing = vec![Value::Blank; program.relation(builtin::FILING).columns.len()];
        filing[1] = Value::Integer(year);
        let mut fresh = Facts::new(program.relations.len(), facts.symbols.clone());
        std::mem::swap(&mut fresh.figures, &mut facts.figures);
        fresh.insert(builtin::FILING, filing.into_boxed_slice(), Support::Given);
        for relation in 0..program.relations.len() {
            let id = crate::fact::RelationId(relation as u32);
            if id == builtin::FILING {
                continue;
            }
            for fact in facts.of(id) {
                fresh.insert(id, fact.values.clone(), fact.support.clone());
            }
        }
        return fresh;
    }
    facts
}

fn table(
    program: &Program,
    facts: &mut Facts,
    relation: &Name,
    unit: UnitId,
    header: &[Name],
    rows: &[Vec<Quoted>],
) -> Result<(), String> {
    let id = program.find(&relation.text).ok_or_else(|| format!("没有关系“{}”", relation.text))?;
    let declared = program.relation(id);
    let mut columns = Vec::new();
    for name in header {
        let column = declared.column(&name.text);
        columns.push(column.ok_or_else(|| format!("关系“{}”没有列“{}”", relation.text, name.text))?);
    }
    for cells in rows {
        let mut values = vec![Value::Blank; declared.columns.len()];
        for (column, cell) in columns.iter().zip(cells) {
            values[*column] = value(program, facts, &declared.columns[*column], &cell.text, unit)?;
        }
        facts.insert(id, values.into_boxed_slice(), Support::Given);
    }
    structure(program, facts, &declared.name, id);
    Ok(())
}

/// What follows from the codes of a given table.
fn structure(program: &Program, facts: &mut Facts, name: &str, id: crate::fact::RelationId) {
    let Some(column) = program.relation(id).columns.iter().position(|column| column.kind == ColumnKind::Code) else {
        return;
    };
    let rows: Vec<crate::theory::Row> = facts
        .of(id)
        .iter()
        .enumerate()
        .map(|(row, fact)| crate::theory::Row {
            id: row as u32,
            code: match fact.values[column] {
                Value::Code(code) => Some(code),
                _ => None,
            },
            total: false,
        })
        .collect();
    let table = Value::Text(facts.symbols.intern(name));
    let levels = crate::theory::levels(&rows);
    for (up, down) in levels.children {
        facts.insert(builtin::CHILD, Box::new([table, Value::Code(up), Value::Code(down)]), Support::Given);
    }
    for code in levels.leaves {
        facts.insert(builtin::LEAF, Box::new([table, Value::Code(code)]), Support::Given);
    }
    for code in levels.tops {
        facts.insert(builtin::TOP, Box::new([table, Value::Code(code)]), Support::Given);
    }
}

fn value(program: &Program, facts: &mut Facts, column: &Column, cell: &str, unit: UnitId) -> Result<Value, String> {
    let text = squeeze(cell);
    if text.is_empty() {
        return Ok(Value::Blank);
    }
    let wrong = || format!("“{cell}”不能放进列“{}”", column.name);
    match column.kind {
        ColumnKind::Text | ColumnKind::RelationName => {
            let name = program.aliases.get(&text).unwrap_or(&text);
            Ok(Value::Text(facts.symbols.intern(name)))
        }
        ColumnKind::Code => Code::parse(&text).map(Value::Code).map_err(|_| wrong()),
        ColumnKind::Integer => text.parse().map(Value::Integer).map_err(|_| wrong()),
        ColumnKind::Figure(_) | ColumnKind::Target => {
            let printed = Text::from_line(cell, 1, 1);
            let chars: Vec<char> = text.chars().skip_while(|ch| "<>=≤≥".contains(*ch)).collect();
            let number = NumberText::prefix(&chars).ok_or_else(wrong)?;
            let rest: String = chars[number.length..].iter().collect();
            let unit = if rest.is_empty() { unit } else { program.units.find(&rest).ok_or_else(wrong)? };
            let amount = Amount::printed(number.value, number.places, unit, &program.units).ok_or_else(wrong)?;
            let doubtful = program.units.get(unit).doubtful;
            let place = printed.place().ok_or_else(wrong)?;
            Ok(Value::Figure(facts.figures.add(Figure {
                amount: if column.exact { amount.as_exact() } else { amount },
                status: if doubtful { Status::Ambiguous } else { Status::Printed },
                origin: Origin::Printed(Box::new(place)),
                candidates: Vec::new(),
                declared_exact: column.exact && !amount.is_point(),
            })))
        }
    }
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
        got: outcomes.iter().map(|(verdict, words)| format!("{} {words}", word(*verdict)).trim_end().to_owned()).collect(),
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
