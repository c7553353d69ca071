//! A definition of many ways, piece by piece, several pieces at once.
//!
//! The rows of the first atom fall into pieces whose sizes follow from the steps that pieces before them took, never from
//! the number of threads. Pieces look at facts of earlier rounds alone, so what a piece finds does not depend on others; it
//! is added in their order, and steps are counted as if they had gone one behind the other. A piece that needs an index
//! that is not there yet, or might reach a limit, goes its ways again the plain way. Where nearly every step gives a new
//! fact one thread goes on alone, since it adds them anyway.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::engine::plan::{Kind, Match, Operand, Plan};
use crate::fact::{Found, Word};

use super::atoms::Access;
use super::batch::MOST;
use super::frame::{Frame, Sink};
use super::hand::{Done, Hand, Task, Unready, only_looks};
use super::heads::ROW_BYTES;
use super::{Halt, Runner};

/// The most pieces that are on their way at once.
const AT_ONCE: usize = 32;
/// Rows of a piece of which nothing is known yet.
const FIRST_ROWS: usize = 16;
/// The most rows of a piece.
const MOST_ROWS: usize = 1 << 16;

/// How one program is spread over threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Spread {
    pub(in crate::engine) threads: NonZero<usize>,
    /// About how many steps a piece takes.
    pub(in crate::engine) steps: u64,
    /// How many steps there must be to a new fact: a single thread adds them, in their order.
    pub(in crate::engine) steps_to_fact: u64,
}

impl Spread {
    /// Pieces that are worth handing over: a thread starts in the time of some hundred steps.
    pub(in crate::engine) fn over(threads: NonZero<usize>) -> Spread {
        Spread { threads, steps: 1 << 14, steps_to_fact: 3 }
    }
}

/// How many steps rows of a first atom take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Which atom, and in whose round.
    of: (usize, Option<usize>),
    rows: usize,
    steps: u64,
    new: u64,
}

impl Pace {
    /// Notes what rows took: the last ones say most about the next.
    fn note(&mut self, (rows, steps, new): (usize, u64, u64), wanted: u64) {
        if steps >= wanted {
            (self.rows, self.steps, self.new) = (rows, steps, new);
        } else {
            self.rows += rows;
            self.steps += steps;
            self.new += new;
        }
    }

    /// The next pieces: but one where too little is known to make them alike.
    fn pieces(&self, rows: Range<usize>, wanted: u64) -> Vec<Range<usize>> {
        let size = match self.rows {
            0 => least_rows(wanted),
            known => {
                let size = (known as u64).saturating_mul(wanted) / self.steps.max(1);
                (size as usize).clamp(1, MOST_ROWS.min(known.saturating_mul(8)))
            }
        };
        // Whole batches where there are several.
        let size = if size > MOST { size / MOST * MOST } else { size };
        let most = if self.steps < wanted { 1 } else { AT_ONCE };
        let starts = rows.clone().step_by(size).take(most);
        starts.map(|start| start..rows.end.min(start + size)).collect()
    }
}

/// Rows of a piece of which nothing is known yet.
fn least_rows(wanted: u64) -> usize {
    FIRST_ROWS.min(wanted as usize)
}

impl<'p> Runner<'p> {
    /// The rows that the first atom of a plan sees, when its ways may go piece by piece.
    pub(super) fn divisible<'a>(&self, plan: &'a Plan, frame: &Frame<'p>) -> Option<(&'a Match, Range<usize>)> {
        let (None, Sink::Head(head), Some(spread)) = (&self.watch, &frame.sink, self.spread) else { return None };
        let Kind::Match(atom) = &plan.steps.first()?.kind else { return None };
        let rows = self.ground().range(atom);
        let may = rows.len() > least_rows(spread.steps)
            && head.plain.iter().all(Option::is_some)
            && only_looks(plan, frame.body);
        may.then_some((atom, rows))
    }

    /// Goes all ways of a definition, piece by piece.
    pub(super) fn piecewise(
        &mut self,
        plan: &Plan,
        frame: &mut Frame<'p>,
        (atom, rows): (&Match, Range<usize>),
        (paces, last): (&mut Vec<Pace>, Option<usize>),
    ) -> Result<(), Halt> {
        let Some(Spread { steps: wanted, steps_to_fact, .. }) = self.spread else { return Ok(()) };
        let access = self.access(atom, 1, rows.clone());
        let of = (plan.steps[0].condition, last);
        let number = paces.iter().position(|pace| pace.of == of).unwrap_or_else(|| {
            paces.push(Pace { of, rows: 0, steps: 0, new: 0 });
            paces.len() - 1
        });
        let pace = &mut paces[number];
        let (mut next, mut found) = (rows.start, Vec::new());
        while next < rows.end {
            let pieces = pace.pieces(next..rows.end, wanted);
            let (first, left, known) = (next, self.values.meter.budget.all_left(), frame.derived());
            let worthwhile = pace.steps >= pace.new.saturating_mul(steps_to_fact);
            let mut todo = &pieces[..];
            while !todo.is_empty() {
                // The rows before these built what hands look into; a hand builds nothing.
                if worthwhile && next > rows.start {
                    let done = self.at_once(plan, frame, access, (todo, &mut found))?;
                    todo = &todo[done..];
                }
                if let [piece, others @ ..] = todo {
                    frame.part = Some((piece.clone(), access));
                    self.alone(plan, frame)?;
                    todo = others;
                }
                next = todo.first().map_or_else(|| pieces.last().map_or(rows.end, |last| last.end), |next| next.start);
            }
            let steps = left - self.values.meter.budget.all_left();
            pace.note((next - first, steps, (frame.derived() - known) as u64), wanted);
        }
        Ok(())
    }

    /// Goes all ways, or those of a piece, the plain way.
    pub(super) fn alone(&mut self, plan: &Plan, frame: &mut Frame<'p>) -> Result<(), Halt> {
        let mut batch = self.batch();
        batch.reset(plan.layout.registers(), 1);
        batch.set(plan.layout.origin(), 0, 0);
        let result = self.push(plan, frame, 0, &mut batch);
        self.spare.push(batch);
        result
    }

    /// Goes the ways of several pieces at once, with the room that each thread had before; how many of the first are done
    /// and added.
    fn at_once(
        &mut self,
        plan: &Plan,
        frame: &mut Frame<'p>,
        access: Access,
        (pieces, found): (&[Range<usize>], &mut Vec<Found>),
    ) -> Result<usize, Halt> {
        let threads = self.spread.map_or(1, |spread| spread.threads.get()).min(pieces.len());
        let Sink::Head(head) = &frame.sink else { return Ok(0) };
        if threads < 2 {
            return Ok(0);
        }
        let relation = head.definition.relation;
        if !head.fresh && !self.facts.table(relation).is_settled() {
            self.facts.to_mut().table_mut(relation).settle();
        }
        found.resize_with(threads, Found::default);
        let operands: Vec<Operand> = head.plain.iter().flatten().copied().collect();
        let task = Task {
            ground: self.ground(),
            plan,
            body: frame.body,
            constants: &frame.constants,
            head: (&operands, &head.constants),
            known: self.facts.table(relation),
            fresh: head.fresh,
            access,
            most: self.values.meter.budget.left(),
            most_found: self.room_for(operands.len(), threads),
        };
        let mut done = share_out(task, pieces, found);
        done.sort_unstable_by_key(|(piece, ..)| *piece);
        let mut added = 0;
        for (piece, hand, done) in done {
            if piece != added || !self.add_piece(frame, &done, &found[hand])? {
                break;
            }
            added += 1;
        }
        Ok(added)
    }

    /// How many facts of so many columns each of some threads may keep within the memory that is left.
    fn room_for(&self, columns: usize, threads: usize) -> usize {
        let meter = &self.values.meter;
        let free = meter.budget.room(meter.bytes() + self.values.words.bytes());
        meter.budget.facts_left().min(free / threads / (columns * size_of::<Word>() + ROW_BYTES))
    }

    /// Adds what a piece found; not where a limit may have stopped it on the way.
    fn add_piece(&mut self, frame: &mut Frame<'p>, done: &Done, found: &Found) -> Result<bool, Halt> {
        let (meter, facts) = (&self.values.meter, done.found.len());
        let Sink::Head(head) = &frame.sink else { return Ok(false) };
        let bytes = facts * (size_of::<Word>() * head.plain.len() + ROW_BYTES);
        let bytes = meter.bytes() + self.values.words.bytes() + bytes;
        let budget = &meter.budget;
        if done.steps > budget.left() || facts > budget.facts_left() || !budget.has_room(bytes) {
            return Ok(false);
        }
        self.values.meter.budget.spend(done.steps, bytes)?;
        if done.doubt {
            frame.doubt_all();
        }
        let Sink::Head(head) = &mut frame.sink else { return Ok(false) };
        self.add_rows(head, done.found.clone().map(|row| found.row(row)))?;
        Ok(true)
    }
}

/// Hands pieces out, each to whoever is free, with room for each to find something: the pieces that could be done, with the
/// numbers of those who did them.
fn share_out(task: Task<'_>, pieces: &[Range<usize>], found: &mut [Found]) -> Vec<(usize, usize, Done)> {
    let next = AtomicUsize::new(0);
    let work = |number: usize, found: &mut Found| {
        let (mut hand, mut all) = (Hand::new(task, found), Vec::new());
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            let Some(rows) = pieces.get(piece) else { return all };
            match hand.piece(rows.clone()) {
                Ok(done) => all.push((piece, number, done)),
                // Others would miss the same.
                Err(Unready) => next.store(pieces.len(), Ordering::Relaxed),
            }
        }
    };
    thread::scope(|scope| {
        let work = &work;
        let mut found = found.iter_mut().enumerate();
        let own = found.next();
        let others: Vec<_> = found.map(|(number, found)| scope.spawn(move || work(number, found))).collect();
        let mut done = own.map_or_else(Vec::new, |(number, found)| work(number, found));
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    })
}
