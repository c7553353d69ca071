//! The proof of one finding: the rule, the bindings, and every fact under it with its place.

use std::fmt::Write as _;

use super::facts::plain;
use super::terminal::printable;
use super::{Checked, words};
use crate::engine::{self, Clause, ProofLine, Role, Step};
use crate::fact::{FactId, Status, Value};
use crate::finding::Finding;
use crate::program::Program;

/// Most lines of a proof that are written out.
const MOST_LINES: usize = 5_000;

/// How deep lines are indented at most.
const DEEPEST: usize = 32;

/// Explains a finding of a checked filing.
pub fn explain(program: &Program, checked: &Checked, finding: &Finding) -> String {
    let rule = &program.rules[finding.rule.0 as usize];
    let outcome = &checked.evaluation.outcomes[finding.outcome];
    let facts = &checked.evaluation.facts;
    let mut out = String::new();
    let _ = writeln!(out, "{} {} {}", words::severity(finding.severity), rule.id, rule.title);
    let _ = writeln!(out, "{}\n", printable(&finding.message));
    if let Some(note) = &rule.note {
        let _ = writeln!(out, "说明：{note}");
    }
    if let Some(basis) = &rule.basis {
        let _ = writeln!(out, "依据：{basis}");
    }
    let _ = writeln!(out, "规则：");
    for (index, source) in rule.sources.iter().enumerate() {
        let keyword = match index {
            0 => "当",
            _ if index == rule.body.len() => "应",
            _ => "且",
        };
        let _ = writeln!(out, "  {keyword} {source}");
    }
    let _ = writeln!(out, "取值：");
    for (variable, value) in rule.variables.iter().zip(&outcome.bindings) {
        if let Some(value) = value.filter(|value| *value != Value::Blank) {
            let _ = writeln!(out, "  {} = {}", variable.name, printable(&plain(program, facts, value)));
        }
    }
    if let Some(judged) = &outcome.comparison
        && let Some(difference) = judged.difference
    {
        let units = &program.units;
        let _ = writeln!(
            out,
            "比较：相差 {}，舍入至多 {}，仍差 {}",
            difference.magnitude().display(units),
            judged.tolerance.display(units),
            judged.gap.display(units)
        );
    }
    let _ = writeln!(out, "证明：");
    let lines = engine::proof_of_outcome(program, &checked.evaluation, outcome).lines;
    for line in lines.iter().take(MOST_LINES).copied() {
        let text = proof_line(program, checked, outcome.rule.0 as usize, line);
        let _ = writeln!(out, "  {}{}", "  ".repeat(line.depth.min(DEEPEST)), printable(&text));
    }
    if lines.len() > MOST_LINES {
        let _ = writeln!(out, "  另有 {} 行，没有列出", lines.len() - MOST_LINES);
    }
    out
}

fn proof_line(program: &Program, checked: &Checked, rule: usize, line: ProofLine) -> String {
    match line.step {
        Step::Fact { fact, role, definition, repeated } => {
            let role = match role {
                Role::Root | Role::Premise => "",
                Role::Member => "＋ ",
            };
            let derived = if definition.is_some() { "（由定义得出）" } else { "" };
            let again = if repeated { "（见上）" } else { "" };
            format!("{role}{}{derived}{again}", fact_text(program, checked, fact))
        }
        Step::Absent { clause, condition } => {
            let source = match clause {
                Clause::Rule(_) => program.rules[rule].sources.get(condition).cloned().unwrap_or_default(),
                Clause::Definition(number) => {
                    program.relation(program.definitions[number as usize].relation).name.clone()
                }
            };
            format!("没有事实满足：{source}")
        }
    }
}

/// A fact with the line of each figure.
fn fact_text(program: &Program, checked: &Checked, id: FactId) -> String {
    let facts = &checked.evaluation.facts;
    let relation = program.relation(id.relation);
    let mut parts = Vec::new();
    for (column, value) in relation.columns.iter().zip(facts.values(id)) {
        if value == Value::Blank {
            continue;
        }
        let place = match value {
            Value::Figure(figure) => {
                let sure = match facts.dictionary.figures.status(figure) {
                    Status::Inferred => "，推定位置",
                    Status::Ambiguous => "，位置不定",
                    Status::Printed | Status::Derived => "",
                };
                facts
                    .dictionary
                    .figures
                    .place(figure)
                    .map(|place| format!("〔{}{sure}〕", words::line(place)))
                    .unwrap_or_default()
            }
            _ => String::new(),
        };
        parts.push(format!("{}: {}{place}", column.name, plain(program, facts, value)));
    }
    let places = facts.reading(id).into_iter().flat_map(|reading| reading.places.iter().flatten());
    let first = places.min_by_key(|place| place.line);
    let at = first.map(|place| format!("  {}", words::line(place))).unwrap_or_default();
    format!("{}({}){at}", relation.name, parts.join("，"))
}
