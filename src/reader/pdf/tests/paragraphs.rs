//! Lines and paragraphs.

use super::show;
use super::writer::Leaf;

/// Thirty characters: a full line of 12 points from 72 to 432.
const FULL: &str = "本部门按照区委区政府统一部署贯彻落实过紧日子要求压减一般性支出";

#[test]
fn a_line_goes_on_when_the_one_above_is_full_and_it_is_not_indented() {
    let full: String = FULL.chars().take(30).collect();
    let indented: String = full.chars().take(28).collect();
    let leaf = Leaf::a4()
        .text(96.0, 90.0, 12.0, &indented)
        .text(72.0, 110.0, 12.0, &full)
        .text(72.0, 130.0, 12.0, "并加强管理。")
        .text(96.0, 150.0, 12.0, &indented)
        .text(72.0, 170.0, 12.0, "的措施。")
        .text(96.0, 190.0, 12.0, &indented)
        .text(96.0, 210.0, 12.0, "另起一段。");
    assert_eq!(
        show(&[leaf]),
        format!("{indented}\n|{full}\n|并加强管理。\n{indented}\n|的措施。\n{indented}\n另起一段。")
    );
}

#[test]
fn a_number_too_long_for_the_line_goes_on_in_the_next() {
    let full: String = FULL.chars().take(30).collect();
    let short: String = full.chars().take(26).collect();
    let leaf = Leaf::a4()
        .text(72.0, 90.0, 12.0, &full)
        .text(72.0, 110.0, 12.0, &short)
        .text(72.0, 130.0, 12.0, "1234567.89万元。")
        .text(72.0, 150.0, 12.0, &full);
    assert_eq!(show(&[leaf]), format!("{full}\n|{short}\n|1234567.89万元。\n{full}"));
}

#[test]
fn a_page_set_narrower_than_the_others_has_its_own_edge() {
    let full: String = FULL.chars().take(30).collect();
    let narrow: String = full.chars().take(24).collect();
    let lines = |text: &str| Leaf::a4().lines(72.0, 90.0, &[text; 4]);
    let wide = full.clone();
    let all = [lines(&wide), lines(&wide), lines(&narrow)];
    let page = |text: &str| format!("{text}\n|{text}\n|{text}\n|{text}");
    assert_eq!(show(&all), format!("{}\n|{}\n|{}", page(&full), page(&full), page(&narrow)));
}

#[test]
fn an_item_never_goes_on_and_a_paragraph_goes_on_over_the_page() {
    let full: String = FULL.chars().take(30).collect();
    let one =
        Leaf::a4().text(72.0, 90.0, 12.0, &full).text(72.0, 110.0, 12.0, "（二）其他").text(72.0, 780.0, 12.0, &full);
    let numbered = [
        one.text(290.0, 815.0, 9.0, "第 1 页 共 2 页"),
        Leaf::a4().text(72.0, 80.0, 12.0, "完。").text(290.0, 815.0, 9.0, "第 2 页 共 2 页"),
    ];
    assert_eq!(show(&numbered), format!("{full}\n(二)其他\n{full}\n|完。"));
}

#[test]
fn only_numbers_that_count_the_pages_are_page_numbers() {
    let page = |figure: &str| Leaf::a4().text(72.0, 90.0, 12.0, "正文").text(290.0, 815.0, 9.0, figure);
    assert_eq!(show(&[page("3"), page("4"), page("5")]), "正文\n正文\n正文");
    assert_eq!(show(&[page("350"), page("47")]), "正文\n350\n正文\n47");
    // In the middle of the page a number is text.
    let middle = Leaf::a4().text(72.0, 90.0, 12.0, "正文").text(290.0, 400.0, 9.0, "1");
    assert_eq!(show(&[middle]), "正文\n1");
}

#[test]
fn space_between_lines_is_told() {
    let document = super::pages(&[Leaf::a4().lines(72.0, 90.0, &["一", "二", "三"]).text(72.0, 200.0, 12.0, "四")]);
    let apart: Vec<bool> = document
        .blocks
        .iter()
        .map(|block| matches!(block, crate::document::Block::Line(line) if line.space_before))
        .collect();
    assert_eq!(apart, [false, false, false, true]);
}
