//! The messages of this room: their codes, and the list they are collected in.

use crate::base::{Diagnostic, FileId, Span};

/// Most messages about one file; whoever has fifty will not read the fifty-first.
pub(super) const MOST: usize = 50;

/// Declares every code once, with the line that describes it.
macro_rules! codes {
    ($($name:ident $code:literal $about:literal;)*) => {
        $(pub(super) const $name: &str = $code;)*
        const CODES: &[(&str, &str)] = &[$(($code, $about)),*];
    };
}

codes! {
    TOO_LARGE "S001" "规则文件太大";
    BYTE_ORDER_MARK "S002" "文件以字节序标记开头";
    CONTROL "S003" "文件里有控制字符";
    STRAY "S004" "引号之外有不认得的字符";
    OPEN_QUOTE "S005" "引号没有合上";
    STRAY_QUOTE "S006" "多出一个右引号";
    LONG_NUMBER "S007" "数太长";
    UNKNOWN_ITEM "S008" "不认得的条目关键词";
    MISSING_SPACE "S009" "关键词后面缺空格";
    EXPECTED "S010" "此处应当写别的";
    UNEXPECTED "S011" "条目里有多余的文字或不认得的子句";
    UNKNOWN_WORD "S012" "类型、种类、级别、判定不在词表里";
    TWICE "S013" "同一子句写了两次";
    MISSING "S014" "条目缺少必要的子句";
    TOO_DEEP "S015" "括号套得太深";
    TOO_LONG "S016" "式子太长";
    OPEN_BRACKET "S017" "括号没有合上";
    ROW_WIDTH "S018" "测试表格的一行与表头格数不同";
    ROW_HEADER "S019" "测试表格没有表头，或表头有空格";
    LOOKUP_PLACE "S020" "“表(…).列”只能写在参照的右边";
    CLAUSE_LINE "S021" "子句没有另起一行";
    PATTERN_BRACKET "S022" "句式里的括号不成对";
    PATTERN_HOLE "S023" "句式里花括号的内容不对";
    PATTERN_EMPTY "S024" "句式或其中一段是空的";
    PATTERN_BAR "S025" "句式里 | 不在 ( ) 之内";
    PATTERN_ESCAPE "S026" "句式以 \\ 结尾";
    TOO_MANY "S027" "消息太多，其余不列";
    CONFLICT "S028" "合并留下的两种写法";
}

/// Every code of this room with one line that says what it is about.
pub fn codes() -> &'static [(&'static str, &'static str)] {
    CODES
}

/// Messages about one file, in the order they came up.
pub(super) struct Messages {
    file: FileId,
    list: Vec<Diagnostic>,
    overflow: bool,
}

impl Messages {
    /// An empty list.
    pub(super) fn new(file: FileId) -> Messages {
        Messages { file, list: Vec::new(), overflow: false }
    }

    /// A range of the file these messages are about.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start as u32, end as u32)
    }

    /// Adds a message, or notes that there are too many.
    pub(super) fn push(&mut self, message: Diagnostic) {
        if self.list.len() < MOST - 1 {
            self.list.push(message);
        } else {
            self.overflow = true;
        }
    }

    /// The messages by place.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|message| (message.primary.span.start, message.primary.span.end));
        if self.overflow {
            let last = self.list.last().map_or(self.span(0, 0), |message| message.primary.span);
            self.list.push(Diagnostic::error(TOO_MANY, last, "消息太多，其余不列").help("先改好以上各处，再检查一遍"));
        }
        self.list
    }
}
