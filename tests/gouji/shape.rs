//! What a tree says, wherever it stands; the tests inside the library and the promises to the outside compare it alike.

use super::Tree;

/// A tree as text, spans, empty lines and what could not be read left out, and with spans the order of comments, which
/// follow clauses that move.
pub(super) fn shape(tree: &Tree) -> String {
    let mut tree = tree.clone();
    tree.broken.clear();
    for item in &mut tree.items {
        item.apart = false;
        item.inner.sort_by(|left, right| left.text.cmp(&right.text));
    }
    let text = format!("{tree:?}");
    let mut parts = text.split("Span { file: FileId(");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(part.split_once(" }").map_or("", |(_, rest)| rest));
    }
    out
}
