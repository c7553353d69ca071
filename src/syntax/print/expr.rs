//! Expressions and atoms.

use unicode_width::UnicodeWidthStr;

use crate::base::Span;
use crate::syntax::keyword;
use crate::syntax::parse::ends_expression;
use crate::syntax::quote::{self, quoted};
use crate::syntax::token::is_word;
use crate::syntax::tree::{Argument, Atom, Comparison, Expr, Number, Operator, Quoted, Scope};

use super::line::{Lines, bracketed};

/// The widest side of an equation that stands on a line of its own.
const SIDE: usize = 90;

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
    atom_parts(lines, atom).join(" ")
}

/// The word that says which filing something stands in.
pub(super) fn scope(lines: &Lines, scope: Scope) -> &'static str {
    lines.word(match scope {
        Scope::Prior => keyword::PRIOR,
        Scope::Subordinate => keyword::SUBORDINATE,
        Scope::Budget => keyword::BUDGET,
    })
}

/// A name behind the filing it stands in, when that is not the own one.
pub(super) fn scoped(lines: &Lines, filing: Option<(Scope, Span)>, name: &str) -> String {
    filing.map_or_else(|| name.to_owned(), |(filing, _)| format!("{} {name}", scope(lines, filing)))
}

/// An atom in the parts it may be broken into.
pub(super) fn atom_parts(lines: &Lines, atom: &Atom) -> Vec<String> {
    let arguments = atom.arguments.iter().map(|one| argument(lines, one)).collect();
    bracketed(&scoped(lines, atom.scope, &atom.relation.text), arguments)
}

/// An expression in the parts it may be broken into: the terms of a sum, each behind its sign.
fn terms(lines: &Lines, one: &Expr) -> Vec<String> {
    let mut signed = Vec::new();
    let mut left = one;
    while let Expr::Binary(rest, operator @ (Operator::Add | Operator::Subtract), right) = left {
        let mut term = sign(*operator).to_owned();
        write(lines, right, 2, &mut term);
        signed.push(term);
        left = rest;
    }
    signed.push(expr(lines, left));
    signed.reverse();
    signed
}

/// Two sides and the sign between them, in the parts they may be broken into: at the sign where the left side is a sum
/// and both sides are no longer than a line, otherwise at every term.
pub(super) fn equation(lines: &Lines, left: &Expr, op: Comparison, right: &Expr) -> Vec<String> {
    let mut parts = terms(lines, left);
    let mut other = terms(lines, right);
    other[0].insert_str(0, &format!("{} ", comparison(op)));
    let sides = [parts.join(" "), other.join(" ")];
    if parts.len() > 1 && sides.iter().all(|side| side.width() <= SIDE) {
        return sides.into();
    }
    parts.extend(other);
    parts
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+ ",
        Operator::Subtract => "- ",
        Operator::Multiply => "× ",
        Operator::Divide => "÷ ",
    }
}

/// An argument of an atom.
pub(super) fn argument(lines: &Lines, one: &Argument) -> String {
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
            out.push(' ');
            out.push_str(sign(*operator));
            write(lines, right, own + 1, out);
        }
        Expr::Call(name, arguments, _) => {
            let arguments = arguments.iter().map(|argument| self::expr(lines, argument)).collect();
            let name = lines.vocabulary(keyword::CALLS, &name.text);
            out.push_str(&bracketed(name, arguments).join(" "));
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
