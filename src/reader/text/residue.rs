//! Residue of Markdown, dropped without moving the columns of what is left.

use super::lines::{Source, is_space};
use crate::base::fold_char;
use crate::document::{Gap, Glyph, Text};

/// What a character of the source is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Printed.
    Keep,
    /// A mark that takes no room in print.
    Drop,
    /// A mark that parts what stands around it.
    Part,
}

const TAGS: [&str; 5] = ["<p>", "</p>", "<br>", "<br/>", "<br />"];

/// The text of a line, exactly as it stands.
pub(super) fn plain(line: Source<'_>) -> Text {
    let mut text = Text::default();
    let mut gap = Gap::None;
    for (column, ch) in (1..).zip(line.text.chars()) {
        push(&mut text, &mut gap, ch, line.number, column);
    }
    text
}

/// The text of a line without residue.
pub(super) fn cleaned(line: Source<'_>) -> Text {
    let chars: Vec<char> = line.text.chars().collect();
    let mut marks = inline(&chars);
    leading(&chars, &mut marks);
    collect(&chars, &marks, line.number).into_iter().fold(Text::default(), |mut text, cell| {
        text.append(&cell, Gap::Space);
        text
    })
}

/// The texts between the tabs of a line, without residue.
pub(super) fn cells(line: Source<'_>) -> Vec<Text> {
    let chars: Vec<char> = line.text.chars().collect();
    collect(&chars, &inline(&chars), line.number)
}

fn collect(chars: &[char], marks: &[Mark], line: u32) -> Vec<Text> {
    let mut cells = Vec::new();
    let mut text = Text::default();
    let mut gap = Gap::None;
    for ((column, ch), mark) in (1..).zip(chars).zip(marks) {
        match mark {
            Mark::Keep if *ch == '\t' => {
                cells.push(std::mem::take(&mut text));
                gap = Gap::None;
            }
            Mark::Keep => push(&mut text, &mut gap, *ch, line, column),
            Mark::Part => push(&mut text, &mut gap, ' ', line, column),
            Mark::Drop => {}
        }
    }
    cells.push(text);
    cells
}

fn push(text: &mut Text, gap: &mut Gap, ch: char, line: u32, column: u32) {
    if is_space(ch) {
        *gap = if text.is_empty() { Gap::None } else { Gap::Space };
        return;
    }
    text.glyphs.push(Glyph { ch: fold_char(ch), gap: *gap, line, column });
    *gap = Gap::None;
}

/// Marks `- ` and `# ` at the start of a line that goes on behind them.
fn leading(chars: &[char], marks: &mut [Mark]) {
    let start = chars.iter().take_while(|ch| is_space(**ch)).count();
    let hashes = chars[start..].iter().take_while(|ch| **ch == '#').count();
    let length = match chars.get(start) {
        Some('-') => 1,
        Some('#') if hashes <= 6 => hashes,
        _ => return,
    };
    let rest = &chars[start + length..];
    let goes_on = rest.first().is_some_and(|ch| is_space(*ch)) && rest.iter().any(|ch| !is_space(*ch));
    if goes_on {
        marks[start..start + length].fill(Mark::Drop);
    }
}

/// Marks tags and pairs of `**`.
fn inline(chars: &[char]) -> Vec<Mark> {
    let mut marks = vec![Mark::Keep; chars.len()];
    let mut open = None;
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            '\t' => open = None,
            '<' => {
                if let Some(length) = tag_at(&chars[at..]) {
                    marks[at..at + length].fill(Mark::Part);
                    at += length;
                    continue;
                }
            }
            '*' => {
                let length = chars[at..].iter().take_while(|ch| **ch == '*').count();
                match open {
                    Some(first) if length == 2 && !is_space(chars[at - 1]) => {
                        marks[first..first + 2].fill(Mark::Drop);
                        marks[at..at + 2].fill(Mark::Drop);
                        open = None;
                    }
                    _ if length == 2 && opens(chars, at) => open = Some(at),
                    _ => {}
                }
                at += length;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    marks
}

/// Whether `**` can open bold text here; the stars of a masked name (`某**、`) can not.
fn opens(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    let after = chars.get(at + 2);
    let starts = before.is_none_or(|ch| !ch.is_alphanumeric());
    after.is_some_and(|ch| !is_space(*ch) && (ch.is_alphanumeric() || starts))
}

fn tag_at(chars: &[char]) -> Option<usize> {
    TAGS.iter()
        .find(|tag| {
            let length = tag.len();
            chars.len() >= length && tag.chars().eq(chars[..length].iter().map(char::to_ascii_lowercase))
        })
        .map(|tag| tag.len())
}
