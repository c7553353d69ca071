//! Functions of text, and the text nearest to another.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::base::{Amount, Code, NumberText, Symbol, is_balanced, split_list};
use crate::fact::Value;
use crate::program::{Function, RegexId, Regular};

use super::Values;
use super::expression::TEXT_STEP;
use crate::engine::limits::Resource;

/// Characters of a text that likeness looks at.
const LIKENESS_LENGTH: usize = 256;
/// Pairs of characters that likeness compares in a step.
const PAIR_STEP: usize = 64;
/// Places of a regular expression that read as many bytes in a step as any function does.
const PLACE_STEP: usize = 4;
/// The longest texts in which others, and the longest others that, are sought byte by byte.
const SHORT: usize = 1024;
const SHORT_PART: usize = 64;
/// The longest text that is put together, so that no recursion grows one without end.
const LONGEST: usize = 4096;

impl Values<'_> {
    /// The value of a function of text; `None` when it does not exist.
    pub(in crate::engine) fn text_call(&mut self, name: Function, arguments: &[Value]) -> Option<Value> {
        match arguments {
            [one] => self.of_one(name, *one),
            [first, second] => self.of_two(name, *first, *second),
            _ => None,
        }
    }

    fn of_one(&mut self, name: Function, value: Value) -> Option<Value> {
        let text = self.text(value)?;
        let number = match name {
            Function::Length => text.chars().count() as i64,
            Function::Items => split_list(&text.chars().collect::<Vec<_>>()).len() as i64,
            Function::Balanced => is_balanced(&text).into(),
            Function::Text => {
                let text = text.into_owned();
                return self.text_value(&text);
            }
            Function::Number => {
                let number = NumberText::whole(&text)?.value;
                return Some(Value::Figure(self.words.figures.constant(Amount::exact(number))));
            }
            _ => return None,
        };
        Some(Value::Integer(number))
    }

    fn of_two(&mut self, name: Function, first: Value, second: Value) -> Option<Value> {
        let (mut room, mut other) = (Code::ROOM, Code::ROOM);
        let (text, part) = (self.text_in(first, &mut room)?, self.text_in(second, &mut other)?);
        let number = match name {
            Function::Contains => contains(text, part).into(),
            Function::StartsWith => text.starts_with(part).into(),
            Function::EndsWith => text.ends_with(part).into(),
            Function::Likeness => {
                let (likeness, steps) = (likeness(text, part), likeness_steps(text, part));
                self.meter.owe(steps);
                likeness
            }
            Function::Join => {
                let joined = format!("{text}{part}");
                return (joined.chars().count() <= LONGEST).then(|| self.text_value(&joined))?;
            }
            _ => return None,
        };
        Some(Value::Integer(number))
    }

    /// What a regular expression finds in a text. A search for which there are too few steps left is not begun: the
    /// clause is stopped before it goes on.
    pub(in crate::engine) fn search(&mut self, name: Function, value: Value, pattern: RegexId) -> Option<Value> {
        let Regular { regex, places } = self.program.regexes.get(pattern.0 as usize)?;
        let bytes = self.words.text_length(value);
        if !self.meter.afford((bytes / TEXT_STEP).saturating_mul(1 + places / PLACE_STEP)) {
            return None;
        }
        let text = self.text(value)?;
        match name {
            Function::Matches => Some(Value::Integer(regex.is_match(&text).into())),
            Function::Extract => {
                // Without groups the match is enough, and found sooner.
                let found = match regex.captures_len() {
                    1 => regex.find(&text)?.as_str().to_owned(),
                    _ => regex.captures(&text)?.get(1)?.as_str().to_owned(),
                };
                (!found.is_empty()).then(|| self.text_value(&found))?
            }
            _ => None,
        }
    }

    /// Of some texts the one most like another; of those alike, the first in the order of text. One that shares nothing
    /// with it is not like it.
    pub(in crate::engine) fn nearest(&mut self, texts: &[Value], to: Value) -> Result<Option<Value>, Resource> {
        let Some(to) = self.text(to).map(Cow::into_owned) else { return Ok(None) };
        let mut best: Option<(i64, Symbol)> = None;
        for value in texts {
            let Value::Text(symbol) = *value else { continue };
            self.spend(likeness_steps(self.words.symbols.text(symbol), &to))?;
            let text = |symbol| self.words.symbols.text(symbol);
            let near = likeness(text(symbol), &to);
            let better = |(most, first)| near > most || (near == most && text(symbol) < text(first));
            if near > 0 && best.is_none_or(better) {
                best = Some((near, symbol));
            }
        }
        Ok(best.map(|(_, symbol)| Value::Text(symbol)))
    }
}

/// Whether a text contains another. Most are short: a search that first studies what it seeks would cost more.
pub(super) fn contains(text: &str, part: &str) -> bool {
    let Some((last, before)) = part.as_bytes().split_last() else { return true };
    if text.len() > SHORT || part.len() > SHORT_PART {
        return text.contains(part);
    }
    // The last byte tells ideographs apart, the first one hardly.
    let Some(rest) = text.as_bytes().get(before.len()..) else { return false };
    memchr_iter(*last, rest).any(|at| text.as_bytes()[at..].starts_with(before))
}

/// What the likeness of two texts costs.
fn likeness_steps(left: &str, right: &str) -> usize {
    let length = |text: &str| text.chars().take(LIKENESS_LENGTH).count();
    length(left) * length(right) / PAIR_STEP
}

/// Twice the characters that two texts share in order, of a hundred of both.
fn likeness(left: &str, right: &str) -> i64 {
    let left: Vec<char> = left.chars().take(LIKENESS_LENGTH).collect();
    let right: Vec<char> = right.chars().take(LIKENESS_LENGTH).collect();
    let both = left.len() + right.len();
    if both == 0 {
        return 100;
    }
    let mut row = vec![0_usize; right.len() + 1];
    for a in &left {
        let mut diagonal = 0;
        for (index, b) in right.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if a == b { diagonal + 1 } else { above.max(row[index]) };
            diagonal = above;
        }
    }
    (200 * row[right.len()] / both) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_contain_what_they_contain() {
        let texts = ["", "甲", "乙", "甲乙", "乙甲乙", "甲甲乙", "a", "ab", "aab"];
        for text in texts {
            for part in texts {
                let long = text.repeat(SHORT + 1);
                assert_eq!((contains(text, part), contains(&long, part)), (text.contains(part), long.contains(part)));
            }
        }
    }

    #[test]
    fn likeness_is_the_share_of_common_characters() {
        assert_eq!(likeness("甲乙丙", "甲乙丙"), 100);
        assert_eq!(likeness("甲乙丙", "甲丙"), 80);
        assert_eq!(likeness("甲", "乙"), 0);
        assert_eq!(likeness("", ""), 100);
        assert_eq!(likeness(&"甲".repeat(9999), &"甲".repeat(9999)), 100);
    }
}
