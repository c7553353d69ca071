//! Why a file could not be read.

use std::fmt;

use super::Format;
use crate::base::DecodeError;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// A format that is known and not read.
    Unsupported {
        /// The file.
        name: String,
        /// What it is.
        format: Format,
    },
    /// No text at all.
    NotText {
        /// The file.
        name: String,
        /// The first byte that no text holds, from 0.
        offset: usize,
    },
    /// Text in no encoding that is known, or damaged text.
    Encoding {
        /// The file.
        name: String,
        /// The encoding that it seems to be in.
        encoding: &'static str,
        /// The first byte that does not fit it, from 0.
        offset: usize,
        /// The line of that byte, from 1.
        line: usize,
    },
    /// More than a limit allows.
    TooLarge {
        /// The file.
        name: String,
        /// What there is too much of.
        what: Excess,
        /// How much is allowed.
        limit: usize,
        /// The line where the limit was passed, from 1, for limits that lie on a line.
        line: Option<usize>,
    },
    /// Nothing is printed in it.
    Empty {
        /// The file.
        name: String,
    },
    /// A file that opens with a password only.
    Locked {
        /// The file.
        name: String,
    },
    /// Encrypted in a way that is not known, or not as its format has it.
    Cipher {
        /// The file.
        name: String,
    },
    /// Not as its format has it: cut off, or changed on the way.
    Damaged {
        /// The file.
        name: String,
    },
    /// Every page is a picture.
    Scanned {
        /// The file.
        name: String,
    },
    /// An archive inside an archive inside an archive.
    Nested {
        /// The archive.
        name: String,
    },
    /// An archive or folder in which nothing is a filing.
    NoFiling {
        /// The archive or folder.
        name: String,
    },
}

/// What a file has too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// Bytes of the file.
    Bytes,
    /// Lines.
    Lines,
    /// Characters of one line.
    LineLength,
    /// Characters of the text.
    Characters,
    /// Table cells.
    Cells,
    /// Pages.
    Pages,
    /// Characters of one page.
    PageCharacters,
    /// Ruling lines of one page.
    Rulings,
    /// Elements, tables or brackets inside one another.
    Depth,
    /// Elements of a page, document or sheet.
    Elements,
    /// Attributes of one element.
    Attributes,
    /// Bytes when unpacked.
    Unpacked,
    /// Files in an archive.
    Members,
    /// What its pages ask to be painted.
    Work,
}

impl Excess {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Excess::Bytes => ("字节数", "bytes"),
            Excess::Lines => ("行数", "lines"),
            Excess::LineLength => ("行内字数", "characters on one line"),
            Excess::Characters => ("总字数", "characters"),
            Excess::Cells => ("单元格数", "table cells"),
            Excess::Pages => ("页数", "pages"),
            Excess::PageCharacters => ("一页的字数", "characters on one page"),
            Excess::Work => ("绘制页面的工作量", "bytes or drawings to paint"),
            Excess::Rulings => ("一页的线条数", "lines on one page"),
            Excess::Depth => ("嵌套层数", "levels of nesting"),
            Excess::Elements => ("标记数", "elements"),
            Excess::Attributes => ("一个标记的属性数", "attributes of one element"),
            Excess::Unpacked => ("解压后的字节数", "bytes when unpacked"),
            Excess::Members => ("压缩包内的文件数", "files in the archive"),
        }
    }
}

impl ReadError {
    pub(super) fn unsupported(name: &str, format: Format) -> ReadError {
        ReadError::Unsupported { name: name.to_owned(), format }
    }

    pub(super) fn undecodable(name: &str, error: DecodeError) -> ReadError {
        let name = name.to_owned();
        match error {
            DecodeError::NotText { offset } => ReadError::NotText { name, offset },
            DecodeError::Damaged { encoding, offset, line } => ReadError::Encoding { name, encoding, offset, line },
        }
    }

    pub(super) fn too_large(name: &str, what: Excess, limit: usize, line: Option<usize>) -> ReadError {
        ReadError::TooLarge { name: name.to_owned(), what, limit, line }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Unsupported { name, format } => {
                let (chinese, english) = format.words();
                let (todo, advice) = format.advice();
                write!(f, "{name}：这是 {chinese}，不能读取；请{todo} (this is {english}, which is not read; {advice})")
            }
            ReadError::NotText { name, offset } => {
                write!(f, "{name}：不是文本文件，见偏移 {offset} 处的字节 (not a text file, see byte offset {offset})")
            }
            ReadError::Encoding { name, encoding, offset, line } => write!(
                f,
                "{name}：第 {line} 行（偏移 {offset} 字节）不是有效的 {encoding} 文字，文件可能已损坏 \
                 (line {line}, byte offset {offset} is not valid {encoding}; the file may be damaged)"
            ),
            ReadError::TooLarge { name, what, limit, line } => {
                let (chinese, english) = what.words();
                match line {
                    Some(line) => write!(
                        f,
                        "{name}：第 {line} 行处{chinese}超过上限 {limit} (more than {limit} {english} at line {line})"
                    ),
                    None => write!(f, "{name}：{chinese}超过上限 {limit} (more than {limit} {english})"),
                }
            }
            ReadError::Empty { name } => write!(f, "{name}：文件中没有任何文字 (there is no text in the file)"),
            ReadError::Locked { name } => write!(
                f,
                "{name}：文件设有打开密码，不能读取；请换成没有密码的文件 \
                 (a password is needed to open it; use a file without one)"
            ),
            ReadError::Cipher { name } => write!(
                f,
                "{name}：文件的加密方式不能识别，或者文件已损坏 \
                 (encrypted in a way that is not known, or the file is damaged)"
            ),
            ReadError::Damaged { name } => {
                write!(f, "{name}：文件不完整或已损坏，请重新取得 (the file is incomplete or damaged; get it again)")
            }
            ReadError::Scanned { name } => write!(
                f,
                "{name}：每一页都是扫描的图片，没有文字可读；请换成由文字处理软件导出的文件，或先做文字识别并核对 \
                 (every page is a scanned picture without text; use the file that the word processor exported, \
                 or recognise its text first and check it)"
            ),
            ReadError::Nested { name } => write!(
                f,
                "{name}：压缩包套了不止一层，没有读；请解压后再检查 \
                 (archives more than one inside another; unpack them first)"
            ),
            ReadError::NoFiling { name } => {
                write!(f, "{name}：其中没有可以读取的文件 (there is no file in it that can be read)")
            }
        }
    }
}

impl std::error::Error for ReadError {}
