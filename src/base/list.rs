//! Lists in running text.

use std::ops::Range;

use super::brackets::{ALONE, pair_brackets};

/// The items of a list in folded text, split at `、` `,` `;` and line breaks outside brackets and quotes; empty items
/// left out.
///
/// A comma before exactly three digits, or several times three, that goes on a number is part of it.
pub fn split_list(chars: &[char]) -> Vec<Range<usize>> {
    let partners = pair_brackets(chars);
    let mut items = Vec::new();
    let (mut item, mut at) = (0, 0);
    while at < chars.len() {
        let partner = partners[at];
        if partner != ALONE && partner as usize > at {
            at = partner as usize + 1;
            continue;
        }
        if matches!(chars[at], '、' | ',' | ';' | '\n') && !separates_thousands(chars, at) {
            items.push(item..at);
            item = at + 1;
        }
        at += 1;
    }
    items.push(item..chars.len());
    items.retain(|item| !item.is_empty());
    items
}

/// Whether the character that stands here is the comma of `1,234`.
fn separates_thousands(chars: &[char], at: usize) -> bool {
    let digits = chars[at + 1..].iter().take(4).take_while(|ch| ch.is_ascii_digit()).count();
    chars[at] == ',' && at > 0 && chars[at - 1].is_ascii_digit() && digits == 3
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn items(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        split_list(&chars).into_iter().map(|item| chars[item].iter().collect()).collect()
    }

    #[test]
    fn lists_split_outside_brackets() {
        let text = "甲、乙(丙、丁;戊),“己,庚”;1,234万元,、辛;";
        assert_eq!(items(text), ["甲", "乙(丙、丁;戊)", "“己,庚”", "1,234万元", "辛"]);
        assert_eq!(items(""), [""; 0]);
        assert_eq!(items(")、甲"), [")", "甲"]);
        assert_eq!(items("12,34"), ["12", "34"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_joined_comes_apart_again(parts in prop::collection::vec("[甲乙](\\([丙、,;]{0,3}\\)|《丁、》|[戊万])?", 0..8)) {
            for separator in ["、", ",", ";"] {
                prop_assert_eq!(items(&parts.join(separator)), parts.clone());
            }
        }

        #[test]
        fn nothing_but_separators_is_lost(text in "[甲1,、;()《》“”]{0,24}") {
            let kept: usize = items(&text).iter().map(|item| item.chars().count()).sum();
            let separators = text.chars().filter(|ch| matches!(ch, '、' | ',' | ';')).count();
            prop_assert!(kept + separators >= text.chars().count());
            prop_assert!(items(&text).iter().all(|item| !item.is_empty()));
        }
    }
}
