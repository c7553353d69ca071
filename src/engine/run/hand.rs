//! Ways through a plan that only looks at what is there: any number of hands can go them at once.

use std::ops::Range;

use crate::engine::plan::{Kind, Match, Operand, Plan, Register, Step, Term, Test};
use crate::engine::value::{Truth, truth};
use crate::fact::{Found, Table, Value, Word};
use crate::program::{Condition, Expr};

use super::atoms::Access;
use super::batch::Batch;
use super::filters::told_by_words;
use super::ground::Ground;
use super::picks::{Cursor, Picks};

/// What all hands have before them.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) ground: Ground<'a>,
    pub(super) plan: &'a Plan,
    pub(super) body: &'a [Condition],
    pub(super) constants: &'a [Word],
    /// The columns of the head, and its constants.
    pub(super) head: (&'a [Operand], &'a [Word]),
    /// The facts of the head so far, and whether every way gives another one.
    pub(super) known: &'a Table,
    pub(super) fresh: bool,
    /// How the rows of the first atom are found.
    pub(super) access: Access,
    /// The most steps that a piece may take.
    pub(super) most: u64,
    /// The most facts that a hand may keep.
    pub(super) most_found: usize,
}

/// The most facts that a hand keeps: a piece that finds more goes the plain way, which counts memory.
const MOST_FOUND: usize = 1 << 20;

/// A piece that cannot be done: an index is not there yet, steps run out, or there are too many facts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unready;

/// One hand at work.
pub(super) struct Hand<'a> {
    task: Task<'a>,
    /// Rows of the first atom to go through now.
    rows: Range<usize>,
    steps: u64,
    doubt: bool,
    /// Facts that are not known, of one piece behind the other.
    found: &'a mut Found,
    row: Vec<Word>,
    spare: Vec<Batch>,
}

/// What came of a piece.
#[derive(Clone, Debug)]
pub(super) struct Done {
    /// Which of the facts that its hand found.
    pub(super) found: Range<u32>,
    pub(super) steps: u64,
    /// Whether figures that are ambiguous kept it from deriving something.
    pub(super) doubt: bool,
}

/// Whether hands can go a plan: it makes no words.
pub(super) fn only_looks(plan: &Plan, body: &[Condition]) -> bool {
    let plain = |expr: &Expr| matches!(expr, Expr::Variable(_) | Expr::Constant(_));
    plan.steps.iter().all(|step| match (&step.kind, &body[step.condition]) {
        (Kind::Match(_) | Kind::Absent(_), _) => true,
        (Kind::Compare(_), Condition::Compare(left, _, right)) => plain(left) && plain(right),
        (Kind::Let { copies, .. }, _) => copies.is_some(),
        _ => false,
    })
}

impl<'a> Hand<'a> {
    /// With nothing done, and room for what it finds.
    pub(super) fn new(task: Task<'a>, found: &'a mut Found) -> Hand<'a> {
        found.begin(task.known);
        Hand { task, rows: 0..0, steps: 0, doubt: false, found, row: Vec::new(), spare: Vec::new() }
    }

    /// Goes all ways that start with some rows of the first atom.
    pub(super) fn piece(&mut self, rows: Range<usize>) -> Result<Done, Unready> {
        (self.rows, self.steps, self.doubt) = (rows, 0, false);
        let before = self.found.len() as u32;
        let mut batch = self.batch();
        batch.reset(self.task.plan.layout.registers(), 1);
        batch.set(self.task.plan.layout.origin(), 0, 0);
        self.go(0, &mut batch)?;
        self.spare.push(batch);
        Ok(Done { found: before..self.found.len() as u32, steps: self.steps, doubt: self.doubt })
    }

    fn go(&mut self, at: usize, batch: &mut Batch) -> Result<(), Unready> {
        let plan = self.task.plan;
        for (at, step) in plan.steps.iter().enumerate().skip(at) {
            if batch.len() == 0 {
                return Ok(());
            }
            self.spend(batch.len())?;
            match &step.kind {
                Kind::Match(atom) => return self.expand(at, step, atom, batch),
                Kind::Absent(atom) => self.absent(step, atom, batch)?,
                Kind::Compare(test) => self.compare(step, *test, batch),
                Kind::Let { target, free, copies: Some(copies) } => {
                    self.copy(step, (*target, *free, *copies), batch);
                }
                _ => return Err(Unready),
            }
        }
        self.emit(batch);
        if self.found.len() > self.task.most_found.min(MOST_FOUND) { Err(Unready) } else { Ok(()) }
    }

    fn expand(&mut self, at: usize, step: &Step, atom: &Match, batch: &Batch) -> Result<(), Unready> {
        let Task { ground, constants, plan, .. } = self.task;
        let (rows, access) = if at == 0 {
            (self.rows.clone(), self.task.access)
        } else {
            let rows = ground.range(atom);
            let access = ground.access(atom, &rows).ok_or(Unready)?;
            (rows, access)
        };
        let unsure = ground.unsure(atom, access);
        let by_column = !unsure.iter().any(|slot| matches!(slot.term, Term::Twin(_)));
        let (mut picks, mut cursor, mut out) = (Picks::default(), Cursor::default(), self.batch());
        while cursor.way < batch.len() {
            ground.pick(atom, access, &rows, (batch, constants), &mut cursor, &mut picks);
            self.spend(picks.rows.len())?;
            if by_column {
                ground.narrow(atom.relation, &unsure, (batch, constants), &mut picks);
            } else {
                ground.check(atom, access, (batch, constants), &mut picks, &mut []);
            }
            if picks.rows.is_empty() {
                continue;
            }
            out.reset(plan.layout.registers(), picks.rows.len());
            out.take(batch, &picks.ways, &step.keeps);
            ground.read(atom, &picks.rows, constants, &mut out);
            self.go(at + 1, &mut out)?;
        }
        self.spare.push(out);
        Ok(())
    }

    fn absent(&mut self, step: &Step, atom: &Match, batch: &mut Batch) -> Result<(), Unready> {
        let Task { ground, constants, .. } = self.task;
        let unsure = ground.open.contains_key(&atom.relation);
        let whole = ground.whole(atom);
        if whole && !ground.facts.table(atom.relation).is_settled() {
            return Err(Unready);
        }
        let rows = 0..ground.visible(atom.relation);
        let access = if whole { Access::Scan } else { ground.access(atom, &rows).ok_or(Unready)? };
        let (mut kept, mut picks) = (Vec::with_capacity(batch.len()), Picks::default());
        for way in 0..batch.len() {
            let terms = (&*batch, constants);
            let present = if whole {
                ground.holds(atom, terms, way)
            } else {
                ground.candidates(atom, access, terms, way, &mut picks);
                self.spend(picks.rows.len())?;
                ground.fitting(atom, access, terms, way, &picks.rows).next().is_some()
            };
            if !present && !unsure {
                kept.push(way as u32);
            }
        }
        batch.keep(&kept, &step.keeps, None);
        Ok(())
    }

    fn compare(&mut self, step: &Step, test: Test, batch: &mut Batch) {
        let Task { ground, constants, body, .. } = self.task;
        let Condition::Compare(left, op, right) = &body[step.condition] else { return };
        let value = |batch: &Batch, expr: &Expr, way: usize| match expr {
            Expr::Constant(value) => Some(*value),
            Expr::Variable(variable) => Some(ground.words.value(Word::from_raw(batch.get(variable.0, way)))),
            _ => None,
        };
        let mut kept = Vec::with_capacity(batch.len());
        for way in 0..batch.len() {
            let quick = told_by_words(test, (batch, constants), way);
            let sides = || -> Option<(Value, Value)> { Some((value(batch, left, way)?, value(batch, right, way)?)) };
            let holds = quick.or_else(|| {
                let (left, right) = sides()?;
                let truth = truth(&ground.words.figures, left, *op, right);
                self.doubt |= truth == Truth::Ambiguous;
                Some(truth == Truth::Holds)
            });
            if holds == Some(true) {
                kept.push(way as u32);
            }
        }
        batch.keep(&kept, &step.keeps, None);
    }

    fn copy(&mut self, step: &Step, (target, free, copies): (Register, bool, Operand), batch: &mut Batch) {
        let mut kept = Vec::with_capacity(batch.len());
        for way in 0..batch.len() {
            let word = batch.word(copies, self.task.constants, way).raw();
            if free {
                batch.set(target, way, word);
            }
            if batch.get(target, way) == word {
                kept.push(way as u32);
            }
        }
        batch.keep(&kept, &step.keeps, free.then_some(target));
    }

    /// Keeps the facts that are not known.
    fn emit(&mut self, batch: &Batch) {
        let Task { head: (operands, constants), known, fresh, .. } = self.task;
        self.row.resize(operands.len(), Word::BLANK);
        for way in 0..batch.len() {
            for (word, operand) in self.row.iter_mut().zip(operands) {
                *word = batch.word(*operand, constants, way);
            }
            if fresh {
                self.found.push(&self.row);
            } else {
                self.found.add(known, &self.row);
            }
        }
    }

    fn spend(&mut self, steps: usize) -> Result<(), Unready> {
        self.steps += steps as u64;
        if self.steps > self.task.most { Err(Unready) } else { Ok(()) }
    }

    fn batch(&mut self) -> Batch {
        self.spare.pop().unwrap_or_default()
    }
}
