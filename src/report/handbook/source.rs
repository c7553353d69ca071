//! Where things are written: files, folders, text.

use crate::base::Span;
use crate::program::{Program, Source};

/// The files that rules came from.
pub(super) struct Files<'a> {
    sources: &'a [Source],
    paths: Vec<String>,
}

impl<'a> Files<'a> {
    pub(super) fn of(sources: &'a [Source]) -> Files<'a> {
        let paths: Vec<String> = sources.iter().map(|source| source.path.replace('\\', "/")).collect();
        let common = common_folder(&paths);
        let paths = paths.iter().map(|path| path[common..].to_owned()).collect();
        Files { sources, paths }
    }

    /// The path of the file that holds a place, from the folder that holds all of them.
    pub(super) fn path(&self, place: Span) -> &str {
        self.paths.get(place.file.0 as usize).map_or("", String::as_str)
    }

    /// The folder of that file; empty for the top.
    pub(super) fn folder(&self, place: Span) -> &str {
        self.path(place).rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The whole item that holds a place, with the comments right above it.
    pub(super) fn item(&self, program: &Program, place: Span) -> String {
        let item = program.item_at(place);
        let text = self.sources.get(item.file.0 as usize).map_or("", |source| source.text.as_str());
        let (Some(above), Some(written)) =
            (text.get(..item.start as usize), text.get(item.start as usize..item.end as usize))
        else {
            return String::new();
        };
        let mut comments: Vec<&str> = above.lines().rev().take_while(|line| line.starts_with('#')).collect();
        comments.reverse();
        comments.push(written);
        comments.join("\n")
    }
}

/// How many bytes all paths have in common, up to the last `/`.
fn common_folder(paths: &[String]) -> usize {
    let Some((first, others)) = paths.split_first() else { return 0 };
    let folders = first.match_indices('/').map(|(at, _)| at + 1);
    folders.take_while(|end| others.iter().all(|path| path.starts_with(&first[..*end]))).last().unwrap_or(0)
}
