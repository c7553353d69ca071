//! Rules that ask the same.

use std::collections::BTreeMap;

use crate::base::{Diagnostic, squeeze};
use crate::program::{Program, Rule};

/// Rules whose conditions and 应 are those of an earlier rule, and that hold for the same filings.
pub(super) fn copies(program: &Program, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<Vec<String>, &Rule> = BTreeMap::new();
    for rule in &program.rules {
        let mut asked: Vec<String> = rule.sources.iter().map(|source| squeeze(source)).collect();
        asked.push(format!("{:?} {:?} {:?}", rule.applies, rule.years, rounds(rule)));
        match first.get(&asked) {
            Some(first) => found.push(
                Diagnostic::warning("P038", rule.span, format!("规则 {} 与 {} 问的是同一件事", rule.id, first.id))
                    .label("当 和 应 都一样")
                    .related(first.span, "先写在这里")
                    .help("复制之后忘了改的，改 当 或 应；真的一样的，删去一条"),
            ),
            None => {
                first.insert(asked, rule);
            }
        }
    }
}

/// Whether 应 has ± 舍入, which stands behind what the sources keep.
fn rounds(rule: &Rule) -> bool {
    matches!(rule.expect, crate::program::Expectation::Compare { rounding: true, .. })
}
