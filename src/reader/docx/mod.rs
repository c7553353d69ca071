//! DOCX: the documents of word processors.
//!
//! Headers and footers are not read: they repeat titles and page numbers. Comments and deleted text are not read either;
//! footnotes and endnotes stand at the end.

mod body;
mod numbering;
mod numeral;
mod run;
mod styles;
mod table;

use super::flow::Flow;
use super::package::Package;
use super::xml::Tree;
use super::{Limits, ReadError};
use crate::document::Document;

/// The document inside the container.
pub(super) const BODY: &str = "word/document.xml";

/// Reads a document out of its container.
pub(super) fn read(
    name: &str,
    package: &mut Package<'_>,
    main: &str,
    folder: &str,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let mut part = |path: &str| part(name, package, path, limits);
    let mut flow = Flow::new(name, limits);
    let styles = styles::Styles::of(part(&format!("{folder}styles.xml"))?.as_ref());
    let numbering = numbering::Numbering::of(part(&format!("{folder}numbering.xml"))?.as_ref());
    let Some(document) = part(main)? else {
        return Err(ReadError::Damaged { name: name.to_owned() });
    };
    let mut body = body::Body::new(&mut flow, styles, numbering);
    for inside in document.all("body") {
        body.blocks(inside)?;
    }
    for notes in ["footnotes.xml", "endnotes.xml"] {
        if let Some(notes) = part(&format!("{folder}{notes}"))? {
            let proper = |note: &&Tree| note.attribute("type").is_none_or(|kind| kind == "normal");
            for note in notes.children.iter().filter(proper) {
                body.blocks(note)?;
            }
        }
    }
    flow.finish()
}

fn part(name: &str, package: &mut Package<'_>, path: &str, limits: &Limits) -> Result<Option<Tree>, ReadError> {
    let called = format!("{name}（{path}）");
    package.part(path)?.map(|bytes| Tree::parse(&called, &bytes, limits)).transpose()
}
