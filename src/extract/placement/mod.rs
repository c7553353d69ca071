//! Placement: which column each figure of a row stands in, where the empty cells of a table have vanished.
//!
//! Of a row only its figures, in order, are known. They are placed by what must hold between them: identities within a
//! row, sums along the tree of codes, and what sister tables say. [`solve`] finds the placements of **least cost**, where
//! each violated constraint instance costs one, counts them, and gives for every figure the columns it takes over all of
//! them. So one misprinted figure is reported as violated constraints and leaves its neighbours where they belong.
//!
//! A constraint holds when it can hold inside the printed ranges: |difference| ≤ summed slack. A sum instance is a parent
//! row and a column. Where the parent and its children are all ≥ 0, it is also violated by a child that prints a figure
//! (be it zero) in a column the parent leaves blank.
//!
//! # Method
//!
//! Each row's order-preserving candidates are listed with the cost of its identities and of the [`Known`]s that touch no
//! other row. Bottom-up over the tree, the cost and number of the best placements below a row are computed for each of its
//! candidates, adding child by child with the vector of partial sums as state; a bound on the cost, raised until a
//! placement fits, keeps the states few. A top-down pass marks what the best placements use. All arithmetic is on scaled
//! integers and exact.
//!
//! # Limits
//!
//! * A [`Known`] that spans several rows only chooses among the placements that are best without it (all such `Known`s
//!   together, fewest violated first), and only when its rows have at most 256 combinations of candidates; else it is left
//!   out and [`Placement::exhausted`] is set.
//! * Work is bounded. Beyond the bound the rows of a tree fall back to what each row says alone, and `exhausted` is set.
//! * A parent that is out of range or would close a cycle is ignored; terms of rows and columns that do not exist are blank.

mod candidates;
mod children;
mod integers;
mod known;
mod outcome;
mod reliance;
mod search;
#[cfg(test)]
mod tests;
mod tree;

use crate::base::Amount;

/// What is known about one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// Number of figure columns.
    pub columns: usize,
    /// For each column, whether every row prints it. A row with fewer figures than required columns uses only these.
    pub required: Vec<bool>,
    /// The rows, in printed order.
    pub rows: Vec<Row>,
    /// What holds between the columns of every row.
    pub identities: Vec<RowIdentity>,
    /// What sister tables say.
    pub known: Vec<Known>,
}

/// One printed row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its figures in printed order.
    pub figures: Vec<Amount>,
    /// The row it is summed into.
    pub parent: Option<usize>,
}

/// Σ coefficient · column = 0, in every row; a blank counts as zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowIdentity {
    /// Column and coefficient.
    pub terms: Vec<(usize, i32)>,
}

/// What a sister table says: Σ coefficient · cell = `equals`, or ≤ `equals`.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Row, column and coefficient.
    pub terms: Vec<(usize, usize, i32)>,
    /// The other side.
    pub equals: Amount,
    /// Whether the sum may also be less.
    pub at_most: bool,
}

/// One constraint instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constraint {
    /// A row has more figures than the table has columns; they have no place.
    Width {
        /// The row.
        row: usize,
    },
    /// An identity in a row.
    Identity {
        /// The row.
        row: usize,
        /// Which of [`Problem::identities`].
        identity: usize,
    },
    /// A parent and the sum of its direct children in one column.
    Sum {
        /// The parent row.
        parent: usize,
        /// The column.
        column: usize,
    },
    /// A statement of a sister table.
    Known {
        /// Which of [`Problem::known`].
        known: usize,
    },
}

/// A constraint that a least-cost placement violates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Violation {
    /// The constraint.
    pub constraint: Constraint,
    /// Whether every least-cost placement violates it.
    pub certain: bool,
}

/// A constraint and the printed figures it holds between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The constraint.
    pub constraint: Constraint,
    /// Row and index of each figure, sorted.
    pub figures: Vec<(usize, usize)>,
}

/// Which classes of constraints a figure needs for its unique place; all false where the place is not unique.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reliance {
    /// Without the row identities it has no unique place, or another.
    pub row: bool,
    /// The same for the sums along the tree.
    pub tree: bool,
    /// The same for the sister tables.
    pub known: bool,
}

/// The least-cost placements of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// For each row and figure the columns it may stand in, sorted; one column means a unique place, none that the row has
    /// more figures than columns.
    pub rows: Vec<Vec<Vec<usize>>>,
    /// How many placements have the least cost: exact, but no more than `u128::MAX`. Where `exhausted`, no more than the
    /// number of combinations of what was found.
    pub solutions: u128,
    /// How many constraint instances each of them violates.
    pub cost: u32,
    /// The constraints that some least-cost placement violates, sorted.
    pub violated: Vec<Violation>,
    /// For each row and figure, what its unique place relies on.
    pub reliance: Vec<Vec<Reliance>>,
    /// The constraint instances whose figures are the same in all least-cost placements, sorted.
    pub instances: Vec<Instance>,
    /// Whether the work was cut short somewhere: figures may then be ambiguous that more work would place.
    pub exhausted: bool,
}

impl Placement {
    /// The column of a figure with a unique place.
    pub fn column(&self, row: usize, figure: usize) -> Option<usize> {
        match self.rows.get(row)?.get(figure)?.as_slice() {
            [column] => Some(*column),
            _ => None,
        }
    }
}

/// Places the figures of a table.
pub fn solve(problem: &Problem) -> Placement {
    let solved = outcome::solve_classes(problem, Classes::ALL);
    Placement {
        reliance: reliance::reliance(problem, &solved),
        instances: outcome::instances(problem, &solved.rows),
        rows: solved.rows,
        solutions: solved.solutions,
        cost: solved.cost,
        violated: solved.violated,
        exhausted: solved.exhausted,
    }
}

/// The classes of constraints that are in force.
#[derive(Clone, Copy, Debug)]
struct Classes {
    row: bool,
    tree: bool,
    known: bool,
}

impl Classes {
    const ALL: Classes = Classes { row: true, tree: true, known: true };
}

/// The work that is left; more would take too long.
struct Budget(u64);

/// The budget is used up.
struct Exhausted;

impl Budget {
    const WHOLE: Budget = Budget(2_000_000);

    fn spend(&mut self, steps: usize) -> Result<(), Exhausted> {
        self.0 = self.0.checked_sub(steps as u64).ok_or(Exhausted)?;
        Ok(())
    }
}
