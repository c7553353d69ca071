//! Numbers as they are written in a filing.

use rust_decimal::Decimal;

/// The longest digit string that is read as one number.
const MAX_DIGITS: usize = 24;

/// A decimal number as printed: `1,733.57`, `-0.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberText {
    /// The value.
    pub value: Decimal,
    /// Digits behind the point.
    pub places: u32,
    /// Characters read.
    pub length: usize,
}

impl NumberText {
    /// Reads the longest number that folded text starts with: an optional minus, digits with well-formed thousands
    /// separators, an optional fraction. A comma that does not stand before exactly three digits ends the number.
    pub fn prefix(text: &[char]) -> Option<NumberText> {
        let mut at = usize::from(text.first() == Some(&'-'));
        let mut plain = String::new();
        if at == 1 {
            plain.push('-');
        }
        let digits_at = |from: usize| text[from.min(text.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
        let lead = digits_at(at);
        if lead == 0 {
            return None;
        }
        plain.extend(&text[at..at + lead]);
        at += lead;
        if lead <= 3 {
            while text.get(at) == Some(&',') && digits_at(at + 1) == 3 {
                plain.extend(&text[at + 1..at + 4]);
                at += 4;
            }
        }
        let mut places = 0;
        if text.get(at) == Some(&'.') && digits_at(at + 1) > 0 {
            places = digits_at(at + 1);
            plain.push('.');
            plain.extend(&text[at + 1..at + 1 + places]);
            at += 1 + places;
        }
        if plain.len() > MAX_DIGITS {
            return None;
        }
        Some(NumberText { value: plain.parse().ok()?, places: places as u32, length: at })
    }

    /// Reads folded text that is one number and nothing else.
    pub fn whole(text: &str) -> Option<NumberText> {
        let chars: Vec<char> = text.chars().collect();
        NumberText::prefix(&chars).filter(|number| number.length == chars.len())
    }
}

/// The value of a Chinese ordinal from 一 to 九十九, `一十` as some forms write it included.
pub fn chinese_numeral(text: &[char]) -> Option<u32> {
    let digit = |ch: char| "一二三四五六七八九".chars().position(|d| d == ch).map(|p| p as u32 + 1);
    match text {
        ['十'] => Some(10),
        [one] => digit(*one),
        ['十', one] => Some(10 + digit(*one)?),
        [ten, '十'] => Some(10 * digit(*ten)?),
        [ten, '十', one] => Some(10 * digit(*ten)? + digit(*one)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, usize)> {
        let chars: Vec<char> = text.chars().collect();
        NumberText::prefix(&chars).map(|n| (n.value.to_string(), n.length))
    }

    #[test]
    fn numbers_end_where_they_end() {
        assert_eq!(read("1,733.57万元"), Some(("1733.57".into(), 8)));
        assert_eq!(read("2,210.00%"), Some(("2210.00".into(), 8)));
        assert_eq!(read("12,34"), Some(("12".into(), 2)));
        assert_eq!(read("1234,567"), Some(("1234".into(), 4)));
        assert_eq!(read("9."), Some(("9".into(), 1)));
        assert_eq!(read("-0.5"), Some(("-0.5".into(), 4)));
        assert_eq!(read("万元"), None);
        assert_eq!(read(&"9".repeat(40)), None);
    }

    #[test]
    fn ordinals_of_the_forms() {
        let value = |text: &str| chinese_numeral(&text.chars().collect::<Vec<_>>());
        assert_eq!(value("十三"), Some(13));
        assert_eq!(value("一十"), Some(10));
        assert_eq!(value("二十一"), Some(21));
        assert_eq!(value("百"), None);
    }
}
