//! Names and numbers that items use, or a message that says what was meant.

use super::RelationOrigin;
use super::load::Loader;
use crate::base::{Diagnostic, Span, UnitId, fold, squeeze};
use crate::fact::RelationId;
use crate::syntax::tree;

/// How a number is written.
pub(super) const NUMBERS: &str = "写 10000、0.01、1,234.56 这样的数";

impl Loader<'_> {
    /// The relation of a name, or a message with the nearest one.
    pub(super) fn relation_named(&mut self, name: &tree::Name) -> Option<RelationId> {
        if let Some(id) = self.program.find(&name.text) {
            self.check_open(id, name);
            return Some(id);
        }
        if self.broken.contains(name.text.as_str()) {
            return None;
        }
        let mut diagnostic =
            Diagnostic::error("P001", name.span, format!("没有关系“{}”", name.text)).label("不认识的关系");
        if let Some(near) = self.nearest(&name.text, self.program.names.keys().map(String::as_str)) {
            diagnostic = diagnostic.help(format!("是否为“{near}”？"));
            let declared = self.program.find(near).map(|id| self.program.relation(id));
            if let Some(declared) = declared.filter(|near| near.origin != RelationOrigin::Builtin) {
                diagnostic = diagnostic.related(declared.span, "在此声明");
            }
        } else {
            let help = format!("先声明它，如 关系 {}(列名: 类型)，或用 定义 得出", name.text);
            diagnostic = diagnostic.help(help);
        }
        self.report(diagnostic);
        None
    }

    /// Reports a relation of a pack that the pack of the name does not use.
    fn check_open(&mut self, id: RelationId, name: &tree::Name) {
        let relation = self.program.relation(id);
        if relation.origin == RelationOrigin::Builtin {
            return;
        }
        let declared = relation.span;
        if let Some((own, other)) = self.packs.closed(name.span.file, declared.file) {
            let message = format!("“{}”是包“{other}”的，包“{own}”没有引用它", name.text);
            let help = format!("在 包 “{own}” 后面写 引用 “{other}”");
            self.report(Diagnostic::error("P025", name.span, message).related(declared, "在此声明").help(help));
        }
    }

    /// Whether a message about conditions would only repeat one about a relation they read.
    pub(super) fn reads_doubtful(&self, body: &[tree::Condition]) -> bool {
        body.iter().any(|condition| match condition {
            tree::Condition::Atom(atom) | tree::Condition::Absent(atom) => {
                let known = self.program.find(&atom.relation.text);
                known.is_some_and(|id| self.doubtful.contains(&id))
            }
            tree::Condition::Aggregate(aggregate) => self.reads_doubtful(&aggregate.body),
            tree::Condition::Compare(..) | tree::Condition::Among(..) => false,
        })
    }

    /// The column of a name, or a message with the nearest one.
    pub(super) fn column_named(&mut self, relation: RelationId, name: &tree::Name) -> Option<usize> {
        let table = self.program.relation(relation);
        if let Some(column) = table.column(&name.text) {
            return Some(column);
        }
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let near = self.nearest(&name.text, columns.iter().copied());
        let help = match near {
            Some(near) => format!("是否为“{near}”？"),
            None => format!("{} 的列：{}", table.name, columns.join("、")),
        };
        let message = format!("关系“{}”没有列“{}”", table.name, name.text);
        let declared = table.span;
        let mut diagnostic = Diagnostic::error("P002", name.span, message).label("不认识的列").help(help);
        if table.origin != RelationOrigin::Builtin {
            diagnostic = diagnostic.related(declared, "在此声明");
        }
        self.report(diagnostic);
        None
    }

    /// The unit of a name, or a message.
    pub(super) fn unit_named(&mut self, text: &str, span: Span) -> Option<UnitId> {
        let name = squeeze(text);
        let unit = self.program.units.find(&name);
        if unit.is_none() && !self.broken.contains(name.as_str()) {
            let mut diagnostic = Diagnostic::error("P009", span, format!("没有单位“{text}”"));
            diagnostic = match self.nearest(&name, self.units.keys().map(String::as_str)) {
                Some(near) => {
                    let declared = self.units[near];
                    diagnostic.help(format!("是否为“{near}”？")).related(declared, "在此声明")
                }
                None => diagnostic.help(format!("先声明它，如 单位 {name} 金额 10000")),
            };
            self.report(diagnostic);
        }
        unit
    }

    /// A number without unit.
    pub(super) fn plain_number(&mut self, number: &tree::Number) -> Option<rust_decimal::Decimal> {
        let read = crate::base::NumberText::whole(&fold(&number.text));
        if read.is_none() {
            let message = format!("“{}”不是可用的数", number.text);
            self.report(Diagnostic::error("P018", number.span, message).help(NUMBERS));
        }
        read.map(|read| read.value)
    }

    /// A number that is whole and fits.
    pub(super) fn whole_number(&mut self, number: &tree::Number) -> Option<i64> {
        let value = self.plain_number(number)?;
        let whole = i64::try_from(value).ok().filter(|_| value.fract().is_zero());
        if whole.is_none() {
            self.report(Diagnostic::error("P018", number.span, "这里要一个整数").help("写 3、2026 这样没有小数的数"));
        }
        whole
    }
}
