//! What has no positions: text in reading order, with real tables.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::cells::extents;
use super::marks::Fate;
use super::{Scene, shown};
use crate::base::Place;
use crate::document::{Block, Gap, Grid, Line, Text};
use crate::report::place;

/// Writes all blocks that stand on no page.
pub(super) fn write(scene: &Scene, out: &mut String) {
    let mut flow = Flow { scene, marks: BTreeSet::new(), lines: BTreeSet::new(), paragraph: false, part: None };
    for (at, block) in scene.document.blocks.iter().enumerate() {
        if scene.page_of(block).is_none() {
            flow.block(at, block, out);
        }
    }
    flow.end(out);
}

/// What was written so far.
struct Flow<'a> {
    scene: &'a Scene<'a>,
    /// Marks and lines that have an anchor.
    marks: BTreeSet<usize>,
    lines: BTreeSet<u32>,
    /// Whether a paragraph is open.
    paragraph: bool,
    /// The file, where there are several.
    part: Option<std::sync::Arc<str>>,
}

impl Flow<'_> {
    fn end(&mut self, out: &mut String) {
        if std::mem::take(&mut self.paragraph) {
            out.push_str("</p>\n");
        }
    }

    fn block(&mut self, at: usize, block: &Block, out: &mut String) {
        let line = super::first_glyph(block).map_or(0, |glyph| glyph.line);
        let part = self.scene.document.origins.line(line).and_then(|origin| origin.part.clone());
        if part.is_some() && part != self.part {
            self.end(out);
            let _ = writeln!(out, "<h3>{}</h3>", shown(part.as_deref().unwrap_or_default()));
            self.part = part;
        }
        match block {
            Block::Line(line) => self.line(line, out),
            Block::Grid(grid) => {
                self.end(out);
                self.grid(at, grid, out);
            }
        }
    }

    fn line(&mut self, line: &Line, out: &mut String) {
        let Some(first) = line.text.glyphs.first() else { return };
        if !(self.paragraph && line.continues) {
            self.end(out);
            let mut place = Place { line: first.line, ..Place::default() };
            self.scene.document.origins.complete(&mut place);
            let _ = write!(out, "<p><span class=\"at\">{}</span>", shown(&place::place(&place)));
            self.paragraph = true;
        }
        self.text(&line.text, out);
        out.push('\n');
    }

    fn grid(&mut self, at: usize, grid: &Grid, out: &mut String) {
        let read = self.scene.tables.grids.get(&at);
        let name = super::facts::names(self.scene, read);
        let class = if read.is_some() { "table" } else { "table none" };
        let _ = writeln!(out, "<div class=\"wide {class}\" role=\"region\" aria-label=\"表\" tabindex=\"0\"><table>");
        let _ = writeln!(out, "<caption>{name}</caption>");
        let header = read.map_or(0, |read| read.first);
        let mut row = 0;
        out.push_str("<tr>");
        for extent in extents(grid) {
            out.push_str(&"</tr>\n<tr>".repeat(extent.row - row));
            row = extent.row;
            let tag = if extent.row < header { "th" } else { "td" };
            let _ = write!(out, "<{tag}");
            if extent.columns > 1 {
                let _ = write!(out, " colspan=\"{}\"", extent.columns);
            }
            if extent.rows > 1 {
                let _ = write!(out, " rowspan=\"{}\"", extent.rows);
            }
            out.push('>');
            self.text(&extent.cell.text, out);
            let _ = write!(out, "</{tag}>");
        }
        out.push_str("</tr>\n</table></div>\n");
    }

    /// Text with its marks.
    fn text(&mut self, text: &Text, out: &mut String) {
        let marks = &self.scene.marks;
        let glyphs = &text.glyphs;
        let mut at = 0;
        while at < glyphs.len() {
            let first = glyphs[at];
            let number = marks.at(first.line, first.column);
            let same = |glyph: &&crate::document::Glyph| {
                glyph.line == first.line && marks.at(glyph.line, glyph.column) == number
            };
            let length = glyphs[at..].iter().take_while(same).count().max(1);
            let slice = text.slice(at, at + length);
            if at > 0 && first.gap >= Gap::Space {
                out.push(' ');
            }
            if self.scene.wanted.contains(&first.line) && self.lines.insert(first.line) {
                let _ = write!(out, "<span id=\"l{}\"></span>", first.line);
            }
            self.run(number, &slice.readable(), out);
            at += length;
        }
    }

    fn run(&mut self, number: Option<usize>, text: &str, out: &mut String) {
        let text = shown(text);
        let Some((number, mark)) = number.and_then(|number| Some((number, self.scene.marks.all.get(number)?))) else {
            out.push_str(&text);
            return;
        };
        let id = if mark.wanted && self.marks.insert(number) { format!(" id=\"m{number}\"") } else { String::new() };
        let (class, tip) = (mark.fate.class(), &mark.tip);
        let _ = match (mark.fact, mark.fate) {
            (Some(claim), _) => {
                let to = super::facts::anchor(claim.fact);
                write!(out, "<a{id} class=\"{class}\" href=\"#{to}\" title=\"{tip}\">{text}</a>")
            }
            (None, Fate::Unread) => write!(out, "<mark{id} class=\"{class}\" title=\"{tip}\">{text}</mark>"),
            (None, _) => write!(out, "<span{id} class=\"{class}\" title=\"{tip}\">{text}</span>"),
        };
    }
}
