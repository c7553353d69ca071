//! How the cells of a workbook display numbers, by the number of their style.

use std::collections::BTreeMap;

use super::format::{self, Format};
use crate::reader::xml::Tree;

/// The formats of all styles.
pub(super) struct Styles {
    styles: Vec<Format>,
    general: Format,
}

impl Styles {
    /// The styles of a workbook; `late` when its days are counted from 1904.
    pub(super) fn of(part: Option<&Tree>, late: bool) -> Styles {
        let mut codes: BTreeMap<usize, &str> = BTreeMap::new();
        let number = |tree: &Tree, key: &str| tree.attribute(key).and_then(|value| value.trim().parse::<usize>().ok());
        let formats = part.and_then(|part| part.child("numFmts"));
        for code in formats.into_iter().flat_map(|formats| formats.all("numFmt")) {
            if let (Some(id), Some(code)) = (number(code, "numFmtId"), code.attribute("formatCode")) {
                codes.insert(id, code);
            }
        }
        let used = part.and_then(|part| part.child("cellXfs"));
        let used = used.into_iter().flat_map(|used| used.all("xf")).map(|style| {
            let id = number(style, "numFmtId").unwrap_or(0);
            codes.get(&id).copied().or_else(|| format::built_in(id)).unwrap_or("General")
        });
        Styles::of_codes(used, late)
    }

    /// The styles of some format codes, by number.
    pub(super) fn of_codes<C: AsRef<str>>(codes: impl Iterator<Item = C>, late: bool) -> Styles {
        let styles = codes.map(|code| Format::parse(code.as_ref(), late)).collect();
        Styles { styles, general: Format::parse("General", late) }
    }

    /// What a cell of a style displays for a number as it is stored.
    pub(super) fn display(&self, style: usize, stored: &str) -> String {
        self.styles.get(style).unwrap_or(&self.general).display(stored)
    }
}
