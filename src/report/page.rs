//! The page of every diagnostic code: what it means, why it is asked, a wrong example and the right one.

use include_dir::{Dir, include_dir};

/// A Markdown file a code.
static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/report/pages");

/// The page of a code.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The code, such as `P011`.
    pub code: &'static str,
    /// The page, in Markdown.
    pub text: &'static str,
}

impl Page {
    /// What it is about, in a few words: the heading without the code.
    pub fn title(&self) -> &'static str {
        let heading = self.text.lines().next().unwrap_or("").trim_start_matches(['#', ' ']);
        heading.strip_prefix(self.code).unwrap_or(heading).trim()
    }
}

/// All pages by code.
pub fn pages() -> Vec<Page> {
    let page = |file: &'static include_dir::File<'_>| {
        Some(Page { code: file.path().file_stem()?.to_str()?, text: file.contents_utf8()? })
    };
    let mut pages: Vec<Page> = PAGES.files().filter_map(page).collect();
    pages.sort_by_key(|page| page.code);
    pages
}

/// The page of a code, however its letter is written; else the codes nearest to it.
pub fn page(code: &str) -> Result<Page, Vec<Page>> {
    let pages = pages();
    let wanted = code.trim().to_uppercase();
    if let Some(page) = pages.iter().find(|page| page.code == wanted) {
        return Ok(*page);
    }
    let (letter, number) = parts(&wanted);
    let mut near: Vec<(usize, Page)> = pages
        .into_iter()
        .filter(|page| parts(page.code).0 == letter)
        .map(|page| (parts(page.code).1.abs_diff(number), page))
        .collect();
    near.sort_by_key(|(far, page)| (*far, page.code));
    if let Some((0, page)) = near.first() {
        return Ok(*page);
    }
    Err(near.into_iter().take(3).map(|(_, page)| page).collect())
}

/// The letter and the number of a code.
fn parts(code: &str) -> (&str, usize) {
    let digits = code.find(|ch: char| ch.is_ascii_digit()).unwrap_or(code.len());
    (&code[..digits], code[digits..].parse().unwrap_or(0))
}
