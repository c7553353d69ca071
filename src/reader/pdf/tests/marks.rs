//! Characters: which they are, where they stand, and which of them count.

use super::writer::{Font, Leaf};
use super::{pages, show};
use crate::document::Block;

#[test]
fn every_way_of_writing_characters_is_read() {
    for font in [Font::Identity, Font::Gbk, Font::Unicode] {
        assert_eq!(show(&[Leaf::a4().text_in(font, 72.0, 90.0, 12.0, "收入合计12.50万元")]), "收入合计12.50万元");
    }
    assert_eq!(show(&[Leaf::a4().text_in(Font::Helvetica, 72.0, 90.0, 12.0, "Budget 12.50")]), "Budget 12.50");
    assert_eq!(show(&[Leaf::a4().text_in(Font::Drawn, 72.0, 90.0, 12.0, "20240")]), "20240");
}

#[test]
fn full_width_forms_and_radicals_become_the_characters_they_print_as() {
    assert_eq!(show(&[Leaf::a4().text(72.0, 90.0, 12.0, "１２．５％（⼈⼝⻋辆）")]), "12.5%(人口车辆)");
    // A radical as simplified Chinese draws it, and characters that Unicode has twice.
    assert_eq!(show(&[Leaf::a4().text(72.0, 90.0, 12.0, "专⼾\u{f92c}\u{fa0c}")]), "专户郎兀");
}

#[test]
fn a_glyph_that_stands_for_two_letters_is_two_characters_with_their_own_room() {
    let document = pages(&[Leaf::a4().text(72.0, 90.0, 12.0, "a\u{e000}b")]);
    let Some(Block::Line(line)) = document.blocks.first() else { panic!("a line") };
    assert_eq!(line.text.squeezed(), "afib");
    let boxes = &document.origins.lines[0].boxes;
    assert_eq!((boxes[1][0], boxes[1][2]), (78_000, 84_000));
    assert_eq!((boxes[2][0], boxes[2][2]), (84_000, 90_000));
}

#[test]
fn type_painted_twice_to_look_bold_is_read_once() {
    let bold = Leaf::a4().text(72.0, 90.0, 12.0, "合计11").text(72.4, 90.2, 12.0, "合计11");
    assert_eq!(show(&[bold]), "合计11");
}

#[test]
fn digits_on_another_baseline_stand_in_their_line() {
    let leaf = Leaf::a4()
        .text(72.0, 90.0, 12.0, "收入")
        .text(96.0, 94.5, 12.0, "30")
        .text(108.0, 90.0, 12.0, "万元")
        .text(72.0, 108.0, 12.0, "支出")
        .text(96.0, 112.5, 12.0, "40")
        .text(108.0, 108.0, 12.0, "万元");
    assert_eq!(show(&[leaf]), "收入30万元\n支出40万元");
}

#[test]
fn space_is_what_stands_far_apart_or_is_printed() {
    let leaf = Leaf::a4().text(72.0, 90.0, 12.0, "部门：甲").text(300.0, 90.0, 12.0, "单位：元");
    assert_eq!(show(&[leaf]), "部门:甲 单位:元");
    assert_eq!(show(&[Leaf::a4().text_in(Font::Helvetica, 72.0, 90.0, 12.0, "12 34")]), "12 34");
}

#[test]
fn what_nobody_sees_is_not_read() {
    let leaf = Leaf::a4()
        .text(72.0, 90.0, 12.0, "看得见")
        .raw("3 Tr")
        .text(72.0, 120.0, 12.0, "看不见")
        .raw("0 Tr")
        .text(-200.0, 150.0, 12.0, "页外")
        .raw("q 0 0 100 100 re W n")
        .text(72.0, 180.0, 12.0, "裁去")
        .raw("Q");
    assert_eq!(show(&[leaf]), "看得见");
}

#[test]
fn type_aslant_is_a_watermark() {
    let leaf =
        Leaf::a4().text(72.0, 90.0, 12.0, "正文").raw("BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <68377a3f> Tj ET");
    assert_eq!(show(&[leaf]), "正文");
}

#[test]
fn a_glyph_that_nothing_is_known_of_stands_as_a_mark_and_its_page_is_told() {
    let document = pages(&[
        Leaf::a4().text(72.0, 90.0, 12.0, "收入").text_in(Font::Nameless, 96.0, 90.0, 12.0, "三万元"),
        Leaf::a4().text(72.0, 90.0, 12.0, "支出"),
    ]);
    let Some(Block::Line(line)) = document.blocks.first() else { panic!("a line") };
    assert_eq!(line.text.squeezed(), "收入\u{fffd}\u{fffd}\u{fffd}");
    let garbled: Vec<bool> = document.origins.pages.iter().map(|page| page.garbled).collect();
    assert_eq!(garbled, [true, false]);
}

#[test]
fn boxes_are_measured_on_the_page_as_seen() {
    // The page is turned by a quarter, so its right edge is seen at the bottom.
    let turned = Leaf::new(842, 595).entry("/Rotate 90").raw("BT /F1 10 Tf 0 1 -1 0 100 50 Tm <6536> Tj ET");
    let document = pages(&[turned]);
    assert_eq!((document.origins.pages[0].width, document.origins.pages[0].height), (595_000, 842_000));
    assert_eq!(document.origins.lines[0].boxes, [[50_000, 91_200, 60_000, 101_200]]);
    let cropped = Leaf::a4().entry("/CropBox [50 100 545 742]").text(72.0, 192.0, 10.0, "收");
    let document = pages(&[cropped]);
    assert_eq!((document.origins.pages[0].width, document.origins.pages[0].height), (495_000, 642_000));
    assert_eq!(document.origins.lines[0].boxes, [[22_000, 83_200, 32_000, 93_200]]);
    assert_eq!(document.origins.lines[0].page, Some(1));
}

#[test]
fn every_character_has_a_place_of_its_own() {
    let leaf = Leaf::a4().lines(72.0, 90.0, &["一、收入", "二、支出"]).table(
        &[72.0, 200.0, 300.0],
        200.0,
        &[&["甲", "1"], &["乙", "2"]],
    );
    let document = pages(&[leaf]);
    let mut seen = std::collections::BTreeSet::new();
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => texts.push(&line.text),
            Block::Grid(grid) => texts.extend(grid.rows.iter().flatten().map(|cell| &cell.text)),
        }
    }
    for glyph in texts.iter().flat_map(|text| &text.glyphs) {
        assert!(seen.insert((glyph.line, glyph.column)));
        let origin = document.origins.line(glyph.line).expect("its line");
        assert!(origin.boxes.get(glyph.column as usize - 1).is_some());
    }
    assert_eq!(seen.len(), 12);
    assert_eq!(document.origins.lines.len(), 6);
}

#[test]
fn a_page_printed_sideways_is_read_the_way_its_type_runs() {
    // The type runs up the page: turned by a quarter it is a table with a title.
    let leaf = Leaf::new(595, 842)
        .raw("BT /F1 10 Tf 0 1 -1 0 100 50 Tm <6536> Tj ET")
        .raw("BT /F1 10 Tf 0 1 -1 0 114 53 Tm <75325e74> Tj ET BT /F1 10 Tf 0 1 -1 0 114 153 Tm <0031> Tj ET")
        .raw("0.5 w 102 50 m 102 250 l S 122 50 m 122 250 l S")
        .raw("102 50 m 122 50 l S 102 150 m 122 150 l S 102 250 m 122 250 l S");
    let document = pages(&[leaf]);
    assert_eq!(super::picture(&document), "收\n│甲年│1│");
    assert_eq!((document.origins.pages[0].width, document.origins.pages[0].height), (595_000, 842_000));
    // Its place is that on the page as seen, upright.
    assert_eq!(document.origins.lines[0].boxes, [[91_200, 782_000, 101_200, 792_000]]);
}
