//! Rule files in canonical layout, on disk.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::folder::rule_files;
use super::pack::{PackError, source};
use crate::base::{Diagnostic, FileId};
use crate::program::Source;
use crate::syntax::{self, Language};

/// A rule file, and what its canonical layout would make of it.
#[derive(Debug)]
pub struct Formatting {
    /// Where it is.
    pub path: PathBuf,
    /// What it says.
    pub source: Source,
    /// What it should look like.
    pub layout: Layout,
}

/// What a file should look like.
#[derive(Debug, PartialEq)]
pub enum Layout {
    /// As it does.
    Same,
    /// Like this.
    Changed(String),
    /// It has errors and is left alone.
    Broken(Vec<Diagnostic>),
}

impl Formatting {
    /// Looks at the rule files under some paths; nothing is written.
    ///
    /// # Errors
    ///
    /// A path that cannot be read, or holds no rule file.
    pub fn of(paths: &[PathBuf], language: Option<Language>) -> Result<Vec<Formatting>, PackError> {
        let mut files = Vec::new();
        for path in paths {
            files.extend(rule_files(&[path])?);
        }
        files.sort();
        files.dedup();
        files.into_iter().map(|path| Formatting::of_file(path, language)).collect()
    }

    fn of_file(path: PathBuf, language: Option<Language>) -> Result<Formatting, PackError> {
        let bytes = fs::read(&path).map_err(|error| PackError::Io(path.clone(), error))?;
        Formatting::of_bytes(path, bytes, language)
    }

    /// Looks at a text that is no file, such as what an editor pipes in; `path` is what messages call it.
    ///
    /// # Errors
    ///
    /// Bytes that are no text.
    pub fn of_bytes(path: PathBuf, bytes: Vec<u8>, language: Option<Language>) -> Result<Formatting, PackError> {
        let (source, _) = source(&path, &bytes)?;
        let layout = match syntax::format(FileId(0), &source.text, language) {
            Ok(text) if text.as_bytes() == bytes => Layout::Same,
            Ok(text) => Layout::Changed(text),
            Err(messages) => Layout::Broken(messages),
        };
        Ok(Formatting { path, source, layout })
    }

    /// Writes a file that should look different. Who reads it meanwhile sees the old text or the new, never a part.
    ///
    /// # Errors
    ///
    /// The file or its folder cannot be written.
    pub fn write(&self) -> io::Result<()> {
        match &self.layout {
            Layout::Changed(text) => replace(&self.path, text),
            Layout::Same | Layout::Broken(_) => Ok(()),
        }
    }
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link goes on pointing at the file.
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    let mut file = NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}
