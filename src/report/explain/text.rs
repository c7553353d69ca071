//! A proof for a person: the rule, the bindings, and every fact under it with its place.

use std::fmt::Write as _;

use super::{Asked, Scene};
use crate::base::Place;
use crate::engine::{Absence, Clause, Outcome, ProofLine, Role, Step};
use crate::fact::{FactId, Status, Value};
use crate::finding::Finding;
use crate::program::{Condition, Variable};
use crate::report::clause::Named;
use crate::report::facts::plain;
use crate::report::terminal::printable;
use crate::report::{place, words};

/// Most lines of a proof that are written out.
const MOST_LINES: usize = 5_000;

/// How deep lines are indented at most.
const DEEPEST: usize = 32;

/// The whole text.
pub(super) fn text(scene: &Scene) -> String {
    let mut out = String::new();
    match scene.asked {
        Asked::Finding(finding) => scene.finding(&mut out, finding),
        Asked::Facts([only]) => scene.fact(&mut out, *only),
        Asked::Facts(_) => {}
    }
    let _ = writeln!(out, "证明：");
    let lines = scene.proof.lines();
    for line in lines.iter().take(MOST_LINES) {
        let text = scene.line(line);
        let _ = writeln!(out, "  {}{}", "  ".repeat(line.depth.min(DEEPEST)), printable(&text));
    }
    if lines.len() > MOST_LINES {
        let _ = writeln!(out, "  另有 {} 行，没有列出", lines.len() - MOST_LINES);
    }
    out
}

impl Scene<'_> {
    fn finding(&self, out: &mut String, finding: &Finding) {
        let rule = &self.program.rules[finding.rule.0 as usize];
        let outcome = &self.checked.evaluation.outcomes[finding.outcome];
        let severity = words::severity(finding.severity);
        let _ = writeln!(out, "{severity} {} {}", printable(&rule.id), printable(&rule.title));
        let _ = writeln!(out, "{}\n", printable(&finding.message));
        if let Some(note) = &rule.note {
            let _ = writeln!(out, "说明：{}", printable(note));
        }
        if let Some(basis) = &rule.basis {
            let _ = writeln!(out, "依据：{}", printable(basis));
        }
        let _ = writeln!(out, "规则：");
        for (index, source) in rule.sources.iter().enumerate() {
            let keyword = match rule.body.get(index) {
                None => "应",
                Some(Condition::Absent(_)) => "非",
                Some(_) if index == 0 => "当",
                Some(_) => "且",
            };
            let _ = writeln!(out, "  {keyword} {}", printable(source));
        }
        self.bindings(out, &rule.variables, &outcome.bindings);
        self.comparison(out, outcome);
        self.sums(out, outcome);
    }

    fn comparison(&self, out: &mut String, outcome: &Outcome) {
        if let Some(apart) = outcome.apart(&self.checked.evaluation.facts.dictionary.figures) {
            let units = &self.program.units;
            let _ = writeln!(
                out,
                "比较：相差 {}，舍入至多 {}，仍差 {}",
                apart.difference.magnitude().display(units),
                apart.tolerance.display(units),
                apart.gap.display(units)
            );
        }
    }

    /// What there is to say of a fact before its proof.
    fn fact(&self, out: &mut String, fact: FactId) {
        let name = printable(&self.program.relation(fact.relation).name);
        let Some((node, inference)) = self.proof.node(fact).and_then(|it| Some((it, it.inference.as_ref()?))) else {
            let _ = writeln!(out, "{name} 第 {} 个事实", fact.row + 1);
            return;
        };
        let _ = writeln!(out, "{name} 第 {} 个事实，由定义得出，证明高 {} 层", fact.row + 1, node.height);
        let Named { variables, place, .. } = self.clause(inference.clause);
        if !place.is_empty() {
            let _ = writeln!(out, "定义：{}", printable(&place));
        }
        self.bindings(out, variables, &inference.bindings);
    }

    fn bindings(&self, out: &mut String, variables: &[Variable], bindings: &[Option<Value>]) {
        let _ = writeln!(out, "取值：");
        for (variable, value) in variables.iter().zip(bindings) {
            if let Some(value) = value.filter(|value| *value != Value::Blank) {
                let _ = writeln!(out, "  {} = {}", printable(&variable.name), printable(&self.plain(value)));
            }
        }
    }

    fn line(&self, line: &ProofLine) -> String {
        match line.step {
            Step::Fact { fact, role, definition, repeated } => {
                let derived = if definition.is_some() { "（由定义得出）" } else { "" };
                let again = if repeated { "（见上）" } else { "" };
                format!("{}{}{derived}{again}", self.role(role), self.fact_text(fact))
            }
            Step::Absent { absence, .. } => format!("没有事实满足：{}", self.absence(absence)),
        }
    }

    /// A mark before what was counted or added up, with the name of the whole where there are several.
    fn role(&self, role: Role) -> String {
        match role {
            Role::Root | Role::Premise => String::new(),
            Role::Member { among: None } => "＋ ".to_owned(),
            Role::Member { among: Some((clause, condition)) } => format!("＋ {}：", self.target(clause, condition)),
        }
    }

    /// The variable that an aggregate binds.
    pub(super) fn target(&self, clause: Clause, condition: usize) -> &str {
        let Named { variables, body, .. } = self.clause(clause);
        let Some(Condition::Aggregate(aggregate)) = body.get(condition) else { return "" };
        variables.get(aggregate.target.0 as usize).map_or("", |variable| &variable.name)
    }

    /// An atom that no fact matches, with what it would have to hold.
    pub(super) fn absence(&self, absence: &Absence) -> String {
        let relation = self.program.relation(absence.relation);
        let columns = absence.columns.iter().map(|(column, value)| {
            let name = relation.columns.get(*column).map_or("", |column| column.name.as_str());
            match value {
                Some(value) => format!("{name}: {}", self.plain(*value)),
                None => format!("{name}: 任何值"),
            }
        });
        format!("{}({})", relation.name, columns.collect::<Vec<_>>().join("，"))
    }

    /// A fact with the line of each figure.
    fn fact_text(&self, id: FactId) -> String {
        let relation = self.program.relation(id.relation);
        let values = self.checked.evaluation.facts.values(id);
        let columns = relation.columns.iter().zip(values).filter(|(_, value)| *value != Value::Blank);
        let parts: Vec<String> = columns
            .map(|(column, value)| format!("{}: {}{}", column.name, self.plain(value), self.place_text(value)))
            .collect();
        let at = self.first_place(id).map(|place| format!("  {}", place::place(place))).unwrap_or_default();
        format!("{}({}){at}", relation.name, parts.join("，"))
    }

    /// Where a figure stands, and how sure that is.
    fn place_text(&self, value: Value) -> String {
        let Value::Figure(figure) = value else { return String::new() };
        let figures = &self.checked.evaluation.facts.dictionary.figures;
        let sure = match figures.status(figure) {
            Status::Inferred => "，推定位置",
            Status::Ambiguous => "，位置不定",
            Status::Printed | Status::Derived => "",
        };
        figures.place(figure).map(|place| format!("〔{}{sure}〕", place::place(place))).unwrap_or_default()
    }

    /// The first line that a fact was read from.
    pub(super) fn first_place(&self, id: FactId) -> Option<&Place> {
        let reading = self.checked.evaluation.facts.reading(id)?;
        reading.places.iter().flatten().min_by_key(|place| place.line)
    }

    /// A value as a person reads it.
    pub(super) fn plain(&self, value: Value) -> String {
        plain(self.program, &self.checked.evaluation.facts, value)
    }
}
