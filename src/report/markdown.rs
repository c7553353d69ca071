//! A report to forward: findings, and what was not compared and why.

use super::escape::markdown as escape;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::beside::lacks;
use super::terminal::shorten;
use super::{Checked, Stopped, roots, words};
use crate::base::Severity;
use crate::finding::{Finding, Unchecked};
use crate::program::{Program, RuleId};

/// The report of a run as Markdown.
pub fn markdown(program: &Program, filings: &[Checked], least: Severity) -> String {
    let mut out = String::from("# 勾稽核对报告\n");
    for checked in filings {
        filing(&mut out, program, checked, least);
    }
    out
}

fn filing(out: &mut String, program: &Program, checked: &Checked, least: Severity) {
    let verdicts = &checked.verdicts;
    let identity = &verdicts.identity;
    let year = identity.year.map(|year| format!("{year} 年")).unwrap_or_default();
    let _ = writeln!(out, "\n## {} {year}\n", escape(&identity.unit));
    let _ = writeln!(out, "文件：{}\n", escape(&checked.name));
    let counts = verdicts.counts;
    let _ = writeln!(out, "| 相符 | 舍入 | 不符 | 未核 | 自证 |\n|---|---|---|---|---|");
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} | {} |\n",
        counts.agrees, counts.rounding, counts.disagrees, counts.unchecked, counts.self_evident
    );
    for line in checked.unread_pages() {
        let _ = writeln!(out, "**没读**：{line}。没有读的都没有核对。\n");
    }
    for line in checked.hidden() {
        let _ = writeln!(out, "**隐藏**：{}。\n", escape(&line));
    }
    let roots = roots(verdicts, least);
    let _ = writeln!(out, "### 发现（{}）\n", roots.len());
    if roots.is_empty() {
        out.push_str("没有发现。\n");
    }
    for (number, (root, under)) in roots.iter().enumerate() {
        finding(out, program, number + 1, root, under);
    }
    stopped(out, checked);
    unchecked(out, program, checked);
}

fn stopped(out: &mut String, checked: &Checked) {
    if checked.stopped.is_empty() {
        return;
    }
    let _ = writeln!(out, "### 没有做完（{}）\n", checked.stopped.len());
    for Stopped { path, line, diagnostic, .. } in &checked.stopped {
        let help = diagnostic.help.as_deref().unwrap_or_default();
        let message = escape(&diagnostic.message);
        let _ = writeln!(out, "- `{}` {message}（{}:{line}）。{}", diagnostic.code, escape(path), escape(help));
    }
    out.push('\n');
}

fn finding(out: &mut String, program: &Program, number: usize, finding: &Finding, under: &[&Finding]) {
    let rule = &program.rules[finding.rule.0 as usize];
    let severity = words::severity(finding.severity);
    let _ =
        writeln!(out, "{number}. **{severity}** {}（{} `{}`）\n", escape(&rule.title), rule.id, finding.fingerprint);
    let _ = writeln!(out, "   {}\n", escape(&finding.message));
    for pointer in &finding.places {
        let _ =
            writeln!(out, "   - {}：“{}”", escape(&words::location(pointer)), escape(&shorten(&pointer.place.text)));
    }
    if let Some(basis) = &rule.basis {
        let _ = writeln!(out, "   - 依据：{}", escape(basis));
    }
    for below in under {
        let rule = &program.rules[below.rule.0 as usize];
        let _ = writeln!(out, "   - 同一原因：{}（{} `{}`）", escape(&below.message), rule.id, below.fingerprint);
    }
    out.push('\n');
}

fn unchecked(out: &mut String, program: &Program, checked: &Checked) {
    let mut by_rule: BTreeMap<RuleId, BTreeMap<(&str, String), Vec<&Unchecked>>> = BTreeMap::new();
    for unchecked in &checked.verdicts.unchecked {
        let stop = (unchecked.stopped_at.as_str(), words::reason(unchecked.reason, &checked.beside));
        by_rule.entry(unchecked.rule).or_default().entry(stop).or_default().push(unchecked);
    }
    let _ = writeln!(out, "### 未核（{} 项）\n", checked.verdicts.unchecked.len());
    if by_rule.is_empty() {
        out.push_str("没有未核的项目。\n");
        return;
    }
    out.push_str("| 规则 | 停在 | 原因 | 对象 |\n|---|---|---|---|\n");
    for (rule, stops) in by_rule {
        let rule = &program.rules[rule.0 as usize];
        for ((stopped_at, reason), subjects) in stops {
            let _ = writeln!(
                out,
                "| {} {} | {} | {} | {} |",
                rule.id,
                escape(&rule.title),
                escape(stopped_at),
                escape(&reason),
                named(&subjects)
            );
        }
    }
}

/// What was left unchecked for one reason. Where another filing is lacking, the number says as much as all the names.
fn named(unchecked: &[&Unchecked]) -> String {
    if unchecked.iter().any(|it| lacks(it.reason).is_some()) {
        return format!("{} 项", unchecked.len());
    }
    let subjects = unchecked.iter().map(|it| it.subject.as_str()).filter(|subject| !subject.is_empty());
    let named: Vec<String> = subjects.map(|subject| escape(&shorten(subject))).collect();
    if named.is_empty() { "（没有对象）".to_owned() } else { named.join("；") }
}
