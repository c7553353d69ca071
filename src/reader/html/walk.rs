//! A tree of nodes → paragraphs and tables, as a browser would show them.

use super::list::Numbering;
use super::shown::{is_block, is_hidden};
use super::tree::{Kind, Node, Tree};
use crate::reader::flow::{Flow, Overfull, Table};
use crate::reader::{Excess, Limits, ReadError};

/// A table inside so many others is text.
const DEEPEST_TABLE: usize = 8;

/// A cell with most of the characters of its table, at least so many, in at least so many paragraphs lays out a page.
const PAGE_CELL: usize = 500;
const PAGE_PARAGRAPHS: usize = 3;

/// Walks a page.
pub(super) struct Walk<'w, 'f> {
    tree: &'w Tree,
    flow: &'w mut Flow<'f>,
    name: &'w str,
    limits: &'w Limits,
    /// By node: characters in it, and those of them that stand in tables inside it.
    weights: Vec<(usize, usize)>,
}

/// Where text goes.
#[derive(Default)]
struct Page {
    /// The paragraph that is being written.
    text: String,
    /// Whether white space of the source stands before the next character.
    pending: Option<bool>,
    /// Whether paragraphs go to a cell instead of the document.
    in_cell: bool,
    /// How many tables stand around.
    tables: usize,
    /// Whether white space of the source is printed.
    preformatted: bool,
}

impl<'w, 'f> Walk<'w, 'f> {
    pub(super) fn new(tree: &'w Tree, flow: &'w mut Flow<'f>, name: &'w str, limits: &'w Limits) -> Self {
        Walk { tree, flow, name, limits, weights: Vec::new() }
    }

    /// Walks all of it.
    pub(super) fn page(mut self) -> Result<(), ReadError> {
        self.weights = vec![(0, 0); self.tree.len()];
        self.weigh(0, 0)?;
        let mut page = Page::default();
        self.children(0, &mut page, 0)?;
        self.end_paragraph(&mut page)
    }

    fn error(&self, what: Excess, limit: usize) -> ReadError {
        ReadError::too_large(self.name, what, limit, None)
    }

    fn overfull(&self, _: Overfull) -> ReadError {
        self.error(Excess::Cells, self.limits.cells)
    }

    fn node(&self, number: usize) -> Option<&'w Node> {
        self.tree.node(number)
    }

    /// Counts the characters of a node and of the tables in it.
    fn weigh(&mut self, number: usize, depth: usize) -> Result<(usize, usize), ReadError> {
        if depth > self.limits.depth * 2 {
            return Err(self.error(Excess::Depth, self.limits.depth));
        }
        let Some(node) = self.node(number) else { return Ok((0, 0)) };
        let mut weight = match &node.kind {
            Kind::Text(text) => (text.chars().filter(|ch| !ch.is_whitespace()).count(), 0),
            Kind::Element(..) if is_hidden(node) => return Ok((0, 0)),
            _ => (0, 0),
        };
        for child in &node.children {
            let (all, in_tables) = self.weigh(*child, depth + 1)?;
            let is_table = self.node(*child).is_some_and(|child| child.name() == "table");
            weight = (weight.0 + all, weight.1 + if is_table { all } else { in_tables });
        }
        self.weights[number] = weight;
        Ok(weight)
    }

    fn children(&mut self, number: usize, page: &mut Page, depth: usize) -> Result<(), ReadError> {
        if depth > self.limits.depth * 2 {
            return Err(self.error(Excess::Depth, self.limits.depth));
        }
        let Some(node) = self.node(number) else { return Ok(()) };
        let mut numbering = Numbering::of(node);
        for child in &node.children {
            let Some(inner) = self.node(*child) else { continue };
            match &inner.kind {
                Kind::Text(text) => page.write(text),
                Kind::Element(..) if !is_hidden(inner) => self.element(*child, inner, page, &mut numbering, depth)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn element(
        &mut self,
        number: usize,
        node: &'w Node,
        page: &mut Page,
        numbering: &mut Option<Numbering>,
        depth: usize,
    ) -> Result<(), ReadError> {
        match node.name() {
            "br" => {
                page.break_line();
                Ok(())
            }
            "table" => {
                self.end_paragraph(page)?;
                self.table(number, page, depth)
            }
            "td" | "th" if page.in_cell => {
                page.pending = Some(false);
                self.children(number, page, depth + 1)?;
                page.pending = Some(false);
                Ok(())
            }
            name if is_block(name) || matches!(name, "td" | "th") => {
                self.end_paragraph(page)?;
                if let (Some(numbering), "li") = (numbering, name) {
                    page.write(&numbering.mark(node));
                }
                let before = page.preformatted;
                page.preformatted |= name == "pre";
                self.children(number, page, depth + 1)?;
                page.preformatted = before;
                self.end_paragraph(page)
            }
            _ => self.children(number, page, depth + 1),
        }
    }

    /// Ends a paragraph: of a cell, where it breaks the line, or of the document.
    fn end_paragraph(&mut self, page: &mut Page) -> Result<(), ReadError> {
        page.pending = None;
        if page.in_cell {
            if !page.text.is_empty() && !page.text.ends_with('\n') {
                page.text.push('\n');
            }
            return Ok(());
        }
        let text = std::mem::take(&mut page.text);
        if text.is_empty() { Ok(()) } else { self.flow.paragraph(text.trim_end_matches('\n')) }
    }

    /// A table. One that lays out the page is read as what stands in its cells: one a quarter of which stands in other tables, one
    /// with a cell a row, one with a cell of running text. A table in a cell of another is text of that cell.
    fn table(&mut self, number: usize, page: &mut Page, depth: usize) -> Result<(), ReadError> {
        let (all, in_tables) = self.weights.get(number).copied().unwrap_or_default();
        if page.in_cell || in_tables * 4 > all || page.tables >= DEEPEST_TABLE {
            page.tables += 1;
            let done = self.children(number, page, depth + 1);
            page.tables -= 1;
            done?;
            return self.end_paragraph(page);
        }
        let mut rows = Vec::new();
        self.rows(number, &mut rows, page, depth)?;
        if rows.iter().all(|row| row.len() <= 1) || rows.iter().flatten().any(|cell| self.is_page(*cell, all)) {
            for cell in rows.into_iter().flatten() {
                self.children(cell, page, depth + 1)?;
                self.end_paragraph(page)?;
            }
            return Ok(());
        }
        let table = self.cells(&rows, page.tables, depth)?;
        self.flow.table(table)
    }

    /// Whether a cell of a table with so many characters holds the running text of a page.
    fn is_page(&self, cell: usize, all: usize) -> bool {
        let weight = self.weights.get(cell).map_or(0, |weight| weight.0);
        let Some(node) = self.node(cell).filter(|_| weight >= PAGE_CELL && weight * 2 > all) else { return false };
        let paragraphs = node.children.iter().filter_map(|child| self.node(*child));
        paragraphs.filter(|child| is_block(child.name())).count() >= PAGE_PARAGRAPHS
    }

    /// The rows of a table: the numbers of their cells. A caption is written at once.
    fn rows(
        &mut self,
        number: usize,
        rows: &mut Vec<Vec<usize>>,
        page: &mut Page,
        depth: usize,
    ) -> Result<(), ReadError> {
        let Some(node) = self.node(number) else { return Ok(()) };
        for child in &node.children {
            let Some(inner) = self.node(*child).filter(|inner| !is_hidden(inner)) else { continue };
            match inner.name() {
                "thead" | "tbody" | "tfoot" => self.rows(*child, rows, page, depth + 1)?,
                "caption" => {
                    self.children(*child, page, depth + 1)?;
                    self.end_paragraph(page)?;
                }
                "tr" => {
                    let cell = |cell: &&usize| {
                        self.node(**cell).is_some_and(|cell| matches!(cell.name(), "td" | "th") && !is_hidden(cell))
                    };
                    rows.push(inner.children.iter().filter(cell).copied().collect());
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn cells(&mut self, rows: &[Vec<usize>], tables: usize, depth: usize) -> Result<Table, ReadError> {
        let mut placer = self.flow.placer();
        for row in rows {
            placer.row();
            for cell in row {
                let mut inside = Page { in_cell: true, tables, ..Page::default() };
                self.children(*cell, &mut inside, depth + 1)?;
                let span = |key: &str| {
                    let value = self.node(*cell).and_then(|cell| cell.attribute(key));
                    value.map_or(1, leading_number)
                };
                let (columns, height) = (span("colspan"), span("rowspan"));
                // A row span of nothing reaches to the end of the table.
                let height = if height == 0 { rows.len() } else { height };
                placer.cell(inside.text, columns, height).map_err(|full| self.overfull(full))?;
            }
        }
        placer.finish().map_err(|full| self.overfull(full))
    }
}

/// The number that a value begins with; 1 where it begins with none, the most there is where it is too large.
fn leading_number(value: &str) -> usize {
    let value = value.trim_ascii();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    match &value[..digits] {
        "" => 1,
        digits => digits.parse().unwrap_or(usize::MAX),
    }
}

impl Page {
    /// Writes text of the source: white space is one space, and none where a line of the source ends between ideographs.
    fn write(&mut self, text: &str) {
        for ch in text.chars() {
            if self.preformatted && matches!(ch, '\n' | '\r') {
                self.break_line();
            } else if ch.is_ascii_whitespace() && !self.preformatted {
                let ends_line = matches!(ch, '\n' | '\r');
                self.pending = Some(self.pending.unwrap_or(false) || ends_line);
            } else {
                if let Some(ends_line) = self.pending.take()
                    && let Some(before) = self.text.chars().next_back()
                    && before != '\n'
                    && !(ends_line && !before.is_ascii() && !ch.is_ascii())
                {
                    self.text.push(' ');
                }
                self.text.push(ch);
            }
        }
    }

    fn break_line(&mut self) {
        self.pending = None;
        if !(self.in_cell && self.text.is_empty()) {
            self.text.push('\n');
        }
    }
}
