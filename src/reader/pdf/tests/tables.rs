//! Tables on one page.

use super::show;
use super::writer::Leaf;

const COLUMNS: [f64; 4] = [72.0, 172.0, 272.0, 372.0];

/// A table of three columns, ruled by a way of drawing lines: a header over two columns, one over two rows.
fn with_header(rule: impl Fn(Leaf, (f64, f64), (f64, f64)) -> Leaf) -> Leaf {
    let mut leaf = Leaf::a4();
    for (y, left) in [(100.0, 72.0), (120.0, 172.0), (140.0, 72.0), (160.0, 72.0)] {
        leaf = rule(leaf, (left, y), (372.0, y));
    }
    for (x, top) in [(72.0, 100.0), (172.0, 100.0), (272.0, 120.0), (372.0, 100.0)] {
        leaf = rule(leaf, (x, top), (x, 160.0));
    }
    leaf.text(75.0, 124.0, 10.0, "项目")
        .text(250.0, 114.0, 10.0, "预算数")
        .text(175.0, 134.0, 10.0, "合计")
        .text(275.0, 134.0, 10.0, "基本支出")
        .text(75.0, 154.0, 10.0, "教育支出")
        .text(230.0, 154.0, 10.0, "12.50")
        .text(330.0, 154.0, 10.0, "2.50")
}

const WITH_HEADER: &str = "\
│项目<1x2>│预算数<2x1>││
││合计│基本支出│
│教育支出│12.50│2.50│";

#[test]
fn cells_of_a_stroked_table_span_what_they_cover() {
    assert_eq!(show(&[with_header(Leaf::stroke)]), WITH_HEADER);
}

#[test]
fn borders_drawn_as_thin_rectangles_in_short_pieces_rule_the_same_table() {
    let pieces = |mut leaf: Leaf, from: (f64, f64), to: (f64, f64)| {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let count = ((across + down) / 25.0).ceil();
        for piece in 0..count as u32 {
            let at = f64::from(piece) / count;
            let (x, y) = (from.0 + across * at, from.1 + down * at);
            // A gap of two points stands between two pieces.
            let length = (across + down) / count - 2.0;
            leaf = if down == 0.0 { leaf.fill(x, y, length, 0.5) } else { leaf.fill(x, y, 0.5, length) };
        }
        leaf
    };
    assert_eq!(show(&[with_header(pieces)]), WITH_HEADER);
}

#[test]
fn borders_drawn_around_every_cell_rule_the_same_table() {
    let mut leaf = Leaf::a4();
    for (left, top, wide, high) in [
        (72, 682, 100, 60),
        (172, 722, 200, 20),
        (172, 702, 100, 20),
        (272, 702, 100, 20),
        (72, 682, 100, 20),
        (172, 682, 100, 20),
        (272, 682, 100, 20),
    ] {
        leaf = leaf.raw(&format!("{left} {top} {wide} {high} re S"));
    }
    let words = with_header(|leaf, _, _| leaf);
    let both = leaf.followed_by(&words);
    assert_eq!(show(&[both]), WITH_HEADER);
}

#[test]
fn a_row_cut_open_by_the_page_and_sides_without_edges_are_closed() {
    let mut leaf = Leaf::a4();
    // No edge at the bottom, none at the left and right.
    for y in [100.0, 120.0] {
        leaf = leaf.stroke((72.0, y), (372.0, y));
    }
    for x in [172.0, 272.0] {
        leaf = leaf.stroke((x, 100.0), (x, 140.0));
    }
    for (row, words) in [["科目", "合计", "项目"], ["教育", "12", "3"]].iter().enumerate() {
        for (word, x) in words.iter().zip(COLUMNS) {
            leaf = leaf.text(x + 3.0, 114.0 + 20.0 * row as f64, 10.0, word);
        }
    }
    assert_eq!(show(&[leaf]), "│科目│合计│项目│\n│教育│12│3│");
}

#[test]
fn a_word_or_number_wrapped_in_a_cell_is_one() {
    let leaf = Leaf::a4()
        .table(&COLUMNS, 100.0, &[&["甲", "乙", "丙"], &["", "", ""]])
        .stroke((72.0, 170.0), (372.0, 170.0))
        .stroke((72.0, 140.0), (72.0, 170.0))
        .stroke((172.0, 140.0), (172.0, 170.0))
        .stroke((272.0, 140.0), (272.0, 170.0))
        .stroke((372.0, 140.0), (372.0, 170.0))
        .text(75.0, 152.0, 10.0, "机关事业单位基本养")
        .text(75.0, 164.0, 10.0, "老保险")
        .text(175.0, 152.0, 10.0, "1,234,567,890,")
        .text(175.0, 164.0, 10.0, "123.45");
    assert_eq!(show(&[leaf]), "│甲│乙│丙│\n││││\n│机关事业单位基本养|老保险│1,234,567,890,|123.45││");
}

#[test]
fn title_and_caption_are_lines_above_the_table_and_notes_lines_below() {
    let leaf = Leaf::a4()
        .text(180.0, 60.0, 18.0, "部门收入预算总表")
        .text(72.0, 90.0, 10.0, "编制部门：示例部门")
        .text(322.0, 90.0, 10.0, "单位：元")
        .table(&COLUMNS, 100.0, &[&["项目", "合计", "其他"], &["教育", "1", "2"]])
        .text(72.0, 160.0, 10.0, "注：本表为示例。");
    assert_eq!(
        show(&[leaf]),
        "部门收入预算总表\n编制部门:示例部门 单位:元\n│项目│合计│其他│\n│教育│1│2│\n注:本表为示例。"
    );
}

#[test]
fn a_row_as_wide_as_the_table_at_its_top_or_bottom_is_a_line() {
    let mut leaf = Leaf::a4();
    for y in [100.0, 120.0, 140.0, 160.0, 180.0] {
        leaf = leaf.stroke((72.0, y), (372.0, y));
    }
    for (x, top, bottom) in [(72.0, 100.0, 180.0), (172.0, 120.0, 160.0), (372.0, 100.0, 180.0)] {
        leaf = leaf.stroke((x, top), (x, bottom));
    }
    let leaf = leaf
        .text(75.0, 114.0, 10.0, "示例表")
        .text(75.0, 134.0, 10.0, "项目")
        .text(175.0, 134.0, 10.0, "数")
        .text(75.0, 154.0, 10.0, "合计")
        .text(175.0, 154.0, 10.0, "7")
        .text(75.0, 174.0, 10.0, "注：示例。");
    assert_eq!(show(&[leaf]), "示例表\n│项目│数│\n│合计│7│\n注:示例。");
}

#[test]
fn underlines_and_boxes_around_text_are_no_tables() {
    let leaf = Leaf::a4()
        .text(72.0, 90.0, 12.0, "有下划线的话")
        .stroke((72.0, 93.0), (144.0, 93.0))
        .raw("60 600 300 40 re S")
        .text(72.0, 225.0, 12.0, "框中的话");
    assert_eq!(show(&[leaf]), "有下划线的话\n框中的话");
}

/// Rows of a table without lines: words at the left, numbers set to the right.
fn unruled(rows: &[[&str; 3]]) -> Leaf {
    let mut leaf =
        Leaf::a4().text(80.0, 90.0, 10.0, "项目").text(190.0, 90.0, 10.0, "预算数").text(290.0, 90.0, 10.0, "决算数");
    for (at, [name, plan, result]) in rows.iter().enumerate() {
        let y = 110.0 + 20.0 * at as f64;
        let start = |right: f64, text: &str| right - 5.0 * text.len() as f64;
        leaf = leaf.text(72.0, y, 10.0, name).text(start(220.0, plan), y, 10.0, plan);
        leaf = leaf.text(start(320.0, result), y, 10.0, result);
    }
    leaf
}

#[test]
fn columns_of_numbers_under_headers_are_a_table_without_lines() {
    let rows =
        [["教育支出", "12.50", "1,002.50"], ["社会保障", "1,234,567.00", "7.00"], ["合计", "1,234,579.50", "1,009.50"]];
    assert_eq!(
        show(&[unruled(&rows)]),
        "│项目│预算数│决算数│\n│教育支出│12.50│1,002.50│\n│社会保障│1,234,567.00│7.00│\n│合计│1,234,579.50│1,009.50│"
    );
    // Two rows may be anything.
    assert_eq!(show(&[unruled(&rows[..2])]), "项目 预算数 决算数\n教育支出 12.50 1,002.50\n社会保障 1,234,567.00 7.00");
}

#[test]
fn numbers_in_running_text_and_a_table_of_contents_are_no_columns() {
    let text = ["收入 预算 决算", "2024年 增加 12.5 万元", "2023年 减少 3 万元", "2022年 减少 4 万元"];
    assert_eq!(show(&[Leaf::a4().lines(72.0, 90.0, &text)]), text.join("\n"));
    let contents = Leaf::a4()
        .lines(72.0, 90.0, &["一、概况", "二、收入", "三、支出", "四、说明"])
        .text(500.0, 90.0, 12.0, "1")
        .text(500.0, 110.0, 12.0, "2")
        .text(500.0, 130.0, 12.0, "3")
        .text(500.0, 150.0, 12.0, "4");
    assert_eq!(show(&[contents]), "一、概况 1\n二、收入 2\n三、支出 3\n四、说明 4");
}
