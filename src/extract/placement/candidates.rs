//! The candidates of one row: every way to give its figures columns in order.

use super::integers::{Integers, Range};
use super::{Budget, Classes, Constraint, Problem};

/// More candidates than this are not listed.
const MOST: u128 = 20_000;

/// One way to place the figures of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// The columns used, one bit each; the i-th lowest bit is the column of figure i.
    pub(super) mask: u64,
    /// How many constraints within the row it violates.
    pub(super) cost: u32,
}

/// What a candidate puts in a column; a blank is zero.
pub(super) fn cell(mask: u64, figures: &[Range], column: usize) -> Range {
    let Some(index) = index_in(mask, column) else { return Range::ZERO };
    figures.get(index).copied().unwrap_or_default()
}

/// Which figure a candidate puts in a column.
pub(super) fn index_in(mask: u64, column: usize) -> Option<usize> {
    let bit = 1_u64.checked_shl(u32::try_from(column).ok()?)?;
    (mask & bit != 0).then(|| (mask & (bit - 1)).count_ones() as usize)
}

/// The candidates of a row in a fixed order, with costs; `None` when there are too many.
pub(super) fn candidates(
    problem: &Problem,
    integers: &Integers,
    row: usize,
    classes: Classes,
    budget: &mut Budget,
) -> Option<Vec<Candidate>> {
    let figures = integers.rows.get(row)?;
    if problem.columns > 64 {
        return None;
    }
    let (fixed, free, choose) = shape(problem, figures.len());
    let combinations = binomial(free.len(), choose);
    if combinations > MOST {
        return None;
    }
    budget.spend(combinations as usize).ok()?;
    let fixed = fixed.iter().fold(0_u64, |mask, column| mask | 1 << column);
    let checks = Checks::of(problem, row, classes);
    let mut chosen: Vec<usize> = (0..choose).collect();
    let mut found = Vec::with_capacity(combinations as usize);
    loop {
        let mask = chosen.iter().fold(fixed, |mask, index| mask | 1 << free[*index]);
        let cost = checks.violated(problem, integers, mask).count() as u32;
        found.push(Candidate { mask, cost });
        // The last index that can still move up moves, and those behind it follow.
        let Some(at) = (0..choose).rev().find(|at| chosen[*at] + choose - at < free.len()) else {
            return Some(found);
        };
        let start = chosen[at] + 1;
        for (offset, index) in chosen[at..].iter_mut().enumerate() {
            *index = start + offset;
        }
    }
}

/// The columns a row of `figures` figures surely uses, those it may choose among, and how many it chooses.
fn shape(problem: &Problem, figures: usize) -> (Vec<usize>, Vec<usize>, usize) {
    if figures > problem.columns {
        return (Vec::new(), Vec::new(), 0);
    }
    let (required, other): (Vec<usize>, Vec<usize>) =
        (0..problem.columns).partition(|column| problem.required.get(*column) == Some(&true));
    if figures < required.len() {
        (Vec::new(), required, figures)
    } else {
        let choose = figures - required.len();
        (required, other, choose)
    }
}

/// The columns that order and required columns leave to each figure of a row.
pub(super) fn windows(problem: &Problem, figures: usize) -> Vec<Vec<usize>> {
    if figures > problem.columns {
        return vec![Vec::new(); figures];
    }
    let (fixed, free, _) = shape(problem, figures);
    let mut usable: Vec<(usize, bool)> =
        fixed.iter().map(|c| (*c, true)).chain(free.iter().map(|c| (*c, false))).collect();
    usable.sort_unstable();
    let fits = |at: usize, figure: usize| {
        let fixed_in = |part: &[(usize, bool)]| part.iter().filter(|column| column.1).count();
        let after = figures - 1 - figure;
        let before_fits = (fixed_in(&usable[..at])..=at).contains(&figure);
        before_fits && (fixed_in(&usable[at + 1..])..=usable.len() - 1 - at).contains(&after)
    };
    let columns = |figure| (0..usable.len()).filter(|at| fits(*at, figure)).map(|at| usable[at].0).collect();
    (0..figures).map(columns).collect()
}

fn binomial(n: usize, k: usize) -> u128 {
    let mut value = 1_u128;
    for step in 0..k.min(n - k) {
        value = value * (n - step) as u128 / (step as u128 + 1);
        if value > MOST {
            return value;
        }
    }
    value
}

/// The constraints within one row.
pub(super) struct Checks {
    row: usize,
    identities: bool,
    known: Vec<usize>,
}

impl Checks {
    /// The constraints of the classes in force.
    pub(super) fn of(problem: &Problem, row: usize, classes: Classes) -> Checks {
        let within = |known: &usize| {
            let terms = &problem.known[*known].terms;
            match terms.as_slice() {
                [] => row == 0,
                [first, rest @ ..] => first.0 == row && rest.iter().all(|term| term.0 == row),
            }
        };
        let known = if classes.known { (0..problem.known.len()).filter(within).collect() } else { Vec::new() };
        Checks { row, identities: classes.row, known }
    }

    /// The constraints that a candidate violates.
    pub(super) fn violated<'a>(
        &'a self,
        problem: &'a Problem,
        integers: &'a Integers,
        mask: u64,
    ) -> impl Iterator<Item = Constraint> + 'a {
        let figures = &integers.rows[self.row];
        let identities = if self.identities { problem.identities.as_slice() } else { &[] };
        let broken = move |terms: &[(usize, i32)]| {
            let sum =
                terms.iter().fold(Range::ZERO, |sum, (column, k)| sum.plus(cell(mask, figures, *column).times(*k)));
            !sum.meets(Range::ZERO)
        };
        let rows = identities.iter().enumerate().filter(move |(_, identity)| broken(&identity.terms));
        let known = self.known.iter().filter(move |known| {
            let statement = &problem.known[**known];
            let terms = statement.terms.iter();
            let sum = terms.fold(Range::ZERO, |sum, (_, column, k)| sum.plus(cell(mask, figures, *column).times(*k)));
            !known_holds(sum, integers.known[**known], statement.at_most)
        });
        rows.map(|(identity, _)| Constraint::Identity { row: self.row, identity })
            .chain(known.map(|known| Constraint::Known { known: *known }))
    }
}

/// Whether a sum can be what the sister table says.
pub(super) fn known_holds(sum: Range, equals: Range, at_most: bool) -> bool {
    sum.low <= equals.high && (at_most || sum.high >= equals.low)
}
