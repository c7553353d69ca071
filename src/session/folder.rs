//! Which rule files there are under a folder, whatever else is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::pack::{PackError, RULE_FILE};

/// How deep folders of rules may nest.
const DEEPEST_FOLDER: usize = 16;

/// Most rule files of one folder.
pub(super) const MOST_FILES: usize = 20_000;

/// Most bytes of all rule files of one folder.
pub(super) const MOST_BYTES: u64 = 64 << 20;

/// The rule files under folders, sorted, each once; a file stands for itself.
pub(super) fn rule_files(folders: &[impl AsRef<Path>]) -> Result<Vec<PathBuf>, PackError> {
    let mut found = Found::default();
    for folder in folders.iter().map(AsRef::as_ref) {
        if folder.is_dir() {
            found.folder(folder, DEEPEST_FOLDER)?;
        } else {
            found.file(folder.to_owned())?;
        }
        if found.paths.is_empty() {
            return Err(PackError::Empty(folder.to_owned()));
        }
    }
    found.paths.sort();
    found.paths.dedup();
    Ok(found.paths)
}

#[derive(Default)]
struct Found {
    paths: Vec<PathBuf>,
    bytes: u64,
    /// Folders by the path that they have without links: one that is linked into itself is looked through once.
    seen: BTreeSet<PathBuf>,
}

impl Found {
    fn folder(&mut self, folder: &Path, depth: usize) -> Result<(), PackError> {
        let fail = |error| PackError::Io(folder.to_owned(), error);
        if !self.seen.insert(folder.canonicalize().map_err(fail)?) {
            return Ok(());
        }
        let mut inside = Vec::new();
        for entry in fs::read_dir(folder).map_err(fail)? {
            inside.push(entry.map_err(fail)?.path());
        }
        // Sorted, so that a folder with two names goes by the same one everywhere.
        inside.sort();
        for path in inside {
            if path.is_dir() {
                if depth > 0 {
                    self.folder(&path, depth - 1)?;
                }
            } else if path.extension().is_some_and(|extension| extension == RULE_FILE) {
                self.file(path)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf) -> Result<(), PackError> {
        let known = fs::metadata(&path).map_err(|error| PackError::Io(path.clone(), error))?;
        if !known.is_file() {
            return Err(PackError::NoFile(path));
        }
        self.bytes += known.len();
        if self.paths.len() == MOST_FILES || self.bytes > MOST_BYTES {
            return Err(PackError::TooMuch(path));
        }
        self.paths.push(path);
        Ok(())
    }
}
