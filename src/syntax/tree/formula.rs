//! 定义 and 规则: conditions, expectations, expressions.

use super::{Name, Number, Quoted};
use crate::base::{Severity, Span};

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
    /// `科室 属于 名单`.
    Among(Expr, Expr),
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
    /// 求和, 计数, 最大, 最小, 最近.
    pub function: (AggregateFunction, Span),
    /// What is added, or chosen from; `None` for 计数.
    pub value: Option<Expr>,
    /// `与`: what 最近 looks for; `None` for all others.
    pub near: Option<Expr>,
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
    /// 最近
    Nearest,
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

impl Rule {
    /// Whether a name stands in its conditions or in 应.
    pub fn names(&self, name: &str) -> bool {
        let expect = match &self.expect {
            Expectation::Compare { left, right, .. } => left.names(name) || right.names(name),
            Expectation::Exists(atom) | Expectation::Absent(atom) => atom.names(name),
        };
        expect || self.body.iter().any(|condition| condition.names(name))
    }
}

impl Condition {
    fn names(&self, name: &str) -> bool {
        match self {
            Condition::Atom(atom) | Condition::Absent(atom) => atom.names(name),
            Condition::Compare(left, _, right) | Condition::Among(left, right) => left.names(name) || right.names(name),
            Condition::Aggregate(one) => {
                one.target.text == name
                    || one.by.iter().any(|by| by.text == name)
                    || [&one.value, &one.near].into_iter().flatten().any(|value| value.names(name))
                    || one.body.iter().any(|condition| condition.names(name))
            }
        }
    }
}

impl Atom {
    fn names(&self, name: &str) -> bool {
        self.arguments.iter().any(|argument| {
            argument.column.text == name || argument.value.as_ref().is_some_and(|value| value.names(name))
        })
    }
}

impl Expr {
    fn names(&self, name: &str) -> bool {
        match self {
            Expr::Name(one) => one.text == name,
            Expr::Number(_) | Expr::Text(_) => false,
            Expr::Negate(inner, _) => inner.names(name),
            Expr::Binary(left, _, right) => left.names(name) || right.names(name),
            Expr::Call(_, arguments, _) => arguments.iter().any(|argument| argument.names(name)),
            Expr::Lookup(atom, _) => atom.names(name),
        }
    }
}
