//! Costs as tables for a terminal.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{Costs, grouped, share, time};
use crate::engine::Profile;
use crate::program::{Program, Source};
use crate::report::terminal::printable;

/// Columns of numbers, right-aligned, and a name behind them.
type Row = (Vec<String>, String);

/// Clauses by time, then indexes by size.
pub fn profile_table(program: &Program, sources: &[Source], profile: &Profile) -> String {
    let costs = Costs { program, sources, profile };
    let whole = profile.nanoseconds();
    let mut out = format!("规则和定义：{} 毫秒\n", time(whole));
    let clauses = costs.dearest().into_iter().map(|cost| {
        let named = costs.named(cost);
        let numbers = vec![
            time(cost.nanoseconds),
            share(cost.nanoseconds, whole),
            grouped(cost.rounds.into()),
            grouped(cost.looked_at),
            grouped(cost.produced),
        ];
        (numbers, format!("{}  {}", named.heading(), named.place).trim_end().to_owned())
    });
    write(&mut out, &["毫秒", "份额", "轮", "看过", "得出"], "规则或定义", clauses.collect());
    if !profile.indexes.is_empty() {
        let bytes: u64 = profile.indexes.iter().map(|cost| cost.bytes).sum();
        let _ = writeln!(out, "\n索引：{} 字节", grouped(bytes));
        let indexes = costs.largest().into_iter().map(|cost| {
            let numbers = [cost.bytes, cost.keys, cost.rows, cost.lookups].map(grouped).to_vec();
            (numbers, costs.index(cost))
        });
        write(&mut out, &["字节", "键", "行", "查过"], "关系和列", indexes.collect());
    }
    out
}

fn write(out: &mut String, heads: &[&str], name: &str, rows: Vec<Row>) {
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let mut lines = vec![(heads, name.to_owned())];
    lines.extend(rows);
    let width = |column: usize| lines.iter().map(|(numbers, _)| numbers[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..lines[0].0.len()).map(width).collect();
    for (numbers, name) in &lines {
        for (number, width) in numbers.iter().zip(&widths) {
            let _ = write!(out, "{}{number}  ", " ".repeat(width - number.width()));
        }
        let _ = writeln!(out, "{}", printable(name));
    }
}
