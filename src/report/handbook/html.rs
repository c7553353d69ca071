//! Pages as HTML, from their Markdown: no script, nothing from elsewhere.

use crate::report::escape::html as escape;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::markdown;

/// The ending of HTML pages.
pub(super) const ENDING: &str = "html";

/// The look of every page.
const STYLE: &str = include_str!("style.css");

/// A link of a page's navigation.
pub(super) struct Way {
    /// What it does, for programs: `prev`, `next`, or nothing.
    pub(super) rel: &'static str,
    /// Where it leads.
    pub(super) href: String,
    /// What it says.
    pub(super) text: String,
}

/// The head of a page that runs no script and fetches nothing.
pub(in crate::report) fn head(title: &str, style: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{style}</style>\n</head>\n"
    )
}

/// A whole page around the Markdown of its body.
pub(super) fn page(title: &str, site: &str, ways: &[Way], markdown: &str) -> String {
    let head = head(&format!("{title} · {site}"), STYLE);
    let links: String = ways.iter().map(way).collect();
    let body = body(markdown);
    format!(
        "{head}<body>\n<a class=\"skip\" href=\"#main\">跳到正文</a>\n\
         <header>\n<nav aria-label=\"手册\">\n<ul>\n{links}</ul>\n</nav>\n</header>\n\
         <main id=\"main\">\n{body}</main>\n</body>\n</html>\n"
    )
}

fn way(way: &Way) -> String {
    let rel = if way.rel.is_empty() { String::new() } else { format!(" rel=\"{}\"", way.rel) };
    let class = if way.rel.is_empty() { String::new() } else { format!(" class=\"{}\"", way.rel) };
    format!("<li{class}><a{rel} href=\"{}\">{}</a></li>\n", escape(&way.href), escape(&way.text))
}

/// Markdown as HTML: raw HTML in it is text, wide tables scroll on their own.
fn body(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).flat_map(|event| {
        let raw = |html: &'static str| Event::Html(CowStr::Borrowed(html));
        match event {
            Event::Html(text) | Event::InlineHtml(text) => vec![Event::Text(text)],
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = to_html(&dest_url).into();
                vec![Event::Start(Tag::Link { link_type, dest_url, title, id })]
            }
            Event::Start(Tag::Table(_)) => {
                vec![raw("<div class=\"wide\" role=\"region\" aria-label=\"表格\" tabindex=\"0\">\n"), event]
            }
            Event::End(TagEnd::Table) => vec![event, raw("</div>\n")],
            other => vec![other],
        }
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// A link to a Markdown page as one to its HTML page.
fn to_html(link: &str) -> String {
    match link.strip_suffix(markdown::ENDING).and_then(|link| link.strip_suffix('.')) {
        Some(stem) => format!("{stem}.{ENDING}"),
        None => link.to_owned(),
    }
}
