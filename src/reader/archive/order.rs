//! The order in which people read files: 1, 2, 10; 一, 二, 十.

use crate::base::{chinese_numeral, fold_char};

/// A piece of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    /// A number, and how many characters it is written with.
    Number(u64, usize),
    /// Another character.
    Other(char),
}

/// What names are sorted by.
pub(super) fn key(name: &str) -> Vec<Piece> {
    let chars: Vec<char> = name.chars().map(fold_char).collect();
    let mut key = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let run = |test: fn(&char) -> bool| chars[at..].iter().take_while(|ch| test(ch)).count();
        let digits = run(char::is_ascii_digit);
        let numerals = run(|ch| "〇零一二三四五六七八九十百".contains(*ch));
        let number = match (digits, numerals) {
            (1.., _) => chars[at..at + digits].iter().collect::<String>().parse().ok(),
            (_, 1..) => chinese_numeral(&chars[at..at + numerals]).map(u64::from),
            _ => None,
        };
        match number {
            Some(number) => {
                key.push(Piece::Number(number, digits.max(numerals)));
                at += digits.max(numerals);
            }
            None => {
                key.push(Piece::Other(chars[at]));
                at += 1;
            }
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn names_are_in_the_order_of_their_numbers() {
        let mut names = ["表10.xls", "附件二", "表2.xls", "附件十一", "表1.xls", "附件一", "a"];
        names.sort_by_key(|name| key(name));
        assert_eq!(names, ["a", "表1.xls", "表2.xls", "表10.xls", "附件一", "附件二", "附件十一"]);
    }
}
