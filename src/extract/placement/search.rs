//! The least cost below each candidate of each row, and what the best placements use.

use super::candidates::Candidate;
use super::children::{Layer, Trace};
use super::integers::Range;
use super::tree::Tree;
use super::{Budget, Exhausted};

/// Deeper trees are not searched.
const DEEPEST: usize = 64;

/// What is known about the cost below one candidate.
#[derive(Clone, Copy)]
enum Memo {
    /// At least this.
    AtLeast(u32),
    /// This, in so many ways.
    Exact(u32, u128),
}

/// The least costs within one problem; each group is searched by itself.
pub(super) struct Search<'a> {
    pub(super) tree: &'a Tree,
    pub(super) figures: &'a [Vec<Range>],
    pub(super) candidates: &'a [Vec<Candidate>],
    pub(super) budget: &'a mut Budget,
    /// For each row, the least cost of the rows up to and including it.
    pub(super) floor: Vec<u32>,
    /// For each row, what its children can still add: see [`Search::rest_of`].
    pub(super) rest: Vec<Vec<Range>>,
    /// Layers whose room can be used again.
    pub(super) spare: Vec<Layer>,
    memo: Vec<Vec<Memo>>,
}

/// What the least-cost placements of one group use.
pub(super) struct Best {
    pub(super) cost: u32,
    pub(super) count: u128,
    /// For each row of the group, in its order, its candidates in use.
    pub(super) used: Vec<Vec<usize>>,
    /// For each row of the group, columns whose sum some and all placements violate.
    pub(super) violated: Vec<(u64, u64)>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        tree: &'a Tree,
        figures: &'a [Vec<Range>],
        candidates: &'a [Vec<Candidate>],
        budget: &'a mut Budget,
    ) -> Search<'a> {
        let rows = figures.len();
        let memo = candidates.iter().map(|of| of.iter().map(|c| Memo::AtLeast(c.cost)).collect()).collect();
        Search {
            tree,
            figures,
            candidates,
            budget,
            floor: vec![0; rows],
            rest: vec![Vec::new(); rows],
            spare: Vec::new(),
            memo,
        }
    }

    /// The best placements of the rows under one root.
    pub(super) fn best(&mut self, group: usize) -> Result<Best, Exhausted> {
        let tree = self.tree;
        let (order, depth) = &tree.groups[group];
        if *depth > DEEPEST {
            return Err(Exhausted);
        }
        let mut whole = (0, 0);
        let mut used: Vec<Vec<usize>> = vec![Vec::new(); tree.children.len()];
        for row in order {
            let (cost, count, best) = self.lowest(*row)?;
            self.floor[*row] = cost;
            whole = (cost, count);
            if Some(row) == order.last() {
                used[*row] = best;
            }
        }
        let mut violated = Vec::with_capacity(order.len());
        for row in order.iter().rev() {
            used[*row].sort_unstable();
            used[*row].dedup();
            violated.push(self.follow(*row, &mut used)?);
        }
        violated.reverse();
        let used = order.iter().map(|row| std::mem::take(&mut used[*row])).collect();
        Ok(Best { cost: whole.0, count: whole.1, used, violated })
    }

    /// The least cost of a row with all below it, in how many ways, and the candidates that have it.
    fn lowest(&mut self, row: usize) -> Result<(u32, u128, Vec<usize>), Exhausted> {
        let children: u32 = self.tree.children[row].iter().map(|child| self.floor[*child]).sum();
        self.rest[row] = self.rest_of(row);
        let Some(own) = self.candidates[row].iter().map(|c| c.cost).min() else { return Err(Exhausted) };
        let mut bound = own + children;
        loop {
            let mut best = Vec::new();
            let mut count = 0_u128;
            for candidate in 0..self.candidates[row].len() {
                if let Some((_, ways)) = self.inside(row, candidate, bound)? {
                    best.push(candidate);
                    count = count.saturating_add(ways);
                }
            }
            if !best.is_empty() {
                return Ok((bound, count, best));
            }
            bound += 1;
        }
    }

    /// The least cost of a candidate with all below its row, and in how many ways, if it is at most `bound`.
    pub(super) fn inside(
        &mut self,
        row: usize,
        candidate: usize,
        bound: u32,
    ) -> Result<Option<(u32, u128)>, Exhausted> {
        match self.memo[row][candidate] {
            Memo::Exact(cost, count) => return Ok((cost <= bound).then_some((cost, count))),
            Memo::AtLeast(least) if least > bound => return Ok(None),
            Memo::AtLeast(_) => {}
        }
        let choice = self.candidates[row][candidate];
        let found = if self.tree.children[row].is_empty() {
            Some((choice.cost, 1))
        } else {
            let layer = self.combine(row, choice, bound - choice.cost, None)?;
            let best = layer.best();
            self.spare.push(layer);
            best.map(|(cost, count)| (choice.cost + cost, count))
        };
        self.memo[row][candidate] = found.map_or(Memo::AtLeast(bound + 1), |(cost, count)| Memo::Exact(cost, count));
        Ok(found)
    }

    /// Marks what the best ways below the used candidates of a row use; gives the sums that some and all of them violate.
    fn follow(&mut self, row: usize, used: &mut [Vec<usize>]) -> Result<(u64, u64), Exhausted> {
        let children = &self.tree.children[row];
        if children.is_empty() {
            return Ok((0, 0));
        }
        let (mut some, mut all) = (0, u64::MAX);
        for candidate in used[row].clone() {
            let choice = self.candidates[row][candidate];
            let Memo::Exact(cost, _) = self.memo[row][candidate] else { return Err(Exhausted) };
            let mut trace = Trace::default();
            let layer = self.combine(row, choice, cost - choice.cost, Some(&mut trace))?;
            let Some((least, _)) = layer.best() else { return Err(Exhausted) };
            let best = |state: &usize| layer.states[*state].cost == least;
            let mut marked: Vec<usize> = (0..layer.states.len()).filter(best).collect();
            for state in &marked {
                some |= layer.states[*state].dead;
                all &= layer.states[*state].dead;
            }
            for (child, steps) in children.iter().zip(&trace.steps).rev() {
                let mut before = Vec::new();
                for step in steps {
                    if marked.binary_search(&step.to).is_ok() {
                        before.push(step.from);
                        used[*child].push(step.candidate);
                    }
                }
                before.sort_unstable();
                before.dedup();
                marked = before;
            }
        }
        Ok((some, all & some))
    }

    /// The columns that the children of a row may use.
    pub(super) fn used_below(&self, row: usize) -> u64 {
        let children = self.tree.children[row].iter().flat_map(|child| &self.candidates[*child]);
        children.fold(0, |mask, candidate| mask | candidate.mask)
    }

    /// For each child of a row and each column, the range of what it and the children after it can add; then zeros.
    fn rest_of(&self, row: usize) -> Vec<Range> {
        let columns = self.tree.columns;
        let children = &self.tree.children[row];
        let mut rest = vec![Range::ZERO; (children.len() + 1) * columns];
        for (number, child) in children.iter().enumerate().rev() {
            let (here, after) = rest[number * columns..].split_at_mut(columns);
            let mut used = vec![0; columns];
            for candidate in &self.candidates[*child] {
                let mut mask = candidate.mask;
                for figure in &self.figures[*child] {
                    let column = mask.trailing_zeros() as usize;
                    if column >= columns {
                        break;
                    }
                    mask &= mask - 1;
                    let span = if used[column] == 0 { *figure } else { here[column] };
                    here[column] = Range { low: span.low.min(figure.low), high: span.high.max(figure.high) };
                    used[column] += 1;
                }
            }
            for ((here, after), used) in here.iter_mut().zip(after).zip(used) {
                if used < self.candidates[*child].len() {
                    *here = Range { low: here.low.min(0), high: here.high.max(0) };
                }
                *here = here.plus(*after);
            }
        }
        rest
    }
}
