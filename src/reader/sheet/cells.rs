//! The cells of a sheet.

use std::rc::Rc;

use super::lay::{Range, Sheet};
use super::strings;
use super::styles::Styles;
use crate::reader::xml::{self, Element, Token, Tokens};
use crate::reader::{Excess, Limits, ReadError};

/// Reads a sheet.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    strings: &[Rc<str>],
    styles: &Styles,
    limits: &Limits,
) -> Result<Sheet, ReadError> {
    let text = xml::text(name, bytes)?;
    let mut reading = Reading {
        tokens: Tokens::new(name, &text, limits),
        name,
        strings,
        styles,
        limits,
        sheet: Sheet::default(),
        at: (0, 0),
    };
    while let Some(token) = reading.tokens.next()? {
        if let Token::Open(element) = token {
            reading.open(&element)?;
        }
    }
    Ok(reading.sheet)
}

struct Reading<'r> {
    tokens: Tokens<'r>,
    name: &'r str,
    strings: &'r [Rc<str>],
    styles: &'r Styles,
    limits: &'r Limits,
    sheet: Sheet,
    /// Row and column of the last cell.
    at: (u32, u32),
}

impl Reading<'_> {
    fn open(&mut self, element: &Element) -> Result<(), ReadError> {
        let number = |key: &str| element.attribute(key).and_then(|value| value.trim().parse::<u32>().ok());
        let is_on = |key: &str| matches!(element.attribute(key), Some("1" | "true"));
        match element.name.as_str() {
            "col" if is_on("hidden") || element.attribute("width") == Some("0") => {
                self.sheet.hidden.push((number("min").unwrap_or(0), number("max").unwrap_or(0)));
            }
            "row" => {
                self.at = (number("r").unwrap_or(self.at.0.saturating_add(1)), 0);
                if is_on("hidden") {
                    self.sheet.hidden_rows.insert(self.at.0);
                }
            }
            "c" => self.cell(element)?,
            "mergeCell" => {
                let range = element.attribute("ref").and_then(|range| {
                    let (first, last) = range.split_once(':')?;
                    Some(Range { first: place(first)?, last: place(last)? })
                });
                self.sheet.merged.extend(range);
                if self.sheet.merged.len() > self.limits.cells {
                    return Err(ReadError::too_large(self.name, Excess::Cells, self.limits.cells, None));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, element: &Element) -> Result<(), ReadError> {
        let next = (self.at.0.max(1), self.at.1.saturating_add(1));
        self.at = element.attribute("r").and_then(place).unwrap_or(next);
        let style = element.attribute("s").and_then(|style| style.trim().parse().ok()).unwrap_or(0);
        let kind = element.attribute("t").unwrap_or("n");
        let (mut value, mut inline) = (None, None);
        let mut depth = 1_usize;
        while depth > 0 {
            match self.tokens.next()? {
                Some(Token::Open(inner)) => match inner.name.as_str() {
                    "v" => value = Some(self.tokens.inner_text()?),
                    "is" => inline = Some(strings::item(&mut self.tokens)?),
                    _ => depth += 1,
                },
                Some(Token::Close) => depth -= 1,
                Some(Token::Text(_)) => {}
                None => break,
            }
        }
        let text: Option<Rc<str>> = match (kind, value, inline) {
            (_, _, Some(inline)) => Some(Rc::from(inline)),
            ("s", Some(value), _) => value.trim().parse::<usize>().ok().and_then(|at| self.strings.get(at)).cloned(),
            ("b", Some(value), _) => Some(Rc::from(if value.trim() == "1" { "TRUE" } else { "FALSE" })),
            ("n", Some(value), _) => Some(Rc::from(self.styles.display(style, value.trim()))),
            (_, value, _) => value.map(Rc::from),
        };
        text.map_or(Ok(()), |text| self.sheet.fill(self.at, text, self.name, self.limits))
    }
}

/// Row and column of `B3`, from 1.
fn place(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A' + 1));
    Some((digits.parse().ok()?, column))
}
