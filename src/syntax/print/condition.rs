//! Conditions of 当, and the lines they stand on.
//!
//! Every relation and every aggregate begins a line; comparisons and 非 stand behind what they narrow as long as they
//! fit.

use unicode_width::UnicodeWidthStr;

use crate::base::Span;
use crate::syntax::keyword::{self, Keyword};
use crate::syntax::tree::{Aggregate, AggregateFunction, Condition, Expr};

use super::expr::{atom, atom_parts, equation, expr, number};
use super::line::{INDENT, Lines, WIDEST, filled};

/// Adds the lines of conditions; `words` are the keywords that stand below each other, 当 first and 且 second.
pub(super) fn body(lines: &mut Lines, conditions: &[Condition], words: &[Keyword]) {
    let mut before: Option<(&Condition, Span)> = None;
    for (at, one) in conditions.iter().enumerate() {
        let flat = flat(lines, one);
        let follows = matches!(one, Condition::Compare(..) | Condition::Among(..) | Condition::Absent(_))
            && before.is_some_and(|(line, start)| {
                !matches!(line, Condition::Aggregate(_)) && !lines.commented(start, place(one))
            });
        let tail = format!(" {} {flat}", lines.word(keyword::AND));
        if follows && lines.append(&tail) {
            continue;
        }
        let word = padded(lines, words[at.min(1)], words);
        let column = INDENT + word.width();
        let text = if column + flat.width() <= WIDEST { flat } else { broken(lines, one, column) };
        lines.push(INDENT, Some(place(one)), word + &text);
        before = Some((one, place(one)));
    }
}

/// A keyword with so many spaces that what stands behind these keywords begins in one column.
pub(super) fn padded(lines: &Lines, keyword: Keyword, among: &[Keyword]) -> String {
    let widest = among.iter().map(|keyword| lines.word(*keyword).width()).max().unwrap_or(0);
    let word = lines.word(keyword);
    format!("{word}{}", " ".repeat(widest - word.width().min(widest) + 1))
}

/// Conditions on one line.
pub(super) fn chain(lines: &Lines, conditions: &[Condition]) -> String {
    let and = format!(" {} ", lines.word(keyword::AND));
    conditions.iter().map(|one| flat(lines, one)).collect::<Vec<_>>().join(&and)
}

fn place(one: &Condition) -> Span {
    match one {
        Condition::Atom(one) | Condition::Absent(one) => one.span,
        Condition::Compare(left, _, _) | Condition::Among(left, _) => left.span(),
        Condition::Aggregate(one) => one.span,
    }
}

/// A condition on one line.
fn flat(lines: &Lines, one: &Condition) -> String {
    match one {
        Condition::Atom(one) => atom(lines, one),
        Condition::Absent(one) => format!("{} {}", lines.word(keyword::NOT), atom(lines, one)),
        Condition::Compare(left, op, right) => equation(lines, left, *op, right).join(" "),
        Condition::Among(item, list) => among(lines, item, list).join(" "),
        Condition::Aggregate(one) => {
            let body = chain(lines, &one.body);
            format!("{} {} {{ {body} }}{}", head(lines, one), lines.word(keyword::IN), default(lines, one))
        }
    }
}

/// A condition that begins in a column and is too long for the rest of the line.
fn broken(lines: &Lines, one: &Condition, column: usize) -> String {
    let hang = column + INDENT;
    match one {
        Condition::Atom(one) => filled(column, hang, &atom_parts(lines, one)),
        Condition::Absent(one) => {
            let mut parts = atom_parts(lines, one);
            parts[0].insert_str(0, &format!("{} ", lines.word(keyword::NOT)));
            filled(column, hang, &parts)
        }
        Condition::Compare(left, op, right) => filled(column, hang, &equation(lines, left, *op, right)),
        Condition::Among(item, list) => filled(column, hang, &among(lines, item, list)),
        Condition::Aggregate(one) => aggregate(lines, one, column),
    }
}

/// An aggregate with what it reads on a line of its own or, where that is too long, on one a condition.
fn aggregate(lines: &Lines, one: &Aggregate, column: usize) -> String {
    let hang = column + INDENT;
    let open = format!("{} {{ ", lines.word(keyword::IN));
    let close = format!(" }}{}", default(lines, one));
    let first = head(lines, one);
    let inner = chain(lines, &one.body);
    let margin = |width: usize| format!("\n{}", " ".repeat(width));
    if hang + open.width() + inner.width() + close.width() <= WIDEST {
        return format!("{first}{}{open}{inner}{close}", margin(hang));
    }
    let and = format!("{} ", lines.word(keyword::AND));
    let inside = hang + open.width();
    let mut out = format!("{first}{}{open}", margin(hang));
    for (at, condition) in one.body.iter().enumerate() {
        if at > 0 {
            out = out + &margin(inside) + &and;
        }
        let begin = if at > 0 { inside + and.width() } else { inside };
        let text = flat(lines, condition);
        out += &if begin + text.width() <= WIDEST { text } else { broken(lines, condition, begin) };
    }
    out + &close
}

fn head(lines: &Lines, one: &Aggregate) -> String {
    let mut head = format!("{} =", one.target.text);
    if !one.by.is_empty() {
        let by: Vec<&str> = one.by.iter().map(|name| name.text.as_str()).collect();
        head = format!("{head} {} {}", lines.word(keyword::BY), by.join(", "));
    }
    let function = match one.function.0 {
        AggregateFunction::Sum => keyword::SUM,
        AggregateFunction::Count => keyword::COUNT,
        AggregateFunction::Max => keyword::MAX,
        AggregateFunction::Min => keyword::MIN,
        AggregateFunction::Nearest => keyword::NEAREST,
    };
    head = format!("{head} {}", lines.word(function));
    if let Some(value) = &one.value {
        head = format!("{head} {}", expr(lines, value));
    }
    if let Some(near) = &one.near {
        head = format!("{head} {} {}", lines.word(keyword::WITH), expr(lines, near));
    }
    head
}

/// An item and its list in the parts they may be broken into.
fn among(lines: &Lines, item: &Expr, list: &Expr) -> Vec<String> {
    vec![expr(lines, item), format!("{} {}", lines.word(keyword::AMONG), expr(lines, list))]
}

fn default(lines: &Lines, one: &Aggregate) -> String {
    match &one.default {
        Some(default) => format!(" {} {}", lines.word(keyword::DEFAULT), number(default)),
        None => String::new(),
    }
}
