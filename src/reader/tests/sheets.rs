//! Workbooks.

use super::packed::xlsx;
use super::{picture, texts};
use crate::document::Document;
use crate::reader::{Excess, Limits, ReadError, read};

const STRINGS: [&str; 8] = ["某表", "科目", "金额", "备注", "甲", "乙", "注：无。", "单位：元"];

fn open(sheets: &[(&str, &str, &str)], formats: &[&str]) -> Result<Document, ReadError> {
    read("例.xlsx", &xlsx(sheets, &STRINGS, formats), &Limits::default())
}

fn show(content: &str, formats: &[&str]) -> String {
    let document = open(&[("表", "visible", content)], formats).expect("a workbook");
    picture(&document).trim_matches('\n').to_owned()
}

/// Rows of cells: `s3` a shared text, `3.5` a number, `2:3.5` one in style 2, nothing for no cell.
fn data(rows: &[(u32, &[&str])]) -> String {
    let cell = |row: u32, at: usize, text: &str| {
        let name = format!("{}{row}", char::from(b'A' + u8::try_from(at).expect("a letter")));
        match (text, text.strip_prefix('s'), text.split_once(':')) {
            ("", ..) => String::new(),
            (_, Some(shared), _) => format!("<c r=\"{name}\" t=\"s\"><v>{shared}</v></c>"),
            (_, _, Some((style, value))) => format!("<c r=\"{name}\" s=\"{style}\"><v>{value}</v></c>"),
            (value, ..) => format!("<c r=\"{name}\"><f>1+1</f><v>{value}</v></c>"),
        }
    };
    let row = |(row, cells): &(u32, &[&str])| {
        let cells: String = cells.iter().enumerate().map(|(at, text)| cell(*row, at, text)).collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    format!("<dimension ref=\"A1:XFD1048576\"/><sheetData>{}</sheetData>", rows.iter().map(row).collect::<String>())
}

#[test]
fn a_sheet_is_lines_and_a_grid() {
    let rows = data(&[
        (1, &["s0"]),
        (2, &["", "", "s7"]),
        (3, &["s1", "s2", "s3"]),
        (4, &["s4", "1:1234.5", "s5"]),
        (5, &["s5", "1:0", ""]),
        (6, &["s6"]),
    ]);
    let merged = "<mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>";
    let shown = show(&format!("{rows}{merged}"), &["#,##0.00"]);
    assert_eq!(shown, "某表\n单位:元\n│科目│金额│备注\n│甲│1,234.50│乙\n│乙│0.00│\n注:无。");
}

#[test]
fn blank_rows_part_tables_where_a_title_follows() {
    let rows = data(&[
        (1, &["s1", "s2"]),
        (2, &["s4", "1"]),
        (4, &["s5", "2"]),
        (7, &["s0"]),
        (8, &["s1", "s2", "s3"]),
        (9, &["s4", "3", "s5"]),
    ]);
    assert_eq!(show(&rows, &[]), "│科目│金额\n│甲│1\n││\n│乙│2\n某表\n│科目│金额│备注\n│甲│3│乙");
}

#[test]
fn places_name_sheets_and_cells() {
    let sheets = [
        ("封面", "visible", "<sheetData/>"),
        ("表二", "visible", &*data(&[(3, &["", "s1", "s2"]), (9, &["", "s4", "7"])])),
    ];
    let document = open(&sheets, &[]).expect("a workbook");
    let text = texts(&document).into_iter().find(|text| text.squeezed() == "7").expect("a cell");
    let origin = document.origins.line(text.glyphs[0].line).expect("an origin");
    let cell = origin.cell.clone().expect("a cell");
    assert_eq!((cell.sheet.as_deref(), cell.table, cell.row, cell.column), (Some("表二"), 2, 9, 3));
}

#[test]
fn what_is_hidden_is_not_read() {
    let rows = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>\
        <row><c t=\"s\"><v>1</v></c><c><v>9</v></c><c t=\"s\"><v>2</v></c></row><row hidden=\"1\"><c><v>9</v></c></row>\
        <row><c t=\"inlineStr\"><is><r><t>甲</t></r><r><t>乙</t></r></is></c><c><v>9</v></c><c t=\"str\"><v>2</v></c></row></sheetData>";
    let secret = data(&[(1, &["9"])]);
    let document = open(&[("甲", "visible", rows), ("乙", "hidden", &secret), ("丙", "veryHidden", &secret)], &[]);
    assert_eq!(picture(&document.expect("a workbook")), "\n│科目│金额\n││\n│甲乙│2\n");
}

#[test]
fn text_in_cells_is_lines() {
    let rows = data(&[(1, &["s0"]), (2, &["s6"]), (5, &["s4"])]);
    assert_eq!(show(&rows, &[]), "某表\n注:无。\n甲");
}

#[test]
fn large_sheets_are_not_laid_out() {
    let far = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    assert_eq!(show(far, &[]).matches(['1', '2']).count(), 2);
    let rows: String =
        (1..4000).map(|at| format!("<row r=\"{at}\"><c r=\"{}{at}\"><v>1</v></c></row>", column(at))).collect();
    let spread = open(&[("表", "visible", &format!("<sheetData>{rows}</sheetData>"))], &[]);
    assert!(matches!(spread, Err(ReadError::TooLarge { what: Excess::Cells, .. })));
}

fn column(number: u32) -> String {
    let letter = |number: u32| char::from(b'A' + u8::try_from(number % 26).expect("a letter"));
    [letter(number / 676), letter(number / 26), letter(number)].iter().collect()
}
