//! Views: relations of other filings, as relations of their own.
//!
//! `上年 支出总表(…)` reads a relation that holds the facts of 支出总表 in the filing of the year before, each with the unit
//! that published it. Nothing fills a view but whoever has the other filing.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::load::Loader;
use super::strata::reads;
use super::{Column, ColumnKind, Definition, Program, Relation, RelationOrigin, builtin};
use crate::base::{Diagnostic, Span};
use crate::fact::RelationId;
use crate::syntax::tree::{self, Scope};

/// Most relations of a way that a message names.
const LONGEST_CHAIN: usize = 20;

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
    /// The relation that a view is one of; any other is its own.
    pub fn base(&self, relation: RelationId) -> RelationId {
        self.views.iter().find(|view| view.view == relation).map_or(relation, |view| view.base)
    }

    /// The kinds of filings that a filing of some kind finds in a scope: its own kind where nothing else is said.
    pub fn kinds<'a>(&'a self, scope: Scope, kind: &'a str) -> BTreeSet<&'a str> {
        let said = self.filing_kinds.iter().filter(|said| said.scope == scope && said.kind == kind);
        let counts: BTreeSet<&str> = said.flat_map(|said| &said.counts).map(String::as_str).collect();
        if counts.is_empty() { BTreeSet::from([kind]) } else { counts }
    }

    /// The strata of the definitions that some relations rest on, and of no others.
    pub fn strata_under(&self, relations: impl IntoIterator<Item = RelationId>) -> Vec<Vec<usize>> {
        let mut needed: BTreeSet<RelationId> = relations.into_iter().collect();
        // A stratum reads itself and those before it.
        for stratum in self.strata.iter().rev() {
            let mut left: Vec<usize> = stratum.clone();
            loop {
                let before = left.len();
                left.retain(|number| {
                    let definition = &self.definitions[*number];
                    let wanted = needed.contains(&definition.relation);
                    if wanted {
                        needed.extend(reads(&definition.body).into_iter().map(|(relation, _)| relation));
                    }
                    !wanted
                });
                if left.len() == before {
                    break;
                }
            }
        }
        let is_needed = |number: &usize| needed.contains(&self.definitions[*number].relation);
        self.strata.iter().map(|stratum| stratum.iter().copied().filter(is_needed).collect()).collect()
    }
}

/// By derived relation, the relations that its definitions read.
fn reads_by_relation(definitions: &[Definition]) -> BTreeMap<RelationId, BTreeSet<RelationId>> {
    let mut found: BTreeMap<RelationId, BTreeSet<RelationId>> = BTreeMap::new();
    for definition in definitions {
        let read = reads(&definition.body).into_iter().map(|(relation, _)| relation);
        found.entry(definition.relation).or_default().extend(read);
    }
    found
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
        if let Some(view) = self.views.get(&(scope, base)).copied() {
            self.program.relations[view.0 as usize].columns = columns;
            return Some(view);
        }
        let name = format!("{} {}", scope_word(scope), table.name);
        let view = RelationId(self.program.relations.len() as u32);
        self.program.relations.push(Relation { name, columns, origin: RelationOrigin::View, note: None, span });
        self.program.views.push(View { scope, base, view });
        self.views.insert((scope, base), view);
        Some(view)
    }

    /// Another filing is looked at from here, and no further from there: what it says of a third is not known.
    pub(super) fn check_views(&mut self) {
        let read = reads_by_relation(&self.program.definitions);
        let mut readers: BTreeMap<RelationId, Vec<RelationId>> = BTreeMap::new();
        for (reader, relations) in &read {
            relations.iter().for_each(|relation| readers.entry(*relation).or_default().push(*reader));
        }
        // By relation from which a view can be reached: the next on the shortest way there.
        let mut next: BTreeMap<RelationId, RelationId> = BTreeMap::new();
        let mut open: VecDeque<RelationId> = self.program.views.iter().map(|view| view.view).collect();
        while let Some(relation) = open.pop_front() {
            for reader in readers.get(&relation).into_iter().flatten() {
                if !next.contains_key(reader) {
                    next.insert(*reader, relation);
                    open.push_back(*reader);
                }
            }
        }
        for view in self.program.views.clone() {
            if next.contains_key(&view.base) && self.listens() {
                let chain = std::iter::successors(Some(view.base), |relation| next.get(relation).copied());
                let chain: Vec<RelationId> = std::iter::once(view.view).chain(chain).collect();
                self.report_chain(&chain);
            }
        }
    }

    /// Reports a way from a view over definitions to another view, the middle of a long one left out.
    fn report_chain(&mut self, chain: &[RelationId]) {
        let mut names: Vec<&str> = chain.iter().map(|id| self.program.relation(*id).name.as_str()).collect();
        if names.len() > LONGEST_CHAIN {
            names.splice(LONGEST_CHAIN / 2..names.len() - LONGEST_CHAIN / 2, ["…"]);
        }
        let message = format!("别的文件里的关系又要看另外的文件：{}", names.join(" → "));
        let span = self.program.relation(chain[0]).span;
        let help = "上年、下属、预算 只看一步：写在它后面的关系不能靠别的文件得出";
        self.report(Diagnostic::error("P030", span, message).label("从这里起").help(help));
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
