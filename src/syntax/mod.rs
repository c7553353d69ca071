//! Rule text ↔ tree. Parsing never fails: it gives a tree and messages.
//!
//! ```text
//! text ──lexer──▶ tokens, comments ──parse──▶ Tree ──print──▶ text in canonical layout
//! ```
//!
//! Keywords are recognised by position only, so a column may be called 单位 or 合计. What is printed parses to the
//! same tree, spans aside, in whichever language it is printed.

mod format;
mod hole;
mod keyword;
mod lexer;
mod message;
mod parse;
mod print;
mod quote;
mod token;
pub mod tree;

#[cfg(test)]
mod tests;

pub use format::format;
pub use message::codes;
pub use parse::parse;
pub use print::print;

/// The column of keywords that text is printed in; both are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// 规则 … 当 … 应 … 否则
    Chinese,
    /// rule … when … expect … else
    English,
}
