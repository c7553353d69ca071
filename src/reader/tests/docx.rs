//! Documents of word processors.

use super::packed::docx;
use super::{picture, texts};
use crate::document::Document;
use crate::reader::{Excess, Limits, ReadError, read};

fn open(body: &str, parts: &[(&str, &str)]) -> Result<Document, ReadError> {
    read("例.docx", &docx(body, parts), &Limits::default())
}

fn show(body: &str) -> String {
    show_with(body, &[])
}

fn show_with(body: &str, parts: &[(&str, &str)]) -> String {
    let document = open(body, parts).expect("a document");
    picture(&document).trim_matches('\n').to_owned()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

#[test]
fn paragraphs_are_lines() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t xml:space=\"preserve\">乙 </w:t><w:t>丙&amp;&#20013;</w:t></w:r></w:p>\
        <w:p/><w:p><w:r><w:t>一、丁</w:t><w:br/><w:t>二、戊</w:t></w:r></w:p>";
    assert_eq!(show(body), "甲 乙 丙&中\n一、丁\n二、戊");
    let document = open(body, &[]).expect("a document");
    let origin = document.origins.line(texts(&document)[1].glyphs[0].line).expect("an origin");
    assert_eq!((origin.paragraph, &origin.cell), (Some(3), &None));
}

#[test]
fn only_what_is_printed_is_read() {
    let body = "<w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins><w:r><w:t>甲</w:t></w:r></w:ins>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>2</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>乙</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val=\"隐\"/></w:rPr><w:t>3</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>TOC 4</w:instrText></w:r><w:hyperlink><w:r><w:t>丙</w:t></w:r></w:hyperlink>\
        <w:fldSimple><w:r><w:t>丁</w:t></w:r></w:fldSimple></w:p>";
    let styles = "<w:styles><w:style w:styleId=\"隐\"><w:basedOn w:val=\"藏\"/></w:style>\
        <w:style w:styleId=\"藏\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    assert_eq!(show_with(body, &[("word/styles.xml", styles)]), "甲乙丙丁");
}

#[test]
fn a_text_box_is_read_once() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p("盒"));
    let body = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><a><b>{inside}</b></a></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>"
    );
    assert_eq!(show(&body), "前后\n盒");
}

#[test]
fn footnotes_stand_at_the_end() {
    let notes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
        p("线"),
        p("注一")
    );
    let body = "<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id=\"1\"/></w:r></w:p>".to_owned() + &p("乙");
    assert_eq!(show_with(&body, &[("word/footnotes.xml", &notes)]), "甲\n乙\n注一");
}

#[test]
fn automatic_numbers_are_printed() {
    let level = |at: usize, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"7\">{}{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num></w:numbering>",
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%1.%3.")
    );
    let styles = "<w:styles><w:style w:styleId=\"1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:styleId=\"2\"><w:basedOn w:val=\"1\"/></w:style></w:styles>";
    let item = |list: usize, level: usize, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"2\"/></w:pPr><w:r><w:t>己</w:t></w:r></w:p>";
    let plain = "<w:p><w:pPr><w:pStyle w:val=\"2\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>庚</w:t></w:r></w:p>";
    let body = [
        item(1, 0, "甲"),
        item(1, 1, "乙"),
        item(1, 1, "丙"),
        item(1, 0, "丁"),
        item(1, 2, "戊"),
        styled.into(),
        plain.into(),
        item(2, 0, "辛"),
    ];
    let shown = show_with(&body.concat(), &[("word/numbering.xml", &numbering), ("word/styles.xml", styles)]);
    assert_eq!(shown, "一、甲\n(一)乙\n(二)丙\n二、丁\n二.1. 戊\n三、己\n庚\n五、辛");
}

#[test]
fn cells_span_columns_and_rows() {
    let grid = "<w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"30\"/><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"1000\"/></w:tblGrid>";
    let rows = [
        tc("<w:vMerge w:val=\"restart\"/><w:gridSpan w:val=\"2\"/>", "甲") + &tc("<w:gridSpan w:val=\"2\"/>", "乙"),
        tc("<w:vMerge/><w:gridSpan w:val=\"2\"/>", "") + &tc("", "丙") + &tc("", "丁"),
        tc("", "1") + &tc("<w:gridSpan w:val=\"2\"/>", "2") + &tc("", "3"),
    ];
    let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    let shifted = format!("<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>{}{}</w:tr>", tc("", "4"), tc("", "5"));
    let gone = format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", tc("", "9"));
    let body = format!("<w:tbl>{grid}{rows}{shifted}{gone}</w:tbl>");
    assert_eq!(show(&body), "│甲│乙│\n││丙│丁\n│1│2│3\n││4│5");
    let document = open(&body, &[]).expect("a document");
    let crate::document::Block::Grid(found) = &document.blocks[0] else { panic!("a grid") };
    assert_eq!((found.rows[0][0].rows, found.rows[0][0].columns, found.rows[0][1].columns), (2, 1, 2));
}

#[test]
fn tables_that_lay_out_a_page_and_tables_in_cells() {
    let inner = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        tc("", "甲"),
        tc("", "乙"),
        tc("", "1"),
        tc("", "2")
    );
    let around = format!("<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>", p("一、"), p("完"));
    assert_eq!(show(&around), "一、\n│甲│乙\n│1│2\n完");
    let small = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", "丙"), tc("", "丁"));
    let data = format!(
        "<w:tbl><w:tr>{}<w:tc>{small}{}</w:tc></w:tr><w:tr>{}{}</w:tr></w:tbl>",
        tc("", "甲"),
        p("戊"),
        tc("", "1"),
        tc("", "2")
    );
    assert_eq!(show(&data), "│甲│丙 丁戊\n│1│2");
}

#[test]
fn hostile_documents_are_errors() {
    let deep = "<w:sdt>".repeat(100_000) + &"</w:sdt>".repeat(100_000);
    assert!(matches!(open(&deep, &[]), Err(ReadError::TooLarge { what: Excess::Depth, .. })));
    assert!(matches!(open("<w:p><w:r>", &[]), Err(ReadError::Damaged { .. })));
    assert!(matches!(open("<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>", &[]), Err(ReadError::Damaged { .. })));
    let laughs = "<!DOCTYPE x [<!ENTITY a \"甲甲甲\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:styles/>";
    assert!(matches!(open(&p("甲"), &[("word/styles.xml", laughs)]), Err(ReadError::Damaged { .. })));
    let row = format!("<w:tr>{}</w:tr>", tc("<w:gridSpan w:val=\"99999999\"/>", "1").repeat(60));
    let wide = format!("<w:tbl>{row}{row}</w:tbl>");
    assert!(matches!(open(&wide, &[]), Err(ReadError::TooLarge { what: Excess::Cells, .. })));
}
