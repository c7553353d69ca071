//! Tables and paragraphs that go on over pages.

use super::show;
use super::writer::Leaf;

const COLUMNS: [f64; 4] = [72.0, 172.0, 272.0, 372.0];
const HEADER: &[&str] = &["科目编码", "科目名称", "合计"];

fn first() -> Leaf {
    Leaf::a4().text(180.0, 660.0, 18.0, "部门支出预算总表").table(
        &COLUMNS,
        700.0,
        &[HEADER, &["201", "公共服务", "5"], &["205", "教育", "6"]],
    )
}

const FIRST: &str = "部门支出预算总表\n│科目编码│科目名称│合计│\n│201│公共服务│5│\n│205│教育│6│";

#[test]
fn a_table_goes_on_without_a_header() {
    let next = Leaf::a4().table(&COLUMNS, 72.0, &[&["208", "社会保障", "7"]]);
    assert_eq!(show(&[first(), next]), format!("{FIRST}\n│208│社会保障│7│"));
}

#[test]
fn a_header_printed_again_goes_and_page_numbers_do_not_part_the_table() {
    let next = Leaf::a4().table(&COLUMNS, 72.0, &[HEADER, &["208", "社会保障", "7"]]);
    let numbered = [first().text(290.0, 810.0, 9.0, "- 1 -"), next.text(290.0, 810.0, 9.0, "- 2 -")];
    assert_eq!(show(&numbered), format!("{FIRST}\n│208│社会保障│7│"));
}

#[test]
fn a_title_printed_again_goes_and_another_title_begins_another_table() {
    let next = |title: &str| {
        Leaf::a4().text(180.0, 60.0, 18.0, title).table(&COLUMNS, 72.0, &[HEADER, &["208", "社会保障", "7"]])
    };
    assert_eq!(show(&[first(), next("部门支出预算总表")]), format!("{FIRST}\n│208│社会保障│7│"));
    assert_eq!(show(&[first(), next("部门支出预算总表（续）")]), format!("{FIRST}\n│208│社会保障│7│"));
    let other = "部门收入预算总表\n│科目编码│科目名称│合计│\n│208│社会保障│7│";
    assert_eq!(show(&[first(), next("部门收入预算总表")]), format!("{FIRST}\n{other}"));
}

#[test]
fn tables_with_other_columns_or_text_between_them_stay_apart() {
    let other = Leaf::a4().table(&[72.0, 222.0, 300.0, 372.0], 72.0, &[&["208", "社会保障", "7"]]);
    let one = show(&[first(), other]);
    assert_eq!(one.matches("科目编码").count(), 1);
    let between = Leaf::a4().text(72.0, 60.0, 12.0, "下表另计。").table(&COLUMNS, 80.0, &[&["208", "社会保障", "7"]]);
    assert_eq!(show(&[first(), between]), format!("{FIRST}\n下表另计。\n│208│社会保障│7│"));
}

#[test]
fn a_total_with_merged_cells_alone_on_a_page_gets_the_columns_of_its_table() {
    let total = Leaf::a4().table(&[72.0, 272.0, 372.0], 72.0, &[&["合计", "18"]]);
    assert_eq!(show(&[first(), total]), format!("{FIRST}\n│合计<2x1>││18│"));
}

#[test]
fn a_row_cut_in_two_by_the_page_is_one_row() {
    let cut = Leaf::a4().table(&COLUMNS, 72.0, &[&["", "与传媒", ""], &["208", "社会保障", "7"]]);
    let page = Leaf::a4().table(&COLUMNS, 700.0, &[HEADER, &["205", "教育", "6"], &["207", "文化旅游体育", "3"]]);
    assert_eq!(
        show(&[page.clone(), cut]),
        "│科目编码│科目名称│合计│\n│205│教育│6│\n│207│文化旅游体育|与传媒│3│\n│208│社会保障│7│"
    );
    // A number on both sides: these are two rows, whatever the first cell says.
    let rows = Leaf::a4().table(&COLUMNS, 72.0, &[&["", "其他", "4"]]);
    assert_eq!(show(&[page, rows]), "│科目编码│科目名称│合计│\n│205│教育│6│\n│207│文化旅游体育│3│\n││其他│4│");
}

#[test]
fn words_that_a_page_parts_are_one_cell_when_their_line_was_full() {
    let next = |rest: &str| Leaf::a4().table(&COLUMNS, 72.0, &[&["", rest, ""], &["208", "社会保障", "7"]]);
    // Both sides have a name, and neither says which row it is.
    let page = |name: &str| Leaf::a4().table(&COLUMNS, 700.0, &[HEADER, &["205", "教育", "6"], &["", name, "3"]]);
    let full = "文化旅游体育与传媒";
    assert_eq!(
        show(&[page(full), next("支出")]),
        format!("│科目编码│科目名称│合计│\n│205│教育│6│\n││{full}|支出│3│\n│208│社会保障│7│")
    );
    let two = "│科目编码│科目名称│合计│\n│205│教育│6│\n││传媒│3│\n││支出││\n│208│社会保障│7│";
    assert_eq!(show(&[page("传媒"), next("支出")]), two);
}

#[test]
fn a_header_that_lost_its_last_line_goes() {
    let header = |leaf: Leaf, top: f64, lines: &[&str]| {
        let mut leaf = leaf;
        for x in COLUMNS {
            leaf = leaf.stroke((x, top), (x, top + 40.0));
        }
        for y in [top, top + 40.0] {
            leaf = leaf.stroke((72.0, y), (372.0, y));
        }
        leaf.lines(75.0, top + 14.0, &["编码"]).lines(175.0, top + 14.0, &["名称"]).lines(275.0, top + 14.0, lines)
    };
    let first = header(Leaf::a4(), 680.0, &["本年", "合计"]).table(&COLUMNS, 720.0, &[&["205", "教育", "6"]]);
    let next = header(Leaf::a4(), 72.0, &["本年"]).table(&COLUMNS, 112.0, &[&["208", "社会保障", "7"]]);
    assert_eq!(show(&[first, next]), "│编码│名称│本年|合计│\n│205│教育│6│\n│208│社会保障│7│");
}

#[test]
fn a_label_over_several_rows_goes_on_over_the_page() {
    let labelled = |top: f64, label: &str, rows: &[&str]| {
        let bottom = top + 20.0 * rows.len() as f64;
        let mut leaf = Leaf::a4();
        for x in [72.0, 172.0, 272.0] {
            leaf = leaf.stroke((x, top), (x, bottom));
        }
        for (at, word) in rows.iter().enumerate() {
            let y = top + 20.0 * at as f64;
            let left = if at == 0 { 72.0 } else { 172.0 };
            leaf = leaf.stroke((left, y), (272.0, y)).text(175.0, y + 14.0, 10.0, word);
        }
        leaf.stroke((72.0, bottom), (272.0, bottom)).text(75.0, top + 14.0, 10.0, label)
    };
    let top = labelled(720.0, "人员", &["甲", "乙"]);
    let head = Leaf::a4().table(&[72.0, 172.0, 272.0], 700.0, &[&["类", "项"]]).followed_by(&top);
    assert_eq!(show(&[head, labelled(72.0, "", &["丙", "丁"])]), "│类│项│\n│人员<1x4>│甲│\n││乙│\n││丙│\n││丁│");
}
