//! Which file of a folder holds the facts of which relation.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::GivenError;
use super::{Given, csv, declared, json, tsv};
use crate::fact::RelationId;
use crate::program::{Program, RelationOrigin};

/// How the rows of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Facts,
    Csv,
    JsonLines,
}

/// The facts of a folder, and what is to be known about it.
#[derive(Debug)]
pub struct Inputs<'p> {
    /// The facts.
    pub given: Given<'p>,
    /// Relations without a file, and files that were not read.
    pub notes: Vec<String>,
}

/// Reads the facts of a folder: `NAME.facts` (tab-separated, columns in order), `NAME.csv` (the first row names the
/// columns) or `NAME.jsonl` for every relation NAME that is not derived. The files together may have so many bytes.
pub fn read_folder<'p>(program: &'p Program, folder: &Path, most_bytes: u64) -> Result<Inputs<'p>, GivenError> {
    let mut notes = Vec::new();
    let files = files(program, folder, &mut notes)?;
    for relation in declared(program).into_iter().filter(|relation| !files.contains_key(relation)) {
        notes.push(format!("关系 {} 没有事实文件，作为空（no file, taken as empty）", program.relation(relation).name));
    }
    let mut given = Given::new(program);
    let mut left = most_bytes;
    for (relation, (path, ending)) in files {
        let size = fs::metadata(&path).map_err(|error| GivenError::Io(path.clone(), error))?.len();
        left = left.checked_sub(size).ok_or_else(|| GivenError::TooLarge(path.clone(), most_bytes))?;
        let bytes = fs::read(&path).map_err(|error| GivenError::Io(path.clone(), error))?;
        let read = match ending {
            Ending::Facts => tsv::read,
            Ending::Csv => csv::read,
            Ending::JsonLines => json::read,
        };
        let text = tsv::text(&bytes).map_err(|(line, misfit)| GivenError::row(Some(&path), line, misfit))?;
        read(&mut given, relation, text).map_err(|(line, misfit)| GivenError::row(Some(&path), line, misfit))?;
    }
    Ok(Inputs { given, notes })
}

/// The file of each relation that has one, in the order of relations.
fn files(
    program: &Program,
    folder: &Path,
    notes: &mut Vec<String>,
) -> Result<BTreeMap<RelationId, (PathBuf, Ending)>, GivenError> {
    let fail = |error| GivenError::Io(folder.to_owned(), error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        paths.push(entry.map_err(fail)?.path());
    }
    paths.sort();
    let mut found: BTreeMap<RelationId, (PathBuf, Ending)> = BTreeMap::new();
    for path in paths {
        let Some(ending) = ending(&path) else { continue };
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let note = |why: &str| format!("{} 没有读：{why}", path.display());
        let Some(relation) = program.find(name) else {
            notes.push(note("程序没有这个关系（not in the program）"));
            continue;
        };
        if program.relation(relation).origin == RelationOrigin::Derived {
            notes.push(note("这个关系由定义得出（derived by definitions）"));
            continue;
        }
        if !fs::metadata(&path).map_err(|error| GivenError::Io(path.clone(), error))?.is_file() {
            return Err(GivenError::NoFile(path));
        }
        if let Some((first, _)) = found.get(&relation) {
            return Err(GivenError::Twice(first.clone(), path));
        }
        found.insert(relation, (path, ending));
    }
    Ok(found)
}

fn ending(path: &Path) -> Option<Ending> {
    match path.extension()?.to_str()? {
        "facts" => Some(Ending::Facts),
        "csv" => Some(Ending::Csv),
        "jsonl" => Some(Ending::JsonLines),
        _ => None,
    }
}
