//! Which pack a rule file belongs to, which packs it may use, and what a pack says for all its rules.

use std::collections::BTreeSet;

use super::Source;
use super::load::Loader;
use super::nearest::nearest;
use crate::base::{Diagnostic, FileId, Span};
use crate::syntax::tree;

/// First and last year.
pub(super) type Years = (i64, Option<i64>);

/// The packs of a program, by the folders that hold them.
#[derive(Debug, Default)]
pub(super) struct Packs {
    packs: Vec<PackFolder>,
    /// For every file the pack whose folder is nearest above it.
    of_file: Vec<Option<usize>>,
}

/// A folder with a 包.
#[derive(Debug)]
struct PackFolder {
    folder: String,
    name: String,
    applies: Vec<String>,
    years: Option<Years>,
    /// Packs it uses, directly or not, and itself; every pack when one that it uses is unknown.
    sees: Option<BTreeSet<usize>>,
    span: Span,
}

impl Packs {
    fn of(&self, file: FileId) -> Option<&PackFolder> {
        let pack = self.of_file.get(file.0 as usize).copied().flatten()?;
        self.packs.get(pack)
    }

    /// The pack of a declaration and of the file that uses it, when the one is not open to the other.
    pub(super) fn closed(&self, user: FileId, declared: FileId) -> Option<(&str, &str)> {
        let user = self.of(user)?;
        let number = self.of_file.get(declared.0 as usize).copied().flatten()?;
        let open = user.sees.as_ref().is_none_or(|sees| sees.contains(&number));
        (!open).then(|| (user.name.as_str(), self.packs[number].name.as_str()))
    }

    /// How many packs a file may use, its own included: a pack that others use sees fewer than they do.
    pub(super) fn seen_from(&self, file: FileId) -> usize {
        self.of(file).and_then(|pack| pack.sees.as_ref()).map_or(0, BTreeSet::len)
    }

    /// The name of the pack of a file.
    pub(super) fn name(&self, file: FileId) -> Option<&str> {
        self.of(file).map(|pack| pack.name.as_str())
    }

    /// The kinds of filings that hold for a file's rules when they name none.
    pub(super) fn applies(&self, file: FileId) -> &[String] {
        self.of(file).map_or(&[], |pack| &pack.applies)
    }

    /// The years that hold for a file's rules when they name none.
    pub(super) fn years(&self, file: FileId) -> Option<Years> {
        self.of(file).and_then(|pack| pack.years)
    }
}

impl Loader<'_> {
    /// Reads every 包.
    pub(super) fn packs(&mut self, items: &[&tree::Item], sources: &[Source]) {
        let written: Vec<&tree::Pack> = items
            .iter()
            .filter_map(|item| match &item.kind {
                tree::ItemKind::Pack(pack) => Some(pack),
                _ => None,
            })
            .collect();
        let mut known: Vec<&tree::Pack> = Vec::new();
        for pack in written {
            let path = sources.get(pack.name.span.file.0 as usize).map_or("", |source| source.path.as_str());
            let folder = folder(path).to_owned();
            if let Some(first) = self.packs.packs.iter().find(|first| first.name == pack.name.text) {
                let message = format!("包“{}”声明了两次", pack.name.text);
                let first = first.span;
                self.report(
                    Diagnostic::error("P026", pack.name.span, message)
                        .related(first, "先在此声明")
                        .help("每个包一个名字：改掉其中一个，或把两个文件夹合成一个"),
                );
                continue;
            }
            if let Some(first) = self.packs.packs.iter().find(|first| first.folder == folder) {
                let message = format!("这个文件夹已经是包“{}”", first.name);
                let first = first.span;
                self.report(
                    Diagnostic::error("P026", pack.name.span, message)
                        .related(first, "先在此声明")
                        .help("一个文件夹只写一个 包；另一个包另放一个文件夹"),
                );
                continue;
            }
            let version = pack.version.as_ref().map_or_else(String::new, |version| version.text.clone());
            self.program.packs.push((pack.name.text.clone(), version));
            let years = self.years(pack.years.as_ref()).unwrap_or_default();
            self.packs.packs.push(PackFolder {
                folder,
                name: pack.name.text.clone(),
                applies: pack.applies.iter().map(|kind| kind.text.clone()).collect(),
                years,
                sees: None,
                span: pack.name.span,
            });
            known.push(pack);
        }
        let packs = &self.packs.packs;
        self.packs.of_file = sources.iter().map(|source| nearest_above(packs, &source.path)).collect();
        let uses: Vec<Option<Vec<usize>>> = known.iter().map(|pack| self.used(pack)).collect();
        for (number, pack) in known.iter().enumerate() {
            let (sees, cycle) = reach(number, &uses);
            if let Some(cycle) = cycle {
                let names: Vec<&str> = cycle.iter().map(|pack| self.packs.packs[*pack].name.as_str()).collect();
                // Each cycle is told once, at its first pack.
                if cycle.iter().all(|other| *other >= number) {
                    let span = pack.uses.first().map_or(pack.name.span, |name| name.span);
                    let message = format!("包互相引用，绕成了圈：{}", names.join(" → "));
                    let mut diagnostic = Diagnostic::error("P024", span, message)
                        .help("去掉其中一处 引用；两个包都要用的声明放进第三个包");
                    for other in cycle.iter().skip(1).filter(|other| **other != number) {
                        if let Some(name) = known[*other].uses.first() {
                            diagnostic = diagnostic.related(name.span, "再从这里引用");
                        }
                    }
                    self.report(diagnostic);
                }
            }
            self.packs.packs[number].sees = sees;
        }
    }

    /// The packs that a pack uses; nothing when one of them is unknown.
    fn used(&mut self, pack: &tree::Pack) -> Option<Vec<usize>> {
        let mut used = Some(Vec::new());
        for name in &pack.uses {
            let found = self.packs.packs.iter().position(|other| other.name == name.text);
            match (found, &mut used) {
                (Some(number), Some(used)) => used.push(number),
                (Some(_), None) => {}
                (None, _) => {
                    let names: Vec<&str> = self.packs.packs.iter().map(|other| other.name.as_str()).collect();
                    let near = nearest(&name.text, names.iter().copied().filter(|other| *other != pack.name.text));
                    let help = near.map_or_else(
                        || "规则文件夹要同时放着它：--rules 指向各个包上面的文件夹".to_owned(),
                        |near| format!("是否为“{near}”？"),
                    );
                    let message = format!("没有包“{}”", name.text);
                    self.report(Diagnostic::error("P023", name.span, message).help(help));
                    used = None;
                }
            }
        }
        used
    }

    /// Years as numbers; nothing when they can't be read or end before they begin.
    pub(super) fn years(&mut self, years: Option<&(tree::Number, Option<tree::Number>)>) -> Option<Option<Years>> {
        let Some((from, to)) = years else { return Some(None) };
        let first = self.whole_number(from)?;
        let last = match to {
            Some(to) => Some(self.whole_number(to)?),
            None => None,
        };
        if let Some(last) = last.filter(|last| *last < first) {
            let span = to.as_ref().map_or(from.span, |to| from.span.to(to.span));
            let message = format!("施行的年份前后颠倒：{first} 至 {last}");
            self.report(Diagnostic::error("P027", span, message).help(format!("写 施行 {last} 至 {first}")));
            return None;
        }
        Some(Some((first, last)))
    }
}

/// What can be reached from a pack, itself included; and a way back to it, if there is one.
fn reach(from: usize, uses: &[Option<Vec<usize>>]) -> (Option<BTreeSet<usize>>, Option<Vec<usize>>) {
    let mut seen = BTreeSet::from([from]);
    let mut paths = vec![vec![from]];
    let (mut cycle, mut known) = (None, true);
    while let Some(path) = paths.pop() {
        let Some(used) = uses[path[path.len() - 1]].as_ref() else {
            known = false;
            continue;
        };
        for next in used {
            let longer: Vec<usize> = path.iter().copied().chain([*next]).collect();
            if *next == from && cycle.is_none() {
                cycle = Some(longer);
            } else if seen.insert(*next) {
                paths.push(longer);
            }
        }
    }
    (known.then_some(seen), cycle)
}

/// The pack whose folder is the nearest above a file.
fn nearest_above(packs: &[PackFolder], path: &str) -> Option<usize> {
    let holds = |pack: &PackFolder| {
        let rest = path.strip_prefix(pack.folder.as_str());
        rest.is_some_and(|rest| pack.folder.is_empty() || rest.starts_with(['/', '\\']))
    };
    let above = packs.iter().enumerate().filter(|(_, pack)| holds(pack));
    above.max_by_key(|(_, pack)| pack.folder.len()).map(|(number, _)| number)
}

/// The folder of a path.
fn folder(path: &str) -> &str {
    path.rfind(['/', '\\']).map_or("", |at| &path[..at])
}
