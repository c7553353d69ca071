//! Markdown: pipe tables and headings, every character at its own line and column.

mod write;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, html::push_html};

use super::{Excess, Limits, ReadError, html};
use crate::document::{Block, Cell, Document, Grid};
use write::Writer;

/// Whether a text is written in Markdown: it has a pipe table, or headings and no tabs.
pub(super) fn is_markdown(text: &str) -> bool {
    let mut headed = false;
    let mut piped = false;
    for line in text.lines() {
        if piped && is_delimiter(line) {
            return true;
        }
        piped = line.contains('|');
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        headed |= (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') && !line[hashes..].trim().is_empty();
    }
    headed && !text.contains('\t')
}

/// Whether a line is the one that parts the header of a pipe table from its rows.
fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    let marks = |ch: char| matches!(ch, '|' | '-' | ':' | ' ');
    line.contains('|') && line.contains('-') && line.chars().all(marks)
}

/// Reads a text. One with tables of HTML is read as the page that it stands for.
pub(super) fn read(name: &str, text: &str, limits: &Limits) -> Result<Document, ReadError> {
    let parser = || Parser::new_ext(text, Options::ENABLE_TABLES);
    if text.contains("<table") {
        let mut page = String::new();
        push_html(&mut page, parser());
        return html::read(name, &page, limits);
    }
    let mut reading = Reading { writer: Writer::new(text), cells: 0, ..Reading::default() };
    for (event, range) in parser().into_offset_iter() {
        match event {
            Event::Start(tag) => reading.start(&tag, range.start),
            Event::End(tag) => reading.end(tag),
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                reading.writer.write(&words, range);
            }
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => reading.writer.hard_break(),
            Event::InlineHtml(_) => reading.writer.space(),
            Event::Html(words) => reading.writer.write(&words, range),
            Event::SoftBreak => reading.writer.soft_break(),
            Event::HardBreak => reading.writer.hard_break(),
            Event::Rule | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
        if reading.cells > limits.cells {
            return Err(ReadError::too_large(name, Excess::Cells, limits.cells, None));
        }
    }
    reading.writer.end_paragraph();
    let blocks = reading.writer.blocks;
    if blocks.is_empty() {
        return Err(ReadError::Empty { name: name.to_owned() });
    }
    Ok(Document { name: name.to_owned(), blocks, ..Document::default() })
}

/// What is open while events come.
#[derive(Default)]
struct Reading<'m> {
    writer: Writer<'m>,
    rows: Vec<Vec<Cell>>,
    cells: usize,
}

impl Reading<'_> {
    fn start(&mut self, tag: &Tag<'_>, offset: usize) {
        match tag {
            Tag::Table(_) => {
                self.writer.end_paragraph();
                self.writer.in_cell = true;
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Item => {
                self.writer.end_paragraph();
                self.writer.number(offset);
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => self.writer.end_paragraph(),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::TableCell => {}
            Tag::Paragraph => {}
            _ => self.writer.end_paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Table => {
                self.writer.in_cell = false;
                let rows = std::mem::take(&mut self.rows);
                self.writer.blocks.push(Block::Grid(Grid { rows, spans: false }));
            }
            TagEnd::TableCell => {
                self.cells += 1;
                let cell = Cell::of(self.writer.take());
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::TableHead | TagEnd::TableRow => {}
            _ => self.writer.end_paragraph(),
        }
    }
}
