//! What is wrong with a file of facts, and where.

use std::fmt;
use std::path::{Path, PathBuf};

use super::value::kind_name;
use crate::program::ColumnKind;
use crate::report::quoted;

/// Why facts could not be taken.
#[derive(Debug)]
pub enum GivenError {
    /// A folder or file cannot be read or written.
    Io(PathBuf, std::io::Error),
    /// A device, a pipe or the like: reading it might never end.
    NoFile(PathBuf),
    /// Two files for one relation.
    Twice(PathBuf, PathBuf),
    /// The files are larger than the memory there is for them, in bytes.
    TooLarge(PathBuf, u64),
    /// A row does not fit.
    Row {
        /// The file; none for rows that a program gives.
        file: Option<PathBuf>,
        /// Its line, from 1.
        line: u64,
        /// What does not fit.
        misfit: Misfit,
    },
}

/// Why a row or a cell does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// No relation of this name takes facts.
    Relation(String),
    /// So many cells for so many columns, which are named.
    Width(usize, Vec<String>),
    /// A cell that is no value of its column: the column, what it holds, the cell.
    Cell(String, ColumnKind, String),
    /// A figure of another kind than its column's: the column, what it holds, the cell.
    Kind(String, ColumnKind, String),
    /// A cell of more bytes than are kept.
    Long(String, usize),
    /// Bytes that are no UTF-8.
    Encoding,
    /// A zero byte.
    Zero,
    /// A header that lacks columns.
    Lacking(Vec<String>),
    /// A column that the relation does not have: its name, those that it has.
    Unknown(String, Vec<String>),
    /// A column that stands twice.
    Repeated(String),
    /// A row that is no JSON object and no array, or no JSON at all.
    Json(String),
    /// CSV that cannot be parted into cells.
    Csv(String),
    /// More rows than can be numbered.
    Rows,
}

impl GivenError {
    /// A row of a file.
    pub(super) fn row(file: Option<&Path>, line: u64, misfit: Misfit) -> GivenError {
        GivenError::Row { file: file.map(Path::to_owned), line, misfit }
    }
}

impl fmt::Display for GivenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GivenError::Io(path, error) => write!(f, "{}：读写不了（cannot read or write）：{error}", path.display()),
            GivenError::NoFile(path) => write!(f, "{}：不是普通文件，没有读（not a regular file）", path.display()),
            GivenError::Twice(first, second) => write!(
                f,
                "一个关系有两个文件：{}、{}；留下一个（two files for one relation）",
                first.display(),
                second.display()
            ),
            GivenError::TooLarge(path, most) => write!(
                f,
                "{}：读到这里，事实文件合计多于 {} MiB；用 --max-memory 放宽（too large）",
                path.display(),
                most >> 20
            ),
            GivenError::Row { file: Some(file), line, misfit } => {
                write!(f, "{} 第 {line} 行：{misfit}", file.display())
            }
            GivenError::Row { file: None, line, misfit } => write!(f, "第 {line} 行：{misfit}"),
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misfit::Relation(name) => write!(f, "没有可给事实的关系“{name}”（no such relation）"),
            Misfit::Width(cells, columns) => {
                let names = columns.join("、");
                write!(f, "有 {cells} 格，关系有 {} 列：{names}（wrong number of cells）", columns.len())
            }
            Misfit::Cell(column, kind, cell) => {
                write!(f, "列“{column}”是{}，放不进“{}”（does not fit）", kind_name(*kind), quoted(cell))
            }
            Misfit::Kind(column, kind, cell) => {
                write!(f, "列“{column}”是{}，“{}”的单位不是（another kind of unit）", kind_name(*kind), quoted(cell))
            }
            Misfit::Long(column, most) => write!(f, "列“{column}”的一格多于 {most} 字节（cell too long）"),
            Misfit::Encoding => write!(f, "有不是 UTF-8 的字节；请用 UTF-8 另存（not UTF-8）"),
            Misfit::Zero => write!(f, "有零字节，不是文本文件（a zero byte）"),
            Misfit::Lacking(columns) => {
                write!(f, "首行要写明各列的名字，缺：{}（columns missing in the header）", columns.join("、"))
            }
            Misfit::Unknown(name, columns) => {
                write!(f, "关系没有列“{}”，有：{}（no such column）", quoted(name), columns.join("、"))
            }
            Misfit::Repeated(name) => write!(f, "列“{}”写了两次（column given twice）", quoted(name)),
            Misfit::Json(why) => {
                write!(f, "要是一个 JSON 对象（列名: 值）或数组（not a JSON object or array）：{}", quoted(why))
            }
            Misfit::Csv(why) => write!(f, "不是 CSV（not CSV）：{}", quoted(why)),
            Misfit::Rows => write!(f, "事实太多，编不了号（too many facts）"),
        }
    }
}

impl std::error::Error for GivenError {}
