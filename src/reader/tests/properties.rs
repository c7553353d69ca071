//! What holds for every text.

use proptest::prelude::*;

use super::{read_text, texts};
use crate::base::fold_char;
use crate::document::Document;
use crate::reader::{Limits, read};

/// Everything printed, folded, in reading order.
fn printed(text: &str) -> String {
    text.chars().map(fold_char).filter(|ch| !ch.is_whitespace() && !ch.is_control()).collect()
}

/// Pieces that may stand anywhere in a line and are no residue.
const PIECES: [&str; 22] = [
    "甲",
    "收支",
    "１，２00.50",
    " ",
    "\u{3000}",
    "，",
    "；",
    "。",
    "：",
    "（",
    "）",
    "1.",
    "2、",
    "-",
    "#",
    "*",
    "%",
    "a<b",
    "“",
    "”",
    "\u{feff}",
    "\u{1}",
];
/// Residue, which prints nothing.
const RESIDUE: [&str; 4] = ["<p>", "</p>", "<BR/>", "\t"];

proptest! {
    #[test]
    fn no_character_is_lost_from_cells(lines in lines_of(7)) {
        let text: String = format!("甲\t乙\n丙\t丁\n{}", kept_and_all(&lines).1);
        let kept = format!("甲乙丙丁{}", kept_and_all(&lines).0);
        let document = read_text(&text);
        let found: String = texts(&document).iter().map(|text| text.squeezed()).collect();
        prop_assert_eq!(found, kept);
        check_places(&text, &document)?;
    }

    #[test]
    fn no_character_is_lost_from_dense_lines(lines in lines_of(0)) {
        let text: String = format!("甲\n{}", kept_and_all(&lines).1);
        let document = read_text(&text);
        let found: String = texts(&document).iter().map(|text| text.squeezed()).collect();
        prop_assert_eq!(found, printed(&text));
        check_places(&text, &document)?;
    }

    #[test]
    fn any_bytes_are_a_document_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Err(error) = read("例", &bytes, &Limits::default()) {
            prop_assert!(error.to_string().starts_with("例："));
        }
    }

    #[test]
    fn cut_text_is_a_document_or_an_error(lines in lines_of(3), cut in 0_usize..4000, mark in 0_usize..3) {
        let text = kept_and_all(&lines).1;
        let mut bytes = match mark {
            0 => text.into_bytes(),
            1 => std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            _ => std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        };
        bytes.truncate(cut);
        let first = read("例", &bytes, &Limits::default());
        prop_assert_eq!(first, read("例", &bytes, &Limits::default()));
    }
}

/// Lines of pieces: which piece, and whether residue stands before it with odds of `residue` in ten.
fn lines_of(residue: usize) -> impl Strategy<Value = Vec<Vec<(usize, Option<usize>)>>> {
    let mark = (0_usize..10, 0..RESIDUE.len()).prop_map(move |(odds, which)| (odds < residue).then_some(which));
    proptest::collection::vec(proptest::collection::vec((0..PIECES.len(), mark), 0..14), 0..30)
}

/// What is printed of such lines, and the whole text. Every line starts with a letter, so that no bullet can.
fn kept_and_all(lines: &[Vec<(usize, Option<usize>)>]) -> (String, String) {
    let (mut kept, mut all) = (String::new(), String::new());
    for line in lines.iter() {
        for (at, (piece, residue)) in line.iter().enumerate() {
            if at == 0 {
                all.push('首');
                kept.push('首');
            }
            if let Some(residue) = residue {
                all.push_str(RESIDUE[*residue]);
            }
            // Two stars together could be a mark, so a star is always followed by a letter.
            let star = if PIECES[*piece] == "*" { "*星" } else { PIECES[*piece] };
            all.push_str(star);
            kept.push_str(&printed(star));
        }
        all.push('\n');
    }
    (kept, all)
}

/// Every character stands where its place says.
fn check_places(text: &str, document: &Document) -> Result<(), TestCaseError> {
    let lines: Vec<Vec<char>> = text.split('\n').map(|line| line.chars().collect()).collect();
    for glyph in texts(document).iter().flat_map(|text| &text.glyphs) {
        let source = lines[glyph.line as usize - 1][glyph.column as usize - 1];
        prop_assert_eq!(fold_char(source), glyph.ch);
    }
    Ok(())
}
