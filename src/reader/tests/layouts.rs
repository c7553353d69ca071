//! Tables, paragraphs and residue.

use super::{read_text, show, texts};
use crate::document::Block;

#[test]
fn tabs_make_cells_and_pages_cut_paragraphs() {
    let text = "河湾县档案馆\n\n表 1\n\n单位：元\n\n名目\t本期\t\n一、门票 收入\t1,200.50\t\n\t\t3\n\n\
        本馆本期共收 1,200.50 元，主要用于修缮库房、更换灯\n\n具和窗帘；其余留存。\n\n(一) 参观人数\n\n\
        开放时段：周一，周三\n\n联系方式：甲、乙\n\n开放地点：东门，西门\n\n闭馆日另行通知\n";
    insta::assert_snapshot!(show(text), @"
    河湾县档案馆
    表 1
    单位:元
    │名目│本期│
    │一、门票 收入│1,200.50│
    │││3
    本馆本期共收 1,200.50 元,主要用于修缮库房、更换灯|具和窗帘;其余留存。
    (一) 参观人数
    开放时段:周一,周三
    联系方式:甲、乙
    开放地点:东门,西门
    闭馆日另行通知
    ");
}

#[test]
fn residue_goes_and_columns_stay() {
    let text = "# 目 录\n- 一、 甲\n- 二、 乙\n\n三、**丙项**:指某某。\n\n<p>丁</p>\t**戊**\t-\n己**、庚**\t# 3\t- 4\n";
    insta::assert_snapshot!(show(text), @"
    目 录
    一、 甲
    二、 乙
    三、丙项:指某某。
    │丁│戊│-
    │己**、庚**│# 3│- 4
    ");
    let document = read_text(text);
    let columns: Vec<Vec<u32>> =
        texts(&document).iter().map(|text| text.glyphs.iter().map(|glyph| glyph.column).collect()).collect();
    assert_eq!(columns[0], [3, 5]);
    assert_eq!(columns[1], [3, 4, 6]);
    assert_eq!(columns[3], [1, 2, 5, 6, 9, 10, 11, 12, 13]);
    assert_eq!(columns[4..6], [vec![4], vec![12]]);
}

#[test]
fn lines_wrapped_without_blank_between_are_one_paragraph_only_where_blanks_are_the_rule() {
    let table = "甲\t1\n乙\t2\n\n";
    insta::assert_snapshot!(show(&format!("河湾县档案\n馆\n\n第一章\n\n概况\n\n说明\n\n目录\n\n附录\n\n{table}")), @"
    河湾县档案|馆
    第一章
    概况
    说明
    目录
    附录
    │甲│1
    │乙│2
    ");
    insta::assert_snapshot!(show(&format!("河湾县\n档案馆\n第一章\n概况\n{table}")), @"
    河湾县
    档案馆
    第一章
    概况
    │甲│1
    │乙│2
    ");
}

#[test]
fn full_lines_go_on_and_short_lines_end() {
    let text = " 一、 关于河湾县档案馆本期门票与讲解收入的若干情况\n\n说明\n\n\
        本馆本期门票共收 1,845.57 元，比前期增加了许多，主要是\n\n0.50 元的学生票卖得多；其余各票与前期持平，没有变化，其\n\n\
        中：成人票略少。\n\n讲解人员名单（含志愿者在内的全部在册人员与离馆人\n员）\n\n\
        开放地点：东门\n\n开放时段：周一\n\n门票各价如下：1.成人票每张十元，团体另议；2.学生票每张\n\n\
        五元；老年票免收，凭证件入场，不另发票，也不登记姓名；\n\n3.军人票免收，\n\n开放时段：周二\n\n\
        （二）讲解收入与前期相比没有变化，各项均已如数入库（项）：\n\n另有余款 3 元，留存备用。\n\n\
        全部收入已经核对无误，并由两人签字确认，具体见下表所列：\n 收入明细\n\n甲 1.00 2.00\n\n乙、丙 1.00 2.00\n";
    insta::assert_snapshot!(show(text), @"
    一、 关于河湾县档案馆本期门票与讲解收入的若干情况|说明
    本馆本期门票共收 1,845.57 元,比前期增加了许多,主要是|0.50 元的学生票卖得多;其余各票与前期持平,没有变化,其|中:成人票略少。
    讲解人员名单(含志愿者在内的全部在册人员与离馆人|员)
    开放地点:东门
    开放时段:周一
    门票各价如下:1.成人票每张十元,团体另议;2.学生票每张|五元;老年票免收,凭证件入场,不另发票,也不登记姓名;|3.军人票免收,
    开放时段:周二
    (二)讲解收入与前期相比没有变化,各项均已如数入库(项):|另有余款 3 元,留存备用。
    全部收入已经核对无误,并由两人签字确认,具体见下表所列:
    收入明细
    甲 1.00 2.00
    乙、丙 1.00 2.00
    ");
}

#[test]
fn a_dense_line_knows_its_column_and_the_space_before_it() {
    let document = read_text(" 甲 乙\n\n丙\n丁\n");
    let lines: Vec<_> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Line(line) => (line.text.glyphs[0].line, line.text.glyphs[0].column, line.space_before),
            Block::Grid(_) => panic!("no table here"),
        })
        .collect();
    assert_eq!(lines, [(1, 2, false), (3, 1, true), (4, 1, false)]);
}

#[test]
fn prose_that_is_not_wrapped_is_not_joined_by_width() {
    let long = "本馆全年开放，参观者众多；".repeat(12);
    let text = format!("{long}收\n\n入入库。\n\n{long}完。\n\n{long}完。\n");
    let document = read_text(&text);
    let joins: Vec<bool> =
        document.blocks.iter().map(|block| matches!(block, Block::Line(line) if line.continues)).collect();
    assert_eq!(joins, [false, true, false, false]);
}
