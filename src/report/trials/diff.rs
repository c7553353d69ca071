//! Failed tests for a person at a terminal: what was wanted and what came, as a diff.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::near::near;
use super::{Came, Fit, Scene, Trial, Trials, Wanted};
use crate::report::terminal::{printable, shorten};
use crate::report::words;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const WANTED: Style = AnsiColor::Red.on_default();
const CAME: Style = AnsiColor::Green.on_default();

/// What failed, each with what was wanted and what came, then how many passed. Colours are taken out where the output
/// is no terminal.
pub fn trials(trials: &Trials) -> String {
    let mut out = String::new();
    for trial in trials.trials.iter().filter(|trial| !trial.passed()) {
        let _ = writeln!(
            out,
            "{WANTED}失败{WANTED:#} {BOLD}{} {}{BOLD:#}  {DIM}{}:{}{DIM:#}",
            printable(&trial.rule),
            printable(&trial.title),
            printable(&trial.file),
            trial.line
        );
        out.push_str(&diff(trial));
        out.push('\n');
    }
    let (all, failed) = (trials.trials.len(), trials.failed());
    let filings = if trials.filings == 0 { String::new() } else { format!("；读了 {} 份文件", trials.filings) };
    let _ = writeln!(out, "{all} 个测试，通过 {}，失败 {failed}{filings}", all - failed);
    out
}

/// What went otherwise than wanted: `-` wanted, `+` came; unmarked is what came as wanted.
pub(super) fn diff(trial: &Trial) -> String {
    let mut out = String::new();
    for scene in trial.scenes.iter().filter(|scene| !scene.passed()) {
        if let Some(filing) = &scene.filing {
            let _ = writeln!(out, "  {DIM}于 {}{DIM:#}", printable(filing));
        }
        for problem in &scene.problems {
            let _ = writeln!(out, "  {WANTED}! {}{WANTED:#}", printable(problem));
        }
        for wanted in scene.wanted.iter().filter(|wanted| !wanted.met) {
            let _ = writeln!(out, "  {WANTED}- {}{WANTED:#}", want(wanted));
            if let Some(difference) = difference(wanted, scene) {
                let _ = writeln!(out, "    {DIM}差在{DIM:#} {difference}");
            }
        }
        outcomes(&mut out, scene);
    }
    out
}

/// Outcomes, those that read alike on one line.
fn outcomes(out: &mut String, scene: &Scene) {
    let mut lines: Vec<(Fit, String, usize)> = Vec::new();
    for came in &scene.came {
        let text = outcome(came);
        match lines.iter_mut().find(|(fit, line, _)| *fit == came.fit && *line == text) {
            Some((_, _, count)) => *count += 1,
            None => lines.push((came.fit, text, 1)),
        }
    }
    for (fit, text, count) in &lines {
        let times = if *count == 1 { String::new() } else { format!("（{count} 次）") };
        let _ = match fit {
            Fit::Wanted => writeln!(out, "    {text}{times}"),
            Fit::Tolerated => writeln!(out, "  {CAME}+ {text}{times}{CAME:#}"),
            Fit::Unexpected => writeln!(out, "  {CAME}+ {text}{times}{CAME:#}  {DIM}没有期望说到它{DIM:#}"),
        };
    }
    if scene.came.is_empty() && scene.problems.is_empty() {
        let _ = writeln!(out, "  {CAME}+ （没有结果：规则不适用于这份文件）{CAME:#}");
    }
}

fn want(wanted: &Wanted) -> String {
    let mut text = printable(&wanted.verdict);
    if let Some(part) = &wanted.part {
        let _ = write!(text, " “{}”", printable(part));
    }
    if let Some(count) = wanted.count {
        let _ = write!(text, " {count} 次（得到 {} 次）", wanted.fitting);
    }
    text
}

/// An outcome: the condition it stopped at when nothing was compared, else the message.
fn outcome(came: &Came) -> String {
    let mut text = words::verdict(came.verdict).to_owned();
    if came.words.is_empty() {
        return text;
    }
    if came.stopped {
        if !came.subject.is_empty() {
            let _ = write!(text, "〔{}〕", printable(&came.subject));
        }
        text.push_str(" 停在");
    }
    let _ = write!(text, " {}", printable(&came.words));
    text
}

/// Where the message that is nearest to a wanted one differs from it.
fn difference(wanted: &Wanted, scene: &Scene) -> Option<String> {
    let part = wanted.part.as_ref()?;
    let alike = scene.came.iter().filter(|came| words::verdict(came.verdict) == wanted.verdict);
    let others = alike.filter(|came| came.fit != Fit::Wanted && !came.words.contains(part.as_str()));
    let near = others.filter_map(|came| near(part, &came.words)).min_by_key(|near| near.wanted.chars().count())?;
    Some(format!(
        "{}【{WANTED}{}{WANTED:#} → {CAME}{}{CAME:#}】{}",
        printable(&near.before),
        printable(&near.wanted),
        printable(&shorten(&near.came)),
        printable(&near.after)
    ))
}
