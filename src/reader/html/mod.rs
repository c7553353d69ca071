//! HTML: web pages, and what spreadsheet programs save as web pages.

mod archive;
mod attributes;
mod charset;
mod list;
mod shown;
mod tree;
mod walk;

use super::flow::Flow;
use super::{Limits, ReadError};
use crate::document::Document;

pub(super) use archive::is_archive;
pub(super) use charset::decode;

/// Reads a page.
pub(super) fn read(name: &str, page: &str, limits: &Limits) -> Result<Document, ReadError> {
    let mut flow = Flow::new(name, limits);
    add(&mut flow, name, page, limits)?;
    flow.finish()
}

/// Reads the pages of an archive as one document.
pub(super) fn read_archive(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut flow = Flow::new(name, limits);
    for page in archive::pages(bytes).map_err(|error| ReadError::undecodable(name, error))? {
        add(&mut flow, name, &page, limits)?;
    }
    flow.finish()
}

/// Adds a page to a document.
fn add(flow: &mut Flow<'_>, name: &str, page: &str, limits: &Limits) -> Result<(), ReadError> {
    let tree =
        tree::Tree::parse(page, limits).map_err(|(what, limit)| ReadError::too_large(name, what, limit, None))?;
    walk::Walk::new(&tree, flow, name, limits).page()
}
