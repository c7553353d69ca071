//! Which printed figures the two sides of a check add up.

use std::fmt::Write as _;

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::Scene;
use crate::base::Amount;
use crate::engine::{Linear, Outcome, linear};
use crate::fact::{FigureId, Origin, Value};
use crate::program::{Expectation, Expr};
use crate::report::facts::json_value;
use crate::report::terminal::printable;
use crate::report::{AmountView, place};

/// Most terms of a side that are written out for a person.
const MOST_TERMS: usize = 200;

/// A side of a check.
struct Side {
    /// The variable it is, else which side.
    name: String,
    figure: FigureId,
    form: Linear,
}

impl Scene<'_> {
    /// The sides that are figures; a side that is one printed figure shows that itself.
    fn sides(&self, outcome: &Outcome) -> Vec<Side> {
        let rule = &self.program.rules[outcome.rule.0 as usize];
        let (Some(judged), Expectation::Compare { left, right, .. }) = (&outcome.comparison, &rule.expect) else {
            return Vec::new();
        };
        let name = |expr: &Expr, side: &str| match expr {
            Expr::Variable(variable) => {
                rule.variables.get(variable.0 as usize).map_or_else(String::new, |variable| variable.name.clone())
            }
            _ => side.to_owned(),
        };
        let figures = &self.checked.evaluation.facts.dictionary.figures;
        [(left, judged.left, "左边"), (right, judged.right, "右边")]
            .into_iter()
            .filter_map(|(expr, value, side)| match value {
                Value::Figure(figure) => Some(Side { name: name(expr, side), figure, form: linear(figures, figure) }),
                _ => None,
            })
            .collect()
    }

    /// A line a side that is put together: 支出 = 1 × 3.00〔行 7〕 + 1 × 4.00〔行 8〕.
    pub(super) fn sums(&self, out: &mut String, outcome: &Outcome) {
        let sides = self.sides(outcome);
        if sides.iter().all(Side::is_plain) {
            return;
        }
        let _ = writeln!(out, "构成：");
        for side in &sides {
            let _ = writeln!(out, "  {} = {}", printable(&side.name), printable(&self.sum(&side.form)));
        }
    }

    fn sum(&self, form: &Linear) -> String {
        let mut text = String::new();
        let mut add = |coefficient: Decimal, term: &str| {
            let sign = if coefficient.is_sign_negative() { "−" } else { "+" };
            match (text.is_empty(), sign) {
                (true, "+") => {}
                (true, _) => text.push('−'),
                (false, _) => {
                    let _ = write!(text, " {sign} ");
                }
            }
            text.push_str(term);
        };
        let terms = form.printed.iter().chain(&form.blanks).chain(&form.rest);
        for (figure, coefficient) in terms.clone().take(MOST_TERMS) {
            add(*coefficient, &format!("{} × {}", coefficient.abs().normalize(), self.term(*figure)));
        }
        if !form.constant.is_zero() || terms.clone().next().is_none() {
            add(form.constant, &Amount::exact(form.constant.abs()).number());
        }
        if terms.clone().count() > MOST_TERMS {
            let _ = write!(text, " …另有 {} 项", terms.count() - MOST_TERMS);
        }
        text
    }

    /// A figure with its place; for one that is no sum, what it is.
    fn term(&self, figure: FigureId) -> String {
        let figures = &self.checked.evaluation.facts.dictionary.figures;
        let plain = self.plain(Value::Figure(figure));
        match figures.origin(figure) {
            Origin::Printed(place) => format!("{plain}〔{}〕", place::place(place)),
            Origin::Given | Origin::Constant => plain,
            Origin::Blank => format!("{plain}（空白）"),
            Origin::Sum(_) | Origin::Function(..) => format!("{plain}（不是和）"),
        }
    }

    /// The same for programs: terms by figure, each with its place.
    pub(super) fn linear_view(&self, outcome: &Outcome) -> Vec<Json> {
        let facts = &self.checked.evaluation.facts;
        let figures = &facts.dictionary.figures;
        let view = |side: Side| {
            let kinds = [("printed", &side.form.printed), ("blank", &side.form.blanks), ("other", &side.form.rest)];
            let terms = kinds.into_iter().flat_map(|(kind, terms)| {
                terms.iter().map(move |(figure, coefficient)| {
                    let place = figures.place(*figure);
                    json!({
                        "kind": kind,
                        "coefficient": coefficient.normalize().to_string(),
                        "figure": json_value(facts, Value::Figure(*figure), &self.program.units),
                        "filing": place.and_then(|place| place.filing.as_deref()),
                        "place": place,
                    })
                })
            });
            json!({
                "name": side.name,
                "value": AmountView::of(&figures.amount(side.figure), &self.program.units),
                "linear": side.form.is_linear(),
                "terms": terms.collect::<Vec<Json>>(),
                "constant": side.form.constant.normalize().to_string(),
            })
        };
        self.sides(outcome).into_iter().map(view).collect()
    }
}

impl Side {
    /// Whether it is one figure as it is printed.
    fn is_plain(&self) -> bool {
        self.form.printed == [(self.figure, Decimal::ONE)]
    }
}
