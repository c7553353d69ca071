//! What relations look like, and what stands in their columns.

use super::tape::Tape;

/// What a column or a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Text,
    Code,
    Date,
    Money,
    Percent,
    /// Any figure: what an expression or an aggregate gives.
    Number,
}

impl Kind {
    pub(super) fn is_figure(self) -> bool {
        matches!(self, Kind::Money | Kind::Percent | Kind::Number)
    }

    /// Whether a value of one may stand where the other is wanted.
    pub(super) fn fits(self, wanted: Kind) -> bool {
        self == wanted || (self.is_figure() && wanted.is_figure())
    }

    fn word(self) -> &'static str {
        match self {
            Kind::Integer => "整数",
            Kind::Text => "文本",
            Kind::Code => "科目编码",
            Kind::Date => "日期",
            Kind::Money => "金额",
            Kind::Percent => "百分比",
            Kind::Number => "数",
        }
    }
}

/// How wild programs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Everything the language has.
    Full,
    /// Nothing whose meaning rests on the order of facts: no greatest of equal figures, one unit of money.
    Orderless,
    /// What SQL says in the same way: no figure is doubtful or blank, none is read from a derived relation.
    Sql,
}

/// A relation.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) columns: Vec<Kind>,
    /// Columns whose blanks count as zero.
    pub(super) zero: Vec<bool>,
}

/// The names of columns.
pub(super) const COLUMNS: [&str; 6] = ["甲", "乙", "丙", "丁", "戊", "己"];

/// The names of relations are these numbers behind 基 or 推.
const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

pub(super) const TEXTS: [&str; 5] = ["甲", "乙", "甲乙", "丙", "甲、乙"];
pub(super) const CODES: [&str; 6] = ["201", "20101", "2010101", "20102", "202", "20201"];

/// A name for the relation of a number.
pub(super) fn relation_name(letter: &str, number: usize) -> String {
    format!("{letter}{}", NUMBERS[number % NUMBERS.len()])
}

impl Shape {
    /// `关系 基一(甲: 整数, 乙: 金额 空作 0)`
    pub(super) fn declaration(&self) -> String {
        let column = |(at, kind): (usize, &Kind)| {
            let zero = if self.zero[at] { " 空作 0" } else { "" };
            format!("{}: {}{zero}", COLUMNS[at], kind.word())
        };
        let columns: Vec<String> = self.columns.iter().enumerate().map(column).collect();
        format!("关系 {}({})", self.name, columns.join(", "))
    }
}

/// The relations that facts are given of. The first two are a graph and amounts by name, the others are random.
pub(super) fn given_shapes(tape: &mut Tape<'_>, dialect: Dialect) -> Vec<Shape> {
    let (int, text, code, money) = (Kind::Integer, Kind::Text, Kind::Code, Kind::Money);
    let third = if dialect == Dialect::Sql { text } else { code };
    let mut columns = vec![vec![int, int], vec![text, int, money], vec![third, text]];
    let kinds: &[(usize, Kind)] = match dialect {
        Dialect::Full => &[(5, int), (4, text), (2, code), (1, Kind::Date), (3, money), (1, Kind::Percent)],
        Dialect::Orderless => &[(5, int), (4, text), (2, code), (1, Kind::Date), (3, money)],
        Dialect::Sql => &[(5, int), (4, text), (3, money)],
    };
    for _ in 0..tape.below(3) {
        columns.push((0..tape.between(1, 4)).map(|_| tape.weighed(kinds)).collect());
    }
    let shape = |(number, columns): (usize, Vec<Kind>)| {
        let zero = columns.iter().map(|kind| dialect != Dialect::Sql && kind.is_figure() && tape.chance(20)).collect();
        Shape { name: relation_name("基", number), columns, zero }
    };
    columns.into_iter().enumerate().map(shape).collect()
}
