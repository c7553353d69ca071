//! The tree of a rule file: what was written, with its place, before any name is looked up.
//!
//! Every node that a message can point at carries its [`Span`]. Comments hang on the item or clause below them.

use crate::base::{Severity, Span};

/// A rule file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// The items from the top.
    pub items: Vec<Item>,
    /// Comments behind the last item; an empty one is an empty line.
    pub trailing: Vec<String>,
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
    /// `文件 单位 = 编制(单位)`: where the filing's unit, year and kind are read.
    Filing(FilingItem),
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

/// `包 “部门预算” 版本 “2026.1” 引用 “基础” 说明 “…”`.
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
    /// 单位, 年度 or 种类.
    pub role: Name,
    /// Relation and column; the first fact counts.
    pub relation: Name,
    /// The column.
    pub column: Name,
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

/// A column and its type: 文本, 科目编码, 整数, 金额, 百分比, 数量, 单价, 数, 指标, 关系名.
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

/// `表样 支出总表 《部门支出总体情况表》`.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The relation it fills.
    pub relation: Name,
    /// Titles, any of which opens the table.
    pub titles: Vec<Quoted>,
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

/// A pattern in quotes, and what it parsed to.
#[derive(Clone, Debug, PartialEq)]
pub struct PatternText {
    /// As written.
    pub source: Quoted,
    /// Parsed.
    pub pieces: Vec<Piece>,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Text that stands so; folded and squeezed.
    Literal(String),
    /// `{数额}`: a column; its type says what fits.
    Hole {
        /// The column.
        column: String,
        /// `{一级=产出指标|成本指标}`: only these words fit.
        words: Vec<String>,
    },
    /// `[…]`: may be missing.
    Optional(Vec<Piece>),
    /// `(增加:+|减少:-)`: one of these; a sign goes to the next figure.
    Choice(Vec<(Vec<Piece>, Option<Sign>)>),
    /// `{…}*`: one or more times, a fact each time.
    Repeat(Vec<Piece>),
    /// `…`: any text up to the end of the paragraph.
    Ellipsis,
    /// `#`: an ordinal in digits or Chinese numerals; in 不计, the digits that don't count.
    Ordinal,
}

/// The sign that a word gives to the figure behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// `定义 项级行(编码) 当 支出总表(编码) 且 层级(编码) = 3`.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The relation it derives.
    pub relation: Name,
    /// Column and value; a bare column is its own variable. May carry types (`编码: 科目编码`) nowhere: types are inferred.
    pub head: Vec<HeadArgument>,
    /// Its conditions.
    pub body: Vec<Condition>,
}

/// `编码` or `编码: 上级`.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadArgument {
    /// The column.
    pub column: Name,
    /// The value; `None` for the variable of the column's name.
    pub value: Option<Expr>,
}

/// `规则 B001 “…”`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: Quoted,
    /// `级别`; 错误 when not said.
    pub severity: Option<(Severity, Span)>,
    /// `依据`.
    pub basis: Option<Quoted>,
    /// `说明`.
    pub note: Option<Quoted>,
    /// `适用`: kinds or regions.
    pub applies: Vec<Quoted>,
    /// `施行 2024` or `施行 2024 至 2026`.
    pub years: Option<(Number, Option<Number>)>,
    /// `舍入 提示`: a rounding outcome is reported too.
    pub report_rounding: Option<Severity>,
    /// `当 … 且 …`.
    pub body: Vec<Condition>,
    /// `应`.
    pub expect: Expectation,
    /// `否则`.
    pub message: Quoted,
}

/// One condition of 当.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// An atom.
    Atom(Atom),
    /// `非` or `无` and an atom.
    Absent(Atom),
    /// `合计 > 0`.
    Compare(Expr, Comparison, Expr),
    /// `差 = 合计 - 数`: a name that is not bound yet. Parsed as `Compare` with a bare variable on the left; told apart later.
    Aggregate(Aggregate),
}

/// `上年 支出总表(编码: 上级, 合计 若无 0)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// Which filing.
    pub scope: Option<(Scope, Span)>,
    /// The relation.
    pub relation: Name,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// From the scope to the closing bracket.
    pub span: Span,
}

/// Which filing an atom looks at, when not its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// 上年
    Prior,
    /// 下属
    Subordinate,
    /// 预算
    Budget,
}

/// An argument of an atom.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The column; or, bare, the name of a relation for the column of type 关系名.
    pub column: Name,
    /// The value; `None` for the variable of the column's name.
    pub value: Option<Expr>,
    /// `若无 0`: the value when the cell is blank.
    pub default: Option<Number>,
}

/// `下级数 = 按 上级 求和 合计 于 { … } 若无 0`.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// The variable it binds.
    pub target: Name,
    /// `按`: variables that cross.
    pub by: Vec<Name>,
    /// 求和, 计数, 最大, 最小.
    pub function: (AggregateFunction, Span),
    /// What is added; `None` for 计数.
    pub value: Option<Expr>,
    /// The conditions inside the braces.
    pub body: Vec<Condition>,
    /// `若无`.
    pub default: Option<Number>,
    /// Where.
    pub span: Span,
}

/// How values are brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AggregateFunction {
    /// 求和
    Sum,
    /// 计数
    Count,
    /// 最大
    Max,
    /// 最小
    Min,
}

/// `应 …`.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// `应 a = b`, `应 a = b ± 舍入`.
    Compare {
        /// Left side.
        left: Expr,
        /// The comparison.
        op: Comparison,
        /// Right side.
        right: Expr,
        /// `± 舍入`.
        rounding: bool,
    },
    /// `应 有 …`.
    Exists(Atom),
    /// `应 无 …`.
    Absent(Atom),
}

/// = ≠ < ≤ > ≥
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `≠`, `!=`
    NotEqual,
    /// `<`
    Less,
    /// `≤`, `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `≥`, `>=`
    GreaterEqual,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A variable or, in 恒等, a column.
    Name(Name),
    /// A number.
    Number(Number),
    /// Text.
    Text(Quoted),
    /// `-a`
    Negate(Box<Expr>, Span),
    /// `a + b` and kin.
    Binary(Box<Expr>, Operator, Box<Expr>),
    /// `层级(编码)`
    Call(Name, Vec<Expr>, Span),
    /// `收支总表(项目: “…”).数`, in 参照 only.
    Lookup(Atom, Name),
}

/// + - × ÷
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`, `×`
    Multiply,
    /// `/`, `÷`
    Divide,
}

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
    /// `给定 支出总表 单位 万元` and a table with `|`.
    Table {
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
        /// The heading.
        heading: Quoted,
        /// The paragraph.
        text: Quoted,
    },
    /// `给定 年度 2026`
    Year(Number),
}

/// `期望 不符 “相差” 2 次`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// 相符, 舍入, 不符, 未核, 自证, or 无 (no subject at all).
    pub verdict: Name,
    /// A part of the message.
    pub message: Option<Quoted>,
    /// How many outcomes; at least one when not said.
    pub count: Option<Number>,
}

impl Expr {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Expr::Name(name) => name.span,
            Expr::Number(number) => number.span,
            Expr::Text(text) => text.span,
            Expr::Negate(_, span) | Expr::Call(_, _, span) => *span,
            Expr::Binary(left, _, right) => left.span().to(right.span()),
            Expr::Lookup(atom, column) => atom.span.to(column.span),
        }
    }
}
