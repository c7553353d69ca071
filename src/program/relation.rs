//! Relations and their columns.

use super::builtin;
use crate::base::{Kind, Span};

/// A relation: a name, columns, and where its facts come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Where its facts come from.
    pub origin: RelationOrigin,
    /// 说明: what its facts are.
    pub note: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// Where a relation's facts come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationOrigin {
    /// Every program has it: tables, headings, code levels.
    Builtin,
    /// Filled by 表样, 句式 or input.
    Declared,
    /// Derived by 定义.
    Derived,
    /// Facts of other filings, see [`super::View`].
    View,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// 精确: figures in it are meant exactly.
    pub exact: bool,
    /// 空作 0: a blank cell is an exact zero.
    pub blank_is_zero: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A classification code.
    Code,
    /// A whole number that may be joined on.
    Integer,
    /// A figure of this kind; of any kind when `None`.
    Figure(Option<Kind>),
    /// The target of an indicator: a comparison and a figure, or words; blank when there is no figure.
    Target,
    /// The name of a relation.
    RelationName,
}

impl Relation {
    /// The number of a column. A view's column of units has a name in either language.
    pub fn column(&self, name: &str) -> Option<usize> {
        let (chinese, english) = builtin::UNIT_OF;
        let name = if self.origin == RelationOrigin::View && name == english { chinese } else { name };
        self.columns.iter().position(|column| column.name == name)
    }
}

impl ColumnKind {
    /// Whether it holds figures.
    pub fn is_figure(self) -> bool {
        matches!(self, ColumnKind::Figure(_) | ColumnKind::Target)
    }
}
