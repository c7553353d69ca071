//! Conditions, expressions and expectations of a checked program in words that say no more than they do.

mod aggregate;
mod atom;
mod comparison;
mod expression;
mod parts;
mod uses;
mod verdict;

pub(super) use verdict::outcomes;

use std::collections::BTreeSet;

use super::model::{Phrase, Topic};
use crate::fact::{RelationId, Value};
use crate::program::{Condition, Definition, Expectation, Expr, Program, Rule, VarId, Variable};
use crate::syntax::tree::Scope;
use uses::Uses;

/// Words one body, and remembers which names stand for something already.
pub(super) struct Wording<'a> {
    program: &'a Program,
    variables: &'a [Variable],
    uses: Uses,
    known: BTreeSet<VarId>,
}

/// A rule in words.
pub(super) struct RuleWords {
    /// What gets a result each.
    pub(super) subject: Phrase,
    /// What is looked up or worked out for it.
    pub(super) steps: Vec<Phrase>,
    /// What must hold.
    pub(super) expectation: Phrase,
}

/// Words a rule.
pub(super) fn rule(program: &Program, rule: &Rule) -> RuleWords {
    let mut wording = Wording::new(program, &rule.variables, Uses::of_rule(rule));
    let (head, rest) = rule.body.split_at(rule.subject.min(rule.body.len()));
    let subject = match head.split_first() {
        Some((Condition::Atom(atom), filters)) => {
            let each = wording.each(atom);
            let filters = filters.iter().map(|filter| wording.condition(filter)).collect::<Vec<_>>();
            if filters.is_empty() {
                each
            } else {
                each.say("；其中只看").then(Phrase::join(filters, "，且")).say("的")
            }
        }
        _ => Phrase::default(),
    };
    let steps = rest.iter().map(|condition| wording.condition(condition)).collect();
    let expectation = match &rule.expect {
        Expectation::Compare { left, op, right, .. } => wording.comparison(left, *op, right, "应"),
        Expectation::Exists(atom) => Phrase::of("应有").then(wording.found(atom)),
        Expectation::Absent(atom) => Phrase::of("不应有").then(wording.found(atom)),
    };
    RuleWords { subject, steps, expectation }
}

/// Words one way to derive a fact.
pub(super) fn definition(program: &Program, definition: &Definition) -> Phrase {
    let mut wording = Wording::new(program, &definition.variables, Uses::of_definition(definition));
    let conditions: Vec<Phrase> = definition.body.iter().map(|condition| wording.condition(condition)).collect();
    let columns = &program.relation(definition.relation).columns;
    let head = wording.filled(columns, &definition.head);
    let head = if head.is_empty() { Phrase::of("即成立") } else { Phrase::of("得一条：").then(head) };
    Phrase::join(conditions, "；").say("。").then(head)
}

/// What a definition rests on.
pub(super) fn conditions(program: &Program, definition: &Definition) -> Phrase {
    let mut wording = Wording::new(program, &definition.variables, Uses::of_definition(definition));
    Phrase::join(definition.body.iter().map(|condition| wording.condition(condition)), "；")
}

/// A constant of a definition, as a cell.
pub(super) fn constant(program: &Program, value: &Expr) -> Phrase {
    Wording::new(program, &[], Uses::default()).expression(value)
}

impl<'a> Wording<'a> {
    fn new(program: &'a Program, variables: &'a [Variable], uses: Uses) -> Self {
        Wording { program, variables, uses, known: BTreeSet::new() }
    }

    fn name(&self, variable: VarId) -> &'a str {
        self.variables.get(variable.0 as usize).map_or("", |variable| variable.name.as_str())
    }

    /// A relation, linked to its page; whose filing's, when not the own one's.
    fn relation(&self, relation: RelationId) -> Phrase {
        let view = self.program.views.iter().find(|view| view.view == relation);
        let base = view.map_or(relation, |view| view.base);
        let filing = match view.map(|view| view.scope) {
            None => "",
            Some(Scope::Prior) => "上年文件的",
            Some(Scope::Subordinate) => "下属单位文件的",
            Some(Scope::Budget) => "预算文件的",
        };
        let link = Phrase::default().link(Topic::Relation(base), &self.program.relation(base).name);
        if filing.is_empty() { link } else { Phrase::of(filing).then(link) }
    }

    /// A constant; the name of a relation is a link.
    fn constant(&self, value: Value, names_relation: bool) -> Phrase {
        match value {
            Value::Text(symbol) => {
                let text = self.program.symbols.text(symbol);
                let named = self.program.find(text).filter(|_| names_relation);
                named.map_or_else(|| Phrase::of(format!("“{text}”")), |relation| self.relation(relation))
            }
            Value::Code(code) => Phrase::of(format!(" {code}")),
            Value::Integer(integer) => Phrase::of(format!(" {integer}")),
            Value::Blank | Value::Figure(_) => Phrase::of("空白"),
        }
    }

    fn condition(&mut self, condition: &Condition) -> Phrase {
        match condition {
            Condition::Atom(atom) => self.some(atom),
            Condition::Absent(atom) => Phrase::of("没有").then(self.found(atom)),
            Condition::Compare(left, op, right) => self.comparison(left, *op, right, ""),
            Condition::Let(variable, value) => {
                let value = self.expression(value);
                self.known.insert(*variable);
                Phrase::of("算出").then(value).say("，记作").value(self.name(*variable))
            }
            Condition::Aggregate(aggregate) => self.aggregate(aggregate),
        }
    }
}
