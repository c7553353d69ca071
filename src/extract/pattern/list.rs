//! Lists in running text.

use crate::document::Text;

use super::subject::{closes_at, pair_brackets};

/// The items of the list in glyphs `start..end`, split at 、，；outside brackets and quotes; empty items left out.
///
/// A comma between two digits with no gap around it is part of a number.
pub fn split_list(text: &Text, start: usize, end: usize) -> Vec<(usize, usize)> {
    let end = end.min(text.len());
    let start = start.min(end);
    let chars: Vec<char> = text.glyphs[start..end].iter().map(|glyph| glyph.ch).collect();
    let partners = pair_brackets(&chars);
    let thousands = |at: usize| {
        let digits = |from: usize| chars[from..].iter().take(4).take_while(|ch| ch.is_ascii_digit()).count();
        chars[at] == ',' && at > 0 && chars[at - 1].is_ascii_digit() && digits(at + 1) == 3
    };
    let mut items = Vec::new();
    let mut item = 0;
    let mut at = 0;
    while at < chars.len() {
        if let Some(close) = closes_at(&partners, at) {
            at = close + 1;
            continue;
        }
        if matches!(chars[at], '、' | ',' | ';' | '\n') && !thousands(at) {
            items.push((start + item, start + at));
            item = at + 1;
        }
        at += 1;
    }
    items.push((start + item, end));
    items.retain(|(from, to)| from < to);
    items
}
