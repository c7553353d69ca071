//! What of a page is shown.

use super::tree::Node;

/// Elements whose content nobody sees in print.
const UNSEEN: [&str; 17] = [
    "head", "script", "style", "template", "noscript", "noframes", "iframe", "object", "audio", "video", "canvas",
    "select", "datalist", "map", "title", "meta", "xml",
];

/// Elements that begin and end a line.
const BLOCKS: [&str; 42] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

/// Whether a browser does not show an element.
pub(super) fn is_hidden(node: &Node) -> bool {
    if UNSEEN.contains(&node.name()) || node.attribute("hidden").is_some() {
        return true;
    }
    node.attribute("style").is_some_and(|style| {
        style.split(';').filter_map(|rule| rule.split_once(':')).any(|(key, value)| {
            let value = value.trim_ascii().trim_end_matches("!important").trim_ascii_end();
            match key.trim_ascii().to_ascii_lowercase().as_str() {
                "display" => value.eq_ignore_ascii_case("none"),
                "visibility" => value.eq_ignore_ascii_case("hidden") || value.eq_ignore_ascii_case("collapse"),
                "mso-hide" => value.eq_ignore_ascii_case("all"),
                _ => false,
            }
        })
    })
}

/// Whether an element begins and ends a line.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}
