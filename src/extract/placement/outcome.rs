//! From the searched trees to possible columns, violations and constraint instances.

use std::collections::{BTreeMap, BTreeSet};

use super::candidates::{Candidate, Checks, candidates, index_in, windows};
use super::integers::Integers;
use super::known::narrow;
use super::search::Search;
use super::tree::{Tree, sound_parents};
use super::{Budget, Classes, Constraint, Instance, Problem, Violation};

/// A problem solved with some classes of constraints.
#[derive(Default)]
pub(super) struct Solved {
    pub(super) rows: Vec<Vec<Vec<usize>>>,
    pub(super) solutions: u128,
    pub(super) cost: u32,
    pub(super) violated: Vec<Violation>,
    pub(super) exhausted: bool,
}

/// The best placements of all rows.
#[derive(Clone)]
pub(super) struct Found {
    /// For each row the candidates in use; none where they are too many to list.
    pub(super) used: Vec<Vec<Candidate>>,
    pub(super) solutions: u128,
    pub(super) cost: u32,
    /// For each row, columns whose sum some and all placements violate.
    pub(super) sums: Vec<(u64, u64)>,
    /// Statements over several rows that some or, where true, all placements violate.
    pub(super) known: Vec<(usize, bool)>,
    pub(super) exhausted: bool,
}

/// Solves with the classes in force.
pub(super) fn solve_classes(problem: &Problem, classes: Classes) -> Solved {
    let rows = problem.rows.iter().map(|row| windows(problem, row.figures.len()));
    let Some(integers) = Integers::of(problem) else {
        return Solved { rows: rows.collect(), solutions: u128::MAX, exhausted: true, ..Solved::default() };
    };
    let mut budget = Budget::WHOLE;
    let mut unlisted = false;
    let list = |row| {
        let list = candidates(problem, &integers, row, classes, &mut budget);
        unlisted |= list.is_none();
        list.unwrap_or_default()
    };
    let lists: Vec<Vec<Candidate>> = (0..problem.rows.len()).map(list).collect();
    let tree = Tree::of(problem, &integers, classes.tree);
    let mut found = run(&tree, &integers, &lists, &mut budget);
    if classes.known {
        found = narrow(problem, &tree, &integers, found, &mut budget);
    }
    let columns = |(row, mut columns): (usize, Vec<Vec<usize>>)| {
        if !found.used[row].is_empty() {
            for (figure, columns) in columns.iter_mut().enumerate() {
                let stands = |column: &usize| found.used[row].iter().any(|c| index_in(c.mask, *column) == Some(figure));
                columns.retain(stands);
            }
        }
        columns
    };
    Solved {
        rows: rows.enumerate().map(columns).collect(),
        solutions: found.solutions,
        cost: found.cost,
        violated: violations(problem, &integers, &found, classes),
        exhausted: found.exhausted || unlisted,
    }
}

/// Searches each tree; where that takes too long, keeps what each row alone says.
pub(super) fn run(tree: &Tree, integers: &Integers, lists: &[Vec<Candidate>], budget: &mut Budget) -> Found {
    let rows = lists.len();
    let mut found = Found {
        used: vec![Vec::new(); rows],
        solutions: 1,
        cost: 0,
        sums: vec![(0, 0); rows],
        known: Vec::new(),
        exhausted: false,
    };
    let mut search = Search::new(tree, &integers.rows, lists, budget);
    for (group, (order, _)) in tree.groups.iter().enumerate() {
        let listed = order.iter().all(|row| !lists[*row].is_empty());
        let best = if listed { search.best(group).ok() } else { None };
        if let Some(best) = best {
            found.cost += best.cost;
            found.solutions = found.solutions.saturating_mul(best.count);
            for ((row, used), sums) in order.iter().zip(best.used).zip(best.violated) {
                found.used[*row] = used.into_iter().map(|candidate| lists[*row][candidate]).collect();
                found.sums[*row] = sums;
            }
            continue;
        }
        found.exhausted = true;
        for row in order {
            let least = lists[*row].iter().map(|candidate| candidate.cost).min();
            found.used[*row] = lists[*row].iter().copied().filter(|candidate| Some(candidate.cost) == least).collect();
            found.cost += least.unwrap_or(0);
            let ways = if lists[*row].is_empty() { u128::MAX } else { found.used[*row].len() as u128 };
            found.solutions = found.solutions.saturating_mul(ways);
        }
    }
    found
}

fn violations(problem: &Problem, integers: &Integers, found: &Found, classes: Classes) -> Vec<Violation> {
    let mut violated: BTreeMap<Constraint, bool> = BTreeMap::new();
    for (row, used) in found.used.iter().enumerate() {
        if problem.rows[row].figures.len() > problem.columns {
            violated.insert(Constraint::Width { row }, true);
        }
        if used.iter().any(|candidate| candidate.cost > 0) {
            let checks = Checks::of(problem, row, classes);
            let mut times: BTreeMap<Constraint, usize> = BTreeMap::new();
            for constraint in used.iter().flat_map(|candidate| checks.violated(problem, integers, candidate.mask)) {
                *times.entry(constraint).or_default() += 1;
            }
            violated.extend(times.into_iter().map(|(constraint, times)| (constraint, times == used.len())));
        }
        let (some, all) = found.sums[row];
        let columns = (0..problem.columns.min(64)).filter(|column| some & 1 << column != 0);
        violated.extend(columns.map(|column| (Constraint::Sum { parent: row, column }, all & 1 << column != 0)));
    }
    violated.extend(found.known.iter().map(|(known, all)| (Constraint::Known { known: *known }, *all)));
    violated.into_iter().map(|(constraint, certain)| Violation { constraint, certain }).collect()
}

/// The constraint instances whose figures are surely known, given the possible columns of each figure.
pub(super) fn instances(problem: &Problem, places: &[Vec<Vec<usize>>]) -> Vec<Instance> {
    let mut found = Vec::new();
    let mut add = |constraint, cells: &BTreeSet<(usize, usize)>| {
        let rows: BTreeSet<usize> = cells.iter().map(|cell| cell.0).collect();
        let mut figures = Vec::new();
        for row in rows {
            for (figure, columns) in places.get(row).into_iter().flatten().enumerate() {
                let inside = columns.iter().filter(|column| cells.contains(&(row, **column))).count();
                if inside == 0 {
                    continue;
                }
                if inside < columns.len() {
                    return;
                }
                figures.push((row, figure));
            }
        }
        if !figures.is_empty() {
            found.push(Instance { constraint, figures });
        }
    };
    for row in 0..problem.rows.len() {
        for (identity, law) in problem.identities.iter().enumerate() {
            let terms = law.terms.iter().filter(|term| term.1 != 0);
            add(Constraint::Identity { row, identity }, &terms.map(|term| (row, term.0)).collect());
        }
    }
    let parents = sound_parents(problem);
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (child, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent {
            children.entry(*parent).or_default().push(child);
        }
    }
    for (parent, children) in children {
        for column in 0..problem.columns {
            let rows = children.iter().chain([&parent]);
            add(Constraint::Sum { parent, column }, &rows.map(|row| (*row, column)).collect());
        }
    }
    for (known, statement) in problem.known.iter().enumerate() {
        let terms = statement.terms.iter().filter(|term| term.2 != 0);
        add(Constraint::Known { known }, &terms.map(|term| (term.0, term.1)).collect());
    }
    found.sort_by_key(|instance| instance.constraint);
    found
}
