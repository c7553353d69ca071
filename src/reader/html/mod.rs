//! HTML: web pages, and what spreadsheet programs save as web pages.

mod attributes;
mod charset;
mod list;
mod shown;
mod tree;
mod walk;

use super::flow::Flow;
use super::{Limits, ReadError};
use crate::document::Document;

pub(super) use charset::decode;

/// Reads a page.
pub(super) fn read(name: &str, page: &str, limits: &Limits) -> Result<Document, ReadError> {
    let mut flow = Flow::new(name, limits);
    add(&mut flow, name, page, limits)?;
    flow.finish()
}

/// Adds a page to a document.
pub(super) fn add(flow: &mut Flow<'_>, name: &str, page: &str, limits: &Limits) -> Result<(), ReadError> {
    let tree =
        tree::Tree::parse(page, limits).map_err(|(what, limit)| ReadError::too_large(name, what, limit, None))?;
    walk::Walk::new(&tree, flow, name, limits).page()
}
