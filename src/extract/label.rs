//! Row labels: numbering, sub-lists, and codes printed before names.

use crate::base::{Code, chinese_numeral};
use crate::document::Text;

/// The longest word before a colon that opens a sub-list.
const LONGEST_OPENER: usize = 4;

/// How a label is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// By a numeral and this mark: `一、` or `1.`; digits or not.
    Ordinal(bool, char),
    /// By a word and a colon, which opens a sub-list.
    Opener,
    /// Not at all.
    Plain,
}

/// The numbering of a label, and where its name starts.
pub(super) fn numbering(label: &Text) -> (Numbering, usize) {
    let chars: Vec<char> = label.glyphs.iter().map(|glyph| glyph.ch).collect();
    let open = usize::from(chars.first() == Some(&'('));
    let digits = chars[open..].iter().take_while(|ch| ch.is_ascii_digit()).count();
    let numerals = (1..=3)
        .rev()
        .find(|length| chars.len() >= open + length && chinese_numeral(&chars[open..open + length]).is_some());
    let (is_digits, length) = if digits > 0 { (true, digits) } else { (false, numerals.unwrap_or(0)) };
    let after = open + length;
    if length > 0 && after + 1 < chars.len() {
        let mark = chars[after];
        let fits = if open == 1 { mark == ')' } else { matches!(mark, '、' | '.' | ',') };
        if fits {
            return (Numbering::Ordinal(is_digits, mark), after + 1);
        }
    }
    let colon = chars.iter().take(LONGEST_OPENER + 1).position(|ch| *ch == ':');
    match colon {
        Some(at) if at > 0 && at + 1 < chars.len() => (Numbering::Opener, at + 1),
        _ => (Numbering::Plain, 0),
    }
}

/// A label without its numbering.
pub(super) fn name(label: &Text) -> Text {
    let (_, start) = numbering(label);
    label.slice(start, label.len())
}

/// A code and the name behind it, when the text starts with digits that more than digits follow.
pub(super) fn coded(text: &Text) -> Option<(Code, Text, Text)> {
    let digits = text.glyphs.iter().take_while(|glyph| glyph.ch.is_ascii_digit()).count();
    if digits == 0 || digits == text.len() || matches!(text.glyphs[digits].ch, '.' | '、' | ',') {
        return None;
    }
    let printed = text.slice(0, digits);
    let code = Code::parse(&printed.squeezed()).ok()?;
    Some((code, printed, text.slice(digits, text.len())))
}

/// The labels above the label that is read next.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    styles: Vec<Numbering>,
    open: Vec<(usize, String)>,
    in_list: bool,
}

impl Nesting {
    /// The name of a label and of the label above it. A total stands under nothing and closes everything.
    pub(super) fn place(&mut self, label: &Text, totals: &[String]) -> (String, String) {
        let (numbering, start) = numbering(label);
        let name = label.slice(start, label.len()).squeezed();
        if totals.contains(&name) {
            self.open.clear();
            self.in_list = false;
            return (String::new(), name);
        }
        let level = match numbering {
            Numbering::Ordinal(..) => {
                self.in_list = false;
                match self.styles.iter().position(|style| *style == numbering) {
                    Some(level) => level,
                    None => {
                        self.styles.push(numbering);
                        self.styles.len() - 1
                    }
                }
            }
            Numbering::Opener => {
                self.in_list = true;
                usize::MAX
            }
            Numbering::Plain if self.in_list || !self.styles.is_empty() => usize::MAX,
            Numbering::Plain => 0,
        };
        self.open.retain(|(open, _)| *open < level);
        let above = self.open.last().map(|(_, name)| name.clone()).unwrap_or_default();
        if numbering != Numbering::Opener {
            self.open.push((level, name.clone()));
        }
        (above, name)
    }
}
