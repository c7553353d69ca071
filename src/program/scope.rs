//! The body of a rule or definition, condition by condition, and the variables it binds.

use std::collections::BTreeMap;

use super::load::Loader;
use super::resolve::{function, numeric, variable};
use super::{Aggregate, Argument, Atom, ColumnKind, Condition, Expr, Term, VarId, Variable};
use crate::base::{Amount, Code, Diagnostic, NumberText, Span, UnitId, Units, fold, squeeze};
use crate::fact::Value;
use crate::syntax::tree::{self, AggregateFunction, Comparison};

/// Resolves one body; remembers its variables.
pub(super) struct BodyResolver<'a, 'b> {
    pub(super) loader: &'a mut Loader<'b>,
    variables: Vec<Variable>,
    scope: BTreeMap<String, VarId>,
}

impl<'a, 'b> BodyResolver<'a, 'b> {
    pub(super) fn new(loader: &'a mut Loader<'b>) -> Self {
        BodyResolver { loader, variables: Vec::new(), scope: BTreeMap::new() }
    }

    pub(super) fn variables(&mut self) -> Vec<Variable> {
        std::mem::take(&mut self.variables)
    }

    pub(super) fn variable_named(&self, name: &str) -> Option<VarId> {
        self.scope.get(name).copied()
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.scope.keys().cloned().collect()
    }

    pub(super) fn kind_of(&self, name: &str) -> Option<ColumnKind> {
        self.variable_named(name).map(|id| self.variables[id.0 as usize].kind)
    }

    fn bind(&mut self, name: &str, kind: ColumnKind) -> VarId {
        let id = variable(self.variables.len());
        self.variables.push(Variable { name: name.to_owned(), kind });
        self.scope.insert(name.to_owned(), id);
        id
    }

    /// A condition, when it is sound.
    pub(super) fn condition(&mut self, condition: &tree::Condition) -> Option<Condition> {
        match condition {
            tree::Condition::Atom(atom) => self.atom(atom).map(Condition::Atom),
            tree::Condition::Absent(atom) => self.lookup(atom).map(Condition::Absent),
            tree::Condition::Compare(tree::Expr::Name(name), Comparison::Equal, right)
                if self.variable_named(&name.text).is_none() =>
            {
                let (value, kind) = self.expression(right)?;
                Some(Condition::Let(self.bind(&name.text, kind), value))
            }
            tree::Condition::Compare(left, op, right) => {
                let span = left.span().to(right.span());
                let left = self.expression(left);
                let right = self.expression(right);
                let (left, right) = (left?, right?);
                self.check_comparable(left.1, right.1, span)?;
                Some(Condition::Compare(left.0, *op, right.0))
            }
            tree::Condition::Aggregate(aggregate) => self.aggregate(aggregate).map(Condition::Aggregate),
        }
    }

    /// An atom whose new variables stay its own: for 非, 有 and 无.
    pub(super) fn lookup(&mut self, atom: &tree::Atom) -> Option<Atom> {
        let outer = self.scope.clone();
        let atom = self.atom(atom);
        self.scope = outer;
        atom
    }

    fn atom(&mut self, atom: &tree::Atom) -> Option<Atom> {
        let named = self.loader.relation_named(&atom.relation)?;
        let relation = match atom.scope {
            Some((scope, _)) => self.loader.view(scope, named, atom.span)?,
            None => named,
        };
        let mut arguments = Vec::new();
        let mut sound = true;
        for argument in &atom.arguments {
            match self.argument(relation, argument) {
                Some(argument) => arguments.push(argument),
                None => sound = false,
            }
        }
        sound.then_some(Atom { relation, arguments })
    }

    fn argument(&mut self, relation: crate::fact::RelationId, argument: &tree::Argument) -> Option<Argument> {
        let name = &argument.column;
        let table = self.loader.program.relation(relation);
        let naming = table.columns.iter().position(|column| column.kind == ColumnKind::RelationName);
        if let Some(column) = naming
            && argument.value.is_none()
            && table.column(&name.text).is_none()
            && self.loader.program.find(&name.text).is_some()
        {
            let term = Term::Constant(Value::Text(self.loader.program.symbols.intern(&name.text)));
            return Some(Argument { column, term, blank: None });
        }
        let column = self.loader.column_named(relation, name)?;
        let declared = &self.loader.program.relation(relation).columns[column];
        let (kind, zero) = (declared.kind, declared.blank_is_zero);
        let term = match &argument.value {
            None => self.variable_term(name, kind)?,
            Some(tree::Expr::Name(value)) => self.variable_term(value, kind)?,
            Some(value) => Term::Constant(self.constant(value, kind)?),
        };
        let blank = match &argument.default {
            Some(number) => Some(self.amount(number)?),
            None => zero.then(|| Amount::exact(rust_decimal::Decimal::ZERO)),
        };
        Some(Argument { column, term, blank })
    }

    fn variable_term(&mut self, name: &tree::Name, kind: ColumnKind) -> Option<Term> {
        let Some(id) = self.variable_named(&name.text) else {
            return Some(Term::Variable(self.bind(&name.text, kind)));
        };
        let bound = self.variables[id.0 as usize].kind;
        if kind.is_figure() || bound.is_figure() {
            let message = format!("“{}”是数，不能用来把两个关系连起来", name.text);
            let help = format!("换一个名字绑定它，再在 应 之后比较：…({}: 另名) 应 {} = 另名", name.text, name.text);
            self.loader.report(Diagnostic::error("P005", name.span, message).label("两处同名的数").help(help));
            return None;
        }
        if bound != kind && !texts(bound, kind) {
            let message = format!("“{}”在前面是{}，在这里是{}", name.text, word(bound), word(kind));
            self.loader.report(Diagnostic::error("P003", name.span, message));
            return None;
        }
        Some(Term::Variable(id))
    }

    fn constant(&mut self, value: &tree::Expr, kind: ColumnKind) -> Option<Value> {
        let found = match (value, kind) {
            (tree::Expr::Text(text), ColumnKind::Text | ColumnKind::RelationName) => {
                let name = squeeze(&text.text);
                let name = self.loader.program.aliases.get(&name).cloned().unwrap_or(name);
                Some(Value::Text(self.loader.program.symbols.intern(&name)))
            }
            (tree::Expr::Text(text), ColumnKind::Code) => Code::parse(&squeeze(&text.text)).ok().map(Value::Code),
            (tree::Expr::Number(number), ColumnKind::Code) => Code::parse(&number.text).ok().map(Value::Code),
            (tree::Expr::Number(number), ColumnKind::Integer) if number.unit.is_none() => {
                self.loader.whole_number(number).map(Value::Integer)
            }
            (_, kind) if kind.is_figure() => {
                let help = "先用一个名字绑定这一列，再写比较，如 且 合计 > 0";
                let message = "数不能写在关系的括号里当条件";
                self.loader.report(Diagnostic::error("P005", value.span(), message).help(help));
                return None;
            }
            _ => None,
        };
        if found.is_none() {
            let message = format!("这里要一个{}", word(kind));
            self.loader.report(Diagnostic::error("P003", value.span(), message));
        }
        found
    }

    /// A number with its unit.
    pub(super) fn amount(&mut self, number: &tree::Number) -> Option<Amount> {
        let unit: UnitId = match &number.unit {
            Some(unit) => self.loader.unit_named(unit, number.span)?,
            None => Units::BARE,
        };
        let read = NumberText::whole(&fold(&number.text));
        let amount = read.and_then(|read| Amount::printed(read.value, read.places, unit, &self.loader.program.units));
        if amount.is_none() {
            self.loader.report(Diagnostic::error("P018", number.span, format!("“{}”不是可用的数", number.text)));
        }
        amount.map(Amount::as_exact)
    }

    fn aggregate(&mut self, aggregate: &tree::Aggregate) -> Option<Aggregate> {
        let outer = self.scope.clone();
        let by_names: Vec<&str> = aggregate.by.iter().map(|name| name.text.as_str()).collect();
        self.scope.retain(|name, _| by_names.contains(&name.as_str()));
        let body: Option<Vec<Condition>> = aggregate.body.iter().map(|condition| self.condition(condition)).collect();
        let value = aggregate.value.as_ref().map(|value| self.expression(value));
        let mut by = Vec::new();
        let mut sound = true;
        for name in &aggregate.by {
            match self.variable_named(&name.text) {
                Some(id) => by.push(id),
                None => {
                    let message = format!("按 的“{}”在花括号里没有出现", name.text);
                    self.loader.report(Diagnostic::error("P004", name.span, message));
                    sound = false;
                }
            }
        }
        let crossing: Vec<(String, VarId)> =
            by_names.iter().filter_map(|name| self.variable_named(name).map(|id| ((*name).to_owned(), id))).collect();
        self.scope = outer;
        self.scope.extend(crossing);
        let (value, kind) = match value {
            Some(value) => {
                let (value, kind) = value?;
                if !numeric(kind) {
                    let span = aggregate.value.as_ref().map_or(aggregate.span, tree::Expr::span);
                    self.loader.report(Diagnostic::error("P003", span, format!("求和要数，这里是{}", word(kind))));
                    return None;
                }
                (Some(value), kind)
            }
            None => (None, ColumnKind::Figure(None)),
        };
        let default = match &aggregate.default {
            Some(number) => Some(self.amount(number)?),
            None => None,
        };
        if self.variable_named(&aggregate.target.text).is_some() {
            let message = format!("“{}”已经有值，汇总要一个新名字", aggregate.target.text);
            self.loader.report(Diagnostic::error("P004", aggregate.target.span, message));
            return None;
        }
        let kind = if aggregate.function.0 == AggregateFunction::Count { ColumnKind::Figure(None) } else { kind };
        let kind = if kind == ColumnKind::Integer { ColumnKind::Figure(None) } else { kind };
        let target = self.bind(&aggregate.target.text, kind);
        sound.then_some(())?;
        Some(Aggregate { target, by, function: aggregate.function.0, value, body: body?, default })
    }

    /// An expression and its type, when it is sound.
    pub(super) fn expression(&mut self, expr: &tree::Expr) -> Option<(Expr, ColumnKind)> {
        match expr {
            tree::Expr::Name(name) => {
                let Some(id) = self.variable_named(&name.text) else {
                    let near = self.loader.nearest(&name.text, self.scope.keys().map(String::as_str));
                    let help = near.map_or_else(
                        || "先在 当 的某个关系里写出这一列；花括号里的名字出不来，除非写在 按 之后".to_owned(),
                        |near| format!("是否为“{near}”？"),
                    );
                    let message = format!("“{}”还没有值", name.text);
                    self.loader.report(Diagnostic::error("P004", name.span, message).help(help));
                    return None;
                };
                Some((Expr::Variable(id), self.variables[id.0 as usize].kind))
            }
            tree::Expr::Number(number) => Some((Expr::Amount(self.amount(number)?), ColumnKind::Figure(None))),
            tree::Expr::Text(text) => {
                let symbol = self.loader.program.symbols.intern(&squeeze(&text.text));
                Some((Expr::Constant(Value::Text(symbol)), ColumnKind::Text))
            }
            tree::Expr::Negate(inner, _) => {
                let (inner_expr, _) = self.number(inner)?;
                Some((Expr::Negate(Box::new(inner_expr)), ColumnKind::Figure(None)))
            }
            tree::Expr::Binary(left, op, right) => {
                let left = self.number(left);
                let right = self.number(right);
                let (left, right) = (left?, right?);
                Some((Expr::Binary(Box::new(left.0), *op, Box::new(right.0)), ColumnKind::Figure(None)))
            }
            tree::Expr::Call(name, arguments, span) => {
                let signature = function(self.loader, name)?;
                if arguments.len() != signature.arguments.len() {
                    let message = format!("{} 要 {} 个参数", signature.name, signature.arguments.len());
                    self.loader.report(Diagnostic::error("P010", *span, message));
                    return None;
                }
                let mut resolved = Vec::new();
                for (argument, wanted) in arguments.iter().zip(signature.arguments) {
                    let (value, kind) = self.expression(argument)?;
                    let fits = kind == *wanted || texts(kind, *wanted) || (numeric(kind) && numeric(*wanted));
                    if !fits {
                        let message = format!("{} 在这里要{}，得到的是{}", signature.name, word(*wanted), word(kind));
                        self.loader.report(Diagnostic::error("P003", argument.span(), message));
                        return None;
                    }
                    resolved.push(value);
                }
                Some((Expr::Call(signature.function, resolved), signature.result))
            }
            tree::Expr::Lookup(atom, _) => {
                self.loader.report(Diagnostic::error("P020", atom.span, "“关系(…).列”只能写在 参照 里"));
                None
            }
        }
    }

    fn number(&mut self, expr: &tree::Expr) -> Option<(Expr, ColumnKind)> {
        let (value, kind) = self.expression(expr)?;
        if numeric(kind) {
            return Some((value, kind));
        }
        self.loader.report(Diagnostic::error("P003", expr.span(), format!("这里要数，得到的是{}", word(kind))));
        None
    }

    /// Whether two types may stand on the two sides of a comparison; a message otherwise.
    pub(super) fn check_comparable(&mut self, left: ColumnKind, right: ColumnKind, span: Span) -> Option<()> {
        if left == right || texts(left, right) || (numeric(left) && numeric(right)) {
            return Some(());
        }
        let message = format!("{}不能与{}比较", word(left), word(right));
        self.loader.report(Diagnostic::error("P003", span, message));
        None
    }
}

fn texts(a: ColumnKind, b: ColumnKind) -> bool {
    let text = |kind| matches!(kind, ColumnKind::Text | ColumnKind::RelationName);
    text(a) && text(b)
}

fn word(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "文本",
        ColumnKind::Code => "科目编码",
        ColumnKind::Integer => "整数",
        ColumnKind::Figure(_) | ColumnKind::Target => "数",
        ColumnKind::RelationName => "关系名",
    }
}

/// Where a condition is written.
pub(super) fn condition_span(condition: &tree::Condition) -> Span {
    match condition {
        tree::Condition::Atom(atom) | tree::Condition::Absent(atom) => atom.span,
        tree::Condition::Compare(left, _, right) => left.span().to(right.span()),
        tree::Condition::Aggregate(aggregate) => aggregate.span,
    }
}
