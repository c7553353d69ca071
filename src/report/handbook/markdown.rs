//! Pages as Markdown.

use super::model::{Block, Inline, Page, Phrase, Topic};
use super::names::Names;
use crate::report::escape::markdown as escape;

/// The ending of Markdown pages, and of the links between them.
pub(super) const ENDING: &str = "md";

/// Writes one page; links are relative to it.
pub(super) struct Markdown<'a> {
    pub(super) names: &'a Names,
    pub(super) from: Topic,
}

impl Markdown<'_> {
    /// The page, without its navigation.
    pub(super) fn body(&self, page: &Page) -> String {
        let mut out = format!("# {}\n", escape(&page.title));
        for block in &page.blocks {
            out.push('\n');
            self.block(&mut out, block);
        }
        out
    }

    /// A page's body with links to the other pages behind it.
    pub(super) fn with_ways(&self, body: String, ways: &[Topic], title: &dyn Fn(Topic) -> String) -> String {
        let links: Vec<String> =
            ways.iter().filter(|to| **to != self.from).map(|to| self.inline(&Inline::Link(*to, title(*to)))).collect();
        format!("{body}\n---\n\n{}\n", links.join(" · "))
    }

    fn block(&self, out: &mut String, block: &Block) {
        match block {
            Block::Heading(level, phrase) => {
                out.extend(std::iter::repeat_n('#', usize::from(*level)));
                out.push_str(&format!(" {}\n", self.phrase(phrase)));
            }
            Block::Paragraph(phrase) => out.push_str(&format!("{}\n", guard(&self.phrase(phrase)))),
            Block::Bullets(items) => {
                items.iter().for_each(|item| out.push_str(&format!("- {}\n", guard(&self.phrase(item)))));
            }
            Block::Steps(items) => {
                for (number, item) in items.iter().enumerate() {
                    out.push_str(&format!("{}. {}\n", number + 1, guard(&self.phrase(item))));
                }
            }
            Block::Quote(text) => quote(out, text),
            Block::Table(head, rows) => {
                self.row(out, head);
                out.push('|');
                let rule = |column: usize| if are_counts(rows, column) { "---:|" } else { "---|" };
                (0..head.len()).for_each(|column| out.push_str(rule(column)));
                out.push('\n');
                rows.iter().for_each(|row| self.row(out, row));
            }
            Block::Source(text) => source(out, text),
        }
    }

    fn row(&self, out: &mut String, cells: &[Phrase]) {
        out.push('|');
        for cell in cells {
            out.push_str(&format!(" {} |", self.cell(cell)));
        }
        out.push('\n');
    }

    /// A phrase in a table, where a bar ends the cell even within code.
    fn cell(&self, phrase: &Phrase) -> String {
        phrase
            .0
            .iter()
            .map(|inline| match inline {
                Inline::Written(text) => code(text).replace('|', "\\|"),
                other => self.inline(other),
            })
            .collect()
    }

    fn phrase(&self, phrase: &Phrase) -> String {
        phrase.0.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> String {
        match inline {
            Inline::Text(text) => escape(text),
            Inline::Value(text) => format!("**{}**", escape(text)),
            Inline::Written(text) => code(text),
            Inline::Link(to, text) => format!("[{}]({})", escape(text), self.names.link(self.from, *to, ENDING)),
        }
    }
}

/// Whether a column holds nothing but whole numbers, which stand below each other by their last digit.
fn are_counts(rows: &[Vec<Phrase>], column: usize) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_count = |row: &Vec<Phrase>| match row.get(column).map(|cell| cell.0.as_slice()) {
        Some([Inline::Text(text)]) => digits(text),
        _ => false,
    };
    !rows.is_empty() && rows.iter().all(is_count)
}

/// A paragraph that starts like a list or a rule, as the paragraph it is.
fn guard(text: &str) -> String {
    let text = text.trim();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if text.starts_with(['+', '-', '=', ':']) {
        format!("\\{text}")
    } else if digits > 0 && text[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text.to_owned()
    }
}

/// Text between marks that it does not hold.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
    let fence = "`".repeat(longest_run(&text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

fn quote(out: &mut String, text: &str) {
    for (number, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        if number > 0 {
            out.push_str(">\n");
        }
        out.push_str(&format!("> {}\n", guard(&escape(line))));
    }
}

fn source(out: &mut String, text: &str) {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    out.push_str(&format!("{fence}text\n"));
    text.lines().for_each(|line| out.push_str(&format!("{}\n", line.trim_end())));
    out.push_str(&format!("{fence}\n"));
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|ch| ch != '`').map(str::len).max().unwrap_or(0)
}
