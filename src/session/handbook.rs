//! Handbooks on disk.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::report::HandbookFile;

/// The file that makes a folder ours: the paths of the files we wrote, a line each.
const LIST: &str = "gouji-handbook.txt";

/// Why a handbook was not written.
#[derive(Debug)]
pub enum HandbookError {
    /// The folder holds something that is no handbook.
    Occupied(PathBuf),
    /// A file or folder cannot be read or written.
    Io(PathBuf, std::io::Error),
}

/// Writes a handbook into a folder that is new, empty or a handbook already; whatever an older one left goes away.
pub fn write_handbook(folder: &Path, files: &[HandbookFile], force: bool) -> Result<(), HandbookError> {
    let older = older(folder)?;
    if older.is_none() && !force && !is_empty(folder)? {
        return Err(HandbookError::Occupied(folder.to_owned()));
    }
    let written: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for stale in older.unwrap_or_default().iter().filter(|path| !written.contains(path.as_str())) {
        let path = folder.join(stale);
        if path.is_file() {
            fs::remove_file(&path).map_err(|error| HandbookError::Io(path, error))?;
        }
    }
    let mut made = BTreeSet::new();
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent()
            && made.insert(parent.to_owned())
        {
            fs::create_dir_all(parent).map_err(|error| HandbookError::Io(parent.to_owned(), error))?;
        }
        write(&path, &file.text)?;
    }
    let list: String = written.iter().map(|path| format!("{path}\n")).collect();
    write(&folder.join(LIST), &list)
}

fn write(path: &Path, text: &str) -> Result<(), HandbookError> {
    fs::write(path, text).map_err(|error| HandbookError::Io(path.to_owned(), error))
}

/// The files of the handbook that a folder holds; lines that lead out of it are none of ours.
fn older(folder: &Path) -> Result<Option<Vec<String>>, HandbookError> {
    let list = folder.join(LIST);
    if !list.is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(&list).map_err(|error| HandbookError::Io(list, error))?;
    let inside = |line: &&str| Path::new(line).components().all(|part| matches!(part, Component::Normal(_)));
    Ok(Some(text.lines().filter(inside).map(str::to_owned).collect()))
}

fn is_empty(folder: &Path) -> Result<bool, HandbookError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(HandbookError::Io(folder.to_owned(), error)),
    }
}

impl fmt::Display for HandbookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HandbookError::Occupied(path) => write!(
                f,
                "{}：文件夹里有别的东西，没有写；换一个文件夹，或加 --force（folder is not empty）",
                path.display()
            ),
            HandbookError::Io(path, error) => write!(f, "{}：写不了手册（cannot write）：{error}", path.display()),
        }
    }
}

impl std::error::Error for HandbookError {}
