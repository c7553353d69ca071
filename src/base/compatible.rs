//! Characters that Unicode has twice.
//!
//! Old character sets told apart what is one character; the second ones live on in U+F900–FAD9. Fonts draw both by one
//! glyph, and some programs then write the second one into the file. Names would never be found.

use unicode_normalization::char::decompose_canonical;

/// The character that a second one stands for; any other character is itself.
pub(super) fn unified(ch: char) -> char {
    let mut first = ch;
    decompose_canonical(ch, |one| first = one);
    first
}
