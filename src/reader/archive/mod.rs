//! Several files that are one filing: an archive or a folder.

mod join;
mod order;

use super::package::Package;
use super::{Format, Limits, ReadError};
use crate::document::Document;
use join::Join;

/// Archives may stand in so many archives.
const DEEPEST: usize = 1;

/// Files that systems leave behind.
const LEFT_BEHIND: [&str; 4] = ["thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx"];

/// Reads an archive in which so many archives stand around it.
pub(super) fn read(
    name: &str,
    package: &mut Package<'_>,
    limits: &Limits,
    nesting: usize,
) -> Result<Document, ReadError> {
    if nesting > DEEPEST {
        return Err(ReadError::Nested { name: name.to_owned() });
    }
    let mut members: Vec<(usize, String)> = package.names();
    members.retain(|(_, member)| !is_left_behind(member));
    members.sort_by_cached_key(|(_, member)| order::key(member));
    let mut join = Join::new(name, limits);
    for (number, member) in members {
        let bytes = package.member(number)?;
        join.add(&member, &bytes, nesting)?;
    }
    join.finish()
}

/// Reads files that stand together in a folder, in the natural order of their names.
pub(super) fn read_together(
    name: &str,
    mut files: Vec<(String, Vec<u8>)>,
    limits: &Limits,
) -> Result<Document, ReadError> {
    files.retain(|(file, _)| !is_left_behind(file));
    files.sort_by_cached_key(|(file, _)| order::key(file));
    let mut join = Join::new(name, limits);
    for (file, bytes) in files {
        join.add(&file, &bytes, 0)?;
    }
    join.finish()
}

/// Whether a file is none of the filing's: hidden, or left behind by a system.
fn is_left_behind(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.any(|part| {
        part.starts_with('.') || part.starts_with("~$") || LEFT_BEHIND.contains(&part.to_lowercase().as_str())
    })
}

/// Whether a file is a picture beside the text.
fn is_picture(bytes: &[u8]) -> bool {
    Format::of_bytes(bytes) == Some(Format::Picture)
}
