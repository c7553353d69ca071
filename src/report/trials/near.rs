//! Where a message differs from the one that was wanted.

use std::cmp::Reverse;

/// A piece of wanted text, the text that came in its place, and what both say around it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) before: String,
    pub(super) wanted: String,
    pub(super) came: String,
    pub(super) after: String,
}

/// The longest texts that are compared, in characters.
const LONGEST: usize = 1000;

/// The one place where a message differs from a part that is wanted in it, when it holds more than half of that part.
/// Numbers differ as a whole.
pub(super) fn near(part: &str, message: &str) -> Option<Near> {
    let part: Vec<char> = part.chars().collect();
    let message: Vec<char> = message.chars().collect();
    if part.len() > LONGEST || message.len() > LONGEST {
        return None;
    }
    let (start, mut before) = (0..message.len())
        .map(|start| (start, shared(part.iter(), message[start..].iter())))
        .max_by_key(|(start, shared)| (*shared, Reverse(*start)))?;
    let middle = start + before;
    let (end, mut after) = (middle..=message.len())
        .map(|end| (end, shared(part[before..].iter().rev(), message[middle..end].iter().rev())))
        .max_by_key(|(end, shared)| (*shared, Reverse(*end)))?;
    if (before + after) * 2 <= part.len() {
        return None;
    }
    while before > 0 && in_number(part[before - 1]) {
        before -= 1;
    }
    while after > 0 && in_number(part[part.len() - after]) {
        after -= 1;
    }
    let wanted = &part[before..part.len() - after];
    let mut to = end - after;
    // Where nothing before tells, as much differs as is wanted there.
    let from = if before == 0 && start == 0 { to.saturating_sub(wanted.len()) } else { start + before };
    while message.get(to).is_some_and(|ch| in_number(*ch)) {
        to += 1;
    }
    let text = |chars: &[char]| chars.iter().collect();
    Some(Near {
        before: text(&part[..before]),
        wanted: text(wanted),
        came: text(&message[from..to.max(from)]),
        after: text(&part[part.len() - after..]),
    })
}

/// How many characters two texts begin with alike.
fn shared<'a>(one: impl Iterator<Item = &'a char>, other: impl Iterator<Item = &'a char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}

fn in_number(ch: char) -> bool {
    ch.is_ascii_digit() || matches!(ch, '.' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(part: &str, message: &str) -> Option<String> {
        near(part, message).map(|it| format!("{}[{}|{}]{}", it.before, it.wanted, it.came, it.after))
    }

    #[test]
    fn numbers_differ_as_a_whole() {
        assert_eq!(differs("相差 0.01 万元", "甲乙不等，相差 0.02 万元").as_deref(), Some("相差 [0.01|0.02] 万元"));
        assert_eq!(differs("不等，相差 0.01", "不等，相差 0.023 万元").as_deref(), Some("不等，相差 [0.01|0.023]"));
        assert_eq!(
            differs("不等，相差 1,000.5 元", "不等，相差 999 元").as_deref(),
            Some("不等，相差 [1,000.5|999] 元")
        );
    }

    #[test]
    fn words_differ_where_they_do() {
        assert_eq!(differs("收入总计不等", "表的收入合计不等。").as_deref(), Some("收入[总|合]计不等"));
        assert_eq!(differs("收入不等", "收入总计不等").as_deref(), Some("收入[|总计]不等"));
        assert_eq!(differs("支出总计", "收出总计").as_deref(), Some("[支|收]出总计"));
    }

    #[test]
    fn unlike_texts_are_not_compared() {
        assert_eq!(differs("收入总计", "支出下级之和"), None);
        assert_eq!(differs("收入总计", ""), None);
        assert_eq!(differs("", "收入"), None);
        assert_eq!(differs(&"甲".repeat(2000), "甲"), None);
    }
}
