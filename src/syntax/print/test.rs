//! 测试.

use unicode_width::UnicodeWidthStr;

use crate::syntax::keyword;
use crate::syntax::tree::{Expected, Given, Test};

use super::expr::{number, scoped, text, unit};
use super::line::{INDENT, Lines};

/// Cells are filled up to this many columns; a longer one stands out rather than widen every row.
const WIDEST_CELL: usize = 48;

/// Adds the lines of a test, the cells of its tables in columns.
pub(super) fn test(lines: &mut Lines, one: &Test) {
    let head = format!("{} {} {}", lines.word(keyword::TEST), one.rule.text, text(&one.title));
    lines.push(0, Some(one.rule.span), head);
    for one in &one.given {
        given(lines, one);
    }
    for one in &one.expect {
        expected(lines, one);
    }
}

fn given(lines: &mut Lines, one: &Given) {
    let word = lines.word(keyword::GIVEN);
    match one {
        Given::Prose { scope, heading, text: paragraph } => {
            let prose = scoped(lines, *scope, lines.word(keyword::PROSE));
            let parts = [format!("{word} {prose} {}", text(heading)), text(paragraph)];
            lines.fill(INDENT, 2 * INDENT, Some(heading.span), &parts);
        }
        Given::Year(year) => {
            let line = format!("{word} {} {}", lines.word(keyword::YEAR), number(year));
            lines.push(INDENT, Some(year.span), line);
        }
        Given::Table { scope, relation, unit: name, header, rows } => {
            let mut head = format!("{word} {}", scoped(lines, *scope, &relation.text));
            if let Some(name) = name {
                head = format!("{head} {} {}", lines.word(keyword::UNIT), unit(&name.text));
            }
            lines.push(INDENT, Some(relation.span), head);
            let mut table = vec![(
                header.first().map(|name| name.span),
                header.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(),
            )];
            table.extend(rows.iter().map(|row| {
                let cells = row.iter().map(|cell| cell.text.as_str()).collect();
                (row.first().map(|cell| cell.span), cells)
            }));
            let mut widths = Vec::new();
            for (_, cells) in &table {
                for (at, cell) in cells.iter().enumerate() {
                    let width = cell.width().min(WIDEST_CELL);
                    match widths.get_mut(at) {
                        Some(widest) => *widest = width.max(*widest),
                        None => widths.push(width),
                    }
                }
            }
            for (place, cells) in table {
                lines.push(2 * INDENT, place, row(&cells, &widths));
            }
        }
    }
}

fn row(cells: &[&str], widths: &[usize]) -> String {
    let mut out = "|".to_owned();
    for (cell, width) in cells.iter().zip(widths) {
        out.push(' ');
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width())));
        out.push_str(" |");
    }
    out
}

fn expected(lines: &mut Lines, one: &Expected) {
    let verdict = lines.vocabulary(keyword::VERDICTS, &one.verdict.text);
    let mut parts = vec![format!("{} {verdict}", lines.word(keyword::WANT))];
    parts.extend(one.message.as_ref().map(text));
    if let Some(count) = &one.count {
        parts.push(format!("{} {}", number(count), lines.word(keyword::TIMES)));
    }
    if let Some(filing) = &one.filing {
        parts.push(format!("{} {}", lines.word(keyword::IN), text(filing)));
    }
    lines.fill(INDENT, 2 * INDENT, Some(one.verdict.span), &parts);
}
