//! Where a reader finds something in his file: a line, a page, a paragraph or a cell.

use super::terminal::printable;
use crate::base::{CellName, Place};

/// Where a place is, behind the name of its filing when that is another, and of its file when the filing has several.
pub(super) fn place(place: &Place) -> String {
    let part = place.part.as_deref().map(|name| printable(name) + " ").unwrap_or_default();
    let filing = place.filing.as_ref().map(|name| format!("{name} ")).unwrap_or_default();
    format!("{filing}{part}{}", within(place))
}

/// The same in its file.
fn within(place: &Place) -> String {
    match (&place.cell, place.page, place.paragraph) {
        (_, Some(page), _) => format!("第 {page} 页"),
        (Some(cell), None, _) => self::cell(cell),
        (None, None, Some(paragraph)) => format!("第 {paragraph} 段"),
        (None, None, None) => format!("行 {}", place.line),
    }
}

/// Whether a place is told by the number of its line alone, as in one file of text.
pub(super) fn is_line(place: &Place) -> bool {
    place.page.is_none() && place.cell.is_none() && place.paragraph.is_none() && place.part.is_none()
}

/// A cell as a spreadsheet names it, or by its table.
fn cell(cell: &CellName) -> String {
    match &cell.sheet {
        Some(sheet) => format!("{}!{}{}", sheet_name(&printable(sheet)), letters(cell.column), cell.row),
        None => format!("表 {} 第 {} 行第 {} 列", cell.table, cell.row, cell.column),
    }
}

/// A sheet's name, in quotes where a formula would need them.
fn sheet_name(name: &str) -> String {
    let plain = |ch: char| ch.is_alphanumeric() || ch == '_' || ch == '.';
    let bare = name.chars().all(plain) && !name.starts_with(|ch: char| ch.is_ascii_digit()) && !name.is_empty();
    if bare { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}

/// The letters of a column, from 1: A … Z, AA …
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Numbers of pages as one reads them: `第 3、5 页`.
pub(super) fn pages(numbers: &[u32]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    format!("第 {} 页", numbers.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(sheet: Option<&str>, row: u32, column: u32) -> String {
        cell(&CellName { sheet: sheet.map(Into::into), table: 3, row, column })
    }

    #[test]
    fn cells_are_named_as_spreadsheets_do() {
        assert_eq!(named(Some("Sheet1"), 5, 2), "Sheet1!B5");
        assert_eq!(named(Some("收入总表"), 12, 27), "收入总表!AA12");
        assert_eq!(named(Some("表 2's"), 1, 703), "'表 2''s'!AAA1");
        assert_eq!(named(Some("2026"), 1, 26), "'2026'!Z1");
        assert_eq!(named(None, 5, 2), "表 3 第 5 行第 2 列");
    }

    #[test]
    fn a_place_is_told_as_its_format_has_it() {
        let line = Place { line: 12, ..Place::default() };
        assert_eq!(place(&line), "行 12");
        assert_eq!(place(&Place { page: Some(3), ..line.clone() }), "第 3 页");
        assert_eq!(place(&Place { paragraph: Some(7), ..line.clone() }), "第 7 段");
        assert_eq!(
            place(&Place { part: Some("附件.docx".into()), paragraph: Some(7), ..line.clone() }),
            "附件.docx 第 7 段"
        );
        assert_eq!(place(&Place { filing: Some("甲.txt".into()), ..line }), "甲.txt 行 12");
    }
}
