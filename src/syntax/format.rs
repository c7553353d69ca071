//! Rule text → the same text in canonical layout.

use crate::base::{Diagnostic, FileId, Severity};

use super::lexer::lex;
use super::message::Messages;
use super::token::TokenKind;
use super::{Language, keyword, parse, print};

/// A rule file in canonical layout, its keywords in a language or, when none is named, in that of most of its lines.
/// A file that cannot be read is left alone.
///
/// # Errors
///
/// The messages of a file with errors.
pub fn format(file: FileId, source: &str, language: Option<Language>) -> Result<String, Vec<Diagnostic>> {
    let (tree, messages) = parse(file, source);
    if messages.iter().any(|message| message.severity == Severity::Error) {
        return Err(messages);
    }
    let text = print(&tree, language.unwrap_or_else(|| own_language(file, source)));
    // Quoted text that goes over line ends brings those of its file along.
    Ok(text.replace("\r\n", "\n"))
}

/// The language of the keywords that most lines begin with; Chinese when there are as many of both.
fn own_language(file: FileId, source: &str) -> Language {
    let (tokens, _) = lex(source, &mut Messages::new(file));
    let mut english = 0_i64;
    for token in tokens.iter().filter(|token| token.first) {
        let TokenKind::Word(word) = &token.kind else { continue };
        match keyword::language(word) {
            Some(Language::English) => english += 1,
            Some(Language::Chinese) => english -= 1,
            None => {}
        }
    }
    if english > 0 { Language::English } else { Language::Chinese }
}
