//! Small tables that each show one thing.

use super::*;

/// Two parts and their total, over a tree of one parent.
fn parts(rows: Vec<Row>) -> Problem {
    table(3, &[&[(0, -1), (1, 1), (2, 1)]], rows)
}

#[test]
fn rounding_is_no_violation_and_more_than_rounding_is() {
    let with = |slack: i64, total: i64| {
        let mut rows = vec![row(None, &[total, 30, 70]), row(Some(0), &[30, 30]), row(Some(0), &[70, 70])];
        for figure in rows.iter_mut().flat_map(|row| &mut row.figures) {
            *figure = Amount { range: number(0, slack).range, ..*figure };
            figure.range = figure.range.plus(Interval::point(figure.value)).expect("fits");
        }
        solve(&parts(rows))
    };
    assert_eq!((with(1, 103).cost, with(1, 103).solutions), (0, 1));
    assert_eq!((with(1, 104).cost, with(0, 101).cost), (2, 2));
    assert_eq!(with(0, 101).column(1, 1), Some(1));
}

#[test]
fn a_child_uses_only_the_columns_of_its_parent_unless_figures_are_negative() {
    let zero = Problem {
        identities: Vec::new(),
        ..parts(vec![row(None, &[5, 5]), row(Some(0), &[5, 5]), row(Some(0), &[0, 0])])
    };
    assert_eq!(solve(&zero).solutions, 2);
    let mut negative = zero.clone();
    negative.rows.push(row(Some(0), &[-1, -1]));
    negative.rows.push(row(Some(0), &[1, 1]));
    let placement = solve(&negative);
    assert_eq!((placement.cost, placement.rows[2][1].as_slice()), (0, &[1, 2][..]));
    assert_eq!(placement.solutions, 2 * 2 * 2, "place of the sum, of the zero, and of the pair that cancels");
}

#[test]
fn rows_without_figures_with_all_and_with_too_many() {
    let placement =
        solve(&parts(vec![row(None, &[]), row(None, &[3, 1, 2]), row(None, &[1, 2, 3, 4]), row(None, &[2, 2])]));
    assert_eq!(placement.rows[1], [[0], [1], [2]]);
    assert!(placement.rows[0].is_empty() && placement.rows[2].iter().all(Vec::is_empty));
    assert_eq!(placement.violated, [Violation { constraint: Constraint::Width { row: 2 }, certain: true }]);
    assert_eq!((placement.solutions, placement.exhausted), (2, false));
    assert_eq!(solve(&Problem::default()).solutions, 1);
}

#[test]
fn a_statement_over_several_rows_chooses_among_the_best() {
    let free = parts(vec![row(None, &[5, 5]), row(None, &[7, 7]), row(None, &[9, 9])]);
    assert_eq!(solve(&free).solutions, 8);
    let narrowed = Problem { known: vec![known(&[(0, 1, 1), (1, 1, 1), (2, 1, 1)], number(12, 0))], ..free.clone() };
    let placement = solve(&narrowed);
    assert_eq!((placement.solutions, placement.cost), (1, 0));
    assert_eq!([0, 1, 2].map(|row| placement.column(row, 1)), [Some(1), Some(1), Some(2)]);
    assert!(placement.reliance[0][1].known);
    let wrong =
        solve(&Problem { known: vec![known(&[(0, 1, 1), (1, 1, 1), (2, 1, 1)], number(13, 0))], ..free.clone() });
    assert_eq!((wrong.solutions, wrong.cost), (8, 1));
    assert_eq!(wrong.violated, [Violation { constraint: Constraint::Known { known: 0 }, certain: true }]);
    let most = Known { at_most: true, ..known(&[(0, 1, 1), (1, 1, 1)], number(5, 0)) };
    assert_eq!(solve(&Problem { known: vec![most], ..free }).solutions, 4);
}

#[test]
fn parents_that_lead_nowhere_are_ignored() {
    let rows = vec![row(Some(1), &[5, 5]), row(Some(0), &[5, 5]), row(Some(2), &[5, 5]), row(Some(99), &[5, 5])];
    let placement = solve(&parts(rows));
    assert_eq!((placement.cost, placement.exhausted), (0, false));
}

#[test]
fn what_takes_too_long_is_ambiguous() {
    let wide = Problem { columns: 40, ..parts(vec![row(None, &[1; 20])]) };
    let placement = solve(&wide);
    assert!(placement.exhausted && placement.column(0, 0) == Some(0));
    assert_eq!(placement.rows[0][1], (1..=21).collect::<Vec<_>>());
    assert!(solve(&Problem { columns: 100, ..wide }).exhausted);

    let power = |n: usize| 3_i64.pow(n as u32 % 30) + n as i64;
    let total: i64 = (0..60).map(power).sum();
    let part: i64 = (0..60).filter(|n| n % 3 == 0).map(power).sum();
    let mut rows = vec![row(None, &[total, part, total - part])];
    rows.extend((0..60).map(|n| row(Some(0), &[power(n), power(n)])));
    let placement = solve(&parts(rows));
    assert!(placement.exhausted || placement.cost == 0);
    assert_eq!(placement.rows[0], [[0], [1], [2]]);

    let chain = (0..5000).map(|n: usize| row(n.checked_sub(1), &[5, 5])).collect();
    assert!(solve(&parts(chain)).exhausted);

    let huge = Amount { value: Decimal::MAX, range: Interval::point(Decimal::MAX), ..number(0, 0) };
    let tiny = Decimal::new(1, 28);
    let figures = vec![huge, Amount { value: tiny, range: Interval::point(tiny), ..huge }];
    assert!(solve(&parts(vec![Row { figures, parent: None }])).exhausted);
}
