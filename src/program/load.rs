//! Trees → program: the order in which items are read.

use std::collections::{BTreeMap, BTreeSet};

use super::messages::{cut, too_many};
use super::packs::Packs;
use super::{Column, ColumnKind, Program, Relation, RelationOrigin, builtin, cycle, resolve, strata};
use crate::base::{Diagnostic, FileId, Severity, Span};
use crate::fact::RelationId;
use crate::syntax::{self, tree};

/// A rule file as text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path to show, relative to the rules folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Source {
    /// A rule file of this text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source { path: path.into(), text: text.into() }
    }

    /// The line that a range of this file starts on, from 1.
    pub fn line(&self, span: Span) -> usize {
        let before = self.text.as_bytes().get(..span.start as usize).unwrap_or_default();
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }
}

impl Program {
    /// Reads rule files into a program that can be run.
    ///
    /// # Errors
    /// All messages, when one of them is an error.
    pub fn load(sources: &[Source]) -> Result<Program, Vec<Diagnostic>> {
        let (program, diagnostics) = load(sources);
        if is_sound(&diagnostics) { Ok(program) } else { Err(diagnostics) }
    }
}

/// Reads rule files into a program, and gives all messages. The program is to be run only when no diagnostic is an error.
pub fn load(sources: &[Source]) -> (Program, Vec<Diagnostic>) {
    let (trees, found): (Vec<tree::Tree>, Vec<Vec<Diagnostic>>) = parse_all(sources).into_iter().unzip();
    let mut diagnostics: Vec<Diagnostic> = found.into_iter().flatten().collect();
    for (number, (tree, source)) in trees.iter().zip(sources).enumerate() {
        let file = FileId(number as u32);
        if tree.items.is_empty() && diagnostics.iter().all(|diagnostic| diagnostic.primary.span.file != file) {
            let what = if source.text.trim().is_empty() { "文件是空的" } else { "文件里只有注释" };
            let help = "写上 规则、关系 等条目，或删去这个文件";
            diagnostics.push(Diagnostic::note("P039", Span::new(file, 0, 0), what).help(help));
        }
    }
    let (program, found) = from_trees(&trees, sources);
    diagnostics.extend(found);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.primary.span.file, diagnostic.primary.span.start));
    (program, cut(diagnostics))
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

/// Reads parsed files into a program; `sources` are the files, for their folders and for messages that quote them.
pub fn from_trees(trees: &[tree::Tree], sources: &[Source]) -> (Program, Vec<Diagnostic>) {
    let mut loader = Loader {
        program: Program { relations: builtin::relations(), ..Program::default() },
        diagnostics: Vec::new(),
        sources,
        packs: Packs::default(),
        broken: trees.iter().flat_map(|tree| &tree.broken).map(String::as_str).collect(),
        doubtful: BTreeSet::new(),
        units: BTreeMap::new(),
        muted: false,
        more: None,
        views: BTreeMap::new(),
    };
    for (index, relation) in loader.program.relations.iter().enumerate() {
        loader.program.names.insert(relation.name.clone(), RelationId(index as u32));
    }
    let items: Vec<&tree::Item> = trees.iter().flat_map(|tree| &tree.items).collect();
    loader.program.items = items.iter().map(|item| item.span).collect();
    loader.packs(&items, sources);
    loader.settings(&items);
    loader.relations(&items);
    loader.declarations(&items);
    loader.derived(&items);
    let ids = loader.rules(&items);
    loader.check_views();
    loader.tests(&items, &ids);
    let closing = loader.more.map(|(first, heaviest)| too_many(first, heaviest));
    (loader.program, loader.diagnostics.into_iter().chain(closing).collect())
}

/// The program under construction.
pub(super) struct Loader<'a> {
    pub(super) program: Program,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether messages are dropped, for looking at types before all are known.
    pub(super) muted: bool,
    /// Where the first message stands that was one too many, and how heavy the heaviest of those is.
    pub(super) more: Option<(Span, Severity)>,
    /// The views made so far.
    pub(super) views: BTreeMap<(tree::Scope, RelationId), RelationId>,
    pub(super) sources: &'a [Source],
    pub(super) packs: Packs,
    /// Names behind the keywords of items that could not be read: whoever uses them makes no second mistake.
    pub(super) broken: BTreeSet<&'a str>,
    /// Relations with a definition that is wrong, so that nothing is known of their columns.
    pub(super) doubtful: BTreeSet<RelationId>,
    /// Where units are declared.
    pub(super) units: BTreeMap<String, Span>,
}

impl Loader<'_> {
    /// Declares a relation; a second declaration of the name is an error.
    pub(super) fn declare(&mut self, name: &tree::Name, columns: Vec<Column>, origin: RelationOrigin) -> RelationId {
        if let Some(id) = self.program.find(&name.text) {
            let first = self.program.relation(id).span;
            let diagnostic = Diagnostic::error("P013", name.span, format!("关系“{}”已经声明过", name.text));
            self.report(match self.program.relation(id).origin {
                RelationOrigin::Builtin => diagnostic.help("每个程序都有这个关系，不用声明；另起一个名字"),
                _ => diagnostic.related(first, "先在此声明").help("留下一处，或另起一个名字"),
            });
            return id;
        }
        let id = RelationId(self.program.relations.len() as u32);
        self.program.relations.push(Relation { name: name.text.clone(), columns, origin, note: None, span: name.span });
        self.program.names.insert(name.text.clone(), id);
        id
    }

    fn relations(&mut self, items: &[&tree::Item]) {
        for item in items {
            match &item.kind {
                tree::ItemKind::Relation(relation) => {
                    let columns = self.columns(&relation.columns);
                    let id = self.declare(&relation.name, columns, RelationOrigin::Declared);
                    self.program.relations[id.0 as usize].note = relation.note.as_ref().map(|note| note.text.clone());
                    self.doubt_types(id, &relation.columns);
                }
                tree::ItemKind::Sentence(sentence) => {
                    if let Some(columns) = &sentence.columns {
                        let resolved = self.columns(columns);
                        let id = self.declare(&sentence.relation, resolved, RelationOrigin::Declared);
                        self.doubt_types(id, columns);
                    }
                }
                _ => {}
            }
        }
    }

    /// Notes a relation of which some column's type is not known.
    fn doubt_types(&mut self, relation: RelationId, columns: &[tree::Column]) {
        let known = |column: &tree::Column| builtin::TYPES.iter().any(|(name, _)| *name == column.kind.text);
        if !columns.iter().all(known) {
            self.doubtful.insert(relation);
        }
    }

    fn columns(&mut self, columns: &[tree::Column]) -> Vec<Column> {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        let mut resolved = Vec::new();
        for column in columns {
            if let Some(first) = seen.insert(column.name.text.as_str(), column.name.span) {
                let message = format!("列“{}”写了两次", column.name.text);
                self.report(
                    Diagnostic::error("P013", column.name.span, message)
                        .related(first, "先写在这里")
                        .help("每列一个名字，如“上年数”和“本年数”"),
                );
                continue;
            }
            // A type that is none has been reported by the parser.
            let kind = builtin::TYPES.iter().find(|(name, _)| *name == column.kind.text).map(|(_, kind)| *kind);
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
        let mut definitions: Vec<&tree::Definition> = items
            .iter()
            .filter_map(|item| match &item.kind {
                tree::ItemKind::Definition(definition) => Some(definition),
                _ => None,
            })
            .collect();
        // What several files define is derived in one order, whatever order the files come in.
        definitions.sort_by_key(|definition| {
            let Span { file, start, .. } = definition.relation.span;
            let path = self.sources.get(file.0 as usize).map_or("", |source| source.path.as_str());
            (self.packs.seen_from(file), path, start)
        });
        resolve::infer_heads(self, &definitions);
        for written in definitions {
            let before = self.said();
            let doubtful = self.reads_doubtful(&written.body);
            match resolve::definition(self, written) {
                Some(definition) => self.program.definitions.push(definition),
                None => {
                    self.doubtful.extend(self.program.find(&written.relation.text));
                    if doubtful {
                        self.take_back(before, |_| true);
                    }
                }
            }
        }
        match strata::stratify(&self.program.definitions) {
            Ok(strata) => self.program.strata = strata,
            Err(cycles) => self.diagnostics.extend(cycle::describe(&self.program, &cycles)),
        }
    }

    /// Reads the rules; gives where each id stands, those of rules that are wrong included.
    fn rules(&mut self, items: &[&tree::Item]) -> BTreeMap<String, Span> {
        let mut ids: BTreeMap<String, Span> = BTreeMap::new();
        for item in items {
            let tree::ItemKind::Rule(rule) = &item.kind else { continue };
            if let Some(first) = ids.get(&rule.id.text) {
                let message = format!("规则号 {} 用了两次", rule.id.text);
                self.report(
                    Diagnostic::error("P008", rule.id.span, message)
                        .related(*first, "先用在这里")
                        .help("给这一条另编一个号；它的 测试 也改成新号"),
                );
                continue;
            }
            ids.insert(rule.id.text.clone(), rule.id.span);
            let before = self.said();
            match resolve::rule(self, rule) {
                Some(rule) => self.program.rules.push(rule),
                None if self.reads_doubtful(&rule.body) => self.take_back(before, |_| true),
                None => {}
            }
        }
        self.program.rules.sort_by(|a, b| a.id.cmp(&b.id));
        ids
    }

    fn tests(&mut self, items: &[&tree::Item], ids: &BTreeMap<String, Span>) {
        for item in items {
            let tree::ItemKind::Test(test) = &item.kind else { continue };
            let id = test.rule.text.as_str();
            if !ids.contains_key(id) && !self.broken.contains(id) {
                let message = format!("没有规则 {id}");
                let mut diagnostic = Diagnostic::error("P016", test.rule.span, message);
                diagnostic = match self.nearest(id, ids.keys().map(String::as_str)) {
                    Some(near) => diagnostic.help(format!("是否为 {near}？")).related(ids[near], "在此"),
                    None => diagnostic.help("测试 后面写它所测的规则的号；规则还没有写的，先写规则"),
                };
                self.report(diagnostic);
                continue;
            }
            test.given.iter().for_each(|given| self.given(given));
            self.program.tests.push(test.clone());
        }
    }

    /// Checks the names of what a test is given.
    fn given(&mut self, given: &tree::Given) {
        let tree::Given::Table { scope, relation, unit, header, .. } = given else { return };
        if let Some(unit) = unit {
            self.unit_named(&unit.text, unit.span);
        }
        if let Some(relation) = self.relation_named(relation) {
            let publisher = |name: &str| scope.is_some() && (name == builtin::UNIT_OF.0 || name == builtin::UNIT_OF.1);
            for column in header.iter().filter(|column| !column.text.is_empty() && !publisher(&column.text)) {
                self.column_named(relation, column);
            }
        }
    }
}

/// Whether a pack can run: no diagnostic is an error.
pub fn is_sound(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error)
}
