//! Patterns in a shorthand, so that tests read as rule files do.

mod forms;
mod random;
mod sentences;

use rust_decimal::Decimal;

use super::*;
use crate::base::{Kind, Unit, Units, fold_char};
use crate::document::{Gap, Glyph, Text};

/// `{0t}` is a hole of column 0; t text, c code, i integer, d date, a m r n p figures, g target; `{0=甲|乙}` words. The rest is as
/// in rule files.
fn nodes(source: &str) -> Vec<Node> {
    let chars: Vec<char> = source.chars().collect();
    let mut at = 0;
    let nodes = sequence(&chars, &mut at);
    assert_eq!(at, chars.len(), "pattern ends early: {source}");
    nodes
}

fn sequence(chars: &[char], at: &mut usize) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some(ch) = chars.get(*at) {
        *at += 1;
        nodes.push(match ch {
            '[' => {
                let inner = sequence(chars, at);
                *at += 1;
                Node::Optional(inner)
            }
            '(' => {
                let mut ways = Vec::new();
                loop {
                    let inner = sequence(chars, at);
                    let mut sign = None;
                    if chars[*at] == ':' {
                        sign = Some(if chars[*at + 1] == '+' { Sign::Plus } else { Sign::Minus });
                        *at += 2;
                    }
                    ways.push((inner, sign));
                    *at += 1;
                    if chars[*at - 1] == ')' {
                        break Node::Choice(ways);
                    }
                }
            }
            '{' if chars[*at].is_ascii_digit() => hole(chars, at),
            '{' => {
                let inner = sequence(chars, at);
                assert_eq!(chars[*at..*at + 2], ['}', '*']);
                *at += 2;
                Node::Repeat(inner)
            }
            ']' | ')' | '}' | '|' | ':' => {
                *at -= 1;
                return nodes;
            }
            '…' => Node::Ellipsis,
            '#' => Node::Ordinal,
            ch => Node::Literal(vec![fold_char(*ch)]),
        });
    }
    nodes
}

fn hole(chars: &[char], at: &mut usize) -> Node {
    let slot = chars[*at] as usize - '0' as usize;
    let length = chars[*at..].iter().position(|ch| *ch == '}').expect("hole closes");
    let rest: String = chars[*at + 1..*at + length].iter().collect();
    *at += length + 1;
    let kind = match rest.as_str() {
        "t" => HoleKind::Text,
        "c" => HoleKind::Code,
        "i" => HoleKind::Integer,
        "a" => HoleKind::Figure(FigureKind::Any),
        "m" => HoleKind::Figure(FigureKind::Money),
        "r" => HoleKind::Figure(FigureKind::Ratio),
        "n" => HoleKind::Figure(FigureKind::Count),
        "p" => HoleKind::Figure(FigureKind::Price),
        "d" => HoleKind::Date,
        "g" => HoleKind::Target,
        words => HoleKind::Words(words[1..].split('|').map(|word| word.chars().collect()).collect()),
    };
    Node::Hole(Hole { slot, kind })
}

/// `¶` is a paragraph break, `⏎` a break, `↓` the edge of a line, `↵` a wrap, a space a space.
fn text(source: &str) -> Text {
    let mut text = Text::default();
    let mut gap = Gap::None;
    for (column, ch) in source.chars().enumerate() {
        match ch {
            '⏎' => gap = Gap::Break,
            '↓' => gap = gap.max(Gap::Line),
            '↵' => gap = gap.max(Gap::Wrap),
            ' ' => gap = gap.max(Gap::Space),
            _ => {
                let ch = if ch == '¶' { '\n' } else { fold_char(ch) };
                text.glyphs.push(Glyph { ch, gap, line: 1, column: column as u32 + 1 });
                gap = Gap::None;
            }
        }
    }
    text
}

fn units() -> Units {
    let mut units = Units::default();
    let declared = [
        ("元", Kind::Money, 1),
        ("万元", Kind::Money, 10_000),
        ("%", Kind::Ratio, 1),
        ("人", Kind::Count, 1),
        ("人次", Kind::Count, 1),
        ("万人", Kind::Count, 10_000),
        ("万条", Kind::Count, 10_000),
        ("项", Kind::Count, 1),
        ("次", Kind::Count, 1),
        ("元/人", Kind::Price, 1),
    ];
    for (name, kind, factor) in declared {
        let factor = Decimal::from(factor);
        units.add(Unit { name: name.into(), kind, factor, step: None, exact: false, doubtful: false });
    }
    units
}

const BUDGET: usize = 10_000_000;

fn scan(pattern: &str, text: &Text, default: &str, joined: bool) -> Scan {
    let units = units();
    let default = units.find(default).expect("declared");
    Pattern::compile(&nodes(pattern)).matches(&Subject::new(text, &units, default, joined), BUDGET)
}

fn show(scan: &Scan, text: &Text) -> Vec<String> {
    let units = units();
    let range = |start, end| text.slice(start, end).squeezed();
    let value = |capture: &Capture| match capture.value {
        Captured::Text => range(capture.start, capture.end),
        Captured::Code(code) => format!("#{code}"),
        Captured::Integer(value) => format!("i{value}"),
        Captured::Date(date) => date.iso(),
        Captured::Figure { number, unit, sign, .. } => {
            let sign = sign.map_or("", |sign| if sign == Sign::Plus { "+" } else { "-" });
            format!("{sign}{number}{}", units.get(unit).name)
        }
        Captured::Target(Target::Figure { comparison, number, unit, unit_text, .. }) => {
            let unknown = unit_text.map_or(String::new(), |(start, end)| format!("<{}>", range(start, end)));
            format!("{}{number}{}{unknown}", comparison.map_or(String::new(), String::from), units.get(unit).name)
        }
        Captured::Target(Target::Date { year, month, day }) => {
            format!("{year}-{}-{}", month.unwrap_or(0), day.unwrap_or(0))
        }
        Captured::Target(Target::None) => "none".into(),
        Captured::Target(Target::Text) => format!("‘{}’", range(capture.start, capture.end)),
    };
    let row = |row: &Vec<Capture>| {
        let cells: Vec<String> = row.iter().map(|capture| format!("{}={}", capture.slot, value(capture))).collect();
        cells.join(" ")
    };
    scan.matches.iter().flat_map(|found| found.rows.iter().map(row)).collect()
}

#[track_caller]
fn prose(pattern: &str, source: &str, expected: &[&str]) {
    let text = text(source);
    assert_eq!(show(&scan(pattern, &text, "", false), &text), expected);
}

#[track_caller]
fn form(pattern: &str, source: &str, expected: &[&str]) {
    let text = text(source);
    assert_eq!(show(&scan(pattern, &text, "", true), &text), expected);
}
