//! Findings for a person at a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{Checked, Stopped, roots, words};
use crate::base::Severity;
use crate::finding::{Finding, Role};
use crate::program::Program;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The report of a run. Colours are taken out where the output is no terminal.
pub fn terminal(program: &Program, filings: &[Checked], least: Severity) -> String {
    let mut out = String::new();
    for checked in filings {
        let verdicts = &checked.verdicts;
        let identity = &verdicts.identity;
        let year = identity.year.map(|year| format!("{year} 年 ")).unwrap_or_default();
        let _ = writeln!(
            out,
            "{BOLD}{}{BOLD:#}  {DIM}{year}{}{DIM:#}",
            printable(&checked.name),
            printable(&identity.unit)
        );
        for line in checked.unread_pages() {
            let style = AnsiColor::Red.on_default().bold();
            let _ = writeln!(out, "  {style}没读{style:#} {BOLD}{line}{BOLD:#}");
        }
        for line in checked.hidden() {
            let style = AnsiColor::Yellow.on_default().bold();
            let _ = writeln!(out, "  {style}隐藏{style:#} {}", printable(&line));
        }
        for (root, under) in roots(verdicts, least) {
            finding(&mut out, program, root);
            for below in under {
                let rule = &program.rules[below.rule.0 as usize];
                let _ = writeln!(
                    out,
                    "      {DIM}同因 {} {}{DIM:#}  {}",
                    rule.id,
                    below.fingerprint,
                    printable(&below.message)
                );
            }
        }
        for stopped in &checked.stopped {
            let Stopped { path, line, diagnostic, .. } = stopped;
            let style = AnsiColor::Red.on_default().bold();
            let _ = writeln!(out, "  {style}停下{style:#} {BOLD}{}{BOLD:#}  {}", diagnostic.code, diagnostic.message);
            let _ = writeln!(out, "      {DIM}· {}:{line}{DIM:#}", printable(path));
        }
        for line in checked.beside.summary(&verdicts.unchecked) {
            let _ = writeln!(out, "  {DIM}{}{DIM:#}", printable(&line));
        }
        let counts = verdicts.counts;
        let (claimed, excluded, unclaimed) = checked.coverage.counts();
        let _ = writeln!(
            out,
            "  {DIM}相符 {}  舍入 {}  不符 {}  未核 {}  自证 {}；数字 {}：已读 {claimed}，不计 {excluded}，未读 {unclaimed}，\
             参与核对 {}{DIM:#}\n",
            counts.agrees,
            counts.rounding,
            counts.disagrees,
            counts.unchecked,
            counts.self_evident,
            checked.coverage.digits.len(),
            verdicts.checked_figures,
        );
    }
    out
}

fn finding(out: &mut String, program: &Program, finding: &Finding) {
    let rule = &program.rules[finding.rule.0 as usize];
    let style = match finding.severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Note => AnsiColor::Cyan.on_default(),
    };
    let severity = words::severity(finding.severity);
    let _ = writeln!(
        out,
        "  {style}{severity}{style:#} {BOLD}{} {}{BOLD:#}  {DIM}{}{DIM:#}",
        rule.id, rule.title, finding.fingerprint
    );
    let _ = writeln!(out, "    {}", printable(&finding.message));
    for pointer in &finding.places {
        let mark = if pointer.role == Role::Focus { "→" } else { "·" };
        let _ = writeln!(
            out,
            "      {DIM}{mark} {}：{}{DIM:#}",
            printable(&words::location(pointer)),
            printable(&shorten(&pointer.place.text))
        );
    }
}

/// Text from a filing may hold anything; a terminal must not obey it.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|ch| if ch.is_control() || is_direction(ch) { '\u{fffd}' } else { ch }).collect()
}

fn is_direction(ch: char) -> bool {
    matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// Text from outside within a message: short, and nothing that a terminal would obey.
pub fn quoted(text: &str) -> String {
    printable(&shorten(text))
}

/// Long text by its beginning.
pub(super) fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
