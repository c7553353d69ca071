//! How a rule or a definition is evaluated, step by step.

use std::collections::BTreeSet;

use foldhash::HashSet;

use crate::fact::{Facts, RelationId, Word};
use crate::program::{Aggregate, Argument, Atom, Condition, Program, Term, VarId};

use super::Clause;

/// A step of a plan; steps below it that are deeper belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// How deep it lies; the topmost at 0.
    pub depth: u32,
    /// The number of the condition it serves, among those of the clause or of the aggregate that it lies in; `None` for the
    /// last step.
    pub condition: Option<usize>,
    /// What it does.
    pub operator: Operator,
    /// The relation whose facts it looks at, or gives.
    pub relation: Option<RelationId>,
    /// The columns that facts are looked up by.
    pub key: Vec<usize>,
    /// The variables it binds.
    pub binds: Vec<VarId>,
    /// Whether it looks only at facts of the round before.
    pub delta: bool,
    /// How many rows leave it, by the sizes of relations; `None` where they are not known.
    pub estimate: Option<u64>,
    /// How many clauses share it.
    pub shared: u32,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Goes through all facts of a relation.
    Scan,
    /// Looks facts up by some of their columns.
    Lookup,
    /// Intersects the facts of several atoms.
    Meet,
    /// Asks that no fact matches.
    Absent,
    /// Compares two values.
    Compare,
    /// Binds a value.
    Let,
    /// Goes through the items of a list.
    Among,
    /// Brings many facts together.
    Aggregate,
    /// Gives a fact.
    Emit,
    /// Judges what must hold.
    Judge,
}

/// The plan of a clause; with facts, how many rows it deals with. Empty for a clause that is not there.
pub fn plan(program: &Program, clause: Clause, facts: Option<&Facts>) -> Vec<PlanLine> {
    let (body, operator, relation) = match clause {
        Clause::Rule(id) => match program.rules.get(id.0 as usize) {
            Some(rule) => (&rule.body, Operator::Judge, None),
            None => return Vec::new(),
        },
        Clause::Definition(number) => match program.definitions.get(number as usize) {
            Some(definition) => (&definition.body, Operator::Emit, Some(definition.relation)),
            None => return Vec::new(),
        },
    };
    let mut planner = Planner { program, facts, lines: Vec::new(), bound: BTreeSet::new() };
    let rows = planner.body(body, 0, facts.map(|_| 1));
    planner.push(0, None, operator, relation, rows);
    planner.lines
}

/// Plans conditions in the order written.
struct Planner<'a> {
    program: &'a Program,
    facts: Option<&'a Facts>,
    lines: Vec<PlanLine>,
    bound: BTreeSet<VarId>,
}

impl Planner<'_> {
    /// Adds the steps of conditions; how many rows leave them.
    fn body(&mut self, body: &[Condition], depth: u32, mut rows: Option<u64>) -> Option<u64> {
        for (number, condition) in body.iter().enumerate() {
            let at = Some(number);
            let before = self.bound.clone();
            match condition {
                Condition::Atom(atom) => {
                    let key = self.key(atom);
                    rows = rows.and_then(|rows| self.rows(atom.relation, &key, rows));
                    let operator = if key.is_empty() { Operator::Scan } else { Operator::Lookup };
                    let line = self.push(depth, at, operator, Some(atom.relation), rows);
                    line.key = key;
                    self.bind(atom.arguments.iter().filter_map(variable));
                }
                Condition::Absent(atom) => {
                    let key = self.key(atom);
                    self.push(depth, at, Operator::Absent, Some(atom.relation), rows).key = key;
                }
                Condition::Compare(..) => {
                    self.push(depth, at, Operator::Compare, None, rows);
                }
                Condition::Let(variable, _) => {
                    self.push(depth, at, Operator::Let, None, rows);
                    self.bind([*variable]);
                }
                Condition::Among(term, _) => {
                    self.push(depth, at, Operator::Among, None, None);
                    rows = None;
                    self.bind(match term {
                        Term::Variable(variable) => Some(*variable),
                        Term::Constant(_) => None,
                    });
                }
                Condition::Aggregate(aggregate) => rows = self.aggregate(aggregate, depth, at, rows),
            }
            let binds: Vec<VarId> = self.bound.difference(&before).copied().collect();
            let own = self.lines.iter_mut().rev().find(|line| line.depth == depth);
            own.into_iter().for_each(|line| line.binds.clone_from(&binds));
        }
        rows
    }

    /// An aggregate, and below it what it brings together for what crosses into it.
    fn aggregate(
        &mut self,
        aggregate: &Aggregate,
        depth: u32,
        condition: Option<usize>,
        rows: Option<u64>,
    ) -> Option<u64> {
        let grouped = aggregate.by.iter().any(|variable| !self.bound.contains(variable));
        let rows = if grouped { None } else { rows };
        self.push(depth, condition, Operator::Aggregate, None, rows);
        let outer = self.bound.clone();
        self.bound.retain(|variable| aggregate.by.contains(variable));
        self.body(&aggregate.body, depth + 1, self.facts.map(|_| 1));
        self.bound = outer;
        self.bind(aggregate.by.iter().copied().chain([aggregate.target]));
        rows
    }

    fn push(
        &mut self,
        depth: u32,
        condition: Option<usize>,
        operator: Operator,
        relation: Option<RelationId>,
        estimate: Option<u64>,
    ) -> &mut PlanLine {
        let (key, binds) = (Vec::new(), Vec::new());
        let at = self.lines.len();
        self.lines.push(PlanLine {
            depth,
            condition,
            operator,
            relation,
            key,
            binds,
            delta: false,
            estimate,
            shared: 1,
        });
        &mut self.lines[at]
    }

    fn bind(&mut self, variables: impl IntoIterator<Item = VarId>) {
        self.bound.extend(variables);
    }

    /// The columns of words that are bound.
    fn key(&self, atom: &Atom) -> Vec<usize> {
        let columns = &self.program.relation(atom.relation).columns;
        let known = |argument: &&Argument| match argument.term {
            Term::Constant(_) => true,
            Term::Variable(variable) => self.bound.contains(&variable),
        };
        let words = |argument: &&Argument| columns.get(argument.column).is_some_and(|column| !column.kind.is_figure());
        let key = atom.arguments.iter().filter(known).filter(words).map(|argument| argument.column);
        key.collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// How many rows come of looking up, for each of so many rows, a key that is somewhere in the relation.
    fn rows(&self, relation: RelationId, key: &[usize], rows: u64) -> Option<u64> {
        let table = self.facts?.table(relation);
        let key_of = |row: u32| -> Vec<Word> { key.iter().map(|column| table.row(row)[*column]).collect() };
        let keys: HashSet<Vec<Word>> = (0..table.len() as u32).map(key_of).collect();
        let found = u128::from(rows) * table.len() as u128;
        Some(u64::try_from(found.div_ceil(keys.len().max(1) as u128)).unwrap_or(u64::MAX))
    }
}

fn variable(argument: &Argument) -> Option<VarId> {
    match argument.term {
        Term::Variable(variable) => Some(variable),
        Term::Constant(_) => None,
    }
}
