//! Words that reports share.

use super::{Beside, place};
use crate::base::Severity;
use crate::engine::{Resource, StopReason, Verdict};
use crate::finding::{Pointer, Reason};

/// 错误, 警告, 提示.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Note => "提示",
    }
}

/// The word for a verdict, as rule files write it too.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unchecked => "未核",
        Verdict::SelfEvident => "自证",
        Verdict::Agrees => "相符",
        Verdict::Rounding => "舍入",
        Verdict::Disagrees => "不符",
    }
}

/// Why something was not compared.
pub fn reason(reason: Reason, beside: &Beside) -> String {
    let words = match reason {
        Reason::SelfEvident => "自证：它正是用来定位这些数的恒等",
        Reason::Stopped(stop) => match stop {
            StopReason::NoMatch => "没有对应的事实",
            StopReason::Blank => "单元格空白",
            StopReason::Present => "有不应有的事实",
            StopReason::False => "条件不成立",
            StopReason::Ambiguous => "数的位置或读法不确定",
            StopReason::NoValue => "算不出值",
            StopReason::Empty => "没有可汇总的",
            StopReason::Incomparable => "两边不是同一种量",
            StopReason::OnlyBlanks => "两边都是空白",
            StopReason::NoFiling(scope) | StopReason::SeveralFilings(scope) => return beside.lack(scope),
            StopReason::Exhausted(Resource::Facts) => "超出限额：事实太多，没有做完",
            StopReason::Exhausted(Resource::Steps) => "超出限额：步数太多，没有做完",
            StopReason::Exhausted(Resource::Memory) => "超出限额：内存太多，没有做完",
        },
    };
    words.to_owned()
}

/// What is told of pages without a character.
pub(super) fn scanned(pages: &str) -> String {
    format!("{pages}是图片，没有文字，没有读（pictures, not read）")
}

/// What is told of pages where characters could not be told.
pub(super) fn garbled(pages: &str) -> String {
    format!("{pages}的字体没有说明一些字是什么字，这些字没有读出（characters that fonts do not tell）")
}

/// What is told of a sheet that is hidden, or of so many cells of it.
pub(super) fn hidden(cells: Option<usize>) -> String {
    match cells {
        None => "整张隐藏，没有读（hidden, not read）".to_owned(),
        Some(cells) => {
            format!("隐藏的行和列里有 {cells} 个有字的单元格，没有读（cells in hidden rows and columns, not read）")
        }
    }
}

/// Where something stands: the filing when it is another, place in the file, heading or table, row and column.
pub(super) fn location(pointer: &Pointer) -> String {
    let mut parts = vec![place::place(&pointer.place)];
    if !pointer.context.is_empty() {
        parts.push(pointer.context.clone());
    }
    if pointer.row > 0 {
        parts.push(format!("第 {} 行", pointer.row));
    }
    parts.push(pointer.column_name.clone());
    parts.join(" · ")
}
