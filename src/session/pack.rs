//! Rule packs on disk, and the packs that come with the program.

use std::fmt;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};

use crate::base::{DecodeError, Diagnostic, Encoding, FileId, Span, decode};
use crate::engine::Plans;
use crate::extract::Compiled;
use crate::program::{self, Program, Rule, Source};

use super::folder::{MOST_BYTES, MOST_FILES, rule_files};

/// The packs of this repository, for a program that runs far from it.
static OWN_PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The ending of rule files.
pub(super) const RULE_FILE: &str = "dl";

/// The mark that some editors put before UTF-8.
const MARK: &str = "\u{feff}";

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
    compiled: OnceLock<Compiled>,
    plans: OnceLock<Arc<Plans>>,
}

/// Why rule files could not be read at all.
#[derive(Debug)]
pub enum PackError {
    /// The folder or a file cannot be read.
    Io(PathBuf, std::io::Error),
    /// A file is no text.
    Encoding(PathBuf, DecodeError),
    /// The folder holds no rule file.
    Empty(PathBuf),
    /// A device, a pipe or the like: reading it might never end.
    NoFile(PathBuf),
    /// There are too many rule files, or they have too many bytes, from this one on.
    TooMuch(PathBuf),
}

impl Pack {
    /// Loads all rule files under a folder; a file stands for itself.
    pub fn load(folder: &Path) -> Result<Pack, PackError> {
        Ok(Pack { root: holder(folder), ..Pack::load_all(&[folder])? })
    }

    /// Loads rule files, and all those under folders, as one pack; each once.
    pub fn load_all(paths: &[impl AsRef<Path>]) -> Result<Pack, PackError> {
        let (mut sources, mut notes) = (Vec::new(), Vec::new());
        for path in rule_files(paths)? {
            let bytes = fs::read(&path).map_err(|error| PackError::Io(path.clone(), error))?;
            let (source, encoding) = source(&path, &bytes)?;
            if encoding != Encoding::Utf8 {
                notes.push(encoded(FileId(sources.len() as u32), encoding));
            }
            sources.push(source);
        }
        let mut pack = Pack::from_sources(sources);
        pack.diagnostics.extend(notes);
        pack.diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span.file);
        Ok(pack)
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
        Pack { sources, program, diagnostics, root: PathBuf::new(), compiled: OnceLock::new(), plans: OnceLock::new() }
    }

    /// The patterns it reads filings with.
    pub(super) fn compiled(&self) -> &Compiled {
        self.compiled.get_or_init(|| Compiled::of(&self.program))
    }

    /// The plans it judges filings by.
    pub fn plans(&self) -> &Plans {
        self.plans.get_or_init(|| Arc::new(Plans::new(&self.program)))
    }

    /// Changes every rule.
    pub(super) fn change_rules(&mut self, change: impl FnMut(&mut Rule)) {
        self.program.rules.iter_mut().for_each(change);
        self.plans = OnceLock::new();
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

/// Advice about a file that is read and would better be UTF-8.
fn encoded(file: FileId, encoding: Encoding) -> Diagnostic {
    let message = format!("文件是 {} 编码，已照此读取", encoding.name());
    Diagnostic::note("P029", Span::new(file, 0, 0), message).help("另存为 UTF-8，或用 gouji rules format 改写")
}

/// A rule file in whatever encoding.
pub(super) fn source(path: &Path, bytes: &[u8]) -> Result<(Source, Encoding), PackError> {
    let (text, encoding) = decode(bytes).map_err(|error| PackError::Encoding(path.to_owned(), error))?;
    // A mark is kept, for the parser to tell of it.
    let mark = if bytes.starts_with(MARK.as_bytes()) { MARK } else { "" };
    Ok((Source { path: path.display().to_string(), text: format!("{mark}{text}") }, encoding))
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
            PackError::Encoding(path, DecodeError::NotText { offset }) => write!(
                f,
                "{}：规则文件不是文字，见第 {} 个字节；Word、Excel 或不带标记的 UTF-16 文件请另存为 UTF-8 文本\
                 （not text; save it as UTF-8）",
                path.display(),
                offset + 1
            ),
            PackError::Encoding(path, DecodeError::Damaged { encoding, line, .. }) => write!(
                f,
                "{}：规则文件第 {line} 行有不是 {encoding} 的字节，文件可能已损坏，请用 UTF-8 另存\
                 （damaged text; save it as UTF-8）",
                path.display()
            ),
            PackError::NoFile(path) => write!(f, "{}：不是普通文件，没有读（not a regular file）", path.display()),
            PackError::TooMuch(path) => write!(
                f,
                "{}：规则文件太多，一个文件夹至多 {MOST_FILES} 个、合计 {} MiB（too many rules）",
                path.display(),
                MOST_BYTES >> 20
            ),
            PackError::Empty(path) => write!(f, "{}：没有规则文件 *.{RULE_FILE}（no rule files）", path.display()),
        }
    }
}

impl std::error::Error for PackError {}
