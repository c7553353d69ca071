//! One spelling for characters that print alike.

use super::{compatible, radical};

/// Folds a full-width form to its ASCII twin and look-alike punctuation to one character.
///
/// `，（：；％＞＝` and their kin become ASCII; `。`, `、` and quotation marks stay, for they carry structure. A radical
/// becomes the character of its shape, and a character that Unicode has twice becomes the first.
pub fn fold_char(ch: char) -> char {
    match ch {
        '\u{3000}' | '\u{a0}' | '\u{feff}' | '\u{200b}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(ch as u32 - 0xff01 + 0x21).unwrap_or(ch),
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '﹪' => '%',
        '﹥' => '>',
        '﹤' => '<',
        '‒' | '–' | '—' | '―' | '−' => '-',
        '∕' => '/',
        '⋯' => '…',
        '〈' | '\u{2329}' => '<',
        '〉' | '\u{232a}' => '>',
        '≧' => '≥',
        '≦' => '≤',
        '\u{2e80}'..='\u{2fdf}' => radical::whole(ch),
        '\u{f900}'..='\u{fad9}' => compatible::unified(ch),
        _ => ch,
    }
}

/// Folds every character and drops nothing.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Folds every character and drops all space: the form in which names are compared.
pub fn squeeze(text: &str) -> String {
    text.chars().map(fold_char).filter(|ch| !ch.is_whitespace()).collect()
}

/// Whether a character is a Chinese ideograph.
pub fn is_han(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
