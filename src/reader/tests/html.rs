//! Web pages.

use super::picture;
use crate::document::{Block, Document};
use crate::reader::{Excess, Limits, ReadError, read};

fn page(html: &str) -> Document {
    read("例.htm", html.as_bytes(), &Limits::default()).expect("a page")
}

fn show(html: &str) -> String {
    picture(&page(&format!("<!DOCTYPE html><body>{html}"))).trim_matches('\n').to_owned()
}

#[test]
fn blocks_and_breaks_are_lines() {
    let html = "<title>不见</title><h2>一、甲</h2>text<p>乙 <b>丙</b>&nbsp;丁\n戊<br>　　己，<br>庚。</p><div>a\nb</div><pre>辛\n壬</pre>";
    insta::assert_snapshot!(show(html), @r"
    一、甲
    text
    乙 丙 丁戊
    己,|庚。
    a b
    辛
    壬
    ");
}

#[test]
fn lists_have_their_numbers() {
    let html = "<ol><li>甲<li value=5>乙<li>丙</ol><ol type=a start=3><li>丁</ol><ol type=I><li>戊</ol>\
        <ul><li>己</ul><ol style='list-style: none'><li>庚</ol>";
    assert_eq!(show(html), "1. 甲\n5. 乙\n6. 丙\nc. 丁\nI. 戊\n己\n庚");
}

#[test]
fn what_nobody_sees_is_not_read() {
    let html = "<style>a{}</style><script>1</script><noscript>2</noscript><p hidden>3</p><p style='color:red;Display : none'>4</p>\
        <template>5</template><select><option>6</select><!-- 7 --><p>八</p><table><tr style='display:none'><td>9<td>9\
        <tr><td>甲<td style='display:none'>9<td>乙<tr><td>丙<td>丁</table>";
    assert_eq!(show(html), "八\n│甲│乙\n│丙│丁");
}

#[test]
fn spans_are_places() {
    let html = "<table><tr><td rowspan=2>甲<td colspan=2>乙<td rowspan=0>丙<tr><td>1<td>2<tr><td>3<td>4<td>5</table>";
    assert_eq!(show(html), "│甲│乙││丙\n││1│2│\n│3│4│5│");
    let document = page(&format!("<html>{html}"));
    let Some(Block::Grid(grid)) = document.blocks.first() else { panic!("a grid") };
    let spans: Vec<(u32, u32)> = grid.rows[0].iter().map(|cell| (cell.columns, cell.rows)).collect();
    assert!(grid.spans);
    assert_eq!(spans, [(1, 2), (2, 1), (1, 1), (1, 3)]);
    let name = |text: &str| {
        let texts = super::texts(&document);
        let glyph = texts.iter().find(|one| one.squeezed() == text).expect("a cell").glyphs[0];
        let cell = document.origins.line(glyph.line).and_then(|origin| origin.cell.clone()).expect("a cell");
        (cell.table, cell.row, cell.column)
    };
    assert_eq!((name("丙"), name("2"), name("3")), ((1, 1, 4), (1, 2, 3), (1, 3, 1)));
}

#[test]
fn titles_captions_and_notes_in_a_table_are_lines() {
    let html = "<table><tr><td colspan=4>某表<tr><td colspan=2>编制部门：某局<td><td>单位：元<tr><td>科目<td>款<td>项<td>数\
        <tr><td>甲<td>1<td>2<td>3<tr><td>一、乙<td><td><td><tr><td colspan=4>注：无</table>";
    assert_eq!(show(html), "某表\n编制部门:某局 单位:元\n│科目│款│项│数\n│甲│1│2│3\n│一、乙│││\n注:无");
}

#[test]
fn a_header_over_some_columns_is_no_title() {
    let html = "<table><tr><td rowspan=2>甲<td colspan=2>其中：乙<tr><td>丙<td>丁<tr><td>1<td>2<td>3</table>";
    assert_eq!(show(html), "│甲│其中:乙│\n││丙│丁\n│1│2│3");
    let html = "<table><tr><td><td colspan=2>乙<tr><td>甲<td>丙<td>丁<tr><td>1<td>2<td>3</table>";
    assert_eq!(show(html), "││乙│\n│甲│丙│丁\n│1│2│3");
}

#[test]
fn two_tables_in_one_are_two() {
    let html = "<table><tr><td colspan=3>表一<tr><td>单位：元<tr><td>甲<td>乙<td>丙<tr><td>1<td>2<td>3\
        <tr><td colspan=3>表二<tr><td><td><td>单位：万元<tr><td>丁<td>戊<td>己<tr><td>4<td>5<td>6</table>";
    assert_eq!(show(html), "表一\n单位:元\n│甲│乙│丙\n│1│2│3\n表二\n单位:万元\n│丁│戊│己\n│4│5│6");
}

#[test]
fn tables_that_lay_out_the_page_are_no_tables() {
    let inner = "<table><tr><td>甲<td>乙<tr><td>1<td>2</table>";
    let html = format!("<table><tr><td>目录<td><p>一、</p>{inner}<p>完</table>");
    assert_eq!(show(&html), "目录\n一、\n│甲│乙\n│1│2\n完");
    let html = format!("<table><tr><td>首页<tr><td><table><tr><td><p>上</p>{inner}</table></table>");
    assert_eq!(show(&html), "首页\n上\n│甲│乙\n│1│2");
    let text = "此处无表。".repeat(60);
    let html = format!("<table><tr><td>目录<td><p>{text}</p><p>{text}</p><p>完</p></table>");
    assert_eq!(show(&html).lines().count(), 4);
    let html =
        "<table><tr><td>甲甲甲甲甲甲<td>乙乙乙乙乙乙<tr><td>1<td><table><tr><td>丙<td>丁<tr><td>戊</table></table>";
    assert_eq!(show(html), "│甲甲甲甲甲甲│乙乙乙乙乙乙\n│1│丙 丁戊");
}

#[test]
fn pages_are_told_by_their_first_tag() {
    let starts = [
        "<!-- a --><HTML>",
        "<?xml version='1.0'?>\n<html>",
        "\u{feff} <table><tr><td>",
        "<!DOCTYPE html>",
        "<meta charset=gbk>",
    ];
    for start in starts {
        assert_eq!(picture(&page(&format!("{start}甲"))), "\n甲\n", "{start}");
    }
    assert_eq!(super::show("甲<table><td>"), "甲<table><td>");
    let wide: Vec<u8> = "\u{feff}<html>甲".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(picture(&read("例", &wide, &Limits::default()).expect("a page")), "\n甲\n");
}

#[test]
fn pages_in_other_writings_are_read() {
    let html = "<html><meta http-equiv=Content-Type content='text/html; charset=gb2312'>收支预算总表";
    let (gbk, _, _) = encoding_rs::GBK.encode(html);
    assert_eq!(picture(&read("例", &gbk, &Limits::default()).expect("a page")), "\n收支预算总表\n");
    // What bytes say of themselves is believed first.
    assert_eq!(picture(&page(html)), "\n收支预算总表\n");
    let (big5, _, _) = encoding_rs::BIG5.encode("<html><meta charset=\"big5\">甲乙丙丁");
    let read = read("例", &big5, &Limits::default()).map(|document| picture(&document));
    assert_eq!(read.as_deref(), Ok("\n甲乙丙丁\n"));
}

#[test]
fn bombs_are_errors() {
    let excess = |html: String| match read("例.htm", html.as_bytes(), &Limits::default()) {
        Err(ReadError::TooLarge { what, .. }) => Some(what),
        _ => None,
    };
    let wide = "<td colspan=1000000>1".repeat(30);
    assert_eq!(excess(format!("<table><tr>{wide}<tr>{wide}</table>")), Some(Excess::Cells));
    assert_eq!(excess(format!("<html>{}", "<div>".repeat(100_000))), Some(Excess::Depth));
    assert_eq!(excess(format!("<html>{}", "<table><tr><td>".repeat(100_000))), Some(Excess::Depth));
    assert_eq!(excess(format!("<html>{}", "<a></a>".repeat(2_000_001))), Some(Excess::Elements));
    let attributes: String = (0..5000).map(|number| format!(" a{number}")).collect();
    assert_eq!(excess(format!("<html><p{attributes}>甲")), Some(Excess::Attributes));
    let narrow = "<table><tr><td colspan=1000000 rowspan=999999>甲<tr><td>1<td>2</table>";
    assert_eq!(show(narrow).lines().count(), 2);
}
