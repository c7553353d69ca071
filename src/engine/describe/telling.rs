//! The steps of a plan, line by line.

use crate::engine::plan::{Gather, Kind, Match, Meet, Met, Operand, Plan, Rounds, Sizes, Term, of_condition};
use crate::program::{Condition, VarId};

use super::{Operator, PlanLine};

/// Lines so far, and what is known behind the last.
pub(super) struct Telling<'a> {
    sizes: Option<&'a Sizes<'a>>,
    shared: &'a [u32],
    pub(super) lines: Vec<PlanLine>,
    bound: Vec<VarId>,
    depth: u32,
    /// How many rows there are.
    rows: Option<u64>,
    /// How many clauses share the step at work.
    sharing: u32,
}

impl<'a> Telling<'a> {
    pub(super) fn new(sizes: Option<&'a Sizes<'a>>, shared: &'a [u32]) -> Telling<'a> {
        let rows = sizes.map(|_| 1);
        Telling { sizes, shared, lines: Vec::new(), bound: Vec::new(), depth: 0, rows, sharing: 1 }
    }

    /// Adds the steps of a plan.
    pub(super) fn body(&mut self, plan: &Plan, body: &[Condition], depth: u32) {
        for (at, step) in plan.steps.iter().enumerate() {
            let condition = &body[step.condition];
            self.depth = depth;
            if depth == 0 {
                self.sharing = self.shared.get(at).copied().unwrap_or(1);
            }
            let number = Some(step.condition);
            match (&step.kind, condition) {
                (Kind::Match(found), _) => self.atom(number, found, condition),
                (Kind::Absent(found), _) => {
                    let line = self.line(number, Operator::Absent);
                    (line.relation, line.key) = (Some(found.relation), found.key.iter().collect());
                }
                (Kind::Compare(_), _) => {
                    self.line(number, Operator::Compare);
                }
                (Kind::Let { target, free, .. }, _) => {
                    self.line(number, Operator::Let).binds.extend(free.then_some(VarId(*target)));
                }
                (Kind::Among { term, free }, _) => {
                    self.rows = None;
                    let line = self.line(number, Operator::Among);
                    if let (Operand::Register(register), true) = (term, free) {
                        line.binds.push(VarId(*register));
                    }
                }
                (Kind::Gather(gather), Condition::Aggregate(aggregate)) => {
                    self.gather(number, gather, &aggregate.body, depth);
                }
                (Kind::Meet(meet), _) => self.meet(number, meet, body),
                (Kind::Gather(_), _) => {}
            }
            if !matches!(condition, Condition::Absent(_) | Condition::Compare(..)) {
                self.bound.extend(of_condition(condition));
            }
        }
        (self.depth, self.sharing) = (depth, 1);
    }

    fn atom(&mut self, number: Option<usize>, found: &Match, condition: &Condition) {
        let key: Vec<usize> = found.key.iter().collect();
        let delta = found.rounds == Rounds::Last;
        self.rows = match (self.rows, self.sizes, condition) {
            // Nobody knows how many facts a round gives.
            (Some(rows), Some(sizes), Condition::Atom(atom)) if !delta => Some(sizes.behind(rows, atom, &self.bound)),
            _ => None,
        };
        let line = self.line(number, if key.is_empty() { Operator::Scan } else { Operator::Lookup });
        (line.relation, line.key, line.delta) = (Some(found.relation), key, delta);
        line.binds.extend(found.slots.iter().filter_map(|slot| match slot.term {
            Term::Bind(register) => Some(VarId(register)),
            Term::Any | Term::Same(_) | Term::Twin(_) => None,
        }));
    }

    /// Atoms that meet, and below them how each is looked up.
    fn meet(&mut self, number: Option<usize>, meet: &Meet, body: &[Condition]) {
        let (binds, rows) = (VarId(meet.target), self.rows.zip(self.sizes));
        let behind = |met: &Met| match (rows, &body[met.condition]) {
            (Some((rows, sizes)), Condition::Atom(atom)) => Some(sizes.behind(rows, atom, &self.bound)),
            _ => None,
        };
        self.rows = meet.atoms.iter().filter_map(behind).min();
        self.line(number, Operator::Meet).binds.push(binds);
        let rows = self.rows.take();
        self.depth += 1;
        for met in &meet.atoms {
            let line = self.line(Some(met.condition), Operator::Lookup);
            (line.relation, line.key) = (Some(met.binds.relation), met.binds.key.iter().collect());
        }
        self.depth -= 1;
        self.rows = rows;
    }

    /// An aggregate, and below it what it brings together for a key.
    fn gather(&mut self, number: Option<usize>, gather: &Gather, body: &[Condition], depth: u32) {
        if !gather.free.is_empty() {
            self.rows = None;
        }
        let target = gather.target_free.then_some(VarId(gather.target));
        self.line(number, Operator::Aggregate).binds.extend(gather.free.iter().copied().chain(target));
        let (bound, rows) = (std::mem::replace(&mut self.bound, gather.bound.clone()), self.rows);
        self.rows = self.sizes.map(|_| 1);
        self.body(&gather.plan, body, depth + 1);
        (self.bound, self.rows) = (bound, rows);
    }

    pub(super) fn line(&mut self, condition: Option<usize>, operator: Operator) -> &mut PlanLine {
        let at = self.lines.len();
        self.lines.push(PlanLine {
            depth: self.depth,
            condition,
            operator,
            relation: None,
            key: Vec::new(),
            binds: Vec::new(),
            delta: false,
            estimate: self.rows,
            shared: self.sharing,
        });
        &mut self.lines[at]
    }
}
