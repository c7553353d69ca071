//! The body of a rule or definition, condition by condition, and the variables it binds.

use std::collections::BTreeMap;

use super::load::Loader;
use super::names::NUMBERS;
use super::resolve::{numeric, variable};
use super::{Argument, Atom, ColumnKind, Condition, Expr, Term, VarId, Variable};
use crate::base::{Amount, Code, Date, Diagnostic, NumberText, Span, UnitId, Units, fold, squeeze};
use crate::fact::Value;
use crate::syntax::tree::{self, Comparison, Operator};

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

    pub(super) fn bind(&mut self, name: &str, kind: ColumnKind) -> VarId {
        let id = variable(self.variables.len());
        self.variables.push(Variable { name: name.to_owned(), kind });
        self.scope.insert(name.to_owned(), id);
        id
    }

    /// The conditions, when all are sound. What a wrong one would have bound is no second mistake of those behind it.
    pub(super) fn conditions(&mut self, body: &[tree::Condition]) -> Option<Vec<Condition>> {
        self.conditions_and_whether_they_bind(body).map(|(conditions, _)| conditions)
    }

    /// The same, with whether each binds a new variable.
    pub(super) fn conditions_and_whether_they_bind(
        &mut self,
        body: &[tree::Condition],
    ) -> Option<(Vec<Condition>, Vec<bool>)> {
        let mut binds = Vec::new();
        let mut sound = Some(Vec::new());
        for written in body {
            let before = self.loader.said();
            let bound = self.count();
            let condition = self.condition(written);
            binds.push(self.count() > bound);
            if sound.is_none() {
                self.loader.take_back(before, |diagnostic| diagnostic.code == "P004");
            }
            match (condition, &mut sound) {
                (Some(condition), Some(conditions)) => conditions.push(condition),
                (None, _) => sound = None,
                (Some(_), None) => {}
            }
        }
        sound.map(|conditions| (conditions, binds))
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
                let (left, right) = self.sides(left, right, span)?;
                Some(Condition::Compare(left, *op, right))
            }
            tree::Condition::Among(item, list) => self.among(item, list),
            tree::Condition::Aggregate(aggregate) => self.aggregate(aggregate).map(Condition::Aggregate),
        }
    }

    /// Leaves behind all names but those that cross into braces; what was in scope is for [`Self::leave`].
    pub(super) fn enter(&mut self, crossing: &[&tree::Name]) -> BTreeMap<String, VarId> {
        let outer = self.scope.clone();
        self.scope.retain(|name, _| crossing.iter().any(|crossing| crossing.text == *name));
        outer
    }

    /// Comes out of braces; only what crosses is known outside.
    pub(super) fn leave(&mut self, outer: BTreeMap<String, VarId>, crossing: &[&tree::Name]) {
        let inner = std::mem::replace(&mut self.scope, outer);
        self.scope.extend(inner.into_iter().filter(|(name, _)| crossing.iter().any(|crossing| crossing.text == *name)));
    }

    /// How many variables there are so far.
    pub(super) fn count(&self) -> usize {
        self.variables.len()
    }

    fn among(&mut self, item: &tree::Expr, list: &tree::Expr) -> Option<Condition> {
        let (list, kind) = self.expression(list).and_then(|(value, kind)| {
            let fits = texts(kind, ColumnKind::Text);
            if !fits {
                let message = format!("属于 的右边要一段列出各项的文本，得到的是{}", word(kind));
                self.loader.report(Diagnostic::error("P003", list.span(), message));
            }
            fits.then_some((value, ColumnKind::Text))
        })?;
        let term = match item {
            tree::Expr::Name(name) => match self.kind_of(&name.text).filter(|bound| !texts(*bound, kind)) {
                Some(bound) => {
                    let message = format!("属于 的左边要文本，“{}”是{}", name.text, word(bound));
                    self.loader.report(Diagnostic::error("P003", name.span, message));
                    return None;
                }
                None => self.variable_term(name, kind)?,
            },
            tree::Expr::Text(_) => Term::Constant(self.constant(item, kind)?),
            _ => {
                let help = "先用一个名字：且 项 = …，再写 且 项 属于 …";
                let message = "属于 的左边写一个名字，或 “文字”";
                self.loader.report(Diagnostic::error("P003", item.span(), message).help(help));
                return None;
            }
        };
        Some(Condition::Among(term, list))
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
        if kind.is_figure() != bound.is_figure() {
            let message = format!("“{}”在前面是{}，在这里是{}", name.text, word(bound), word(kind));
            let help = format!("两处同名就是同一个值：是文字的，写成 “{}”；不是的，给一处换个名字", name.text);
            self.loader.report(Diagnostic::error("P003", name.span, message).help(help));
            return None;
        }
        if kind.is_figure() {
            let message = format!("“{}”是数，不能用来把两个关系连起来", name.text);
            let help = format!("换一个名字绑定它，再在 应 之后比较：…({}: 另名) 应 {} = 另名", name.text, name.text);
            self.loader.report(Diagnostic::error("P005", name.span, message).label("两处同名的数").help(help));
            return None;
        }
        if bound != kind && !texts(bound, kind) {
            let message = format!("“{}”在前面是{}，在这里是{}", name.text, word(bound), word(kind));
            let help = "两处同名就是同一个值，类型要一样：给其中一处换个名字，写 列名: 另名";
            self.loader.report(Diagnostic::error("P003", name.span, message).help(help));
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
            (tree::Expr::Text(text), ColumnKind::Date) => Date::parse(&squeeze(&text.text)).map(Value::Date),
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
            let help = match kind {
                ColumnKind::Text | ColumnKind::RelationName => "文字写在 “ ” 里",
                ColumnKind::Code => "编码写成 201 或 “20103”",
                ColumnKind::Date => "先用一个名字绑定这一列，再写比较，如 且 公开 ≥ 日期(2026, 1, 31)",
                _ => "写一个整数，不带单位",
            };
            self.loader.report(Diagnostic::error("P003", value.span(), message).help(help));
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
            let message = format!("“{}”不是可用的数", number.text);
            self.loader.report(Diagnostic::error("P018", number.span, message).help(NUMBERS));
        }
        amount.map(Amount::as_exact)
    }

    /// An expression and its type, when it is sound.
    pub(super) fn expression(&mut self, expr: &tree::Expr) -> Option<(Expr, ColumnKind)> {
        match expr {
            tree::Expr::Name(name) => {
                let Some(id) = self.variable_named(&name.text) else {
                    let near = self.loader.nearest(&name.text, self.scope.keys().map(String::as_str));
                    let help = near.map_or_else(
                        || "先在 当 的某个关系里写出这一列；非 和花括号里的名字出不来，除非写在 按 之后".to_owned(),
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
                self.slashed_unit(left, *op, right)?;
                let left = self.number(left);
                let right = self.number(right);
                let (left, right) = (left?, right?);
                Some((Expr::Binary(Box::new(left.0), *op, Box::new(right.0)), ColumnKind::Figure(None)))
            }
            tree::Expr::Call(name, arguments, span) => self.call(name, arguments, *span),
            // The parser has reported it.
            tree::Expr::Lookup(..) => None,
        }
    }

    /// Stops at `0 元/人`, a number whose unit wants quotes.
    fn slashed_unit(&mut self, left: &tree::Expr, op: Operator, right: &tree::Expr) -> Option<()> {
        let (tree::Expr::Number(number), Operator::Divide, tree::Expr::Name(name)) = (left, op, right) else {
            return Some(());
        };
        let unit = format!("{}/{}", number.unit.as_deref().unwrap_or_default(), name.text);
        if self.variable_named(&name.text).is_some() || self.loader.program.units.find(&squeeze(&unit)).is_none() {
            return Some(());
        }
        let message = format!("“{}”还没有值，/ 在这里是除", name.text);
        let help = format!("单位里有 /，要加引号：{} “{unit}”", number.text);
        self.loader.report(Diagnostic::error("P004", left.span().to(right.span()), message).help(help));
        None
    }

    fn number(&mut self, expr: &tree::Expr) -> Option<(Expr, ColumnKind)> {
        let (value, kind) = self.expression(expr)?;
        if numeric(kind) {
            return Some((value, kind));
        }
        let message = format!("这里要数，得到的是{}", word(kind));
        self.loader.report(Diagnostic::error("P003", expr.span(), message).help("加减乘除只用于数：换成数的一列"));
        None
    }

    /// Both sides of a comparison, when they can be compared.
    pub(super) fn sides(&mut self, left: &tree::Expr, right: &tree::Expr, span: Span) -> Option<(Expr, Expr)> {
        let (left, right) = (self.side(left), self.side(right));
        let (left, right) = (left?, right?);
        self.check_comparable(left.1, right.1, span)?;
        Some((left.0, right.0))
    }

    /// One side: text that stands alone is a name, as in the brackets of an atom, and goes by the first of its aliases.
    fn side(&mut self, side: &tree::Expr) -> Option<(Expr, ColumnKind)> {
        match side {
            tree::Expr::Text(_) => {
                let name = self.constant(side, ColumnKind::Text)?;
                Some((Expr::Constant(name), ColumnKind::Text))
            }
            _ => self.expression(side),
        }
    }

    /// Whether two types may stand on the two sides of a comparison; a message otherwise.
    fn check_comparable(&mut self, left: ColumnKind, right: ColumnKind, span: Span) -> Option<()> {
        if left == right || texts(left, right) || (numeric(left) && numeric(right)) {
            return Some(());
        }
        let message = format!("{}不能与{}比较", word(left), word(right));
        let help = if left == ColumnKind::Date || right == ColumnKind::Date {
            "日期写 日期(2026, 1, 31)；与数比较，用 年(…)、月(…)、日(…) 或 日数(从, 到)"
        } else {
            "两边要是同一种：数不加引号，如 100 万元；文字加引号；编码与编码比"
        };
        self.loader.report(Diagnostic::error("P003", span, message).help(help));
        None
    }
}

/// Whether both types are text.
pub(super) fn texts(a: ColumnKind, b: ColumnKind) -> bool {
    let text = |kind| matches!(kind, ColumnKind::Text | ColumnKind::RelationName);
    text(a) && text(b)
}

/// What a type is called in messages.
pub(super) fn word(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => "文本",
        ColumnKind::Code => "科目编码",
        ColumnKind::Integer => "整数",
        ColumnKind::Figure(_) | ColumnKind::Target => "数",
        ColumnKind::Date => "日期",
        ColumnKind::RelationName => "关系名",
    }
}

/// Where a condition is written.
pub(super) fn condition_span(condition: &tree::Condition) -> Span {
    match condition {
        tree::Condition::Atom(atom) | tree::Condition::Absent(atom) => atom.span,
        tree::Condition::Compare(left, _, right) | tree::Condition::Among(left, right) => left.span().to(right.span()),
        tree::Condition::Aggregate(aggregate) => aggregate.span,
    }
}
