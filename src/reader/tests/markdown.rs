//! Markdown.

use super::{read_text, show, texts};

#[test]
fn tables_headings_and_lists_are_read() {
    let text = "# 一、甲\n\n走在\n路上，  \n**停**。\n\n| 科目 | 金额 |\n|---|--:|\n| 乙&amp;丙 | 1,234.50 |\n| 丁<br>戊 | |\n\n3. 己\n4. 庚\n\n- 辛\n";
    assert_eq!(show(text), "一、甲\n走在|路上,\n停。\n│科目│金额\n│乙&丙│1,234.50\n│丁戊│\n3. 己\n4. 庚\n辛");
    let document = read_text(text);
    let place = |word: &str| {
        let text = texts(&document).into_iter().find(|text| text.squeezed() == word).expect("a text");
        (text.glyphs[0].line, text.glyphs[0].column)
    };
    assert_eq!([place("一、甲"), place("停。"), place("1,234.50"), place("4.庚")], [(1, 3), (5, 3), (9, 13), (13, 1)]);
    assert!(document.origins.lines.is_empty());
}

#[test]
fn tables_of_html_are_read() {
    assert_eq!(
        show("# 甲\n\n<table><tr><td>乙</td><td>丙</td></tr><tr><td>1</td><td>2</td></tr></table>\n"),
        "甲\n│乙│丙\n│1│2"
    );
}

#[test]
fn other_texts_are_not_markdown() {
    assert_eq!(show("甲 | 乙\n丙 | 丁"), "甲 | 乙\n丙 | 丁");
    assert_eq!(show("# 甲\n乙\t丙\n1\t2\n"), "甲\n│乙│丙\n│1│2");
    assert_eq!(show("#甲\n乙"), "#甲\n乙");
}
