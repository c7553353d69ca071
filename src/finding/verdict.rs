//! Outcomes → findings and what was left unchecked.

use std::collections::BTreeSet;

use super::fingerprint::Names;
use super::group::{Cause, group};
use super::message::{expected_amount, message, plain, side};
use super::place::{Homes, homes, places};
use super::{Finding, Identity, Reason, Status, Unchecked, Verdicts};
use crate::base::Severity;
use crate::engine::{Evaluation, Outcome, Prover, Verdict};
use crate::fact::{FigureId, Value};
use crate::program::{Column, ColumnKind, Program, Rule, VarId};

/// Turns an evaluation into findings.
pub fn judge(program: &Program, evaluation: &Evaluation) -> Verdicts {
    let prover = Prover::new(program, &evaluation.facts, &evaluation.open);
    let judge = Judge { program, evaluation, homes: homes(program, &evaluation.facts), prover };
    let mut verdicts = Verdicts { identity: Identity::of(&evaluation.facts), ..Verdicts::default() };
    let mut names = Names::default();
    let mut causes = Vec::new();
    let mut checked = BTreeSet::new();
    for (number, outcome) in evaluation.outcomes.iter().enumerate() {
        let rule = &program.rules[outcome.rule.0 as usize];
        if !applies(rule, &verdicts.identity) {
            continue;
        }
        verdicts.counts.add(outcome.verdict);
        let reason = match outcome.verdict {
            Verdict::Unchecked => outcome.stopped.map(|stop| Reason::Stopped(stop.reason)),
            Verdict::SelfEvident => Some(Reason::SelfEvident),
            Verdict::Agrees | Verdict::Rounding | Verdict::Disagrees => {
                let own = |figure: &FigureId| judge.is_own(*figure);
                checked.extend(judge.figures(outcome).into_iter().filter(own));
                None
            }
        };
        if let Some(reason) = reason {
            verdicts.unchecked.push(judge.unchecked(rule, outcome, number, reason));
        }
        let severity = match outcome.verdict {
            Verdict::Disagrees => Some(rule.severity),
            Verdict::Rounding => rule.rounding,
            Verdict::Agrees | Verdict::SelfEvident | Verdict::Unchecked => None,
        };
        if let Some(severity) = severity {
            let (finding, cause) = judge.finding(rule, outcome, number, severity, &mut names, &verdicts.identity);
            verdicts.findings.push(finding);
            causes.push(cause);
        }
    }
    group(&mut verdicts.findings, &causes);
    verdicts.checked_figures = checked.len();
    verdicts
}

/// Whether a rule is meant for a filing: by year, and by words of its kind or of a pack whose layouts read its tables. A
/// filing that says neither is not left out.
pub fn applies(rule: &Rule, identity: &Identity) -> bool {
    let in_years = match (rule.years, identity.year) {
        (Some((from, to)), Some(year)) => from <= year && to.is_none_or(|to| year <= to),
        _ => true,
    };
    let silent = identity.kind.is_empty() && identity.packs.is_empty();
    let named = |word: &String| identity.kind.contains(word) || identity.packs.iter().any(|pack| pack.contains(word));
    in_years && (rule.applies.is_empty() || silent || rule.applies.iter().any(named))
}

struct Judge<'a> {
    program: &'a Program,
    evaluation: &'a Evaluation,
    homes: Homes,
    prover: Prover<'a>,
}

impl Judge<'_> {
    fn figures(&self, outcome: &Outcome) -> Vec<FigureId> {
        let Some(compared) = &outcome.comparison else { return Vec::new() };
        let sides = [compared.left, compared.right].into_iter().filter_map(|value| match value {
            Value::Figure(id) => Some(id),
            _ => None,
        });
        let mut figures: Vec<FigureId> =
            sides.flat_map(|id| self.evaluation.facts.dictionary.figures.printed_under(id)).collect();
        figures.sort_unstable();
        figures.dedup();
        figures
    }

    /// Whether a figure stands in the filing that is checked.
    fn is_own(&self, figure: FigureId) -> bool {
        self.evaluation.facts.dictionary.figures.place(figure).is_some_and(|place| place.filing.is_none())
    }

    /// What a subject is known by: its named values that are no figures and no positions; all texts and codes of its fact
    /// when it names none.
    fn subject(&self, rule: &Rule, outcome: &Outcome) -> Vec<(String, String)> {
        let Some(subject) = &outcome.subject else { return Vec::new() };
        let facts = &self.evaluation.facts;
        let units = &self.program.units;
        let name = |variable: VarId| rule.variables[variable.0 as usize].name.clone();
        let is_position = |variable: VarId| {
            let relation = self.program.relation(subject.fact.relation);
            let builtin = relation.origin == crate::program::RelationOrigin::Builtin;
            builtin && rule.variables[variable.0 as usize].kind == ColumnKind::Integer
        };
        let named: Vec<(String, String)> = subject
            .values
            .iter()
            .filter(|(variable, _)| !is_position(*variable))
            .map(|(variable, value)| (name(*variable), plain(facts, units, *value)))
            .collect();
        if !named.is_empty() {
            return named;
        }
        let known = |column: &Column| matches!(column.kind, ColumnKind::Text | ColumnKind::Code | ColumnKind::Date);
        let columns = &self.program.relation(subject.fact.relation).columns;
        columns
            .iter()
            .zip(facts.values(subject.fact))
            .filter(|(column, value)| known(column) && *value != Value::Blank)
            .map(|(column, value)| (column.name.clone(), plain(facts, units, value)))
            .collect()
    }

    fn unchecked(&self, rule: &Rule, outcome: &Outcome, number: usize, reason: Reason) -> Unchecked {
        let condition = outcome.stopped.map_or(rule.body.len(), |stop| stop.condition);
        Unchecked {
            rule: outcome.rule,
            outcome: number,
            subject: describe(&self.subject(rule, outcome)),
            stopped_at: rule.sources.get(condition).cloned().unwrap_or_default(),
            reason,
        }
    }

    fn finding(
        &self,
        rule: &Rule,
        outcome: &Outcome,
        number: usize,
        severity: Severity,
        names: &mut Names,
        identity: &Identity,
    ) -> (Finding, Cause) {
        let facts = &self.evaluation.facts;
        let subject = self.subject(rule, outcome);
        let values: Vec<String> = subject.iter().map(|(_, value)| value.clone()).collect();
        let (compared, apart) = (outcome.comparison, outcome.apart(&facts.dictionary.figures));
        let severity = if apart.as_ref().is_some_and(|apart| apart.declared_exact) {
            severity.min(Severity::Warning)
        } else {
            severity
        };
        let expected = compared.and_then(|compared| expected_amount(&compared, facts));
        let found = compared.and_then(|compared| side(compared.left, facts));
        let difference = apart.as_ref().map(|apart| apart.difference);
        let cause = Cause {
            figures: self.figures(outcome),
            difference: difference.map(|difference| difference.value.abs().normalize()),
        };
        let finding = Finding {
            rule: outcome.rule,
            outcome: number,
            severity,
            status: Status::Open,
            subject: describe(&subject),
            message: message(rule, outcome, facts, &self.program.units),
            expected,
            found,
            difference,
            tolerance: apart.map(|apart| apart.tolerance),
            fingerprint: names.name(&rule.id, &values, identity),
            under: Vec::new(),
            places: places(&self.prover, &self.homes, outcome),
        };
        (finding, cause)
    }
}

fn describe(subject: &[(String, String)]) -> String {
    subject.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join("，")
}
