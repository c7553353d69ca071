//! Expressions and conditions.

use crate::syntax::keyword;
use crate::syntax::parse::ends_expression;
use crate::syntax::quote::{self, quoted};
use crate::syntax::token::is_word;
use crate::syntax::tree::{
    Aggregate, AggregateFunction, Argument, Atom, Comparison, Condition, Expr, Number, Operator, Quoted, Scope,
};

use super::line::{Lines, bracketed};

/// Quoted text in its quotes.
pub(super) fn text(quoted_text: &Quoted) -> String {
    quoted(&quoted_text.text, quote::DOUBLE)
}

/// A unit's name, quoted when it is no word or would read as a keyword.
pub(super) fn unit(name: &str) -> String {
    if is_word(name) && !ends_expression(name) { name.to_owned() } else { quoted(name, quote::DOUBLE) }
}

/// A number and its unit.
pub(super) fn number(number: &Number) -> String {
    match number.unit.as_deref() {
        None => number.text.clone(),
        Some(sign @ ("%" | "‰")) => format!("{}{sign}", number.text),
        Some(name) => format!("{} {}", number.text, unit(name)),
    }
}

/// A comparison sign.
pub(super) fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::LessEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => "≥",
    }
}

/// An expression with no more brackets than it needs.
pub(super) fn expr(lines: &Lines, expr: &Expr) -> String {
    let mut out = String::new();
    write(lines, expr, 0, &mut out);
    out
}

/// An atom.
pub(super) fn atom(lines: &Lines, atom: &Atom) -> String {
    let scope = match atom.scope {
        None => "",
        Some((Scope::Prior, _)) => lines.word(keyword::PRIOR),
        Some((Scope::Subordinate, _)) => lines.word(keyword::SUBORDINATE),
        Some((Scope::Budget, _)) => lines.word(keyword::BUDGET),
    };
    let arguments: Vec<String> = atom.arguments.iter().map(|one| argument(lines, one)).collect();
    let space = if scope.is_empty() { "" } else { " " };
    format!("{scope}{space}{}({})", atom.relation.text, arguments.join(", "))
}

/// A condition in the parts it may be broken into.
pub(super) fn condition(lines: &Lines, one: &Condition) -> Vec<String> {
    match one {
        Condition::Atom(one) => vec![atom(lines, one)],
        Condition::Absent(one) => vec![format!("{} {}", lines.word(keyword::NOT), atom(lines, one))],
        Condition::Compare(left, op, right) => {
            vec![format!("{} {} {}", expr(lines, left), comparison(*op), expr(lines, right))]
        }
        Condition::Among(item, list) => {
            vec![format!("{} {} {}", expr(lines, item), lines.word(keyword::AMONG), expr(lines, list))]
        }
        Condition::Aggregate(one) => aggregate(lines, one),
    }
}

fn aggregate(lines: &Lines, one: &Aggregate) -> Vec<String> {
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
    let mut parts = vec![format!("{head} {} {{", lines.word(keyword::IN))];
    for (at, inner) in one.body.iter().enumerate() {
        let mut inner = condition(lines, inner);
        if let Some(first) = inner.first_mut().filter(|_| at > 0) {
            first.insert_str(0, &format!("{} ", lines.word(keyword::AND)));
        }
        parts.extend(inner);
    }
    parts.push("}".to_owned());
    if let Some(default) = &one.default {
        parts.push(format!("{} {}", lines.word(keyword::DEFAULT), number(default)));
    }
    parts
}

fn argument(lines: &Lines, one: &Argument) -> String {
    let mut out = one.column.text.clone();
    if let Some(value) = &one.value {
        out = format!("{out}: {}", expr(lines, value));
    }
    if let Some(default) = &one.default {
        out = format!("{out} {} {}", lines.word(keyword::DEFAULT), number(default));
    }
    out
}

/// How tightly an expression holds together: sums 1, products 2, signs 3, all else 4.
fn strength(expr: &Expr) -> u8 {
    match expr {
        Expr::Binary(_, Operator::Add | Operator::Subtract, _) => 1,
        Expr::Binary(_, Operator::Multiply | Operator::Divide, _) => 2,
        Expr::Negate(..) => 3,
        _ => 4,
    }
}

fn write(lines: &Lines, expr: &Expr, least: u8, out: &mut String) {
    let own = strength(expr);
    let brackets = own < least;
    if brackets {
        out.push('(');
    }
    match expr {
        Expr::Name(name) => out.push_str(&name.text),
        Expr::Number(one) => out.push_str(&number(one)),
        Expr::Text(one) => out.push_str(&text(one)),
        Expr::Negate(inner, _) => {
            out.push('-');
            write(lines, inner, 3, out);
        }
        Expr::Binary(left, operator, right) => {
            write(lines, left, own, out);
            out.push_str(match operator {
                Operator::Add => " + ",
                Operator::Subtract => " - ",
                Operator::Multiply => " × ",
                Operator::Divide => " ÷ ",
            });
            write(lines, right, own + 1, out);
        }
        Expr::Call(name, arguments, _) => {
            let arguments = arguments.iter().map(|argument| self::expr(lines, argument)).collect();
            out.push_str(&bracketed(&name.text, arguments).join(" "));
        }
        Expr::Lookup(one, column) => {
            out.push_str(&atom(lines, one));
            out.push('.');
            out.push_str(&column.text);
        }
    }
    if brackets {
        out.push(')');
    }
}
