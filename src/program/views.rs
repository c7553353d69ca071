//! Views: relations of other filings, as relations of their own.
//!
//! `上年 支出总表(…)` reads a relation that holds the facts of 支出总表 in the filing of the year before, each with the unit
//! that published it. Nothing fills a view but whoever has the other filing.

use std::collections::{BTreeSet, VecDeque};

use super::load::Loader;
use super::strata::reads;
use super::{Column, ColumnKind, Program, Relation, RelationOrigin, builtin};
use crate::base::{Diagnostic, Span};
use crate::fact::RelationId;
use crate::syntax::tree::{self, Scope};

/// A relation of other filings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Which filings.
    pub scope: Scope,
    /// The relation as those filings have it.
    pub base: RelationId,
    /// The relation that atoms read.
    pub view: RelationId,
}

/// Where the units under a unit are listed: every fact counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitList {
    /// The relation.
    pub relation: RelationId,
    /// The column.
    pub column: usize,
}

/// Of which kinds the filings of a scope are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilingKinds {
    /// The scope.
    pub scope: Scope,
    /// The kind of the filing that looks.
    pub kind: String,
    /// The kinds that count.
    pub counts: Vec<String>,
}

/// The word for a scope in rule files.
pub fn scope_word(scope: Scope) -> &'static str {
    match scope {
        Scope::Prior => "上年",
        Scope::Subordinate => "下属",
        Scope::Budget => "预算",
    }
}

impl Program {
    /// The kinds of filings that a filing of some kind finds in a scope: its own kind where nothing else is said.
    pub fn kinds<'a>(&'a self, scope: Scope, kind: &'a str) -> BTreeSet<&'a str> {
        let said = self.filing_kinds.iter().filter(|said| said.scope == scope && said.kind == kind);
        let counts: BTreeSet<&str> = said.flat_map(|said| &said.counts).map(String::as_str).collect();
        if counts.is_empty() { BTreeSet::from([kind]) } else { counts }
    }

    /// The strata of the definitions that some relations rest on, and of no others.
    pub fn strata_under(&self, relations: impl IntoIterator<Item = RelationId>) -> Vec<Vec<usize>> {
        let mut needed: BTreeSet<RelationId> = relations.into_iter().collect();
        let mut strata: Vec<Vec<usize>> = Vec::new();
        for stratum in self.strata.iter().rev() {
            let mut members: BTreeSet<usize> = BTreeSet::new();
            let mut known = usize::MAX;
            while known != members.len() {
                known = members.len();
                for number in stratum.iter().filter(|it| needed.contains(&self.definitions[**it].relation)) {
                    members.insert(*number);
                }
                let read = members.iter().flat_map(|number| reads(&self.definitions[*number].body));
                needed.extend(read.map(|(relation, _)| relation).collect::<Vec<_>>());
            }
            strata.push(members.into_iter().collect());
        }
        strata.reverse();
        strata
    }
}

impl Loader<'_> {
    /// The view that a scoped atom reads, made when it is first asked for. Its columns follow those of its base, whose
    /// types may still change while definitions are looked through.
    pub(super) fn view(&mut self, scope: Scope, base: RelationId, span: Span) -> Option<RelationId> {
        let table = self.program.relation(base);
        if table.column(builtin::UNIT_OF.0).is_some() {
            let message = format!("关系“{}”已有列“{}”，看别的文件时没有地方放它的单位", table.name, builtin::UNIT_OF.0);
            self.report(Diagnostic::error("P013", span, message).help("给那一列换一个名字"));
            return None;
        }
        let mut columns = table.columns.clone();
        columns.push(Column {
            name: builtin::UNIT_OF.0.to_owned(),
            kind: ColumnKind::Text,
            exact: false,
            blank_is_zero: false,
        });
        let known = self.program.views.iter().find(|known| known.scope == scope && known.base == base);
        if let Some(view) = known.map(|known| known.view) {
            self.program.relations[view.0 as usize].columns = columns;
            return Some(view);
        }
        let name = format!("{} {}", scope_word(scope), table.name);
        let view = RelationId(self.program.relations.len() as u32);
        self.program.relations.push(Relation { name, columns, origin: RelationOrigin::View, span });
        self.program.views.push(View { scope, base, view });
        Some(view)
    }

    /// Another filing is looked at from here, and no further from there: what it says of a third is not known.
    pub(super) fn check_views(&mut self) {
        for view in self.program.views.clone() {
            if let Some(chain) = self.chain(view) {
                let names: Vec<&str> = chain.iter().map(|id| self.program.relation(*id).name.as_str()).collect();
                let message = format!("别的文件里的关系又要看另外的文件：{}", names.join(" → "));
                let span = self.program.relation(view.view).span;
                let help = "上年、下属、预算 只看一步：写在它后面的关系不能靠别的文件得出";
                self.report(Diagnostic::error("P030", span, message).label("从这里起").help(help));
            }
        }
    }

    /// The shortest way from a view over definitions to another view.
    fn chain(&self, view: View) -> Option<Vec<RelationId>> {
        let is_view = |relation: &RelationId| self.program.relation(*relation).origin == RelationOrigin::View;
        let mut seen = BTreeSet::from([view.base]);
        let mut paths = VecDeque::from([vec![view.view, view.base]]);
        while let Some(path) = paths.pop_front() {
            let last = *path.last()?;
            if is_view(&last) {
                return Some(path);
            }
            let definitions = self.program.definitions.iter().filter(|definition| definition.relation == last);
            for (next, _) in definitions.flat_map(|definition| reads(&definition.body)) {
                if seen.insert(next) {
                    paths.push_back(path.iter().copied().chain([next]).collect());
                }
            }
        }
        None
    }

    /// `文件 下属 = 预算单位(名称)`.
    pub(super) fn unit_list(&mut self, filing: &tree::FilingItem) {
        let Some(relation) = self.relation_named(&filing.relation) else { return };
        let Some(column) = self.column_named(relation, &filing.column) else { return };
        if self.program.relation(relation).columns[column].kind != ColumnKind::Text {
            let message = format!("下属 要一列文本，“{}”不是", filing.column.text);
            self.report(Diagnostic::error("P003", filing.column.span, message));
            return;
        }
        self.program.unit_lists.push(UnitList { relation, column });
    }

    /// `文件 预算 “部门决算” = “部门预算”`.
    pub(super) fn filing_kinds(&mut self, item: &tree::FilingKinds) {
        let text = |quoted: &tree::Quoted| crate::base::squeeze(&quoted.text);
        let counts = item.counts.iter().map(text).collect();
        self.program.filing_kinds.push(FilingKinds { scope: item.scope.0, kind: text(&item.kind), counts });
    }
}
