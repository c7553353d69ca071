//! Rules and filings from disk.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use super::command::RulesArgs;
use super::output::complain;
use crate::base::Diagnostic;
use crate::document::Document;
use crate::program;
use crate::reader;
use crate::report::{self, Checked};
use crate::session::{Filing, Pack};

/// The folder of rules in the working folder.
pub(super) const RULES_FOLDER: &str = "rules";

/// Endings of files that stand beside filings and are none.
const NOT_FILINGS: [&str; 3] = ["json", "dl", "snap"];

/// How the name of a file begins that tells about the files beside it.
const ABOUT: &str = "readme";

/// A folder that is one filing may have folders in so many folders.
const DEEPEST_FOLDER: usize = 4;

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

/// The bytes of a file, no more than one beyond the limit, at which the reader names it. A device, a pipe or the like is
/// not opened: reading it might never end.
fn file(path: &Path, limits: &reader::Limits) -> Result<Vec<u8>, String> {
    let about = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !about.is_file() {
        return Err(format!("{}：不是普通文件，没有读（not a regular file）", path.display()));
    }
    let most = u64::try_from(limits.bytes).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    file.take(most).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error) -> String {
    format!("{}：读不到（cannot read）：{error}", path.display())
}

/// Reads a filing: a file, or a folder whose files are one filing.
pub(super) fn document(path: &Path, limits: &reader::Limits) -> Result<Document, String> {
    let name = path.display().to_string();
    let document = if path.is_dir() {
        reader::read_together(&name, together(path, limits)?, limits)
    } else {
        reader::read(&name, &file(path, limits)?, limits)
    };
    document.map_err(|error| error.to_string())
}

/// Reads a filing into facts.
pub(super) fn read(pack: &Pack, path: &Path, limits: &reader::Limits) -> Result<Filing, String> {
    document(path, limits).map(|document| Filing::of(pack, &document))
}

/// The files in a folder that is one filing and in its folders, by their paths inside it.
fn together(folder: &Path, limits: &reader::Limits) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    let mut bytes = 0;
    while let Some((inside, depth)) = open.pop() {
        let entries = inside_of(&inside)?;
        open.extend(entries.folders.into_iter().filter(|_| depth < DEEPEST_FOLDER).map(|folder| (folder, depth + 1)));
        for path in entries.files {
            let read = file(&path, limits)?;
            bytes += read.len();
            if bytes > limits.unpacked || found.len() >= limits.members {
                return Err(format!("{}：文件太多或太大，不像一份文件（too much for one filing）", folder.display()));
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            found.push((name, read));
        }
    }
    Ok(found)
}

/// What stands directly in a folder and may be a filing, sorted.
struct Inside {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

fn inside_of(folder: &Path) -> Result<Inside, String> {
    let mut inside = Inside { files: Vec::new(), folders: Vec::new() };
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let path = entry.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        // A link to a folder might lead around in a circle.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if name.starts_with('.') || !is_folder && name.starts_with(ABOUT) {
            continue;
        }
        if is_folder {
            inside.folders.push(path);
        } else if path.is_file() && !NOT_FILINGS.contains(&ending) {
            inside.files.push(path);
        }
    }
    inside.files.sort();
    inside.folders.sort();
    Ok(inside)
}

/// The filings that paths stand for, each once: files as given, folders by what is directly in them, sorted. A folder in a
/// folder is one filing of several files, when there are files in it.
pub(super) fn filings(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let mut inside = inside_of(path)?;
        for folder in inside.folders {
            if !inside_of(&folder)?.files.is_empty() {
                inside.files.push(folder);
            }
        }
        inside.files.sort();
        found.extend(inside.files);
    }
    Ok(each_once(found))
}

/// Every path once.
pub(super) fn each_once(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut seen = BTreeSet::new();
    paths.retain(|path| seen.insert(same(path)));
    paths
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
