//! The rows as trees.

use super::Problem;
use super::integers::Integers;

/// Which row is summed into which.
pub(super) struct Tree {
    pub(super) columns: usize,
    pub(super) children: Vec<Vec<usize>>,
    /// For each row, whether it and its children are all ≥ 0, so that they may only use its columns.
    pub(super) support: Vec<bool>,
    /// The rows under each root, itself included, children before parents; with the depth.
    pub(super) groups: Vec<(Vec<usize>, usize)>,
}

impl Tree {
    /// The tree of a problem; without the sums every row stands alone.
    pub(super) fn of(problem: &Problem, integers: &Integers, sums: bool) -> Tree {
        let rows = problem.rows.len();
        let parents = if sums { sound_parents(problem) } else { vec![None; rows] };
        let mut children = vec![Vec::new(); rows];
        let mut roots = Vec::new();
        for (row, parent) in parents.iter().enumerate() {
            match parent {
                Some(parent) => children[*parent].push(row),
                None => roots.push(row),
            }
        }
        let support =
            (0..rows).map(|row| !integers.negative[row] && children[row].iter().all(|c| !integers.negative[*c]));
        let support = support.collect();
        let groups = roots.into_iter().map(|root| group(root, &children)).collect();
        Tree { columns: problem.columns, children, support, groups }
    }
}

/// Rows under a root, children before parents, and the depth.
fn group(root: usize, children: &[Vec<usize>]) -> (Vec<usize>, usize) {
    let mut order = Vec::new();
    let mut open = vec![(root, 1)];
    let mut deepest = 0;
    while let Some((row, depth)) = open.pop() {
        deepest = deepest.max(depth);
        order.push(row);
        open.extend(children[row].iter().map(|child| (*child, depth + 1)));
    }
    order.reverse();
    (order, deepest)
}

/// The parents, without those that are out of range or close a cycle.
pub(super) fn sound_parents(problem: &Problem) -> Vec<Option<usize>> {
    let rows = problem.rows.len();
    let mut parents: Vec<Option<usize>> =
        problem.rows.iter().map(|row| row.parent.filter(|parent| *parent < rows)).collect();
    // 0: not seen, 1: on the way up from here, 2: leads to a root.
    let mut state = vec![0_u8; rows];
    for start in 0..rows {
        let mut way = Vec::new();
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            way.push(at);
            match parents[at] {
                Some(parent) if state[parent] == 1 => parents[at] = None,
                Some(parent) => at = parent,
                None => {}
            }
        }
        for row in way {
            state[row] = 2;
        }
    }
    parents
}
