//! 定义 and 规则.

use unicode_width::UnicodeWidthStr;

use crate::base::{Severity, Span};
use crate::syntax::keyword::{self, Keyword};
use crate::syntax::tree::{Condition, Definition, Expectation, HeadArgument, Rule};

use super::expr::{atom, comparison, condition, expr, number, text};
use super::line::{INDENT, Lines, WIDEST, bracketed};

/// Adds the lines of a definition: one when it fits and no comment stands inside.
pub(super) fn definition(lines: &mut Lines, one: &Definition, one_line: bool) {
    let name = format!("{} {}", lines.word(keyword::DEFINE), one.relation.text);
    let head = bracketed(&name, one.head.iter().map(|argument| head_argument(lines, argument)).collect());
    let mut flat = head.clone();
    for (at, one) in one.body.iter().enumerate() {
        flat.push(lines.word(if at == 0 { keyword::WHEN } else { keyword::AND }).to_owned());
        flat.extend(condition(lines, one));
    }
    let flat = flat.join(" ");
    if one_line && flat.width() <= WIDEST && !flat.contains('\n') {
        lines.push(0, Some(one.relation.span), flat);
        return;
    }
    lines.fill(0, INDENT, Some(one.relation.span), &head);
    body(lines, &one.body, &[keyword::WHEN, keyword::AND]);
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
    let (place, expectation) = expectation(lines, &one.expect);
    let text = format!("{}{expectation}", padded(lines, keyword::EXPECT, &words));
    lines.push(INDENT, Some(place), text);
    let text = format!("{}{}", padded(lines, keyword::ELSE, &words), self::text(&one.message));
    lines.push(INDENT, Some(one.message.span), text);
}

/// Adds a line for each condition.
fn body(lines: &mut Lines, conditions: &[Condition], words: &[Keyword]) {
    for (at, one) in conditions.iter().enumerate() {
        let word = padded(lines, if at == 0 { keyword::WHEN } else { keyword::AND }, words);
        let hang = INDENT + word.width();
        let mut parts = condition(lines, one);
        parts[0].insert_str(0, &word);
        lines.fill(INDENT, hang + INDENT, Some(place(one)), &parts);
    }
}

/// A keyword with so many spaces that what stands behind these keywords begins in one column.
fn padded(lines: &Lines, keyword: Keyword, among: &[Keyword]) -> String {
    let widest = among.iter().map(|keyword| lines.word(*keyword).width()).max().unwrap_or(0);
    let word = lines.word(keyword);
    format!("{word}{}", " ".repeat(widest - word.width().min(widest) + 1))
}

fn place(one: &Condition) -> Span {
    match one {
        Condition::Atom(one) | Condition::Absent(one) => one.span,
        Condition::Compare(left, _, _) | Condition::Among(left, _) => left.span(),
        Condition::Aggregate(one) => one.span,
    }
}

fn expectation(lines: &Lines, one: &Expectation) -> (Span, String) {
    match one {
        Expectation::Exists(one) => (one.span, format!("{} {}", lines.word(keyword::EXISTS), atom(lines, one))),
        Expectation::Absent(one) => (one.span, format!("{} {}", lines.word(keyword::ABSENT), atom(lines, one))),
        Expectation::Compare { left, op, right, rounding } => {
            let mut out = format!("{} {} {}", expr(lines, left), comparison(*op), expr(lines, right));
            if *rounding {
                out = format!("{out} ± {}", lines.word(keyword::ROUNDING));
            }
            (left.span(), out)
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
