//! How a rule's results come about.

use super::Wording;
use super::uses::Uses;
use crate::program::{Aggregate, Atom, ColumnKind, Condition, Expectation, Expr, Program, Rule, Term};
use crate::report::handbook::model::Phrase;
use crate::report::words::severity;
use crate::syntax::tree::{Comparison, Operator};

/// What gives which result, a sentence each.
pub(in crate::report::handbook) fn outcomes(program: &Program, rule: &Rule) -> Vec<Phrase> {
    let mut said = Vec::new();
    let steps = rule.body.get(rule.subject..).unwrap_or_default();
    said.push(if steps.is_empty() {
        "每个对象得一个结果；一个对象也没有的，记一项未核。"
    } else {
        "每个对象得一个结果；后面的条件接不上则为未核，并写明停在哪个条件；一个对象也没有的，记一项未核。"
    });
    if steps.iter().any(many_ways) {
        said.push("同一对象有几种取法时逐一核对，以最重的结果为准；由重到轻是不符、舍入、相符、自证、未核。");
    }
    match &rule.expect {
        Expectation::Compare { left, op, right, rounding } => {
            said.extend(compared(program, rule, (left, *op, right), *rounding));
        }
        Expectation::Exists(_) => said.push("有则相符，没有则不符。"),
        Expectation::Absent(_) => said.push("没有则相符，有则不符。"),
    }
    if atoms(rule).iter().flat_map(|atom| &atom.arguments).any(|argument| argument.blank.is_none()) {
        said.push("取一行（条）时，写到的各列都不空白才算，写明“空白作”多少的除外。");
    }
    let mut said: Vec<Phrase> = said.into_iter().map(Phrase::of).collect();
    if let Some(least) = rule.rounding {
        said.push(Phrase::of(format!("舍入也报告，级别为{}。", severity(least))));
    }
    said
}

fn compared(
    program: &Program,
    rule: &Rule,
    (left, op, right): (&Expr, Comparison, &Expr),
    rounding: bool,
) -> Vec<&'static str> {
    let wording = Wording::new(program, &rule.variables, Uses::default());
    let kinds = [wording.kind(left), wording.kind(right)];
    if !kinds.iter().any(|kind| kind.is_figure()) {
        let text = matches!(kinds[0], ColumnKind::Text | ColumnKind::RelationName);
        let said = "成立则相符，不成立则不符。";
        return if text { vec![said, "比较文字时，全角半角和空格不论。"] } else { vec![said] };
    }
    let mut said = Vec::new();
    said.push(match (op, rounding) {
        (Comparison::Equal, true) => {
            "两边相等为相符；有一边是加出来的，差额不超过所含各数舍入误差之和的为舍入；超过的为不符。"
        }
        (Comparison::Equal, false) => "两边相等为相符；不等而印出的位数四舍五入说得通的为舍入；说不通的为不符。",
        (Comparison::NotEqual, _) => "按印出的数，不等为相符，相等为不符。",
        _ => "按印出的数成立为相符；不成立而印出的位数四舍五入说得通的为舍入；说不通的为不符。",
    });
    said.push("两边都空白，或者有数位置不定、算不出来的，为未核。");
    if op == Comparison::Equal && (multiplies(left) || multiplies(right)) {
        said.push("算出来的商或积，先按另一边印出的位数四舍五入，相同即相符。");
    }
    said
}

fn multiplies(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(_, Operator::Multiply | Operator::Divide, _) => true,
        Expr::Binary(left, _, right) => multiplies(left) || multiplies(right),
        Expr::Negate(inner) => multiplies(inner),
        Expr::Call(_, arguments) => arguments.iter().any(multiplies),
        Expr::Variable(_) | Expr::Constant(_) | Expr::Amount(_) => false,
    }
}

/// Whether a condition may hold in more than one way.
fn many_ways(condition: &Condition) -> bool {
    match condition {
        Condition::Atom(_) => true,
        Condition::Aggregate(Aggregate { by, .. }) => !by.is_empty(),
        Condition::Absent(_) | Condition::Compare(..) | Condition::Let(..) => false,
    }
}

/// The atoms whose facts a rule names columns of.
fn atoms(rule: &Rule) -> Vec<&Atom> {
    fn collect<'r>(body: &'r [Condition], found: &mut Vec<&'r Atom>) {
        for condition in body {
            match condition {
                Condition::Atom(atom) => found.push(atom),
                Condition::Aggregate(aggregate) => collect(&aggregate.body, found),
                Condition::Absent(_) | Condition::Compare(..) | Condition::Let(..) => {}
            }
        }
    }
    let mut found = Vec::new();
    collect(&rule.body, &mut found);
    found.retain(|atom| atom.arguments.iter().any(|argument| matches!(argument.term, Term::Variable(_))));
    found
}
