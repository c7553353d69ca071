//! Sums along the tree: the ways in which the children of one row add up to it.

use super::Exhausted;
use super::candidates::{Candidate, cell};
use super::integers::Range;
use super::search::Search;

/// More states than this before they are merged are not kept.
const MOST: usize = 100_000;

/// So many states are compared one by one.
const FEW: usize = 8;

/// The partial sums that some choice for the first children leads to, with the cheapest way to each.
#[derive(Default)]
pub(super) struct Layer {
    pub(super) states: Vec<State>,
    /// One sum for each state and tracked column.
    sums: Vec<Range>,
}

#[derive(Clone, Copy)]
pub(super) struct State {
    /// Columns whose sum is violated, whatever follows.
    pub(super) dead: u64,
    pub(super) cost: u32,
    /// In how many ways it is reached at that cost.
    pub(super) count: u128,
}

/// One child's candidate leading from a state to the next.
pub(super) struct Step {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) candidate: usize,
    pub(super) cost: u32,
}

/// How the states of each layer were reached; only kept when the best ways are to be followed back.
#[derive(Default)]
pub(super) struct Trace {
    /// For each child, the cheapest steps to each state.
    pub(super) steps: Vec<Vec<Step>>,
}

impl Layer {
    /// The least cost and in how many ways it is reached.
    pub(super) fn best(&self) -> Option<(u32, u128)> {
        let cost = self.states.iter().map(|state| state.cost).min()?;
        let best = self.states.iter().filter(|state| state.cost == cost);
        Some((cost, best.fold(0, |sum, state| sum.saturating_add(state.count))))
    }
}

/// A row with a candidate, seen by its children.
struct Frame<'a> {
    /// Columns whose sums are kept, and what each of them must add up to.
    tracked: Vec<(usize, Range)>,
    /// The tracked columns, one bit each; a child that uses another violates the sum there.
    open: u64,
    /// For each child number and column, the range of what it and those after it can add.
    rest: &'a [Range],
    columns: usize,
}

impl Frame<'_> {
    /// Drops the columns whose sums can't be met any more; gives how many.
    fn settle(&self, child: usize, dead: &mut u64, sums: &mut [Range]) -> u32 {
        let mut fresh = 0;
        for ((column, target), sum) in self.tracked.iter().zip(sums) {
            let rest = self.rest[child * self.columns + column];
            if *dead & 1 << column == 0 && !sum.plus(rest).meets(*target) {
                *dead |= 1 << column;
                fresh += 1;
            }
            if *dead & 1 << column != 0 {
                *sum = Range::ZERO;
            }
        }
        fresh
    }
}

impl Search<'_> {
    /// The final states of the children under a candidate of their parent, as far as their cost is at most `bound`.
    pub(super) fn combine(
        &mut self,
        row: usize,
        candidate: Candidate,
        bound: u32,
        mut trace: Option<&mut Trace>,
    ) -> Result<Layer, Exhausted> {
        let tree = self.tree;
        let children = &tree.children[row];
        let rest = std::mem::take(&mut self.rest[row]);
        let open = if tree.support[row] { candidate.mask } else { candidate.mask | self.used_below(row) };
        let columns = (0..tree.columns).filter(|column| open & 1 << column != 0);
        let tracked = columns.map(|c| (c, cell(candidate.mask, &self.figures[row], c))).collect();
        let frame = Frame { open, rest: &rest, columns: tree.columns, tracked };
        let mut layer = self.spare.pop().unwrap_or_default();
        layer.clear();
        layer.sums.resize(frame.tracked.len(), Range::ZERO);
        let mut dead = 0;
        let cost = frame.settle(0, &mut dead, &mut layer.sums);
        layer.states.push(State { dead, cost, count: 1 });
        let mut floors: u32 = children.iter().map(|child| self.floor[*child]).sum();
        let mut result = Ok(());
        for (number, child) in children.iter().enumerate() {
            floors -= self.floor[*child];
            let Some(bound) = bound.checked_sub(floors) else {
                layer.clear();
                break;
            };
            let mut steps = trace.is_some().then(Vec::new);
            match self.add_child(&frame, number, *child, &layer, bound, steps.as_mut()) {
                Ok(next) => self.spare.push(std::mem::replace(&mut layer, next)),
                Err(exhausted) => {
                    result = Err(exhausted);
                    break;
                }
            }
            if let (Some(trace), Some(steps)) = (trace.as_deref_mut(), steps) {
                trace.steps.push(steps);
            }
        }
        self.rest[row] = rest;
        result.map(|()| layer)
    }

    /// Every state with every candidate of the next child.
    fn add_child(
        &mut self,
        frame: &Frame<'_>,
        number: usize,
        child: usize,
        layer: &Layer,
        bound: u32,
        mut steps: Option<&mut Vec<Step>>,
    ) -> Result<Layer, Exhausted> {
        let width = frame.tracked.len();
        let mut next = self.spare.pop().unwrap_or_default();
        next.clear();
        let Some(cheapest) = layer.states.iter().map(|state| state.cost).min() else { return Ok(next) };
        let Some(most) = bound.checked_sub(cheapest) else { return Ok(next) };
        let dead = layer.states.iter().fold(0, |mask, state| mask | state.dead);
        let candidates = self.candidates;
        self.budget.spend(candidates[child].len())?;
        for (index, option) in candidates[child].iter().enumerate() {
            let outside = option.mask & !frame.open;
            let fresh = outside & !dead;
            if option.cost > most || (most == 0 && fresh != 0) {
                continue;
            }
            let Some(room) = most.checked_sub(fresh.count_ones()) else { continue };
            let Some((inner, count)) = self.inside(child, index, room)? else { continue };
            self.budget.spend(layer.states.len())?;
            for (from, state) in layer.states.iter().enumerate() {
                let mut cost = state.cost + inner + (outside & !state.dead).count_ones();
                let mut dead = state.dead | outside;
                if cost > bound {
                    continue;
                }
                let start = next.sums.len();
                let sums = layer.sums[from * width..(from + 1) * width].iter().zip(&frame.tracked);
                next.sums.extend(sums.map(|(sum, (c, _))| sum.plus(cell(option.mask, &self.figures[child], *c))));
                cost += frame.settle(number + 1, &mut dead, &mut next.sums[start..]);
                if cost > bound {
                    next.sums.truncate(start);
                    continue;
                }
                let to = next.add(State { dead, cost, count: state.count.saturating_mul(count) }, width);
                if let Some(steps) = steps.as_deref_mut() {
                    steps.push(Step { from, to, candidate: index, cost });
                }
                if next.states.len() > MOST {
                    return Err(Exhausted);
                }
            }
        }
        if next.states.len() > FEW {
            next = next.merged(width, steps.as_deref_mut());
        }
        if let Some(steps) = steps {
            steps.retain(|step| step.cost == next.states[step.to].cost);
        }
        Ok(next)
    }
}

impl State {
    /// Takes in the ways of a state with equal sums.
    fn join(&mut self, other: State) {
        if other.cost < self.cost {
            *self = other;
        } else if other.cost == self.cost {
            self.count = self.count.saturating_add(other.count);
        }
    }
}

impl Layer {
    fn clear(&mut self) {
        self.states.clear();
        self.sums.clear();
    }

    /// Adds a state whose sums have been added; among few states it joins its equal at once. Gives its number.
    fn add(&mut self, state: State, width: usize) -> usize {
        let count = self.states.len();
        if count <= FEW {
            let (before, sums) = self.sums.split_at(count * width);
            let equal =
                |old: &usize| self.states[*old].dead == state.dead && before[old * width..(old + 1) * width] == *sums;
            if let Some(old) = (0..count).find(equal) {
                self.states[old].join(state);
                self.sums.truncate(count * width);
                return old;
            }
        }
        self.states.push(state);
        count
    }

    /// States with equal sums as one, at the least cost.
    fn merged(self, width: usize, steps: Option<&mut Vec<Step>>) -> Layer {
        let key = |state: usize| (self.states[state].dead, &self.sums[state * width..(state + 1) * width]);
        let mut order: Vec<usize> = (0..self.states.len()).collect();
        order.sort_by(|a, b| key(*a).cmp(&key(*b)));
        let mut merged = Layer::default();
        let mut new_number = vec![0; self.states.len()];
        let mut previous = None;
        for old in order {
            let state = self.states[old];
            match merged.states.last_mut() {
                Some(last) if previous.is_some_and(|previous| key(previous) == key(old)) => last.join(state),
                _ => {
                    merged.states.push(state);
                    merged.sums.extend_from_slice(key(old).1);
                }
            }
            new_number[old] = merged.states.len() - 1;
            previous = Some(old);
        }
        if let Some(steps) = steps {
            for step in steps {
                step.to = new_number[step.to];
            }
        }
        merged
    }
}
