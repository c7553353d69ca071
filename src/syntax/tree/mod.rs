//! The tree of a rule file: what was written, with its place, before any name is looked up.
//!
//! Every node that a message can point at carries its [`Span`]. Comments hang on the item or clause below them.

mod formula;
mod layout;
mod pattern;
mod test;

pub use formula::{
    Aggregate, AggregateFunction, Argument, Atom, Comparison, Condition, Definition, Expectation, Expr, HeadArgument,
    Operator, Rule, Scope,
};
pub use layout::{CellPath, Field, FieldSource, Inherit, Layout, LayoutClause, Sentence, Sister};
pub use pattern::{PatternText, Piece, Sign};
pub use test::{Expected, Given, Test};

use crate::base::Span;

/// A rule file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// The items from the top.
    pub items: Vec<Item>,
    /// Comments behind the last item; an empty one is an empty line.
    pub trailing: Vec<String>,
    /// Names behind the keywords of items that could not be read.
    pub broken: Vec<String>,
}

/// A name or word as written, folded and without inner space.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Quoted text, without its quotes, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// The text.
    pub text: String,
    /// Where, quotes included.
    pub span: Span,
}

/// A number as written, and the unit behind it, if any: `100 万元`, `90`, `50%`.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Digits, point and separators as written, folded.
    pub text: String,
    /// The unit's name.
    pub unit: Option<String>,
    /// Where.
    pub span: Span,
}

/// A comment between the clauses of an item; it belongs to the first clause that stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// The text, without `#`.
    pub text: String,
    /// Where; from the start of the clause when it stands behind one, so that it goes above that clause.
    pub span: Span,
}

/// One item with the comments above it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Whether an empty line sets it, with the comments above it, off from the item before.
    pub apart: bool,
    /// Comment lines above it, without `#`; an empty one is an empty line.
    pub comments: Vec<String>,
    /// Comments between its clauses.
    pub inner: Vec<Comment>,
    /// From its keyword to its last character.
    pub span: Span,
    /// What it says.
    pub kind: ItemKind,
}

/// What an item says.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// `包 “名”`: the pack a folder holds.
    Pack(Pack),
    /// `单位 万元 金额 10000 元`: a unit.
    Unit(UnitItem),
    /// `编码 3 2 2`: how many digits each level of a code adds.
    Codes(Vec<Number>),
    /// `别名 “甲” = “乙” = “丙”`: names for one thing; the first is the one that facts carry.
    Alias(Vec<Quoted>),
    /// `标题 1 “第#部分”`: a line that starts like this is a heading of this level.
    Heading(HeadingItem),
    /// `目录 “目录”`: the heading that opens the table of contents.
    Contents(Vec<Quoted>),
    /// `表头 “编制部门：{部门}”`: lines around a table that belong to its caption.
    Caption(CaptionItem),
    /// `不计 “年份” “{年}年”`: digits that are no figures.
    Exclude(ExcludeItem),
    /// `文件 单位 = 编制(单位)`: where the filing's unit, year, kind and subordinate units are read.
    Filing(FilingItem),
    /// `文件 预算 “部门决算” = “部门预算”`: of which kind a filing beside this one is.
    FilingKinds(FilingKinds),
    /// `关系`.
    Relation(RelationItem),
    /// `表样`.
    Layout(Layout),
    /// `句式`.
    Sentence(Sentence),
    /// `定义`.
    Definition(Definition),
    /// `规则`.
    Rule(Box<Rule>),
    /// `测试`.
    Test(Test),
}

/// `包 “部门预算” 版本 “2026.1” 引用 “基础” 说明 “…” 适用 “部门预算” 施行 2024 至 2026`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Its name.
    pub name: Quoted,
    /// `版本`.
    pub version: Option<Quoted>,
    /// `引用`: packs it builds on.
    pub uses: Vec<Quoted>,
    /// `说明`.
    pub note: Option<Quoted>,
    /// `适用`: kinds or regions, for rules of the folder that name none.
    pub applies: Vec<Quoted>,
    /// `施行`, for rules of the folder that name no years.
    pub years: Option<(Number, Option<Number>)>,
}

/// `单位 万元 金额 10000`, `单位 元 金额 1 最小 0.01`, `单位 人 数量 1 精确`, `单位 万万元 金额 10000 存疑`.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitItem {
    /// The unit's name.
    pub name: Name,
    /// 金额, 比率, 数量 or 单价.
    pub kind: Name,
    /// Base units in one.
    pub factor: Number,
    /// `最小`: the smallest step that is never rounded, in this unit.
    pub step: Option<Number>,
    /// `精确`.
    pub exact: bool,
    /// `存疑`.
    pub doubtful: bool,
}

/// `标题 2 “#、”`.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadingItem {
    /// Level, 1 the highest.
    pub level: Number,
    /// How such a heading starts; `#` is the ordinal.
    pub patterns: Vec<PatternText>,
}

/// `表头 “单位：{单位}”`.
#[derive(Clone, Debug, PartialEq)]
pub struct CaptionItem {
    /// How such a line reads; holes are columns of 表.
    pub patterns: Vec<PatternText>,
}

/// `不计 “年份” “{年}年” 于 “…”`.
#[derive(Clone, Debug, PartialEq)]
pub struct ExcludeItem {
    /// Why.
    pub reason: Quoted,
    /// What the digits look like in their surroundings; `#` stands for the digits.
    pub patterns: Vec<PatternText>,
}

/// `文件 单位 = 编制(单位)`.
#[derive(Clone, Debug, PartialEq)]
pub struct FilingItem {
    /// 单位, 年度, 种类 or 下属.
    pub role: Name,
    /// Relation and column; the first fact counts, for 下属 every fact.
    pub relation: Name,
    /// The column.
    pub column: Name,
}

/// `文件 下属 “部门预算” = “单位预算” 或 “部门预算”`.
#[derive(Clone, Debug, PartialEq)]
pub struct FilingKinds {
    /// Which filing is looked for.
    pub scope: (Scope, Span),
    /// The kind of the filing that looks.
    pub kind: Quoted,
    /// The kinds that count.
    pub counts: Vec<Quoted>,
}

/// `关系 支出总表(编码: 科目编码, 合计: 金额)`.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationItem {
    /// Its name.
    pub name: Name,
    /// Its columns.
    pub columns: Vec<Column>,
    /// `说明`.
    pub note: Option<Quoted>,
}

/// A column and its type: 文本, 科目编码, 整数, 金额, 百分比, 数量, 单价, 数, 指标, 日期, 关系名.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: Name,
    /// The name of its type.
    pub kind: Name,
    /// `精确`: figures in it are meant exactly.
    pub exact: bool,
    /// `空作 0`: a blank cell is an exact zero.
    pub blank_is_zero: bool,
}
