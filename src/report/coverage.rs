//! Which digits of a filing were read, which are no figures, and which nobody read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::terminal::printable;
use super::{hidden, place, unread_pages, words};
use crate::extract::{Extraction, Problem, Reading};

/// Coverage of one filing, for a person.
pub fn coverage(name: &str, extraction: &Extraction) -> String {
    let coverage = &extraction.coverage;
    let (claimed, excluded, unclaimed) = coverage.counts();
    let mut out = String::new();
    let _ = writeln!(out, "{name}");
    for line in unread_pages(&extraction.remarks) {
        let _ = writeln!(out, "没读 {line}");
    }
    for line in hidden(&extraction.remarks) {
        let _ = writeln!(out, "隐藏 {}", printable(&line));
    }
    let _ = writeln!(out, "数字串 {}：已读 {claimed}，不计 {excluded}，未读 {unclaimed}", coverage.digits.len());
    let prose = coverage.digits.iter().filter(|digits| !digits.in_table);
    let (read, figures) = prose.fold((0, 0), |(read, all), digits| match digits.reading {
        Reading::Claimed => (read + 1, all + 1),
        Reading::Unclaimed => (read, all + 1),
        Reading::Excluded(_) | Reading::Ordinal => (read, all),
    });
    let _ = writeln!(out, "说明文字中的数 {figures}，已读 {read}");
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for digits in &coverage.digits {
        match &digits.reading {
            Reading::Excluded(reason) => *reasons.entry(reason).or_default() += 1,
            Reading::Ordinal => *reasons.entry("序号").or_default() += 1,
            Reading::Claimed | Reading::Unclaimed => {}
        }
    }
    for (reason, count) in reasons {
        let _ = writeln!(out, "  不计 {reason} {count}");
    }
    for digits in coverage.digits.iter().filter(|digits| digits.reading == Reading::Unclaimed) {
        let kind = if digits.in_table { "表" } else { "文" };
        let (at, around) = (place::place(&digits.place), printable(&digits.around));
        let _ = writeln!(out, "  未读 {kind} {at}：{}　…{around}…", digits.text);
    }
    for remark in &extraction.remarks {
        if !remark.problem.is_unseen() {
            let (at, subject) = (place::place(&remark.place), printable(&remark.subject));
            let _ = writeln!(out, "  注意 {at}：{subject}：{}", printable(&problem(&remark.problem)));
        }
    }
    out
}

/// What is wrong, in words.
pub(super) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::MissingColumns(columns) => format!("表头里没有找到：{}", columns.join("、")),
        Problem::NoFigure(text) => format!("“{text}”不是数"),
        Problem::ColumnCount(printed, declared) => format!("表头编了 {printed} 列，表样写了 {declared} 列"),
        Problem::Ambiguous(count) => format!("{count} 个数不能确定在哪一列"),
        Problem::Unbalanced(count) => format!("没有一种排法能满足全部恒等，至少违反 {count} 处"),
        Problem::NoRows => "一行也没有读出".to_owned(),
        Problem::Scanned(page) => words::scanned(&place::pages(&[*page])),
        Problem::Garbled(page) => words::garbled(&place::pages(&[*page])),
        Problem::Hidden(cells) => words::hidden(*cells),
    }
}
