//! Rules and definitions, with every name resolved.

use crate::base::{Amount, Severity, Span};
use crate::fact::{RelationId, Value};
use crate::syntax::tree::{AggregateFunction, Comparison, Operator};

use super::ColumnKind;

/// A rule, by its number in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// A variable, by its number in its rule or definition (aggregate bodies share the numbering).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(pub u32);

/// A variable's name and type.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// As written.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id, such as `B007`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What a finding weighs.
    pub severity: Severity,
    /// What a rounding outcome weighs, when it is reported.
    pub rounding: Option<Severity>,
    /// 依据.
    pub basis: Option<String>,
    /// 说明.
    pub note: Option<String>,
    /// 适用.
    pub applies: Vec<String>,
    /// 施行, first and last year.
    pub years: Option<(i64, Option<i64>)>,
    /// Its variables.
    pub variables: Vec<Variable>,
    /// Its conditions in the order written; `body[0]` is a positive atom.
    pub body: Vec<Condition>,
    /// How many leading conditions make the subject: the first atom, and comparisons and absences directly behind it.
    pub subject: usize,
    /// What must hold.
    pub expect: Expectation,
    /// 否则.
    pub message: Message,
    /// Where it is written.
    pub span: Span,
    /// The text of each condition as written, and of 应 last: what an unchecked outcome stopped at.
    pub sources: Vec<String>,
}

/// A definition: `head :- body`.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The relation it derives.
    pub relation: RelationId,
    /// A value a column.
    pub head: Vec<Expr>,
    /// Its variables.
    pub variables: Vec<Variable>,
    /// Its conditions.
    pub body: Vec<Condition>,
    /// Where it is written.
    pub span: Span,
}

impl Rule {
    /// Every atom: those of its conditions, those in aggregates included, and the one that 应 demands or forbids.
    pub fn atoms(&self) -> Vec<&Atom> {
        let mut found = atoms(&self.body);
        if let Expectation::Exists(atom) | Expectation::Absent(atom) = &self.expect {
            found.push(atom);
        }
        found
    }
}

/// Every atom of some conditions, those in aggregates included.
pub fn atoms(body: &[Condition]) -> Vec<&Atom> {
    let mut found = Vec::new();
    for condition in body {
        match condition {
            Condition::Atom(atom) | Condition::Absent(atom) => found.push(atom),
            Condition::Aggregate(aggregate) => found.extend(atoms(&aggregate.body)),
            Condition::Compare(..) | Condition::Let(..) | Condition::Among(..) => {}
        }
    }
    found
}

/// One condition. Conditions hold in the order written, so each reads only what those before it bind.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Some fact matches.
    Atom(Atom),
    /// No fact matches.
    Absent(Atom),
    /// Two values compare. With figures: by value, ranges left aside; never true of an ambiguous figure.
    Compare(Expr, Comparison, Expr),
    /// A new variable; fails when the value does not exist (division by zero, overflow).
    Let(VarId, Expr),
    /// A value is among the items of a list; a free variable is bound to each in turn.
    Among(Term, Expr),
    /// A new variable over many facts.
    Aggregate(Aggregate),
}

/// An atom; columns that are not named do not matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// The relation; a view for an atom that looks at other filings.
    pub relation: RelationId,
    /// The named columns.
    pub arguments: Vec<Argument>,
}

/// A named column of an atom.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The column.
    pub column: usize,
    /// What it must equal, or binds.
    pub term: Term,
    /// The value of a blank cell; a blank cell matches nothing without it.
    pub blank: Option<Amount>,
}

/// A variable or a constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Term {
    /// Binds, or must equal what is bound. Figures are only ever bound here, never compared.
    Variable(VarId),
    /// Must equal.
    Constant(Value),
}

/// An aggregate.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// What it binds.
    pub target: VarId,
    /// Variables that cross, those of `near` included; bound ones restrict, free ones are bound group by group.
    pub by: Vec<VarId>,
    /// How values come together.
    pub function: AggregateFunction,
    /// What is added, or chosen from; `None` when counting.
    pub value: Option<Expr>,
    /// The text that the nearest is sought for.
    pub near: Option<Expr>,
    /// Its conditions.
    pub body: Vec<Condition>,
    /// The value over nothing; without it the condition fails there.
    pub default: Option<Amount>,
}

/// What must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// `应 a = b ± 舍入`
    Compare {
        /// Left side.
        left: Expr,
        /// The comparison.
        op: Comparison,
        /// Right side.
        right: Expr,
        /// Whether a side was added up.
        rounding: bool,
    },
    /// `应 有 …`
    Exists(Atom),
    /// `应 无 …`
    Absent(Atom),
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A variable.
    Variable(VarId),
    /// Text, a code or a whole number.
    Constant(Value),
    /// A number with its unit.
    Amount(Amount),
    /// −a
    Negate(Box<Expr>),
    /// a + b and kin; whole numbers count as exact amounts.
    Binary(Box<Expr>, Operator, Box<Expr>),
    /// A builtin function.
    Call(Function, Vec<Expr>),
    /// A regular expression, as an argument of the functions that take one.
    Pattern(RegexId),
}

/// A regular expression, by its number in the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegexId(pub u32);

/// Builtin functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// 层级(编码): which level a code is on, from 1; a whole number.
    Level,
    /// 上级编码(编码, 级): the code's first levels; a code.
    Ancestor,
    /// 绝对值(数).
    Magnitude,
    /// 末位(数): one of the last printed digit.
    LastDigit,
    /// 含(文, 词): whether a text contains another; 1 or 0, a whole number.
    Contains,
    /// 始于(文, 词).
    StartsWith,
    /// 长度(文): characters.
    Length,
    /// 项数(文): items of a list, split at 、，； outside brackets.
    Items,
    /// 相近(文, 文): likeness from 0 to 100, by shared characters in order; a whole number.
    Likeness,
    /// 精确(数): the figure as if meant exactly.
    Exact,
    /// 止于(文, 词).
    EndsWith,
    /// 匹配(文, 正则): 1 or 0, a whole number.
    Matches,
    /// 取(文, 正则): the text of the first group, else of the match.
    Extract,
    /// 连接(文, 文).
    Join,
    /// 文字(整数、编码或日期): as text.
    Text,
    /// 数值(文): the number that a text is, meant exactly and without unit.
    Number,
    /// 成对(文): whether brackets and quotes have their other halves; 1 or 0, a whole number.
    Balanced,
    /// 四舍五入(数, 位数): to so many digits behind the point of its unit, half away from zero.
    Round,
    /// 日期(年, 月, 日).
    Date,
    /// 年(日期): a whole number.
    Year,
    /// 月(日期): a whole number.
    Month,
    /// 日(日期): a whole number.
    Day,
    /// 日数(从, 到): how many days from one to the other; a whole number.
    Days,
}

/// 否则: text with holes.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Message {
    /// Its parts.
    pub parts: Vec<MessagePart>,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum MessagePart {
    /// Text.
    Text(String),
    /// `{收入}`.
    Variable(VarId),
    /// `{差额}`: left − right, without sign.
    Difference,
    /// `{容差}`: the summed slack.
    Tolerance,
    /// `{应为}`: the right side, in the unit and digits of the left.
    Expected,
}
