//! What every program has: relations about any filing, types, and functions.
//!
//! These words belong to the rule language, as its keywords do; no word of a form stands here.

use super::{Column, ColumnKind, Function, Relation, RelationOrigin};
use crate::base::{Kind, Span};
use crate::fact::RelationId;

/// A table that was found: 表.
pub const TABLE: RelationId = RelationId(0);
/// A cell of a table: 单元格.
pub const CELL: RelationId = RelationId(1);
/// A heading of the text: 标题.
pub const HEADING: RelationId = RelationId(2);
/// A line of the table of contents: 目录.
pub const CONTENTS: RelationId = RelationId(3);
/// A paragraph: 段落.
pub const PARAGRAPH: RelationId = RelationId(4);
/// The filing: 文件.
pub const FILING: RelationId = RelationId(5);
/// A code and its nearest printed ancestor in a table: 直接下级.
pub const CHILD: RelationId = RelationId(6);
/// A code without printed codes below it: 末级.
pub const LEAF: RelationId = RelationId(7);
/// A code without a printed code above it: 顶级.
pub const TOP: RelationId = RelationId(8);
/// A row that totals its table: 总行.
pub const TOTAL: RelationId = RelationId(9);

/// In [`TABLE`]: the unit its caption states.
pub const TABLE_UNIT: usize = 4;
/// In [`TABLE`]: how many figures it prints.
pub const TABLE_FIGURES: usize = 5;
/// In [`TABLE`]: how many rows it prints.
pub const TABLE_ROWS: usize = 6;
/// In [`TABLE`]: the pack whose layout reads it.
pub const TABLE_PACK: usize = 7;
/// In [`FILING`]: its year.
pub const FILING_YEAR: usize = 1;

/// In [`FILING`]: its unit.
pub const FILING_UNIT: usize = 0;
/// In [`FILING`]: its kind.
pub const FILING_KIND: usize = 2;

/// The last column of every view: the unit of the filing that a fact comes from, in both languages.
pub const UNIT_OF: (&str, &str) = ("所属", "unit_of");

/// The name of the column that a 块 fills.
pub const BLOCK_COLUMN: &str = "块";

const TEXT: ColumnKind = ColumnKind::Text;
const CODE: ColumnKind = ColumnKind::Code;
const INTEGER: ColumnKind = ColumnKind::Integer;
const DATE: ColumnKind = ColumnKind::Date;
const NAME: ColumnKind = ColumnKind::RelationName;

/// The builtin relations, in the order of their numbers.
pub fn relations() -> Vec<Relation> {
    let tables: [(&str, &[(&str, ColumnKind)]); 10] = [
        (
            "表",
            &[
                ("表", NAME),
                ("题名", TEXT),
                ("表号", INTEGER),
                ("部门", TEXT),
                ("单位", TEXT),
                ("有数", INTEGER),
                ("行数", INTEGER),
                ("包", TEXT),
            ],
        ),
        (
            "单元格",
            &[
                ("表", NAME),
                ("行", INTEGER),
                ("列", TEXT),
                ("编码", CODE),
                ("名称", TEXT),
                ("数", ColumnKind::Figure(None)),
            ],
        ),
        ("标题", &[("级", INTEGER), ("序", INTEGER), ("文", TEXT), ("位", INTEGER)]),
        ("目录", &[("级", INTEGER), ("序", INTEGER), ("文", TEXT), ("位", INTEGER)]),
        ("段落", &[("标题", TEXT), ("文", TEXT), ("位", INTEGER)]),
        ("文件", &[("单位", TEXT), ("年度", INTEGER), ("种类", TEXT)]),
        ("直接下级", &[("表", NAME), ("上级", CODE), ("下级", CODE)]),
        ("末级", &[("表", NAME), ("编码", CODE)]),
        ("顶级", &[("表", NAME), ("编码", CODE)]),
        ("总行", &[("表", NAME), ("名称", TEXT)]),
    ];
    tables
        .into_iter()
        .map(|(name, columns)| Relation {
            name: name.to_owned(),
            columns: columns
                .iter()
                .map(|(name, kind)| Column {
                    name: (*name).to_owned(),
                    kind: *kind,
                    exact: false,
                    blank_is_zero: false,
                })
                .collect(),
            origin: RelationOrigin::Builtin,
            note: None,
            span: Span::default(),
        })
        .collect()
}

/// The column types by name.
pub const TYPES: [(&str, ColumnKind); 11] = [
    ("文本", TEXT),
    ("科目编码", CODE),
    ("整数", INTEGER),
    ("金额", ColumnKind::Figure(Some(Kind::Money))),
    ("百分比", ColumnKind::Figure(Some(Kind::Ratio))),
    ("数量", ColumnKind::Figure(Some(Kind::Count))),
    ("单价", ColumnKind::Figure(Some(Kind::Price))),
    ("数", ColumnKind::Figure(None)),
    ("指标", ColumnKind::Target),
    ("日期", DATE),
    ("关系名", NAME),
];

/// Kinds of units by name.
pub const KINDS: [(&str, Kind); 4] =
    [("金额", Kind::Money), ("比率", Kind::Ratio), ("数量", Kind::Count), ("单价", Kind::Price)];

/// A function's name, argument types and result.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// As rule files call it; the syntax knows its English twin.
    pub name: &'static str,
    /// The function.
    pub function: Function,
    /// What it takes.
    pub arguments: &'static [Takes],
    /// What it gives.
    pub result: ColumnKind,
}

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A value of one of these types.
    Kinds(&'static [ColumnKind]),
    /// A regular expression, in quotes.
    Pattern,
}

const ANY_FIGURE: ColumnKind = ColumnKind::Figure(None);
const A_TEXT: Takes = Takes::Kinds(&[TEXT]);
const A_CODE: Takes = Takes::Kinds(&[CODE]);
const A_WHOLE: Takes = Takes::Kinds(&[INTEGER]);
const A_FIGURE: Takes = Takes::Kinds(&[ANY_FIGURE]);
const A_DATE: Takes = Takes::Kinds(&[DATE]);
const A_PATTERN: Takes = Takes::Pattern;

/// All functions.
pub const FUNCTIONS: [Signature; 23] = [
    signature("层级", Function::Level, &[A_CODE], INTEGER),
    signature("上级编码", Function::Ancestor, &[A_CODE, A_WHOLE], CODE),
    signature("绝对值", Function::Magnitude, &[A_FIGURE], ANY_FIGURE),
    signature("末位", Function::LastDigit, &[A_FIGURE], ANY_FIGURE),
    signature("含", Function::Contains, &[A_TEXT, A_TEXT], INTEGER),
    signature("始于", Function::StartsWith, &[A_TEXT, A_TEXT], INTEGER),
    signature("止于", Function::EndsWith, &[A_TEXT, A_TEXT], INTEGER),
    signature("匹配", Function::Matches, &[A_TEXT, A_PATTERN], INTEGER),
    signature("取", Function::Extract, &[A_TEXT, A_PATTERN], TEXT),
    signature("连接", Function::Join, &[A_TEXT, A_TEXT], TEXT),
    signature("文字", Function::Text, &[Takes::Kinds(&[INTEGER, CODE, DATE])], TEXT),
    signature("数值", Function::Number, &[A_TEXT], ANY_FIGURE),
    signature("成对", Function::Balanced, &[A_TEXT], INTEGER),
    signature("长度", Function::Length, &[A_TEXT], INTEGER),
    signature("项数", Function::Items, &[A_TEXT], INTEGER),
    signature("相近", Function::Likeness, &[A_TEXT, A_TEXT], INTEGER),
    signature("精确", Function::Exact, &[A_FIGURE], ANY_FIGURE),
    signature("四舍五入", Function::Round, &[A_FIGURE, A_WHOLE], ANY_FIGURE),
    signature("日期", Function::Date, &[A_WHOLE, A_WHOLE, A_WHOLE], DATE),
    signature("年", Function::Year, &[A_DATE], INTEGER),
    signature("月", Function::Month, &[A_DATE], INTEGER),
    signature("日", Function::Day, &[A_DATE], INTEGER),
    signature("日数", Function::Days, &[A_DATE, A_DATE], INTEGER),
];

const fn signature(
    name: &'static str,
    function: Function,
    arguments: &'static [Takes],
    result: ColumnKind,
) -> Signature {
    Signature { name, function, arguments, result }
}

/// The function of a name.
pub fn function(name: &str) -> Option<&'static Signature> {
    FUNCTIONS.iter().find(|signature| signature.name == name)
}
