//! Brackets and quotes, and which of them belong together.

use std::collections::BTreeMap;

use super::chinese_numeral;

/// No partner.
pub const ALONE: u32 = u32::MAX;

/// How many digits number an item of a list at most: `12)`.
const LONGEST_NUMBERING: usize = 3;

/// The other half of every bracket and quote; [`ALONE`] for all else, and for a bracket without one. Pairs stay in a
/// paragraph, which ends at `'\n'`.
pub fn pair_brackets(chars: &[char]) -> Vec<u32> {
    let mut partners = vec![ALONE; chars.len()];
    let mut open: Vec<(char, usize)> = Vec::new();
    // How many of each closing character would find its partner: keeps a stray one from searching the stack.
    let mut waiting: BTreeMap<char, usize> = BTreeMap::new();
    for (at, ch) in chars.iter().enumerate() {
        let compares = chars.get(at + 1).is_some_and(|next| *next == '=' || next.is_ascii_digit());
        let close = match ch {
            '\n' => {
                open.clear();
                waiting.clear();
                continue;
            }
            '<' | '>' if compares => continue,
            '<' => '>',
            _ => match closer(*ch) {
                Some(close) => close,
                None => {
                    if waiting.get(ch).is_some_and(|count| *count > 0) {
                        while let Some((closer, start)) = open.pop() {
                            if let Some(count) = waiting.get_mut(&closer) {
                                *count -= 1;
                            }
                            if closer == *ch {
                                partners[start] = at as u32;
                                partners[at] = start as u32;
                                break;
                            }
                        }
                    }
                    continue;
                }
            },
        };
        open.push((close, at));
        *waiting.entry(close).or_default() += 1;
    }
    partners
}

/// What closes a bracket or quote that opens.
fn closer(open: char) -> Option<char> {
    Some(match open {
        '《' => '》',
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '(' => ')',
        '[' => ']',
        _ => return None,
    })
}

/// Whether every bracket and quote of folded text has its other half, and pairs lie side by side or in each other.
///
/// `1)` numbers an item and closes nothing; `’` between letters is an apostrophe; `<` and `>` compare. Straight quotes
/// come in twos.
pub fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    let mut straight = false;
    for (at, ch) in text.char_indices() {
        if let Some(close) = closer(ch) {
            open.push(close);
            continue;
        }
        match ch {
            '"' => straight = !straight,
            '》' | '”' | '’' | '」' | ')' | ']' if open.last() == Some(&ch) => {
                open.pop();
            }
            ')' if open.is_empty() && numbers_item(&text[..at].chars().collect::<Vec<_>>()) => {}
            '’' if text[..at].ends_with(|before: char| before.is_ascii_alphabetic()) => {}
            '》' | '”' | '’' | '」' | ')' | ']' => return false,
            _ => {}
        }
    }
    open.is_empty() && !straight
}

/// Whether text ends with a short numeral or a letter that stands by itself.
fn numbers_item(before: &[char]) -> bool {
    let digits = before.iter().rev().take_while(|ch| ch.is_ascii_digit()).count();
    let letter = usize::from(before.last().is_some_and(char::is_ascii_alphabetic));
    let numeral = (1..=3).rev().find(|length| {
        before.len().checked_sub(*length).is_some_and(|from| chinese_numeral(&before[from..]).is_some())
    });
    let length = if digits > 0 { digits } else { letter.max(numeral.unwrap_or(0)) };
    let stands_alone = before[..before.len() - length].last().is_none_or(|ch| !ch.is_alphanumeric());
    (1..=LONGEST_NUMBERING).contains(&length) && stands_alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balanced_text() {
        for text in ["", "甲(乙“丙”《丁》)", "1)甲;2)乙", "甲。三)乙", "it’s", "‘甲’", "a<b>=c", "说\"甲\"", "[1](2)"]
        {
            assert!(is_balanced(text), "{text}");
        }
    }

    #[test]
    fn unbalanced_text() {
        for text in
            ["甲(乙", "甲)乙", "甲“乙", "甲”乙”", "(甲“乙)丙”", "《甲", "甲》", "说\"甲", "1234)甲", "共3人)甲", "甲’"]
        {
            assert!(!is_balanced(text), "{text}");
        }
    }
}
