//! What styles say of paragraphs and characters: numbers, and that they are hidden.

use std::collections::BTreeMap;

use crate::reader::xml::Tree;

/// A style may build on so many others.
const LONGEST_CHAIN: usize = 32;

/// All styles by their identifiers.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    normal: Option<String>,
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    list: Option<usize>,
    level: Option<usize>,
    hidden: Option<bool>,
}

impl Styles {
    /// The styles of a document.
    pub(super) fn of(part: Option<&Tree>) -> Styles {
        let mut styles = Styles::default();
        for style in part.into_iter().flat_map(|part| part.all("style")) {
            let Some(id) = style.attribute("styleId") else { continue };
            let numbering = style.child("pPr").and_then(|properties| properties.child("numPr"));
            let hidden = style.child("rPr").filter(|properties| properties.child("vanish").is_some());
            let is_default = matches!(style.attribute("default"), Some("1" | "true"));
            if is_default && style.attribute("type") == Some("paragraph") {
                styles.normal = Some(id.to_owned());
            }
            let style = Style {
                based_on: style.value("basedOn").map(str::to_owned),
                list: numbering.and_then(|numbering| numbering.number("numId")),
                level: numbering.and_then(|numbering| numbering.number("ilvl")),
                hidden: hidden.map(|properties| properties.is_on("vanish")),
            };
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    fn chain<'s>(&'s self, first: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let mut next = first;
        let chain = std::iter::from_fn(move || {
            let style = self.styles.get(next?)?;
            next = style.based_on.as_deref();
            Some(style)
        });
        chain.take(LONGEST_CHAIN)
    }

    /// The list and level that number a paragraph of some properties; list 0 is none.
    pub(super) fn numbering(&self, properties: Option<&Tree>) -> Option<(usize, usize)> {
        let own = properties.and_then(|properties| properties.child("numPr"));
        let style = properties.and_then(|properties| properties.value("pStyle")).or(self.normal.as_deref());
        let list =
            own.and_then(|own| own.number("numId")).or_else(|| self.chain(style).find_map(|style| style.list))?;
        let level = own.and_then(|own| own.number("ilvl")).or_else(|| self.chain(style).find_map(|style| style.level));
        (list > 0).then_some((list, level.unwrap_or(0)))
    }

    /// Whether properties of characters hide them.
    pub(super) fn hides(&self, properties: &Tree) -> bool {
        if properties.child("vanish").is_some() {
            return properties.is_on("vanish");
        }
        self.chain(properties.value("rStyle")).find_map(|style| style.hidden).unwrap_or(false)
    }
}
