//! Conditions as they are written, without their atoms.

use crate::fact::Value;
use crate::program::{Condition, Expr, Function, Program, Term, VarId, Variable, builtin};
use crate::syntax::tree::{AggregateFunction, Comparison, Operator};

/// What names stand for.
pub(super) struct Formula<'a> {
    pub(super) program: &'a Program,
    pub(super) variables: &'a [Variable],
}

impl Formula<'_> {
    /// The name of a variable.
    pub(super) fn name(&self, variable: VarId) -> &str {
        self.variables.get(variable.0 as usize).map_or("", |variable| &variable.name)
    }

    /// A condition in a few words.
    pub(super) fn label(&self, condition: &Condition) -> String {
        match condition {
            Condition::Atom(atom) => self.program.relation(atom.relation).name.clone(),
            Condition::Absent(atom) => format!("非 {}", self.program.relation(atom.relation).name),
            _ => self.condition(condition).unwrap_or_default(),
        }
    }

    /// A condition; nothing for an atom, whose relation is told anyway.
    pub(super) fn condition(&self, condition: &Condition) -> Option<String> {
        match condition {
            Condition::Atom(_) | Condition::Absent(_) => None,
            Condition::Compare(left, op, right) => {
                Some(format!("{} {} {}", self.expression(left), comparison(*op), self.expression(right)))
            }
            Condition::Let(variable, value) => Some(format!("{} = {}", self.name(*variable), self.expression(value))),
            Condition::Among(term, list) => {
                let item = match term {
                    Term::Variable(variable) => self.name(*variable).to_owned(),
                    Term::Constant(value) => self.constant(*value),
                };
                Some(format!("{item} 属于 {}", self.expression(list)))
            }
            Condition::Aggregate(aggregate) => {
                let by: Vec<&str> = aggregate.by.iter().map(|variable| self.name(*variable)).collect();
                let by = if by.is_empty() { String::new() } else { format!("按 {} ", by.join("、")) };
                let value = aggregate.value.as_ref().map(|value| format!(" {}", self.expression(value)));
                let near = aggregate.near.as_ref().map(|near| format!(" 与 {}", self.expression(near)));
                let function = function_word(aggregate.function);
                let (value, near) = (value.unwrap_or_default(), near.unwrap_or_default());
                Some(format!("{} = {by}{function}{value}{near}", self.name(aggregate.target)))
            }
        }
    }

    fn expression(&self, expr: &Expr) -> String {
        match expr {
            Expr::Variable(variable) => self.name(*variable).to_owned(),
            Expr::Constant(value) => self.constant(*value),
            Expr::Amount(amount) => amount.display(&self.program.units),
            Expr::Negate(inner) => format!("-{}", self.part(inner)),
            Expr::Binary(left, op, right) => format!("{} {} {}", self.part(left), operator(*op), self.part(right)),
            Expr::Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(|argument| self.expression(argument)).collect();
                format!("{}({})", called(*function), arguments.join(", "))
            }
            Expr::Pattern(regex) => {
                let regex = self.program.regexes.get(regex.0 as usize);
                format!("“{}”", regex.map_or("", |regular| regular.regex.as_str()))
            }
        }
    }

    /// An expression within another.
    fn part(&self, expr: &Expr) -> String {
        let text = self.expression(expr);
        if matches!(expr, Expr::Binary(..) | Expr::Negate(_)) { format!("({text})") } else { text }
    }

    fn constant(&self, value: Value) -> String {
        match value {
            Value::Text(symbol) => format!("“{}”", self.program.symbols.text(symbol)),
            Value::Code(code) => format!("“{code}”"),
            Value::Integer(integer) => integer.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Blank | Value::Figure(_) => String::new(),
        }
    }
}

fn called(function: Function) -> &'static str {
    let known = builtin::FUNCTIONS.iter().find(|signature| signature.function == function);
    known.map_or("", |signature| signature.name)
}

fn operator(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "×",
        Operator::Divide => "÷",
    }
}

fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::LessEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => "≥",
    }
}

fn function_word(function: AggregateFunction) -> &'static str {
    match function {
        AggregateFunction::Count => "计数",
        AggregateFunction::Sum => "求和",
        AggregateFunction::Max => "最大",
        AggregateFunction::Min => "最小",
        AggregateFunction::Nearest => "最近",
    }
}
