//! What the rules of a program say of facts that come from no filing.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::terminal::printable;
use super::words;
use crate::base::Severity;
use crate::engine::{Outcome, Verdict};
use crate::finding::{Counts, Verdicts};
use crate::program::{Program, RuleId};

/// The most findings that are told of one rule.
const MOST_TOLD: usize = 20;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// A line of counts a rule, and what it found; nothing for a program without rules.
pub fn tally(program: &Program, outcomes: &[Outcome], verdicts: &Verdicts) -> String {
    let mut out = String::new();
    let mut counts = vec![Counts::default(); program.rules.len()];
    for outcome in outcomes {
        counts[outcome.rule.0 as usize].add(outcome.verdict);
    }
    for (number, (rule, counts)) in program.rules.iter().zip(counts).enumerate() {
        let found = || verdicts.findings.iter().filter(|finding| finding.rule == RuleId(number as u32));
        let style = match found().map(|finding| finding.severity).max() {
            Some(Severity::Error) => AnsiColor::Red.on_default().bold(),
            Some(Severity::Warning) => AnsiColor::Yellow.on_default().bold(),
            Some(Severity::Note) | None => Style::new(),
        };
        let _ = writeln!(out, "{style}{}{style:#} {BOLD}{}{BOLD:#}  {DIM}{}{DIM:#}", rule.id, rule.title, line(counts));
        for finding in found().take(MOST_TOLD) {
            let _ = writeln!(out, "  {}  {}", words::severity(finding.severity), printable(&finding.message));
        }
        if let Some(more) = found().count().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
            let _ = writeln!(out, "  {DIM}还有 {more} 个{DIM:#}");
        }
    }
    out
}

fn line(counts: Counts) -> String {
    let each = [
        (Verdict::Agrees, counts.agrees),
        (Verdict::Rounding, counts.rounding),
        (Verdict::Disagrees, counts.disagrees),
        (Verdict::Unchecked, counts.unchecked),
        (Verdict::SelfEvident, counts.self_evident),
    ];
    each.map(|(verdict, count)| format!("{} {count}", words::verdict(verdict))).join("  ")
}
