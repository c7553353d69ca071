//! 表样 and 句式.

use super::{Column, Comparison, Expr, Name, Number, PatternText, Quoted};
use crate::base::Span;

/// `表样 支出总表 《部门支出总体情况表》`.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The relation it fills.
    pub relation: Name,
    /// Titles, any of which opens the table: `《[#年]部门收入预算总表》`.
    pub titles: Vec<PatternText>,
    /// Its clauses in the order written.
    pub clauses: Vec<LayoutClause>,
}

/// A clause of a 表样.
#[derive(Clone, Debug, PartialEq)]
pub enum LayoutClause {
    /// `单位 万元`: the unit where the table states none.
    Unit(Name),
    /// `总行 “总计” “合计”`: names of rows that total the others.
    Totals(Vec<Quoted>),
    /// `块 “收入” 于 “财政拨款收入”`: a list beside others; the fields behind it are its own. Header words after 于.
    Block(Quoted, Vec<Quoted>),
    /// `名称 = 列 “科目名称”`.
    Field(Field),
    /// `取 块 = “收入”`: a column that is the same in all rows.
    Constant(Name, Quoted),
    /// `恒等 合计 = 基本支出 + 项目支出`: holds in every row; may place figures whose cells have no edges.
    RowIdentity(Expr, Expr, Span),
    /// `恒等 逐级 编码`: every figure of a code is the sum of its nearest printed children, of a total row that of the top codes.
    Levels(Name),
    /// `参照 总计 一般公共预算 = 收支总表(项目: “一般公共预算拨款”, 数)`: what another table says of a figure.
    Sister(Sister),
    /// `行式 “…”`: a form whose rows, or whose head, read like this when cells are strung together.
    RowPattern(PatternText),
    /// `承 项目绩效(项目)`: a column taken from the nearest earlier fact of another relation.
    Inherit(Inherit),
}

/// `编码 = 列 “类” + 列 “款” + 列 “项”`.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The columns it fills: several for `列同名` and `拆`.
    pub columns: Vec<Name>,
    /// Where they come from.
    pub source: FieldSource,
    /// `可无`: no remark when the header is missing.
    pub optional: bool,
}

/// Where a column of a 表样 comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldSource {
    /// `列 “类” + 列 “款”`: cells joined.
    Cells(Vec<CellPath>),
    /// `列同名`: each column under the header word of its own name.
    SameName,
    /// `拆 列 “科目名称”`: a code and a name printed in one cell, or a label and its number.
    Split(CellPath),
    /// `层次 列 “项目”`: (上级, 项目) from numbering, 其中 and position; levels are the pack's `标题`-like patterns.
    Nested(CellPath),
    /// `承上 列 “一级指标”`: a label that also holds for the blank cells below it.
    FillDown(CellPath),
    /// `列序 3`: by position, from 1.
    Position(Number),
}

/// `列 “财政拨款” / “小计” 或 “财政拨款小计”`.
#[derive(Clone, Debug, PartialEq)]
pub struct CellPath {
    /// Alternatives; each a path of header words from the top.
    pub alternatives: Vec<Vec<Quoted>>,
    /// Where.
    pub span: Span,
}

/// `参照 “总计” 一般公共预算 = 收支总表(块: “收入”, 项目: “一般公共预算拨款”).数`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sister {
    /// The row: its name, or `None` for every row, joined by the columns both atoms name.
    pub row: Option<Quoted>,
    /// The own columns summed.
    pub own: Expr,
    /// `=` or `≤`.
    pub op: Comparison,
    /// Sums and differences of [`Expr::Lookup`].
    pub other: Expr,
    /// Where.
    pub span: Span,
}

/// `承 项目绩效(项目)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Inherit {
    /// The other relation.
    pub relation: Name,
    /// The columns taken; same names in both.
    pub columns: Vec<Name>,
}

/// `句式 收入来源 于 “收入预算情况说明” “{来源}{数额}…”`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The relation it fills.
    pub relation: Name,
    /// Columns, where the sentence declares its relation itself.
    pub columns: Option<Vec<Column>>,
    /// `于`: words of the headings it stands under; any of them; everywhere when empty.
    pub within: Vec<Quoted>,
    /// `取`.
    pub constants: Vec<(Name, Quoted)>,
    /// `承`.
    pub inherits: Vec<Inherit>,
    /// The patterns.
    pub patterns: Vec<PatternText>,
}
