//! Workbooks: every sheet one table or more, figures as they are displayed.
//!
//! Hidden sheets, rows and columns are not read, for nobody who opens the workbook sees them; the document says so.

pub(super) mod biff;
mod cells;
mod format;
mod lay;
mod strings;
mod styles;

use super::flow::Flow;
use super::package::Package;
use super::xml::Tree;
use super::{Limits, ReadError};
use crate::document::Document;
use lay::Sheet;

/// The workbook inside the container.
pub(super) const BOOK: &str = "xl/workbook.xml";

/// Whether the file that a container begins with is a workbook.
pub(super) fn is_workbook(package: &Package<'_>, main: &str) -> bool {
    main == BOOK || main.rsplit('/').next().is_some_and(|file| file.starts_with("workbook")) && package.has(main)
}

/// Reads a workbook out of its container.
pub(super) fn read(
    name: &str,
    package: &mut Package<'_>,
    main: &str,
    folder: &str,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let damaged = || ReadError::Damaged { name: name.to_owned() };
    let book = package.part(main)?.ok_or_else(damaged)?;
    let book = Tree::parse(name, &book, limits)?;
    let file = main.rsplit('/').next().unwrap_or(main);
    let relations = package.part(&format!("{folder}_rels/{file}.rels"))?.ok_or_else(damaged)?;
    let relations = Tree::parse(name, &relations, limits)?;
    let target = |kind: &str, id: Option<&str>| {
        let found = relations.all("Relationship").find(|relation| match id {
            Some(id) => relation.attribute("Id") == Some(id),
            None => relation.attribute("Type").is_some_and(|found| found.ends_with(kind)),
        })?;
        let found = found.attribute("Target")?;
        Some(found.strip_prefix('/').map_or_else(|| format!("{folder}{found}"), str::to_owned))
    };
    let mut part = |path: Option<String>| match path {
        Some(path) => package.part(&path),
        None => Ok(None),
    };
    let strings = match part(target("/sharedStrings", None))? {
        Some(bytes) => strings::read(name, &bytes, limits)?,
        None => Vec::new(),
    };
    let styles = part(target("/styles", None))?.map(|bytes| Tree::parse(name, &bytes, limits)).transpose()?;
    let late = book.child("workbookPr").is_some_and(|book| matches!(book.attribute("date1904"), Some("1" | "true")));
    let styles = styles::Styles::of(styles.as_ref(), late);
    let mut flow = Flow::new(name, limits);
    for (number, sheet) in (1..).zip(book.child("sheets").into_iter().flat_map(|sheets| sheets.all("sheet"))) {
        let title = sheet.attribute("name").unwrap_or_default();
        if matches!(sheet.attribute("state"), Some("hidden" | "veryHidden")) {
            flow.hide(title, None);
            continue;
        }
        let path = sheet.attribute("id").and_then(|id| target("", Some(id)));
        let bytes = part(path)?.ok_or_else(damaged)?;
        let called = format!("{name}（{title}）");
        let sheet = cells::read(&called, &bytes, &strings, &styles, limits)?;
        show(&mut flow, sheet, title, number, limits)?;
    }
    flow.finish()
}

/// Adds what is shown of a sheet, and says how much is not.
fn show(flow: &mut Flow<'_>, mut sheet: Sheet, title: &str, number: u32, limits: &Limits) -> Result<(), ReadError> {
    let hidden = sheet.drop_hidden();
    if hidden > 0 {
        flow.hide(title, Some(hidden));
    }
    let table = lay::out(sheet, limits.cells).map_err(|_| flow.too_many_cells())?;
    flow.sheet(table, title, number)
}
