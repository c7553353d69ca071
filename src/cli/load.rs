//! Rules and filings from disk.

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use super::command::RulesArgs;
use super::output::complain;
use crate::base::Diagnostic;
use crate::program;
use crate::report::{self, Checked};
use crate::session::{Filing, Pack};

/// The folder of rules in the working folder.
pub(super) const RULES_FOLDER: &str = "rules";

/// Endings of files that stand beside filings and are none.
const NOT_FILINGS: [&str; 4] = ["json", "md", "dl", "snap"];

/// The rules, when they can be run; their messages go to the terminal.
pub(super) fn rules(args: &RulesArgs) -> Result<Pack, String> {
    let folder = args.rules.clone().or_else(|| Path::new(RULES_FOLDER).is_dir().then(|| RULES_FOLDER.into()));
    let pack = match folder {
        Some(folder) => Pack::load(&folder).map_err(|error| error.to_string())?,
        None => Pack::own(),
    };
    tell(&pack, &pack.diagnostics);
    if pack.is_sound() {
        Ok(pack)
    } else {
        Err("规则有错误，没有检查任何文件（rules have errors）".to_owned())
    }
}

/// Tells what is odd about rules that can be run.
pub(super) fn review(pack: &Pack) {
    tell(pack, &program::review(&pack.program, &pack.sources));
}

/// Shows messages about rules at the terminal.
pub(super) fn tell(pack: &Pack, diagnostics: &[Diagnostic]) {
    if !diagnostics.is_empty() {
        complain(report::diagnostics(&pack.sources, diagnostics, true).trim_end());
    }
}

/// Tells which rules and definitions a limit stopped, each once however many filings it was stopped on; whether any was.
pub(super) fn stopped(pack: &Pack, filings: &[Checked]) -> bool {
    let mut told: Vec<Diagnostic> = Vec::new();
    for stopped in filings.iter().flat_map(|filing| &filing.stopped) {
        if !told.contains(&stopped.diagnostic) {
            told.push(stopped.diagnostic.clone());
        }
    }
    if !told.is_empty() {
        complain(report::diagnostics(&pack.sources, &told, true).trim_end());
    }
    !told.is_empty()
}

/// Whether a filing has pages that were not read, or not wholly, so that not all of it was checked.
pub(super) fn unread(filings: &[Checked]) -> bool {
    filings.iter().any(|filing| !filing.unread_pages().is_empty())
}

/// The bytes of a filing. A device, a pipe or the like is not opened: reading it might never end.
pub(super) fn filing(path: &Path) -> Result<Vec<u8>, String> {
    let fail = |error| format!("{}：读不到（cannot read）：{error}", path.display());
    let about = fs::metadata(path).map_err(fail)?;
    if !about.is_file() && !about.is_dir() {
        return Err(format!("{}：不是普通文件，没有读（not a regular file）", path.display()));
    }
    fs::read(path).map_err(fail)
}

/// Reads a filing.
pub(super) fn read(pack: &Pack, path: &Path) -> Result<Filing, String> {
    let bytes = filing(path)?;
    Filing::read(pack, &path.display().to_string(), &bytes).map_err(|error| error.to_string())
}

/// The filings that paths stand for: files as given, folders by what is directly in them, sorted; each once.
pub(super) fn filings(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let fail = |error| format!("{}：读不到（cannot read）：{error}", path.display());
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(fail)? {
            let file = entry.map_err(fail)?.path();
            let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let hidden = file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            if file.is_file() && !hidden && !NOT_FILINGS.contains(&ending) {
                inside.push(file);
            }
        }
        inside.sort();
        found.extend(inside);
    }
    let mut seen = BTreeSet::new();
    found.retain(|path| seen.insert(same(path)));
    Ok(found)
}

/// Filings that are not among some others.
pub(super) fn without(mut paths: Vec<PathBuf>, others: &[PathBuf]) -> Vec<PathBuf> {
    let others: BTreeSet<PathBuf> = others.iter().map(|path| same(path)).collect();
    paths.retain(|path| !others.contains(&same(path)));
    paths
}

/// One spelling for all paths of a file.
fn same(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// How many threads the machine runs at once.
pub(super) fn threads() -> NonZero<usize> {
    thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}
