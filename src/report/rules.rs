//! The rules of a pack, a line each.

use std::fmt::Write as _;

use super::words;
use crate::program::Program;

/// All rules: id, severity, title, and how many tests each has.
pub fn rules(program: &Program) -> String {
    let mut out = String::new();
    for rule in &program.rules {
        let tests = program.tests.iter().filter(|test| test.rule.text == rule.id).count();
        let _ = writeln!(out, "{}  {}  {}（测试 {tests}）", rule.id, words::severity(rule.severity), rule.title);
    }
    let _ = writeln!(out, "共 {} 条规则，{} 个测试", program.rules.len(), program.tests.len());
    out
}
