//! Rule packs on disk, and the packs that come with the program.

use std::fmt;
use std::fs;
use std::path::{Component, Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::base::Diagnostic;
use crate::program::{self, Program, Source};

/// The packs of this repository, for a program that runs far from it.
static OWN_PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The ending of rule files.
const RULE_FILE: &str = "dl";

/// How deep folders of rules may nest.
const DEEPEST_FOLDER: usize = 16;

/// Loaded rule files.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The files, in the order of their paths.
    pub sources: Vec<Source>,
    /// What they say; to be run only when [`Pack::is_sound`].
    pub program: Program,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
    /// The folder that holds the folder of rules: paths in rule files start there. The working folder for packs that
    /// come with the program.
    pub root: PathBuf,
}

/// Why rule files could not be read at all.
#[derive(Debug)]
pub enum PackError {
    /// The folder or a file cannot be read.
    Io(PathBuf, std::io::Error),
    /// A file is not UTF-8.
    Encoding(PathBuf),
    /// The folder holds no rule file.
    Empty(PathBuf),
}

impl Pack {
    /// Loads all rule files under a folder.
    pub fn load(folder: &Path) -> Result<Pack, PackError> {
        let mut sources = Vec::new();
        for path in rule_files(folder)? {
            let bytes = fs::read(&path).map_err(|error| PackError::Io(path.clone(), error))?;
            sources.push(source(&path, bytes)?);
        }
        Ok(Pack { root: holder(folder), ..Pack::from_sources(sources) })
    }

    /// The packs that come with the program.
    pub fn own() -> Pack {
        let mut sources = Vec::new();
        collect_own(&OWN_PACKS, &mut sources);
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        Pack::from_sources(sources)
    }

    /// A pack of texts.
    pub fn from_sources(sources: Vec<Source>) -> Pack {
        let (program, diagnostics) = program::load(&sources);
        Pack { sources, program, diagnostics, root: PathBuf::new() }
    }

    /// Whether it can be run.
    pub fn is_sound(&self) -> bool {
        program::is_sound(&self.diagnostics)
    }
}

/// The folder that a folder stands in, without a look at the disk.
fn holder(folder: &Path) -> PathBuf {
    match folder.components().next_back() {
        Some(Component::Normal(_)) => folder.parent().map(Path::to_owned).unwrap_or_default(),
        _ => folder.join(".."),
    }
}

/// The rule files under a folder, sorted; a file stands for itself.
pub(super) fn rule_files(folder: &Path) -> Result<Vec<PathBuf>, PackError> {
    let mut paths = Vec::new();
    collect(folder, DEEPEST_FOLDER, &mut paths)?;
    paths.sort();
    if paths.is_empty() {
        return Err(PackError::Empty(folder.to_owned()));
    }
    Ok(paths)
}

/// The text of a rule file.
pub(super) fn source(path: &Path, bytes: Vec<u8>) -> Result<Source, PackError> {
    let text = String::from_utf8(bytes).map_err(|_| PackError::Encoding(path.to_owned()))?;
    Ok(Source { path: path.display().to_string(), text })
}

fn collect(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> Result<(), PackError> {
    let fail = |error| PackError::Io(folder.to_owned(), error);
    if folder.is_file() {
        paths.push(folder.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, paths)?;
            }
        } else if path.extension().is_some_and(|extension| extension == RULE_FILE) {
            paths.push(path);
        }
    }
    Ok(())
}

fn collect_own(folder: &Dir<'_>, sources: &mut Vec<Source>) {
    for file in folder.files() {
        if file.path().extension().is_some_and(|extension| extension == RULE_FILE)
            && let Some(text) = file.contents_utf8()
        {
            sources.push(Source {
                path: Path::new("rules").join(file.path()).display().to_string(),
                text: text.to_owned(),
            });
        }
    }
    for inner in folder.dirs() {
        collect_own(inner, sources);
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Io(path, error) => write!(f, "{}：读不到规则文件（cannot read rules）：{error}", path.display()),
            PackError::Encoding(path) => {
                write!(f, "{}：规则文件不是 UTF-8，请用 UTF-8 另存（save it as UTF-8）", path.display())
            }
            PackError::Empty(path) => write!(f, "{}：没有规则文件 *.{RULE_FILE}（no rule files）", path.display()),
        }
    }
}

impl std::error::Error for PackError {}
