//! 测试 beside rules.

use super::{Name, Number, Quoted, Scope};
use crate::base::Span;

/// `测试 B007 “…” 给定 … 期望 …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The rule.
    pub rule: Name,
    /// What the test shows.
    pub title: Quoted,
    /// `给定`.
    pub given: Vec<Given>,
    /// `期望`.
    pub expect: Vec<Expected>,
}

/// Facts that a test starts from.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// `给定 支出总表 单位 万元`, `给定 上年 支出总表`, and a table with `|`.
    Table {
        /// The filing it stands in, when not the own one.
        scope: Option<(Scope, Span)>,
        /// The relation.
        relation: Name,
        /// The unit of figures that print none.
        unit: Option<Name>,
        /// Column names.
        header: Vec<Name>,
        /// Cells as written, trimmed; empty for a blank cell.
        rows: Vec<Vec<Quoted>>,
    },
    /// `给定 文 “收入预算情况说明” “…”`: a heading and a paragraph, read by the pack's 句式.
    Prose {
        /// The filing it stands in, when not the own one.
        scope: Option<(Scope, Span)>,
        /// The heading.
        heading: Quoted,
        /// The paragraph.
        text: Quoted,
    },
    /// `给定 年度 2026`
    Year(Number),
}

/// `期望 不符 “相差” 2 次`, `期望 不符 于 “corpus/示例州人社局-2025.txt”`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// 相符, 舍入, 不符, 未核, 自证, or 无 (no subject at all).
    pub verdict: Name,
    /// A part of the message.
    pub message: Option<Quoted>,
    /// How many outcomes; at least one when not said.
    pub count: Option<Number>,
    /// `于`: the filing that the rule looks at instead of what is given.
    pub filing: Option<Quoted>,
}
