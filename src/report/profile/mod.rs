//! What a run cost: as tables, and as a page with a flame graph.

mod flame;
mod html;
mod table;

pub use html::profile_page;
pub use table::profile_table;

use super::clause::Named;
use super::formula::Formula;
use crate::engine::{Clause, ClauseCost, IndexCost, Profile};
use crate::program::{Program, Source};

/// What costs are told with.
#[derive(Clone, Copy)]
struct Costs<'a> {
    program: &'a Program,
    sources: &'a [Source],
    profile: &'a Profile,
}

impl<'a> Costs<'a> {
    /// Clauses that did something, the dearest first.
    fn dearest(&self) -> Vec<&'a ClauseCost> {
        let mut costs: Vec<&ClauseCost> = self.profile.clauses.iter().filter(|cost| cost.rounds > 0).collect();
        costs.sort_by_key(|cost| (std::cmp::Reverse(cost.nanoseconds), cost.clause));
        costs
    }

    /// Indexes, the largest first.
    fn largest(&self) -> Vec<&'a IndexCost> {
        let mut costs: Vec<&IndexCost> = self.profile.indexes.iter().collect();
        costs.sort_by_key(|cost| std::cmp::Reverse(cost.bytes));
        costs
    }

    fn named(&self, cost: &ClauseCost) -> Named<'a> {
        Named::of(self.program, self.sources, cost.clause)
    }

    /// A condition of a clause in a few words; what comes behind the last.
    fn condition(&self, clause: Clause, number: usize) -> String {
        let named = Named::of(self.program, self.sources, clause);
        let formula = Formula { program: self.program, variables: named.variables };
        match (named.body.get(number), clause) {
            (Some(condition), _) => format!("{} {}", number + 1, formula.label(condition)),
            (None, Clause::Definition(_)) => "得出".to_owned(),
            (None, Clause::Rule(_)) => "应".to_owned(),
        }
    }

    /// The relation of an index and its columns.
    fn index(&self, cost: &IndexCost) -> String {
        let relation = self.program.relation(cost.relation);
        let column = |column: &usize| relation.columns.get(*column).map(|column| column.name.as_str());
        let columns: Vec<&str> = cost.columns.iter().filter_map(column).collect();
        format!("{}({})", relation.name, columns.join("，"))
    }
}

/// A time in milliseconds, to the microsecond.
fn time(nanoseconds: u64) -> String {
    let micro = nanoseconds.saturating_add(500) / 1_000;
    format!("{}.{:03}", grouped(micro / 1_000), micro % 1_000)
}

/// A share in percent, to the tenth.
fn share(part: u64, whole: u64) -> String {
    let tenths = u128::from(part) * 1_000 / u128::from(whole.max(1));
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// A number with its thousands apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, ch) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(ch);
    }
    out
}

#[cfg(test)]
mod tests;
