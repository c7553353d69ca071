//! 定义 and 规则.

use unicode_width::UnicodeWidthStr;

use crate::base::{Severity, Span};
use crate::syntax::hole;
use crate::syntax::keyword::{self, Keyword};
use crate::syntax::quote::{self, quoted};
use crate::syntax::tree::{Atom, Definition, Expectation, HeadArgument, Rule};

use super::condition::{body, chain, padded};
use super::expr::{atom_parts, equation, expr, number, text};
use super::line::{INDENT, Lines, WIDEST, bracketed};

/// Adds the lines of a definition: one when it fits and no comment stands inside.
pub(super) fn definition(lines: &mut Lines, one: &Definition, one_line: bool) {
    let name = format!("{} {}", lines.word(keyword::DEFINE), one.relation.text);
    let head = bracketed(&name, one.head.iter().map(|argument| head_argument(lines, argument)).collect());
    let conditions = format!("{} {}", lines.word(keyword::WHEN), chain(lines, &one.body));
    let flat = format!("{} {conditions}", head.join(" "));
    if one_line && flat.width() <= WIDEST && !flat.contains('\n') {
        lines.push(0, Some(one.relation.span), flat);
        return;
    }
    lines.fill(0, 2 * INDENT, Some(one.relation.span), &head);
    if one_line && INDENT + conditions.width() <= WIDEST && !conditions.contains('\n') {
        lines.push(INDENT, None, conditions);
    } else {
        body(lines, &one.body, &[keyword::WHEN, keyword::AND]);
    }
}

/// Adds the lines of a rule.
pub(super) fn rule(lines: &mut Lines, one: &Rule) {
    let head = format!("{} {} {}", lines.word(keyword::RULE), one.id.text, text(&one.title));
    lines.push(0, Some(one.id.span), head);
    if let Some((level, span)) = one.severity {
        lines.push(INDENT, Some(span), format!("{} {}", lines.word(keyword::SEVERITY), severity(lines, level)));
    }
    for (word, value) in [(keyword::BASIS, &one.basis), (keyword::NOTE, &one.note)] {
        if let Some(value) = value {
            lines.push(INDENT, Some(value.span), format!("{} {}", lines.word(word), text(value)));
        }
    }
    if let Some(first) = one.applies.first() {
        let mut parts = vec![lines.word(keyword::APPLIES).to_owned()];
        parts.extend(one.applies.iter().map(text));
        lines.fill(INDENT, 2 * INDENT, Some(first.span), &parts);
    }
    if let Some((from, to)) = &one.years {
        let end = match to {
            Some(to) => format!("{} {}", lines.word(keyword::TO), number(to)),
            None => lines.word(keyword::FROM).to_owned(),
        };
        lines.push(INDENT, Some(from.span), format!("{} {} {end}", lines.word(keyword::YEARS), number(from)));
    }
    if let Some(level) = one.report_rounding {
        lines.push(INDENT, None, format!("{} {}", lines.word(keyword::ROUNDING), severity(lines, level)));
    }
    let words = [keyword::WHEN, keyword::AND, keyword::EXPECT, keyword::ELSE];
    body(lines, &one.body, &words);
    let (place, mut parts) = expectation(lines, &one.expect);
    let word = padded(lines, keyword::EXPECT, &words);
    let hang = INDENT + word.width() + INDENT;
    parts[0].insert_str(0, &word);
    lines.fill(INDENT, hang, Some(place), &parts);
    let message = quoted(&hole::turned(one, lines.language), quote::DOUBLE);
    let text = format!("{}{message}", padded(lines, keyword::ELSE, &words));
    lines.push(INDENT, Some(one.message.span), text);
}

/// 应 in the parts it may be broken into.
fn expectation(lines: &Lines, one: &Expectation) -> (Span, Vec<String>) {
    let demand = |word: Keyword, one: &Atom| {
        let mut parts = atom_parts(lines, one);
        parts[0].insert_str(0, &format!("{} ", lines.word(word)));
        (one.span, parts)
    };
    match one {
        Expectation::Exists(one) => demand(keyword::EXISTS, one),
        Expectation::Absent(one) => demand(keyword::ABSENT, one),
        Expectation::Compare { left, op, right, rounding } => {
            let mut parts = equation(lines, left, *op, right);
            if *rounding {
                parts.push(format!("± {}", lines.word(keyword::ROUNDING)));
            }
            (left.span(), parts)
        }
    }
}

fn head_argument(lines: &Lines, one: &HeadArgument) -> String {
    match &one.value {
        Some(value) => format!("{}: {}", one.column.text, expr(lines, value)),
        None => one.column.text.clone(),
    }
}

fn severity(lines: &Lines, severity: Severity) -> &'static str {
    lines.word(match severity {
        Severity::Error => keyword::ERROR,
        Severity::Warning => keyword::WARNING,
        Severity::Note => keyword::HINT,
    })
}
