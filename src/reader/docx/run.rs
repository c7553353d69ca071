//! The characters of a paragraph.

use super::styles::Styles;
use crate::reader::xml::Tree;

/// What a paragraph prints.
#[derive(Default)]
pub(super) struct Inline<'t> {
    /// Its characters; `\n` breaks a line.
    pub(super) text: String,
    /// Text boxes that hang on it.
    pub(super) boxes: Vec<&'t Tree>,
}

/// Reads what stands in a paragraph or a part of one.
pub(super) fn read<'t>(inside: &'t Tree, styles: &Styles, out: &mut Inline<'t>) {
    for child in &inside.children {
        match child.name() {
            "t" => out.text.push_str(&child.text),
            "tab" | "ptab" => out.text.push('\t'),
            "br" | "cr" => out.text.push('\n'),
            "noBreakHyphen" => out.text.push('-'),
            "sym" => out.text.extend(symbol(child)),
            "r" => {
                if !child.child("rPr").is_some_and(|properties| styles.hides(properties)) {
                    read(child, styles, out);
                }
            }
            // Of what is written twice for old and new programs, the first is for new ones.
            "AlternateContent" => {
                if let Some(chosen) = child.children.first() {
                    read(chosen, styles, out);
                }
            }
            "txbxContent" => out.boxes.push(child),
            // Deleted and moved text, instructions of fields, properties, and what ruby text sets above others.
            "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "pPr" | "rPr" | "rt" | "tblPr"
            | "sdtPr" => {}
            _ => read(child, styles, out),
        }
    }
}

/// The character of a symbol font, where it is one that other fonts have.
fn symbol(symbol: &Tree) -> Option<char> {
    let ch = u32::from_str_radix(symbol.attribute("char")?, 16).ok().and_then(char::from_u32)?;
    (!matches!(ch, '\u{e000}'..='\u{f8ff}') && !ch.is_control()).then_some(ch)
}
