//! Paragraphs and tables in reading order.

use super::numbering::Numbering;
use super::run::{self, Inline};
use super::styles::Styles;
use super::table;
use crate::reader::ReadError;
use crate::reader::flow::Flow;
use crate::reader::xml::Tree;

/// Elements that only wrap others.
const WRAPPERS: [&str; 7] = ["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "txbxContent"];

/// What is being read.
pub(super) struct Body<'b, 'f> {
    pub(super) flow: &'b mut Flow<'f>,
    styles: Styles,
    numbering: Numbering,
}

impl<'b, 'f> Body<'b, 'f> {
    pub(super) fn new(flow: &'b mut Flow<'f>, styles: Styles, numbering: Numbering) -> Self {
        Body { flow, styles, numbering }
    }

    /// Reads what stands in an element.
    pub(super) fn blocks(&mut self, inside: &Tree) -> Result<(), ReadError> {
        for child in &inside.children {
            match child.name() {
                "p" => {
                    let (text, boxes) = self.paragraph(child);
                    self.flow.paragraph(&text)?;
                    for inside in boxes {
                        self.blocks(inside)?;
                    }
                }
                "tbl" => table::read(self, child)?,
                name if WRAPPERS.contains(&name) => self.blocks(child)?,
                "AlternateContent" => {
                    if let Some(chosen) = child.children.first() {
                        self.blocks(chosen)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What a paragraph prints with its number, and the text boxes that hang on it.
    fn paragraph<'t>(&mut self, paragraph: &'t Tree) -> (String, Vec<&'t Tree>) {
        let mut inline = Inline::default();
        run::read(paragraph, &self.styles, &mut inline);
        let properties = paragraph.child("pPr");
        let removed =
            properties.and_then(|properties| properties.child("rPr")).is_some_and(|mark| mark.child("del").is_some());
        if removed && inline.text.is_empty() {
            return (String::new(), inline.boxes);
        }
        let mark = self.styles.numbering(properties).and_then(|(list, level)| self.numbering.next(list, level));
        let text = mark.unwrap_or_default() + &inline.text;
        (text, inline.boxes)
    }

    /// What stands in a cell, as text with a line for each paragraph; tables in it are text as well.
    pub(super) fn cell(&mut self, cell: &Tree, out: &mut String) {
        for child in &cell.children {
            match child.name() {
                "p" => {
                    let (text, boxes) = self.paragraph(child);
                    add_line(out, &text);
                    boxes.into_iter().for_each(|inside| self.cell(inside, out));
                }
                "tbl" => {
                    for row in table::rows(child) {
                        let mut line = String::new();
                        for cell in table::cells(row) {
                            let mut text = String::new();
                            self.cell(cell, &mut text);
                            line.push_str(&text.replace('\n', " "));
                            line.push(' ');
                        }
                        add_line(out, &line);
                    }
                }
                name if WRAPPERS.contains(&name) => self.cell(child, out),
                "AlternateContent" => {
                    if let Some(chosen) = child.children.first() {
                        self.cell(chosen, out);
                    }
                }
                _ => {}
            }
        }
    }
}

fn add_line(out: &mut String, line: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(line);
}
