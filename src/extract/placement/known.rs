//! Statements of sister tables that tie several rows: they choose among the placements that are best without them.

use super::candidates::{Candidate, cell, known_holds};
use super::integers::{Integers, Range};
use super::outcome::{Found, run};
use super::tree::Tree;
use super::{Budget, Problem};

/// More combinations of candidates than this are not looked at.
const MOST: usize = 256;
/// Nor are more than so many rows at a time.
const DEEPEST: usize = 64;

/// The best placements that violate the fewest statements over several rows; all of them where that takes too long.
pub(super) fn narrow(problem: &Problem, tree: &Tree, integers: &Integers, found: Found, budget: &mut Budget) -> Found {
    let spans = |known: &usize| {
        let mut rows = problem.known[*known].terms.iter().map(|term| term.0);
        let first = rows.next();
        rows.any(|row| Some(row) != first)
    };
    let statements: Vec<usize> = (0..problem.known.len()).filter(spans).collect();
    if statements.is_empty() {
        return found;
    }
    let terms = statements.iter().flat_map(|known| &problem.known[*known].terms);
    let mut rows: Vec<usize> = terms.map(|term| term.0).filter(|row| *row < problem.rows.len()).collect();
    rows.sort_unstable();
    rows.dedup();
    if found.exhausted || rows.iter().any(|row| found.used[*row].is_empty()) {
        return Found { exhausted: true, ..found };
    }
    let mut walk = Walk { problem, tree, integers, statements, rows, seen: 0, best: Vec::new(), violated: usize::MAX };
    if walk.go(&found, 0, budget).is_none() {
        return Found { exhausted: true, ..found };
    }
    merged(walk.best).unwrap_or(found)
}

struct Walk<'a> {
    problem: &'a Problem,
    tree: &'a Tree,
    integers: &'a Integers,
    statements: Vec<usize>,
    rows: Vec<usize>,
    seen: usize,
    best: Vec<Found>,
    violated: usize,
}

impl Walk<'_> {
    /// Fixes the rows one after another, and looks again at what the others may still use.
    fn go(&mut self, found: &Found, depth: usize, budget: &mut Budget) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let Some(open) = self.rows.iter().copied().find(|row| found.used[*row].len() > 1) else {
            return self.take(found);
        };
        for candidate in &found.used[open] {
            let mut lists = found.used.clone();
            lists[open] = vec![*candidate];
            let next = run(self.tree, self.integers, &lists, budget);
            if next.exhausted || next.cost != found.cost {
                return None;
            }
            self.go(&next, depth + 1, budget)?;
        }
        Some(())
    }

    /// Keeps one combination if it violates no more than the others.
    fn take(&mut self, found: &Found) -> Option<()> {
        self.seen += 1;
        if self.seen > MOST {
            return None;
        }
        let broken = |known: &usize| {
            let statement = &self.problem.known[*known];
            let sum = statement.terms.iter().fold(Range::ZERO, |sum, (row, column, k)| {
                let mask = found.used.get(*row).and_then(|used| used.first()).map_or(0, |candidate| candidate.mask);
                let figures = self.integers.rows.get(*row).map_or(&[][..], |figures| figures);
                sum.plus(cell(mask, figures, *column).times(*k))
            });
            !known_holds(sum, self.integers.known[*known], statement.at_most)
        };
        let known: Vec<(usize, bool)> = self.statements.iter().filter(|k| broken(k)).map(|k| (*k, true)).collect();
        if known.len() < self.violated {
            self.violated = known.len();
            self.best.clear();
        }
        if known.len() == self.violated {
            self.best.push(Found { known, ..found.clone() });
        }
        Some(())
    }
}

/// The combinations as one.
fn merged(all: Vec<Found>) -> Option<Found> {
    let count = all.len();
    let mut all = all.into_iter();
    let mut whole = all.next()?;
    let mut known: Vec<usize> = whole.known.iter().map(|known| known.0).collect();
    for found in all {
        whole.solutions = whole.solutions.saturating_add(found.solutions);
        for (used, more) in whole.used.iter_mut().zip(&found.used) {
            used.extend_from_slice(more);
        }
        for (sums, more) in whole.sums.iter_mut().zip(&found.sums) {
            *sums = (sums.0 | more.0, sums.1 & more.1);
        }
        known.extend(found.known.iter().map(|known| known.0));
    }
    for used in &mut whole.used {
        used.sort_unstable();
        used.dedup_by_key(|candidate: &mut Candidate| candidate.mask);
    }
    known.sort_unstable();
    whole.known = known.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() == count)).collect();
    whole.cost +=
        u32::try_from(known.chunk_by(|a, b| a == b).map(<[usize]>::len).sum::<usize>() / count.max(1)).unwrap_or(0);
    Some(whole)
}
