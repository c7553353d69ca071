//! Trees → program: the order in which items are read.

use std::collections::{BTreeMap, BTreeSet};

use super::nearest::nearest;
use super::{Column, ColumnKind, HeadingStyle, Program, Relation, RelationOrigin, builtin, resolve, strata};
use crate::base::{Diagnostic, FileId, Severity, Span, Unit, UnitId, fold, squeeze};
use crate::fact::RelationId;
use crate::syntax::{self, tree};

/// Most messages about a pack; whoever has so many mends the first before reading on.
const MOST: usize = 200;

/// A rule file as text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path to show, relative to the rules folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Source {
    /// The line that a range of this file starts on, from 1.
    pub fn line(&self, span: Span) -> usize {
        let before = self.text.as_bytes().get(..span.start as usize).unwrap_or_default();
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }
}

/// Reads rule files into a program. The program is to be run only when no diagnostic is an error.
pub fn load(sources: &[Source]) -> (Program, Vec<Diagnostic>) {
    let (trees, found): (Vec<tree::Tree>, Vec<Vec<Diagnostic>>) = parse_all(sources).into_iter().unzip();
    let mut diagnostics: Vec<Diagnostic> = found.into_iter().flatten().collect();
    let texts: Vec<&str> = sources.iter().map(|source| source.text.as_str()).collect();
    let (program, found) = from_trees(&trees, &texts);
    diagnostics.extend(found);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.primary.span.file, diagnostic.primary.span.start));
    (program, cut(diagnostics))
}

/// No more messages than someone reads, and one that says there are more.
pub(super) fn cut(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let rest = diagnostics.split_off(MOST.min(diagnostics.len()));
    let first = rest.first().map(|diagnostic| diagnostic.primary.span);
    let heaviest = rest.iter().map(|diagnostic| diagnostic.severity).max();
    diagnostics.extend(first.zip(heaviest).map(|(first, heaviest)| too_many(first, heaviest)));
    diagnostics
}

/// As heavy as the heaviest that is left out, so that no error is lost.
fn too_many(first: Span, severity: Severity) -> Diagnostic {
    let message = Diagnostic::warning("P099", first, "消息太多，从这里起不再列出").help("先改好以上各处，再检查一遍");
    Diagnostic { severity, ..message }
}

/// Parses all files, on as many threads as the machine has; the result is in the order of the files.
fn parse_all(sources: &[Source]) -> Vec<(tree::Tree, Vec<Diagnostic>)> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = sources.len().div_ceil(threads).max(1);
    let parse = |(chunk, sources): (usize, &[Source])| -> Vec<(tree::Tree, Vec<Diagnostic>)> {
        let file = |index: usize| FileId((chunk * share + index) as u32);
        sources.iter().enumerate().map(|(index, source)| syntax::parse(file(index), &source.text)).collect()
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            sources.chunks(share).enumerate().map(|chunk| scope.spawn(move || parse(chunk))).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// Reads parsed files into a program; `texts` are their sources, for messages that quote a condition.
pub fn from_trees(trees: &[tree::Tree], texts: &[&str]) -> (Program, Vec<Diagnostic>) {
    let mut loader = Loader {
        program: Program { relations: builtin::relations(), ..Program::default() },
        diagnostics: Vec::new(),
        muted: false,
        more: None,
        views: BTreeMap::new(),
        texts,
    };
    for (index, relation) in loader.program.relations.iter().enumerate() {
        loader.program.names.insert(relation.name.clone(), RelationId(index as u32));
    }
    let items: Vec<&tree::Item> = trees.iter().flat_map(|tree| &tree.items).collect();
    loader.settings(&items);
    loader.relations(&items);
    loader.declarations(&items);
    loader.derived(&items);
    loader.rules(&items);
    loader.check_views();
    loader.tests(&items);
    let closing = loader.more.map(|(first, heaviest)| too_many(first, heaviest));
    (loader.program, loader.diagnostics.into_iter().chain(closing).collect())
}

/// The program under construction.
pub(super) struct Loader<'a> {
    pub(super) program: Program,
    diagnostics: Vec<Diagnostic>,
    /// Whether messages are dropped, for looking at types before all are known.
    pub(super) muted: bool,
    /// Where the first message stands that was one too many, and how heavy the heaviest of those is.
    more: Option<(Span, Severity)>,
    /// The views made so far.
    pub(super) views: BTreeMap<(tree::Scope, RelationId), RelationId>,
    pub(super) texts: &'a [&'a str],
}

impl Loader<'_> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.listens() {
            self.diagnostics.push(diagnostic);
        } else if !self.muted {
            let (first, heaviest) = self.more.unwrap_or((diagnostic.primary.span, diagnostic.severity));
            self.more = Some((first, heaviest.max(diagnostic.severity)));
        }
    }

    /// Whether a message would be kept; whatever only serves to word one can be left out otherwise.
    pub(super) fn listens(&self) -> bool {
        !self.muted && self.diagnostics.len() < MOST
    }

    /// The name nearest to one that is not known, for a message.
    pub(super) fn nearest<'n>(&self, name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        if self.listens() { nearest(name, candidates) } else { None }
    }

    /// The relation of a name, or a message with the nearest one.
    pub(super) fn relation_named(&mut self, name: &tree::Name) -> Option<RelationId> {
        if let Some(id) = self.program.find(&name.text) {
            return Some(id);
        }
        let mut diagnostic =
            Diagnostic::error("P001", name.span, format!("没有关系“{}”", name.text)).label("不认识的关系");
        if let Some(near) = self.nearest(&name.text, self.program.names.keys().map(String::as_str)) {
            diagnostic = diagnostic.help(format!("是否为“{near}”？"));
        } else {
            diagnostic = diagnostic.help("先用 关系、句式 或 定义 声明它");
        }
        self.report(diagnostic);
        None
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
        let unit = self.program.units.find(&squeeze(text));
        if unit.is_none() {
            let names: Vec<String> = self.program.units.iter().map(|(_, unit)| unit.name.clone()).collect();
            let near = self.nearest(text, names.iter().map(String::as_str).filter(|name| !name.is_empty()));
            let help = near.map_or_else(|| "先用 单位 声明它".to_owned(), |near| format!("是否为“{near}”？"));
            self.report(Diagnostic::error("P009", span, format!("没有单位“{text}”")).help(help));
        }
        unit
    }

    /// A number without unit.
    pub(super) fn plain_number(&mut self, number: &tree::Number) -> Option<rust_decimal::Decimal> {
        let read = crate::base::NumberText::whole(&fold(&number.text));
        if read.is_none() {
            self.report(Diagnostic::error("P018", number.span, format!("“{}”不是可用的数", number.text)));
        }
        read.map(|read| read.value)
    }

    /// A number that is whole and fits.
    pub(super) fn whole_number(&mut self, number: &tree::Number) -> Option<i64> {
        let value = self.plain_number(number)?;
        let whole = i64::try_from(value).ok().filter(|_| value.fract().is_zero());
        if whole.is_none() {
            self.report(Diagnostic::error("P018", number.span, "这里要一个整数"));
        }
        whole
    }

    fn settings(&mut self, items: &[&tree::Item]) {
        for item in items {
            match &item.kind {
                tree::ItemKind::Pack(pack) => {
                    let version = pack.version.as_ref().map_or_else(String::new, |version| version.text.clone());
                    self.program.packs.push((pack.name.text.clone(), version));
                }
                tree::ItemKind::Unit(unit) => self.unit(unit),
                tree::ItemKind::Codes(levels) => {
                    let mut digits = 0;
                    for level in levels {
                        digits += self.whole_number(level).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                        self.program.code_levels.push(digits);
                    }
                }
                tree::ItemKind::Alias(names) => {
                    if let Some((first, others)) = names.split_first() {
                        for other in others {
                            self.program.aliases.insert(squeeze(&other.text), squeeze(&first.text));
                        }
                    }
                }
                tree::ItemKind::Heading(heading) => {
                    let level = self.whole_number(&heading.level).and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
                    let patterns = heading.patterns.iter().map(resolve::pattern_as_written).collect();
                    self.program.headings.push(HeadingStyle { level, patterns });
                }
                tree::ItemKind::Contents(names) => {
                    self.program.contents.extend(names.iter().map(|name| squeeze(&name.text)));
                }
                tree::ItemKind::Exclude(exclude) => self.program.exclusions.push(super::Exclusion {
                    reason: exclude.reason.text.clone(),
                    patterns: exclude.patterns.iter().map(resolve::pattern_as_written).collect(),
                }),
                _ => {}
            }
        }
    }

    fn unit(&mut self, unit: &tree::UnitItem) {
        let kind = builtin::KINDS.iter().find(|(name, _)| *name == unit.kind.text).map(|(_, kind)| *kind);
        let Some(kind) = kind else {
            let near = self.nearest(&unit.kind.text, builtin::KINDS.iter().map(|(name, _)| *name)).unwrap_or("金额");
            let message = format!("没有单位种类“{}”", unit.kind.text);
            self.report(Diagnostic::error("P014", unit.kind.span, message).help(format!("是否为“{near}”？")));
            return;
        };
        let factor = self.plain_number(&unit.factor).unwrap_or(rust_decimal::Decimal::ONE);
        let step = unit.step.as_ref().and_then(|step| self.plain_number(step));
        self.program.units.add(Unit {
            name: squeeze(&unit.name.text),
            kind,
            factor,
            step: step.and_then(|step| step.checked_mul(factor)),
            exact: unit.exact,
            doubtful: unit.doubtful,
        });
    }

    /// Declares a relation; a second declaration of the name is an error.
    pub(super) fn declare(&mut self, name: &tree::Name, columns: Vec<Column>, origin: RelationOrigin) -> RelationId {
        if let Some(id) = self.program.find(&name.text) {
            let first = self.program.relation(id).span;
            let mut diagnostic = Diagnostic::error("P013", name.span, format!("关系“{}”已经声明过", name.text));
            if self.program.relation(id).origin != RelationOrigin::Builtin {
                diagnostic = diagnostic.related(first, "先在此声明");
            }
            self.report(diagnostic);
            return id;
        }
        let id = RelationId(self.program.relations.len() as u32);
        self.program.relations.push(Relation { name: name.text.clone(), columns, origin, span: name.span });
        self.program.names.insert(name.text.clone(), id);
        id
    }

    fn relations(&mut self, items: &[&tree::Item]) {
        for item in items {
            match &item.kind {
                tree::ItemKind::Relation(relation) => {
                    let columns = self.columns(&relation.columns);
                    self.declare(&relation.name, columns, RelationOrigin::Declared);
                }
                tree::ItemKind::Sentence(sentence) => {
                    if let Some(columns) = &sentence.columns {
                        let columns = self.columns(columns);
                        self.declare(&sentence.relation, columns, RelationOrigin::Declared);
                    }
                }
                _ => {}
            }
        }
    }

    fn columns(&mut self, columns: &[tree::Column]) -> Vec<Column> {
        let mut seen = BTreeSet::new();
        let mut resolved = Vec::new();
        for column in columns {
            if !seen.insert(column.name.text.as_str()) {
                self.report(Diagnostic::error("P013", column.name.span, format!("列“{}”写了两次", column.name.text)));
                continue;
            }
            let kind = builtin::TYPES.iter().find(|(name, _)| *name == column.kind.text).map(|(_, kind)| *kind);
            if kind.is_none() {
                let names: Vec<&str> = builtin::TYPES.iter().map(|(name, _)| *name).collect();
                let help = self
                    .nearest(&column.kind.text, names.iter().copied())
                    .map_or_else(|| format!("可用的类型：{}", names.join("、")), |near| format!("是否为“{near}”？"));
                let message = format!("没有类型“{}”", column.kind.text);
                self.report(Diagnostic::error("P014", column.kind.span, message).help(help));
            }
            resolved.push(Column {
                name: column.name.text.clone(),
                kind: kind.unwrap_or(ColumnKind::Text),
                exact: column.exact,
                blank_is_zero: column.blank_is_zero,
            });
        }
        resolved
    }

    fn derived(&mut self, items: &[&tree::Item]) {
        let definitions: Vec<&tree::Definition> = items
            .iter()
            .filter_map(|item| match &item.kind {
                tree::ItemKind::Definition(definition) => Some(definition),
                _ => None,
            })
            .collect();
        resolve::infer_heads(self, &definitions);
        for definition in definitions {
            if let Some(definition) = resolve::definition(self, definition) {
                self.program.definitions.push(definition);
            }
        }
        match strata::stratify(&self.program.definitions) {
            Ok(strata) => self.program.strata = strata,
            Err(cycles) => {
                for cycle in cycles {
                    let names: Vec<&str> = cycle.iter().map(|id| self.program.relation(*id).name.as_str()).collect();
                    let head = cycle[0];
                    let span = self
                        .program
                        .definitions
                        .iter()
                        .find(|definition| definition.relation == head)
                        .map_or_else(Span::default, |definition| definition.span);
                    let message = format!("否定或汇总绕成了圈：{}", names.join(" → "));
                    self.report(
                        Diagnostic::error("P007", span, message)
                            .label("从这里起")
                            .help("被 非、求和、计数 的关系必须先全部算完；把圈里的一步改成不依赖自己"),
                    );
                }
            }
        }
    }

    fn rules(&mut self, items: &[&tree::Item]) {
        let mut ids: BTreeMap<String, Span> = BTreeMap::new();
        for item in items {
            let tree::ItemKind::Rule(rule) = &item.kind else { continue };
            if let Some(first) = ids.get(&rule.id.text) {
                let message = format!("规则号 {} 用了两次", rule.id.text);
                self.report(Diagnostic::error("P008", rule.id.span, message).related(*first, "先用在这里"));
                continue;
            }
            ids.insert(rule.id.text.clone(), rule.id.span);
            if let Some(rule) = resolve::rule(self, rule) {
                self.program.rules.push(rule);
            }
        }
        self.program.rules.sort_by(|a, b| a.id.cmp(&b.id));
    }

    fn tests(&mut self, items: &[&tree::Item]) {
        for item in items {
            let tree::ItemKind::Test(test) = &item.kind else { continue };
            if self.program.rule(&test.rule.text).is_none() {
                let ids: Vec<String> = self.program.rules.iter().map(|rule| rule.id.clone()).collect();
                let near = self.nearest(&test.rule.text, ids.iter().map(String::as_str)).map(str::to_owned);
                let mut diagnostic = Diagnostic::error("P016", test.rule.span, format!("没有规则 {}", test.rule.text));
                if let Some(near) = near {
                    diagnostic = diagnostic.help(format!("是否为 {near}？"));
                }
                self.report(diagnostic);
                continue;
            }
            self.program.tests.push(test.clone());
        }
    }
}

/// Whether a pack can run: no diagnostic is an error.
pub fn is_sound(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error)
}
