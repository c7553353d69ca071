//! Conditions in an order → steps.

use crate::program::{Aggregate, Argument, Atom, Condition, Program, Term as Written, VarId};

use crate::engine::index::{Columns, KEY};
use crate::engine::value::blank_amount;

use super::comparing::{self, Test, operand};
use super::order::{Order, order};
use super::reads::of_condition;
use super::shares::{ShareId, aggregates_in};
use super::sizes::Sizes;
use super::{Constant, Gather, Kind, Layout, Match, Operand, Plan, Register, Rounds, Slot, Step, Term};

/// What is needed behind the last step.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum Ends<'a> {
    /// All variables, which rows matched, and which groups were gathered.
    Everything,
    /// All variables.
    Bindings,
    /// These variables alone.
    Variables(&'a [VarId]),
}

impl Ends<'_> {
    fn everything(self) -> bool {
        matches!(self, Ends::Everything)
    }
}

/// Makes the plan of some conditions, `bound` variables being bound before. `last` is the condition, an atom, that only
/// sees the rows of the round before; `shared` are the numbers of the aggregates, in the order written.
pub(in crate::engine) fn compile(
    program: &Program,
    body: &[Condition],
    (variables, bound): (usize, &[VarId]),
    (order, last): (&Order, Option<usize>),
    ends: Ends<'_>,
    sizes: Option<&Sizes<'_>>,
    shared: &[Option<ShareId>],
) -> Plan {
    let count = |wanted: fn(&Condition) -> bool| body.iter().filter(|condition| wanted(condition)).count() as u32;
    let layout = Layout {
        variables: variables as u32,
        atoms: count(|condition| matches!(condition, Condition::Atom(_))),
        aggregates: count(|condition| matches!(condition, Condition::Aggregate(_))),
    };
    let mut known = vec![false; variables];
    bound.iter().for_each(|variable| known[variable.0 as usize] = true);
    let mut compiler = Compiler { program, layout, known, constants: Vec::new(), needed: Vec::new(), ends, sizes };
    let Order { conditions: order, meets } = order;
    let needed = needed_behind(body, order, ends, variables);
    let mut steps = Vec::with_capacity(order.len());
    let mut positions = order.iter().enumerate();
    while let Some((position, condition)) = positions.next() {
        if let Some(meet) = meets.iter().find(|meet| meet.start == position && !ends.everything()) {
            compiler.needed.clone_from(&needed[meet.end - 1]);
            let keeps = compiler.kept(order, body, position);
            let kind = compiler.meet(body, &order[meet.clone()], &keeps);
            steps.extend(kind.map(|kind| Step { condition: *condition, keeps, kind }));
            positions.by_ref().take(meet.len() - 1).for_each(drop);
            continue;
        }
        compiler.needed.clone_from(&needed[position]);
        let number = |wanted: fn(&Condition) -> bool| {
            body[..*condition].iter().filter(|condition| wanted(condition)).count() as u32
        };
        let before = compiler.kept(order, body, position);
        let rounds = if last == Some(*condition) { Rounds::Last } else { Rounds::All };
        let kind = match &body[*condition] {
            Condition::Atom(atom) => {
                let row = layout.row(number(|condition| matches!(condition, Condition::Atom(_))));
                Kind::Match(compiler.atom(atom, ends.everything().then_some(row), rounds))
            }
            Condition::Absent(atom) => Kind::Absent(compiler.tested(atom)),
            Condition::Compare(left, op, right) => Kind::Compare(Test::new(&mut compiler.constants, left, *op, right)),
            Condition::Let(variable, expr) => {
                let free = compiler.bind(*variable);
                Kind::Let { target: variable.0, free, copies: operand(&mut compiler.constants, expr) }
            }
            Condition::Among(term, _) => {
                let free = matches!(term, Written::Variable(variable) if compiler.bind(*variable));
                Kind::Among { term: compiler.term(*term), free }
            }
            Condition::Aggregate(aggregate) => {
                let group = layout.group(number(|condition| matches!(condition, Condition::Aggregate(_))));
                let shared = shared.get(aggregates_in(&body[..*condition])..).unwrap_or_default();
                Kind::Gather(Box::new(compiler.aggregate(aggregate, ends.everything().then_some(group), shared)))
            }
        };
        steps.push(Step { condition: *condition, keeps: before, kind });
    }
    let bound = (0..variables as u32).filter(|variable| compiler.known[*variable as usize]).map(VarId).collect();
    Plan { layout, constants: compiler.constants, steps, bound }
}

/// The plan of an atom that 应 demands or forbids: whatever is free there does not matter.
pub(in crate::engine) fn demanded(program: &Program, atom: &Atom, variables: usize, bound: &[VarId]) -> Demanded {
    let layout = Layout { variables: variables as u32, atoms: 0, aggregates: 0 };
    let mut known = vec![false; variables];
    bound.iter().for_each(|variable| known[variable.0 as usize] = true);
    let (ends, needed) = (Ends::Everything, Vec::new());
    let mut compiler = Compiler { program, layout, known, constants: Vec::new(), needed, ends, sizes: None };
    let atom = compiler.tested(atom);
    Demanded { atom, constants: compiler.constants }
}

/// An atom of 应.
#[derive(Debug)]
pub(in crate::engine) struct Demanded {
    pub(in crate::engine) atom: Match,
    pub(in crate::engine) constants: Vec<Constant>,
}

/// By position: whether each variable is read behind it.
fn needed_behind(body: &[Condition], order: &[usize], ends: Ends<'_>, variables: usize) -> Vec<Vec<bool>> {
    let mut needed = match ends {
        Ends::Everything | Ends::Bindings => vec![true; variables],
        Ends::Variables(last) => {
            let mut needed = vec![false; variables];
            last.iter().for_each(|variable| needed[variable.0 as usize] = true);
            needed
        }
    };
    let mut behind = vec![Vec::new(); order.len()];
    for (position, condition) in order.iter().enumerate().rev() {
        behind[position].clone_from(&needed);
        of_condition(&body[*condition]).into_iter().for_each(|variable| needed[variable.0 as usize] = true);
    }
    behind
}

pub(super) struct Compiler<'a> {
    program: &'a Program,
    layout: Layout,
    /// By variable: whether it is bound.
    pub(super) known: Vec<bool>,
    constants: Vec<Constant>,
    /// By variable: whether it is read behind the step at work.
    pub(super) needed: Vec<bool>,
    ends: Ends<'a>,
    /// What orders the bodies of aggregates; as written without.
    sizes: Option<&'a Sizes<'a>>,
}

impl Compiler<'_> {
    /// Registers bound before a step and needed behind it.
    fn kept(&self, order: &[usize], body: &[Condition], position: usize) -> Vec<Register> {
        let variables = 0..self.layout.variables;
        let mut kept: Vec<Register> =
            variables.filter(|variable| self.known[*variable as usize] && self.needed[*variable as usize]).collect();
        if self.ends.everything() {
            let (mut atoms, mut aggregates) = (Vec::new(), Vec::new());
            for condition in &order[..position] {
                let number = |wanted: fn(&Condition) -> bool| {
                    body[..*condition].iter().filter(|condition| wanted(condition)).count() as u32
                };
                match &body[*condition] {
                    Condition::Atom(_) => {
                        atoms.push(self.layout.row(number(|condition| matches!(condition, Condition::Atom(_)))));
                    }
                    Condition::Aggregate(_) => {
                        let number = number(|condition| matches!(condition, Condition::Aggregate(_)));
                        aggregates.push(self.layout.group(number));
                    }
                    _ => {}
                }
            }
            kept.extend(atoms.into_iter().chain(aggregates));
        }
        kept.push(self.layout.origin());
        kept
    }

    /// Binds a variable; whether it was free.
    fn bind(&mut self, variable: VarId) -> bool {
        !std::mem::replace(&mut self.known[variable.0 as usize], true)
    }

    fn constant(&mut self, constant: Constant) -> u32 {
        comparing::constant(&mut self.constants, constant)
    }

    fn term(&mut self, term: Written) -> Operand {
        match term {
            Written::Variable(variable) => Operand::Register(variable.0),
            Written::Constant(value) => Operand::Constant(self.constant(Constant::Value(value))),
        }
    }

    pub(super) fn atom(&mut self, atom: &Atom, row: Option<Register>, rounds: Rounds) -> Match {
        let mut made = self.slots(atom, true);
        (made.row, made.rounds) = (row, rounds);
        made
    }

    pub(super) fn tested(&mut self, atom: &Atom) -> Match {
        self.slots(atom, false)
    }

    fn slots(&mut self, atom: &Atom, binds: bool) -> Match {
        let columns = &self.program.relation(atom.relation).columns;
        let mut slots: Vec<Slot> = Vec::with_capacity(atom.arguments.len());
        let mut key = Columns::default();
        let mut fresh: Vec<(VarId, usize)> = Vec::new();
        for argument in &atom.arguments {
            let term = match argument.term {
                Written::Variable(variable) if !self.known[variable.0 as usize] => {
                    match fresh.iter().find(|(earlier, _)| *earlier == variable) {
                        Some((_, slot)) => Term::Twin(*slot),
                        None => {
                            fresh.push((variable, slots.len()));
                            let needed = binds && self.needed[variable.0 as usize];
                            if needed { Term::Bind(variable.0) } else { Term::Any }
                        }
                    }
                }
                term => Term::Same(self.term(term)),
            };
            let words = columns.get(argument.column).is_some_and(|column| !column.kind.is_figure());
            if words && matches!(term, Term::Same(_)) && key.iter().count() < KEY {
                key.add(argument.column);
            }
            slots.push(Slot { column: argument.column, term, blank: self.blank(atom, argument) });
        }
        if binds {
            fresh.into_iter().for_each(|(variable, _)| self.known[variable.0 as usize] = true);
        }
        Match { relation: atom.relation, row: None, key, slots, rounds: Rounds::All }
    }

    /// What a blank cell counts as.
    fn blank(&mut self, atom: &Atom, argument: &Argument) -> Option<u32> {
        let amount = blank_amount(self.program, atom.relation, argument)?;
        Some(self.constant(Constant::Blank(amount)))
    }

    fn aggregate(&mut self, aggregate: &Aggregate, group: Option<Register>, shared: &[Option<ShareId>]) -> Gather {
        let crossing: Vec<bool> = aggregate.by.iter().map(|variable| self.known[variable.0 as usize]).collect();
        let (bound, free): (Vec<VarId>, Vec<VarId>) =
            aggregate.by.iter().partition(|variable| self.known[variable.0 as usize]);
        let distinct = is_distinct(self.program, &aggregate.body);
        let ends = if group.is_some() { Ends::Everything } else { Ends::Bindings };
        // Atoms that meet take ways out of their order, and the ways of a key stand together.
        let sizes = self.sizes.map(|sizes| if bound.is_empty() { *sizes } else { sizes.one_by_one() });
        let order = order(&aggregate.body, &bound, None, sizes.as_ref());
        let (shared, within) = shared.split_first().map_or((None, &[][..]), |(own, within)| (*own, within));
        let variables = (self.known.len(), bound.as_slice());
        let plan = compile(self.program, &aggregate.body, variables, (&order, None), ends, sizes.as_ref(), within);
        free.iter().for_each(|variable| self.known[variable.0 as usize] = true);
        let target_free = self.bind(aggregate.target);
        Gather { bound, free, target: aggregate.target.0, target_free, group, shared, crossing, distinct, plan }
    }
}

/// Whether no two ways to satisfy conditions bind the same: every fact is told apart by the columns named.
pub(in crate::engine) fn is_distinct(program: &Program, body: &[Condition]) -> bool {
    body.iter().all(|condition| match condition {
        Condition::Atom(atom) => {
            let mut named = Columns::default();
            atom.arguments.iter().for_each(|argument| {
                named.add(argument.column);
            });
            named.iter().count() == program.relation(atom.relation).columns.len()
        }
        Condition::Absent(_) | Condition::Compare(..) | Condition::Let(..) => true,
        Condition::Among(..) | Condition::Aggregate(_) => false,
    })
}
