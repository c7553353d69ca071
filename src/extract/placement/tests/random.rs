//! Generated tables: whole ones whose blanks are erased, and small ones that are solved by trying everything.

use proptest::prelude::*;

use super::*;
use crate::extract::placement::candidates::{index_in, known_holds};
use crate::extract::placement::integers::{Integers, Range};

/// Rows of cells, blank where zero, each the sum of its children; and the parents.
#[derive(Clone, Debug)]
struct Whole {
    cells: Vec<Vec<i64>>,
    parents: Vec<Option<usize>>,
}

impl Whole {
    /// Leaves keep their cells; every other row becomes the sum of its children, the first column the sum of the others.
    fn of(mut cells: Vec<Vec<i64>>, picks: &[usize]) -> Whole {
        let parents: Vec<Option<usize>> =
            (0..cells.len()).map(|row| row.checked_sub(1).map(|last| picks[row] % (last + 1))).collect();
        for row in (0..cells.len()).rev() {
            let children: Vec<usize> = (0..cells.len()).filter(|child| parents[*child] == Some(row)).collect();
            if !children.is_empty() {
                cells[row] =
                    (0..cells[row].len()).map(|c| children.iter().map(|child| cells[*child][c]).sum()).collect();
            }
            cells[row][0] = cells[row][1..].iter().sum();
        }
        Whole { cells, parents }
    }

    fn problem(&self) -> Problem {
        let columns = self.cells[0].len();
        let printed =
            |row: &Vec<i64>| (0..columns).filter(|c| *c == 0 || row[*c] != 0).map(|c| row[c]).collect::<Vec<_>>();
        let rows = self.cells.iter().zip(&self.parents).map(|(cells, parent)| row(*parent, &printed(cells))).collect();
        let total: Vec<(usize, i32)> = (0..columns).map(|column| (column, if column == 0 { -1 } else { 1 })).collect();
        table(columns, &[&total], rows)
    }

    fn columns(&self, row: usize) -> Vec<usize> {
        (0..self.cells[row].len()).filter(|c| *c == 0 || self.cells[row][*c] != 0).collect()
    }
}

fn whole(rows: usize, columns: usize, values: std::ops::Range<i64>) -> impl Strategy<Value = Whole> {
    let cell = prop_oneof![2 => Just(0), 3 => values];
    let cells = prop::collection::vec(prop::collection::vec(cell, columns), 1..=rows);
    (cells, prop::collection::vec(0..100_usize, rows)).prop_map(|(cells, picks)| Whole::of(cells, &picks))
}

/// Solutions, cost and possible columns by trying every combination.
fn naive(problem: &Problem) -> (u128, u32, Vec<Vec<Vec<usize>>>) {
    let integers = Integers::of(problem).expect("small");
    let masks = |row: usize| {
        let figures = problem.rows[row].figures.len() as u32;
        (0..1_u64 << problem.columns)
            .filter(move |mask| mask.count_ones() == figures && (figures == 0 || mask & 1 == 1))
    };
    let mut combinations: Vec<Vec<u64>> = vec![Vec::new()];
    for row in 0..problem.rows.len() {
        combinations =
            combinations.iter().flat_map(|way| masks(row).map(|mask| [way.as_slice(), &[mask]].concat())).collect();
    }
    let costs: Vec<u32> = combinations.iter().map(|way| naive_cost(problem, &integers, way)).collect();
    let least = costs.iter().copied().min().expect("one");
    let best: Vec<&Vec<u64>> =
        combinations.iter().zip(&costs).filter(|(_, cost)| **cost == least).map(|(way, _)| way).collect();
    let columns = |row: usize, figure: usize| {
        let stands = |column: &usize| best.iter().any(|way| index_in(way[row], *column) == Some(figure));
        (0..problem.columns).filter(stands).collect()
    };
    let rows = (0..problem.rows.len())
        .map(|row| (0..problem.rows[row].figures.len()).map(|figure| columns(row, figure)).collect());
    (best.len() as u128, least, rows.collect())
}

fn naive_cost(problem: &Problem, integers: &Integers, way: &[u64]) -> u32 {
    let cell =
        |row: usize, column: usize| index_in(way[row], column).map_or(Range::ZERO, |index| integers.rows[row][index]);
    let mut cost = 0;
    for row in 0..way.len() {
        for identity in &problem.identities {
            let sum =
                identity.terms.iter().fold(Range::ZERO, |sum, (column, k)| sum.plus(cell(row, *column).times(*k)));
            cost += u32::from(!sum.meets(Range::ZERO));
        }
        let children: Vec<usize> = (0..way.len()).filter(|child| problem.rows[*child].parent == Some(row)).collect();
        if children.is_empty() {
            continue;
        }
        let negative = integers.negative[row] || children.iter().any(|child| integers.negative[*child]);
        for column in 0..problem.columns {
            let sum = children.iter().fold(Range::ZERO, |sum, child| sum.plus(cell(*child, column)));
            let printed = |row: usize| index_in(way[row], column).is_some();
            let unsupported = !negative && !printed(row) && children.iter().any(|child| printed(*child));
            cost += u32::from(unsupported || !sum.meets(cell(row, column)));
        }
    }
    for (known, equals) in problem.known.iter().zip(&integers.known) {
        let sum = known.terms.iter().fold(Range::ZERO, |sum, (row, column, k)| sum.plus(cell(*row, *column).times(*k)));
        cost += u32::from(!known_holds(sum, *equals, known.at_most));
    }
    cost
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_true_placement_is_among_the_possible(whole in whole(14, 6, 1..2000)) {
        let placement = solve(&whole.problem());
        prop_assert_eq!((placement.cost, placement.exhausted), (0, false));
        for (row, figures) in placement.rows.iter().enumerate() {
            for (columns, right) in figures.iter().zip(whole.columns(row)) {
                prop_assert!(columns.contains(&right));
                prop_assert!(placement.solutions > 1 || columns.as_slice() == [right]);
            }
        }
    }

    #[test]
    fn negative_figures_are_placed_too(whole in whole(8, 4, -50..50)) {
        let placement = solve(&whole.problem());
        prop_assert_eq!((placement.cost, placement.exhausted), (0, false));
        for (row, figures) in placement.rows.iter().enumerate() {
            prop_assert!(figures.iter().zip(whole.columns(row)).all(|(columns, right)| columns.contains(&right)));
        }
    }

    #[test]
    fn trying_everything_agrees(
        whole in prop_oneof![whole(5, 4, 1..6), whole(4, 4, -4..5)],
        alter in prop::collection::vec((0..5_usize, 0..4_usize, 0..7_i64), 0..3),
        slack in 0..2_i64,
        say in prop::collection::vec((0..5_usize, 0..4_usize, 0..9_i64, any::<bool>()), 0..2),
    ) {
        let mut problem = whole.problem();
        for (row, figure, value) in alter {
            let rows = problem.rows.len();
            if let Some(place) = problem.rows[row % rows].figures.get_mut(figure) {
                *place = number(value, slack);
            }
        }
        for (row, column, value, at_most) in say {
            let row = row % problem.rows.len();
            problem.known.push(Known { at_most, ..known(&[(row, column, 1)], number(value, 0)) });
        }
        let placement = solve(&problem);
        let (solutions, cost, rows) = naive(&problem);
        prop_assert_eq!((placement.solutions, placement.cost, &placement.rows), (solutions, cost, &rows));
        prop_assert_eq!(placement.violated.is_empty(), cost == 0);
        let certain = placement.violated.iter().filter(|violation| violation.certain).count();
        prop_assert!(certain <= cost as usize && cost as usize <= placement.violated.len());
        prop_assert_eq!(&solve(&problem), &placement);
    }
}
