//! Which classes of constraints a unique place needs: the problem is solved again without each of them.

use super::candidates::windows;
use super::outcome::{Solved, solve_classes};
use super::tree::sound_parents;
use super::{Classes, Problem, Reliance};

/// The reliance of each figure of each row.
pub(super) fn reliance(problem: &Problem, solved: &Solved) -> Vec<Vec<Reliance>> {
    let fixed: Vec<Vec<bool>> = problem
        .rows
        .iter()
        .map(|row| windows(problem, row.figures.len()).iter().map(|columns| columns.len() == 1).collect())
        .collect();
    let needs = |present: bool, classes: Classes| -> Box<dyn Fn(usize, usize) -> bool + '_> {
        if !present {
            return Box::new(|_, _| false);
        }
        let without = solve_classes(problem, classes);
        let fixed = &fixed;
        Box::new(move |row: usize, figure: usize| {
            let place = &solved.rows[row][figure];
            let same = !without.exhausted && without.rows[row][figure] == *place;
            place.len() == 1 && !fixed[row][figure] && !same
        })
    };
    let all = Classes::ALL;
    let row_needed = needs(!problem.identities.is_empty(), Classes { row: false, ..all });
    let tree_needed = needs(sound_parents(problem).iter().any(Option::is_some), Classes { tree: false, ..all });
    let known_needed = needs(!problem.known.is_empty(), Classes { known: false, ..all });
    let of = |row, figure| Reliance {
        row: row_needed(row, figure),
        tree: tree_needed(row, figure),
        known: known_needed(row, figure),
    };
    problem
        .rows
        .iter()
        .enumerate()
        .map(|(row, printed)| (0..printed.figures.len()).map(|figure| of(row, figure)).collect())
        .collect()
}
