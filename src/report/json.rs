//! The JSON contract of `check`; its schema is `tests/check.schema.json`.

use serde::Serialize;

use super::{AmountView, Checked, Stopped, words};
use crate::base::{Amount, CellName, Severity, Units};
use crate::engine::{Clause, Exhausted, Resource};
use crate::finding::{Counts, Finding, Role, Status};
use crate::program::Program;

#[derive(Serialize)]
struct Report<'a> {
    tool: Tool<'a>,
    filings: Vec<Filing<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'a str,
    version: &'a str,
    packs: Vec<PackView<'a>>,
}

#[derive(Serialize)]
struct PackView<'a> {
    name: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Filing<'a> {
    path: &'a str,
    kind: &'a str,
    unit: &'a str,
    year: Option<i64>,
    outcomes: Counts,
    figures: Figures,
    scanned: Vec<u32>,
    garbled: Vec<u32>,
    hidden: Vec<String>,
    stopped: Vec<StoppedView<'a>>,
    unchecked: Vec<UncheckedView<'a>>,
    findings: Vec<FindingView<'a>>,
}

#[derive(Serialize)]
struct Figures {
    total: usize,
    claimed: usize,
    excluded: usize,
    checked: usize,
}

#[derive(Serialize)]
struct StoppedView<'a> {
    code: &'a str,
    clause: &'static str,
    name: &'a str,
    resource: &'static str,
    shared: bool,
    path: &'a str,
    line: usize,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct UncheckedView<'a> {
    rule: &'a str,
    subject: &'a str,
    stopped_at: String,
}

#[derive(Serialize)]
struct FindingView<'a> {
    rule: &'a str,
    severity: &'static str,
    status: Status,
    title: &'a str,
    message: &'a str,
    expected: Option<AmountView>,
    found: Option<AmountView>,
    difference: Option<AmountView>,
    tolerance: Option<AmountView>,
    fingerprint: &'a str,
    under: &'a [String],
    places: Vec<PlaceView<'a>>,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    role: Role,
    filing: Option<&'a str>,
    line: u32,
    line_end: u32,
    column: u32,
    page: Option<u32>,
    bbox: Option<[i32; 4]>,
    paragraph: Option<u32>,
    cell: Option<&'a CellName>,
    part: Option<&'a str>,
    section: Option<&'a str>,
    table: Option<&'a str>,
    row: Option<u32>,
    column_name: &'a str,
    text: &'a str,
}

/// The report of a run, as one JSON object and a line break.
pub fn json(program: &Program, filings: &[Checked], least: Severity) -> String {
    let packs = program.packs.iter().map(|(name, version)| PackView { name, version }).collect();
    let report = Report {
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), packs },
        filings: filings.iter().map(|filing| view(program, filing, least)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn view<'a>(program: &'a Program, checked: &'a Checked, least: Severity) -> Filing<'a> {
    let verdicts = &checked.verdicts;
    let (claimed, excluded, unclaimed) = checked.coverage.counts();
    let rule = |id: crate::program::RuleId| program.rules[id.0 as usize].id.as_str();
    Filing {
        path: &checked.name,
        kind: &verdicts.identity.kind,
        unit: &verdicts.identity.unit,
        year: verdicts.identity.year,
        outcomes: verdicts.counts,
        figures: Figures {
            total: claimed + excluded + unclaimed,
            claimed,
            excluded,
            checked: verdicts.checked_figures,
        },
        scanned: checked.scanned(),
        garbled: checked.garbled(),
        hidden: checked.hidden(),
        stopped: checked.stopped.iter().map(stopped_view).collect(),
        unchecked: verdicts
            .unchecked
            .iter()
            .map(|unchecked| UncheckedView {
                rule: rule(unchecked.rule),
                subject: &unchecked.subject,
                stopped_at: format!("{}（{}）", unchecked.stopped_at, words::reason(unchecked.reason, &checked.beside)),
            })
            .collect(),
        findings: verdicts
            .findings
            .iter()
            .filter(|finding| finding.severity >= least)
            .map(|finding| finding_view(program, finding))
            .collect(),
    }
}

fn stopped_view(stopped: &Stopped) -> StoppedView<'_> {
    let Exhausted { clause, what, shared } = stopped.exhausted;
    StoppedView {
        code: stopped.diagnostic.code,
        clause: match clause {
            Clause::Rule(_) => "rule",
            Clause::Definition(_) => "definition",
        },
        name: &stopped.name,
        resource: match what {
            Resource::Facts => "facts",
            Resource::Steps => "steps",
            Resource::Memory => "memory",
        },
        shared,
        path: &stopped.path,
        line: stopped.line,
        message: &stopped.diagnostic.message,
        help: stopped.diagnostic.help.as_deref(),
    }
}

/// The name of a severity for programs.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn finding_view<'a>(program: &'a Program, finding: &'a Finding) -> FindingView<'a> {
    let rule = &program.rules[finding.rule.0 as usize];
    let units: &Units = &program.units;
    let amount = |amount: &Option<Amount>| amount.as_ref().map(|amount| AmountView::of(amount, units));
    FindingView {
        rule: &rule.id,
        severity: severity_name(finding.severity),
        status: finding.status,
        title: &rule.title,
        message: &finding.message,
        expected: amount(&finding.expected),
        found: amount(&finding.found),
        difference: amount(&finding.difference),
        tolerance: amount(&finding.tolerance),
        fingerprint: &finding.fingerprint,
        under: &finding.under,
        places: finding
            .places
            .iter()
            .map(|pointer| PlaceView {
                role: pointer.role,
                filing: pointer.place.filing.as_deref(),
                line: pointer.place.line,
                line_end: pointer.place.line_end,
                column: pointer.place.column,
                page: pointer.place.page,
                bbox: pointer.place.bbox,
                paragraph: pointer.place.paragraph,
                cell: pointer.place.cell.as_ref(),
                part: pointer.place.part.as_deref(),
                section: (pointer.row == 0).then_some(pointer.context.as_str()),
                table: (pointer.row > 0).then_some(pointer.context.as_str()),
                row: (pointer.row > 0).then_some(pointer.row),
                column_name: &pointer.column_name,
                text: &pointer.place.text,
            })
            .collect(),
    }
}
