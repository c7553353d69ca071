//! What a ZIP container is, by the files in it: an office document or an archive of files.

use super::package::Package;
use super::xml::Tree;
use super::{Format, Limits, ReadError, archive, docx, sheet};
use crate::document::Document;

/// Files that tell formats that are not read.
const UNREAD: [(&str, Format); 6] = [
    ("OFD.xml", Format::Ofd),
    ("xl/workbook.bin", Format::Xlsb),
    ("ppt/presentation.xml", Format::Slides),
    ("META-INF/manifest.xml", Format::OpenDocument),
    ("content.xml", Format::OpenDocument),
    ("mimetype", Format::OpenDocument),
];

/// Reads a container; `nesting` archives stand around it.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits, nesting: usize) -> Result<Document, ReadError> {
    let mut package = Package::open(name, bytes, limits)?;
    if let Some(main) = main_part(name, &mut package, limits)? {
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        if let Some((_, format)) = UNREAD.iter().find(|(path, _)| *path == main) {
            return Err(ReadError::unsupported(name, *format));
        }
        if sheet::is_workbook(&package, &main) {
            return sheet::read(name, &mut package, &main, &folder, limits);
        }
        return docx::read(name, &mut package, &main, &folder, limits);
    }
    if let Some((_, format)) = UNREAD.iter().find(|(path, _)| package.has(path)) {
        return Err(ReadError::unsupported(name, *format));
    }
    archive::read(name, &mut package, limits, nesting)
}

/// The file that an office document begins with.
fn main_part(name: &str, package: &mut Package<'_>, limits: &Limits) -> Result<Option<String>, ReadError> {
    let Some(bytes) = package.part("_rels/.rels")? else {
        let usual = [docx::BODY, sheet::BOOK].into_iter().find(|path| package.has(path));
        return Ok(usual.map(str::to_owned));
    };
    let relations = Tree::parse(name, &bytes, limits)?;
    let main = relations
        .all("Relationship")
        .find(|relation| relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")));
    Ok(main.and_then(|main| main.attribute("Target")).map(|target| target.trim_start_matches('/').to_owned()))
}
