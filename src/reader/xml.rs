//! XML of office files: a stream of elements and text, and a tree of them, within bounds.
//!
//! A document type is an error: office files have none, and the entities that it could define are how small files grow.

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use super::{Excess, Limits, ReadError};
use crate::base::decode;

/// A piece of XML.
pub(super) enum Token {
    /// A start tag; an empty element has an end tag too.
    Open(Element),
    /// An end tag.
    Close,
    /// Characters.
    Text(String),
}

/// An element: names are without their prefixes.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }
}

/// A stream of pieces.
pub(super) struct Tokens<'x> {
    reader: Reader<&'x [u8]>,
    name: &'x str,
    limits: &'x Limits,
    depth: usize,
    elements: usize,
}

/// The characters of an XML file.
pub(super) fn text<'x>(name: &str, bytes: &'x [u8]) -> Result<std::borrow::Cow<'x, str>, ReadError> {
    decode(bytes).map(|(text, _)| text).map_err(|error| ReadError::undecodable(name, error))
}

impl<'x> Tokens<'x> {
    /// The pieces of a text; errors call it by a name.
    pub(super) fn new(name: &'x str, text: &'x str, limits: &'x Limits) -> Tokens<'x> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Tokens { reader, name, limits, depth: 0, elements: 0 }
    }

    fn damaged(&self) -> ReadError {
        ReadError::Damaged { name: self.name.to_owned() }
    }

    /// The next piece, nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token>, ReadError> {
        loop {
            let event = self.reader.read_event().map_err(|_| ReadError::Damaged { name: self.name.to_owned() })?;
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > self.limits.depth {
                        return Err(ReadError::too_large(self.name, Excess::Depth, self.limits.depth, None));
                    }
                    let element = element(&start).ok_or_else(|| self.damaged())?;
                    self.elements += 1 + element.attributes.len() / 4;
                    if self.elements > self.limits.elements.saturating_mul(4) {
                        return Err(ReadError::too_large(self.name, Excess::Elements, self.limits.elements, None));
                    }
                    Token::Open(element)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Token::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(name) => match name.resolve_char_ref() {
                    Ok(Some(ch)) => Token::Text(ch.to_string()),
                    Ok(None) => Token::Text(resolve_xml_entity(&name).ok_or_else(|| self.damaged())?.to_owned()),
                    Err(_) => return Err(self.damaged()),
                },
                Event::DocType(_) => return Err(self.damaged()),
                Event::Eof if self.depth > 0 => return Err(self.damaged()),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    /// Passes over an element that was just opened.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// All characters of an element that was just opened.
    pub(super) fn inner_text(&mut self) -> Result<String, ReadError> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            match self.next()? {
                Some(Token::Text(more)) => text.push_str(&more),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }
}

fn element(start: &BytesStart<'_>) -> Option<Element> {
    let mut element = Element { name: start.local_name().as_ref().to_owned(), attributes: Vec::new() };
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        let value = unescape(&attribute.value).ok()?.into_owned();
        element.attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
    }
    Some(element)
}

/// An element with everything in it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) element: Element,
    /// The elements in it.
    pub(super) children: Vec<Tree>,
    /// The characters right in it.
    pub(super) text: String,
}

impl Tree {
    /// The tree of an XML file.
    pub(super) fn parse(name: &str, bytes: &[u8], limits: &Limits) -> Result<Tree, ReadError> {
        let text = text(name, bytes)?;
        let mut tokens = Tokens::new(name, &text, limits);
        let mut open = vec![Tree::default()];
        let mut elements = 0;
        while let Some(token) = tokens.next()? {
            match token {
                Token::Open(element) => {
                    elements += 1;
                    if elements > limits.elements {
                        return Err(ReadError::too_large(name, Excess::Elements, limits.elements, None));
                    }
                    open.push(Tree { element, ..Tree::default() });
                }
                Token::Close => {
                    if let Some(done) = open.pop()
                        && let Some(parent) = open.last_mut()
                    {
                        parent.children.push(done);
                    }
                }
                Token::Text(text) => {
                    if let Some(parent) = open.last_mut() {
                        parent.text.push_str(&text);
                    }
                }
            }
        }
        let root = open.into_iter().next().and_then(|outside| outside.children.into_iter().next());
        root.ok_or_else(|| ReadError::Damaged { name: name.to_owned() })
    }

    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        &self.element.name
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&str> {
        self.element.attribute(wanted)
    }

    /// The first element of a name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Tree> {
        self.children.iter().find(|child| child.name() == name)
    }

    /// The elements of a name in it.
    pub(super) fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t Tree> {
        self.children.iter().filter(move |child| child.name() == name)
    }

    /// The attribute `val` of an element in it.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// The number in the attribute `val` of an element in it.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.value(name)?.trim().parse().ok()
    }

    /// Whether an element that switches something on is in it.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|child| !matches!(child.attribute("val"), Some("0" | "false" | "off" | "none")))
    }
}
