//! The texts that the cells of a workbook share.

use std::rc::Rc;

use crate::reader::xml::{self, Token, Tokens};
use crate::reader::{Excess, Limits, ReadError};

/// All shared texts by number.
pub(super) fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<Rc<str>>, ReadError> {
    let text = xml::text(name, bytes)?;
    let mut tokens = Tokens::new(name, &text, limits);
    let mut strings = Vec::new();
    while let Some(token) = tokens.next()? {
        if let Token::Open(element) = token
            && element.name == "si"
        {
            if strings.len() >= limits.cells {
                return Err(ReadError::too_large(name, Excess::Cells, limits.cells, None));
            }
            strings.push(Rc::from(item(&mut tokens)?));
        }
    }
    Ok(strings)
}

/// The characters of an item that was just opened, without those that tell how it is spoken.
pub(super) fn item(tokens: &mut Tokens<'_>) -> Result<String, ReadError> {
    let mut text = String::new();
    let mut depth = 1_usize;
    while depth > 0 {
        match tokens.next()? {
            Some(Token::Open(element)) if element.name == "t" => text.push_str(&tokens.inner_text()?),
            Some(Token::Open(element)) if element.name == "rPh" => tokens.skip()?,
            Some(Token::Open(_)) => depth += 1,
            Some(Token::Close) => depth -= 1,
            Some(Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(text.replace("_x000D_", "\n"))
}
