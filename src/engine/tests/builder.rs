//! Programs without rule text.

use rust_decimal::Decimal;

use crate::base::{Amount, Code, Kind, Place, Severity, Span, Unit, UnitId, Units};
use crate::engine::{Apart, Evaluation, Limits, Outcome, Placed, StopReason, Verdict, evaluate};
use crate::fact::{FactId, Facts, Figure, FigureId, RelationId, Status, Value};
use crate::program::{
    Aggregate, Argument, Atom, Column, ColumnKind, Condition, Definition, Expectation, Expr, Message, Program,
    Relation, RelationOrigin, Rule, Term, VarId, Variable,
};
use crate::syntax::tree::{AggregateFunction, Comparison, Operator};

pub(super) const TEXT: ColumnKind = ColumnKind::Text;
pub(super) const MONEY: ColumnKind = ColumnKind::Figure(Some(Kind::Money));

/// A program and its facts.
pub(super) struct Pack {
    pub(super) program: Program,
    pub(super) facts: Facts,
    pub(super) placed: Placed,
    pub(super) limits: Limits,
    pub(super) wan: UnitId,
    pub(super) percent: UnitId,
}

impl Pack {
    /// Relations by the kinds of their columns.
    pub(super) fn new(relations: &[&[ColumnKind]]) -> Pack {
        let mut units = Units::default();
        let unit = |name: &str, kind, factor| Unit {
            name: name.into(),
            kind,
            factor,
            step: None,
            exact: false,
            doubtful: false,
        };
        let wan = units.add(unit("万元", Kind::Money, Decimal::from(10_000)));
        let percent = units.add(unit("%", Kind::Ratio, Decimal::new(1, 2)));
        let column =
            |kind: &ColumnKind| Column { name: String::new(), kind: *kind, exact: false, blank_is_zero: false };
        let relation = |columns: &&[ColumnKind]| Relation {
            name: String::new(),
            columns: columns.iter().map(column).collect(),
            origin: RelationOrigin::Declared,
            note: None,
            span: Span::default(),
        };
        let relations: Vec<Relation> = relations.iter().map(relation).collect();
        let code_levels = vec![3, 5, 7];
        let program = Program { units, relations, code_levels, ..Program::default() };
        let facts = program.facts();
        Pack { program, facts, placed: Placed::default(), limits: Limits::default(), wan, percent }
    }

    pub(super) fn text(&mut self, text: &str) -> Value {
        Value::Text(self.facts.dictionary.symbols.intern(text))
    }

    pub(super) fn amount(&self, text: &str, unit: UnitId) -> Amount {
        let value: Decimal = text.parse().expect("a number");
        Amount::printed(value, value.scale(), unit, &self.program.units).expect("a figure")
    }

    fn printed(&mut self, text: &str, unit: UnitId, status: Status) -> Value {
        let amount = self.amount(text, unit);
        let place = Place { line: self.facts.dictionary.figures.len() as u32, text: text.into(), ..Place::default() };
        let figure = Figure { amount, status, place, candidates: Vec::new(), declared_exact: false };
        Value::Figure(self.facts.dictionary.figures.add(figure))
    }

    /// A printed figure in 万元.
    pub(super) fn wan(&mut self, text: &str) -> Value {
        self.printed(text, self.wan, Status::Printed)
    }

    pub(super) fn percent(&mut self, text: &str) -> Value {
        self.printed(text, self.percent, Status::Printed)
    }

    pub(super) fn bare(&mut self, text: &str) -> Value {
        self.printed(text, Units::BARE, Status::Printed)
    }

    pub(super) fn ambiguous(&mut self, text: &str) -> Value {
        self.printed(text, self.wan, Status::Ambiguous)
    }

    pub(super) fn fact(&mut self, relation: u32, values: &[Value]) -> FactId {
        self.facts.insert(RelationId(relation), values, None).0
    }

    /// A definition, in a stratum of its own.
    pub(super) fn define(&mut self, relation: u32, head: &[Expr], body: Vec<Condition>) {
        let number = self.define_with(relation, head, body);
        self.program.strata.push(vec![number]);
    }

    /// A definition in the stratum of the last one.
    pub(super) fn also(&mut self, relation: u32, head: &[Expr], body: Vec<Condition>) {
        let number = self.define_with(relation, head, body);
        self.program.strata.last_mut().expect("a stratum").push(number);
    }

    fn define_with(&mut self, relation: u32, head: &[Expr], body: Vec<Condition>) -> usize {
        let (head, variables, span) = (head.to_vec(), variables(), Span::default());
        self.program.definitions.push(Definition { relation: RelationId(relation), head, variables, body, span });
        self.program.definitions.len() - 1
    }

    /// A rule whose subject is its first condition.
    pub(super) fn rule(&mut self, body: Vec<Condition>, expect: Expectation) {
        self.program.rules.push(Rule {
            id: format!("B{}", self.program.rules.len()),
            title: String::new(),
            severity: Severity::Error,
            rounding: None,
            basis: None,
            note: None,
            applies: Vec::new(),
            years: None,
            variables: variables(),
            body,
            subject: 1,
            expect,
            message: Message::default(),
            span: Span::default(),
            sources: Vec::new(),
        });
    }

    pub(super) fn run(&self) -> Evaluation {
        evaluate(&self.program, self.facts.clone(), &self.placed, &self.limits)
    }

    /// The only outcome.
    pub(super) fn outcome(&self) -> Outcome {
        let mut outcomes = self.run().outcomes;
        assert_eq!(outcomes.len(), 1);
        outcomes.remove(0)
    }

    /// How far what its only outcome compares is apart.
    pub(super) fn apart(&self) -> Apart {
        let evaluation = self.run();
        assert_eq!(evaluation.outcomes.len(), 1);
        evaluation.outcomes[0].apart(&evaluation.facts.dictionary.figures).expect("figures that were compared")
    }

    pub(super) fn verdict(&self) -> Verdict {
        self.outcome().verdict
    }

    /// Where and why the only outcome is unchecked.
    pub(super) fn stop(&self) -> (usize, StopReason) {
        let outcome = self.outcome();
        assert_eq!(outcome.verdict, Verdict::Unchecked);
        let stop = outcome.stopped.expect("unchecked");
        (stop.condition, stop.reason)
    }
}

fn variables() -> Vec<Variable> {
    vec![Variable { name: String::new(), kind: TEXT }; 10]
}

pub(super) fn v(number: u32) -> Expr {
    Expr::Variable(VarId(number))
}

pub(super) fn t(number: u32) -> Term {
    Term::Variable(VarId(number))
}

/// An atom that names its first columns.
pub(super) fn bare_atom(relation: u32, terms: &[Term]) -> Atom {
    let argument = |(column, term): (usize, &Term)| Argument { column, term: *term, blank: None };
    let arguments = terms.iter().enumerate().map(argument).collect();
    Atom { relation: RelationId(relation), arguments }
}

pub(super) fn atom(relation: u32, terms: &[Term]) -> Condition {
    Condition::Atom(bare_atom(relation, terms))
}

pub(super) fn absent(relation: u32, terms: &[Term]) -> Condition {
    Condition::Absent(bare_atom(relation, terms))
}

pub(super) fn binary(left: Expr, op: Operator, right: Expr) -> Expr {
    Expr::Binary(Box::new(left), op, Box::new(right))
}

pub(super) fn total(target: u32, by: &[u32], value: u32, body: Vec<Condition>) -> Aggregate {
    let by = by.iter().map(|number| VarId(*number)).collect();
    let (target, function, value) = (VarId(target), AggregateFunction::Sum, Some(v(value)));
    Aggregate { target, by, function, value, near: None, body, default: None }
}

pub(super) fn expect(left: Expr, op: Comparison, right: Expr) -> Expectation {
    Expectation::Compare { left, op, right, rounding: false }
}

pub(super) fn roughly(left: Expr, right: Expr) -> Expectation {
    Expectation::Compare { left, op: Comparison::Equal, right, rounding: true }
}

pub(super) fn code(text: &str) -> Value {
    Value::Code(Code::parse(text).expect("a code"))
}

pub(super) fn figure(value: Value) -> FigureId {
    match value {
        Value::Figure(figure) => figure,
        _ => panic!("no figure: {value:?}"),
    }
}
