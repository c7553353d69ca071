//! Declarations that turn a document into facts.

use std::collections::BTreeMap;

use crate::base::{Span, UnitId};
use crate::fact::RelationId;
use crate::syntax::tree::{Comparison, Piece};

/// Printed names and the names that facts carry instead, both squeezed.
pub type Alias = BTreeMap<String, String>;

/// A pattern whose holes are known columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// As written.
    pub source: String,
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// Where.
    pub span: Span,
}

/// How headings of one level start.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadingStyle {
    /// 1 is the highest.
    pub level: u32,
    /// How such a heading starts.
    pub patterns: Vec<Pattern>,
}

/// A line that belongs to a table's caption; its holes are columns of the builtin relation of tables.
#[derive(Clone, Debug, PartialEq)]
pub struct CaptionLine {
    /// How it reads.
    pub pattern: Pattern,
}

/// Digits that are no figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Exclusion {
    /// Why.
    pub reason: String,
    /// What they look like.
    pub patterns: Vec<Pattern>,
}

/// Where a fact about the filing itself is read.
#[derive(Clone, Debug, PartialEq)]
pub struct FilingRole {
    /// 单位, 年度 or 种类, as the builtin relation of the filing names its columns.
    pub role: String,
    /// The relation.
    pub relation: RelationId,
    /// The column.
    pub column: usize,
}

/// A table layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The relation it fills.
    pub relation: RelationId,
    /// Titles, whose holes are columns of the builtin relation of tables.
    pub titles: Vec<Pattern>,
    /// The pack it belongs to.
    pub pack: Option<String>,
    /// The unit where the table states none.
    pub unit: Option<UnitId>,
    /// Names of total rows, squeezed.
    pub totals: Vec<String>,
    /// Its lists side by side; one without a name for an ordinary table; none for a form.
    pub blocks: Vec<LayoutBlock>,
    /// Rows of a form.
    pub rows: Vec<RowPattern>,
    /// Columns that are the same in all facts.
    pub constants: Vec<Constant>,
    /// Columns taken from an earlier fact.
    pub inherits: Vec<Inherit>,
    /// Linear identities of every row.
    pub identities: Vec<Identity>,
    /// The code column whose levels add up, and that total rows sum.
    pub levels: Option<usize>,
    /// What other tables say.
    pub sisters: Vec<Sister>,
    /// Where it is declared.
    pub span: Span,
}

/// One list of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutBlock {
    /// Words of the group header it stands under, squeezed; empty for the whole table.
    pub header: Vec<String>,
    /// Columns that are the same in all its facts (the block's own name, when the relation has a column for it).
    pub constants: Vec<Constant>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// Columns and where they come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Columns filled.
    pub columns: Vec<usize>,
    /// Where from.
    pub source: CellSource,
    /// 可无: forms without its header are no surprise.
    pub optional: bool,
}

/// Where columns of a layout come from. A path is squeezed header words from the top; a list of paths, alternatives.
#[derive(Clone, Debug, PartialEq)]
pub enum CellSource {
    /// Cells joined, one list of alternatives each.
    Cells(Vec<Vec<Vec<String>>>),
    /// A code, or an ordinal, and a name in one cell: fills two columns (code, name), or one (name without its ordinal).
    Split(Vec<Vec<String>>),
    /// Nested labels: fills two columns, (label above, label).
    Nested(Vec<Vec<String>>),
    /// A label that holds for the blank cells below it.
    FillDown(Vec<Vec<String>>),
    /// By position, from 0.
    Position(usize),
}

/// A row of a form: a pattern over its cells strung together.
#[derive(Clone, Debug, PartialEq)]
pub struct RowPattern {
    /// The pattern.
    pub pattern: Pattern,
}

/// A column with one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// The column.
    pub column: usize,
    /// The text, squeezed.
    pub text: String,
}

/// Columns taken from the nearest earlier fact of another relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Inherit {
    /// The other relation.
    pub relation: RelationId,
    /// (own column, other column).
    pub columns: Vec<(usize, usize)>,
}

/// A column and its coefficient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinearTerm {
    /// The column.
    pub column: usize,
    /// 1 or −1.
    pub coefficient: i32,
}

/// Σ coefficient × column = 0 in every row.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// Its terms.
    pub terms: Vec<LinearTerm>,
}

/// What other tables say of a row: Σ own = Σ other, or Σ own ≤ Σ other.
#[derive(Clone, Debug, PartialEq)]
pub struct Sister {
    /// The name of the row, squeezed; every row when `None`.
    pub row: Option<String>,
    /// The own side.
    pub own: Vec<LinearTerm>,
    /// `Equal` or `LessEqual`.
    pub op: Comparison,
    /// The other side.
    pub other: Vec<SisterTerm>,
}

/// A figure of another table.
#[derive(Clone, Debug, PartialEq)]
pub struct SisterTerm {
    /// 1 or −1.
    pub coefficient: i32,
    /// The other relation.
    pub relation: RelationId,
    /// The column read.
    pub column: usize,
    /// Columns that must hold this text (squeezed).
    pub texts: Vec<(usize, String)>,
    /// (other column, own column) that must be equal.
    pub joins: Vec<(usize, usize)>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The relation it fills.
    pub relation: RelationId,
    /// Words of headings it stands under, squeezed; everywhere when empty.
    pub within: Vec<String>,
    /// Columns that are the same in all facts.
    pub constants: Vec<Constant>,
    /// Columns taken from an earlier fact.
    pub inherits: Vec<Inherit>,
    /// Its patterns.
    pub patterns: Vec<Pattern>,
    /// Where it is declared.
    pub span: Span,
}
