//! A flame graph: the whole, below it strata and rules, then clauses, then their conditions; as wide as they took long.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Costs, share, time};
use crate::engine::{Clause, ClauseCost};
use crate::report::escape::html as escape;
use crate::report::terminal::printable;

/// Width of the picture, in units of the drawing.
const WIDTH: u64 = 1_200;
/// Height of a box.
const HEIGHT: u64 = 22;
/// About the width of a character of a label.
const LETTER: u64 = 13;
/// Boxes narrower than this many thousandths of a unit are not drawn.
const NARROWEST: u64 = 300;

/// A box and those under it.
struct Flame {
    label: String,
    /// What a pointer over it is told besides.
    told: String,
    nanoseconds: u64,
    under: Vec<Flame>,
}

/// The graph as an SVG element.
pub(super) fn flame(costs: &Costs) -> String {
    let whole = root(costs);
    let levels = depth(&whole);
    let mut out = format!(
        "<svg class=\"flame\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" aria-label=\"火焰图\">\n",
        levels * HEIGHT
    );
    draw(&mut out, &whole, 0, 0, whole.nanoseconds.max(1));
    out.push_str("</svg>\n");
    out
}

fn root(costs: &Costs) -> Flame {
    let strata = &costs.program.strata;
    let stratum = |number: u32| strata.iter().position(|stratum| stratum.contains(&(number as usize)));
    // Strata in their order, rules behind them.
    let mut groups: BTreeMap<usize, Vec<&ClauseCost>> = BTreeMap::new();
    for cost in costs.dearest() {
        let group = match cost.clause {
            Clause::Definition(number) => stratum(number).unwrap_or(0),
            Clause::Rule(_) => strata.len(),
        };
        groups.entry(group).or_default().push(cost);
    }
    let group = |(number, members): (usize, Vec<&ClauseCost>)| Flame {
        label: if number == strata.len() { "规则".to_owned() } else { format!("定义 第 {} 层", number + 1) },
        told: String::new(),
        nanoseconds: members.iter().map(|cost| cost.nanoseconds).sum(),
        under: members.into_iter().map(|cost| clause(costs, cost)).collect(),
    };
    let nanoseconds = costs.profile.nanoseconds();
    let under = groups.into_iter().map(group).collect();
    Flame { label: "全部".to_owned(), told: String::new(), nanoseconds, under }
}

fn clause(costs: &Costs, cost: &ClauseCost) -> Flame {
    let named = costs.named(cost);
    let step = |step: &crate::engine::StepCost| {
        let label = costs.condition(cost.clause, step.condition);
        let told = format!("{} 行进，{} 行出", step.entered, step.left);
        Flame { label, told, nanoseconds: step.nanoseconds, under: Vec::new() }
    };
    Flame {
        label: named.heading(),
        told: named.place.clone(),
        nanoseconds: cost.nanoseconds,
        under: cost.steps.iter().map(step).collect(),
    }
}

fn depth(flame: &Flame) -> u64 {
    1 + flame.under.iter().map(depth).max().unwrap_or(0)
}

/// Draws a box whose left edge lies behind so many nanoseconds.
fn draw(out: &mut String, flame: &Flame, level: u64, from: u64, whole: u64) {
    let at = |nanoseconds: u64| {
        u64::try_from(u128::from(nanoseconds) * u128::from(WIDTH) * 1_000 / u128::from(whole)).unwrap_or(WIDTH * 1_000)
    };
    let (left, right) = (at(from), at(from.saturating_add(flame.nanoseconds)).min(WIDTH * 1_000));
    let width = right.saturating_sub(left);
    if width < NARROWEST && level > 0 {
        return;
    }
    let (top, told) = (level * HEIGHT, escape(&printable(&told(flame, whole))));
    let _ = write!(
        out,
        "<g><title>{told}</title><rect class=\"l{}\" x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{}\"/>",
        level.min(3),
        milli(left),
        milli(width),
        HEIGHT - 1
    );
    let letters = usize::try_from(width / 1_000 / LETTER).unwrap_or(0);
    if letters > 1 {
        let label: String = printable(&flame.label).chars().take(letters).collect();
        let _ = write!(out, "<text x=\"{}\" y=\"{}\">{}</text>", milli(left + 4_000), top + 15, escape(&label));
    }
    out.push_str("</g>\n");
    let mut begin = from;
    for under in &flame.under {
        draw(out, under, level + 1, begin, whole);
        begin = begin.saturating_add(under.nanoseconds);
    }
}

fn told(flame: &Flame, whole: u64) -> String {
    let took = format!("{} 毫秒，{}", time(flame.nanoseconds), share(flame.nanoseconds, whole));
    let parts = [flame.label.as_str(), &took, &flame.told];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Thousandths as a number with a point.
fn milli(thousandths: u64) -> String {
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}
