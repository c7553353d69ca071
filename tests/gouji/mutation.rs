//! One digit changed in a table: how often some rule sees it.

use super::samples::{base_of, check, findings, rules};
use super::tables::table_figures;
use gouji::report::Checked;

/// How many figures are changed, spread evenly over the tables.
const POSITIONS: usize = 60;

/// The least share of changes that give other findings, in percent.
const FOUND_FLOOR: usize = 90;

/// The least share of changes that give other findings or another list of what is unchecked, in percent.
const SEEN_FLOOR: usize = 95;

#[test]
fn a_changed_digit_is_seen() {
    let base = base_of(2026);
    let figures = table_figures(&base.text);
    let mut found = 0;
    let mut seen = 0;
    let mut missed = Vec::new();
    for number in 0..POSITIONS {
        let (line, column, text) = &figures[number * figures.len() / POSITIONS];
        let changed = change(text, number);
        let filing = replace(&base.text, *line, *column, text, &changed);
        let checked = check(rules(), &base.name, &filing);
        let finds = findings(&checked) != findings(base.checked());
        let lists = unchecked(&checked) != unchecked(base.checked());
        found += usize::from(finds);
        seen += usize::from(finds || lists);
        if !finds {
            missed.push(format!("{line}:{column} {text} → {changed}{}", if lists { "（未核）" } else { "" }));
        }
    }
    let floor = |percent: usize| percent * POSITIONS / 100;
    assert!(found >= floor(FOUND_FLOOR), "{found} of {POSITIONS} found; not found: {missed:#?}");
    assert!(seen >= floor(SEEN_FLOOR), "{seen} of {POSITIONS} seen; not found: {missed:#?}");
}

fn unchecked(checked: &Checked) -> Vec<(u32, &str, &str)> {
    let list = checked.verdicts.unchecked.iter();
    list.map(|it| (it.rule.0, it.subject.as_str(), it.stopped_at.as_str())).collect()
}

/// The text with one digit made another, both chosen by `number`.
fn change(text: &str, number: usize) -> String {
    let digits: Vec<usize> = text.char_indices().filter(|(_, ch)| ch.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = digits[number % digits.len()];
    let digit = text.as_bytes()[at] - b'0';
    let other = (digit + 1 + (number % 8) as u8) % 10;
    format!("{}{other}{}", &text[..at], &text[at + 1..])
}

fn replace(text: &str, line: u32, column: u32, from: &str, to: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = &mut lines[line as usize - 1];
    let at = line.char_indices().nth(column as usize - 1).expect("the figure").0;
    assert!(line[at..].starts_with(from), "{from} stands at {column}");
    line.replace_range(at..at + from.len(), to);
    lines.join("\n")
}
