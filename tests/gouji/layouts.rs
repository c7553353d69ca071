//! Layouts: which table a title opens, and which cells a header word stands for.

use gouji::document::{Block, Cell, Document, Grid, Line, Text};
use gouji::extract::{Compiled, extract};
use gouji::program::Source;
use gouji::report::{FactFormat, facts};
use gouji::session::{Pack, Session};

const RELATIONS: &str = "单位 万元 金额 10000\n编码 3 2 2\n关系 支出(块: 文本, 编码: 科目编码, 名称: 文本, 数: 金额)\n";

/// What a layout reads from a document, as CSV without the names of relation and columns.
fn read(layout: &str, document: &Document) -> Vec<String> {
    let pack = Pack::from_sources(vec![Source { path: "甲.dl".to_owned(), text: format!("{RELATIONS}{layout}") }]);
    assert!(pack.is_sound(), "{:?}", pack.diagnostics);
    let program = &pack.program;
    let read = extract(program, &Compiled::of(program), document);
    let relation = program.names["支出"];
    let lines = facts(program, &read.facts, &[relation], FactFormat::Csv);
    let values = |line: &str| line.split(',').skip(3).step_by(2).collect::<Vec<_>>().join(",");
    lines.lines().map(values).collect()
}

/// A document of a title line and a grid. `甲>2` spans two columns, `甲v2` two rows, `甲>2v3` both.
fn document(title: &str, rows: &[&[&str]], spans: bool) -> Document {
    let mut number = 0;
    let mut text = |printed: &str| {
        number += 1;
        Text::from_line(printed, number, 1)
    };
    let title = Block::Line(Line { text: text(title), ..Line::default() });
    let mut cell = |written: &&str| {
        let (rest, rows) =
            written.split_once('v').map_or((*written, 1), |(rest, rows)| (rest, rows.parse().expect("a number")));
        let (printed, columns) =
            rest.split_once('>').map_or((rest, 1), |(rest, columns)| (rest, columns.parse().expect("a number")));
        Cell { text: text(printed), columns, rows }
    };
    let rows = rows.iter().map(|row| row.iter().map(&mut cell).collect()).collect();
    Document { blocks: vec![title, Block::Grid(Grid { rows, spans })], ..Document::default() }
}

const PLAIN: &str = "表样 支出 《[#年](部门|单位)支出表》\n    单位 万元\n    编码 = 列 “编码”\n    名称 = 列 “名称”\n    数 = 列 “数”\n";

#[test]
fn a_title_is_a_pattern_of_the_whole_line() {
    let rows: &[&[&str]] = &[&["编码", "名称", "数"], &["201", "甲", "1.00"]];
    for title in ["2025年部门支出表", "2024 年单位支出表", "部门支出表"] {
        assert_eq!(read(PLAIN, &document(title, rows, false)), [",201,甲,1.00"], "{title}");
    }
    for title in ["2025年支出表", "2025年部门支出表的说明", "见2025年部门支出表", "年部门支出表"]
    {
        assert!(read(PLAIN, &document(title, rows, false)).is_empty(), "{title}");
    }
}

#[test]
fn a_header_over_several_columns_joins_their_codes() {
    let rows: &[&[&str]] = &[
        &["项目>4", "", "", "", "数v2"],
        &["编码>3", "", "", "名称", ""],
        &["类", "款", "项", "合计", "3.00"],
        &["201", "03", "", "甲", "1.00"],
        &["201", "03", "01", "乙", "2.00"],
    ];
    let expected = [",,合计,3.00", ",20103,甲,1.00", ",2010301,乙,2.00"];
    assert_eq!(read(PLAIN, &document("部门支出表", rows, true)), expected);
}

#[test]
fn a_label_holds_for_all_rows_that_its_cell_spans_and_a_figure_for_one() {
    let rows: &[&[&str]] =
        &[&["编码", "名称", "数"], &["201v2", "甲", "1.00v2"], &["", "乙", ""], &["合计>2", "", "3.00"], &["", "", ""]];
    let expected = [",201,甲,1.00", ",201,乙,", ",,合计,3.00"];
    assert_eq!(read(PLAIN, &document("部门支出表", rows, true)), expected);
}

#[test]
fn lists_under_equal_headers_are_told_apart_by_their_turn() {
    let layout = "表样 支出 《支出表》\n    单位 万元\n    块 “左” 于 “编码”\n        编码 = 列 “编码”\n        名称 = 列 “名称”\n        数 = 列 “数”\n    块 “右” 于 “编码”\n        编码 = 列 “编码”\n        名称 = 列 “名称”\n        数 = 列 “数”\n";
    let rows: &[&[&str]] = &[
        &["编码>2", "", "名称", "数", "编码>2", "", "名称", "数"],
        &["301", "01", "甲", "1.00", "302", "", "乙", "2.00"],
        &["", "", "", "", "302", "01", "丙", "3.00"],
    ];
    let expected = ["左,30101,甲,1.00", "右,302,乙,2.00", "右,30201,丙,3.00"];
    assert_eq!(read(layout, &document("支出表", rows, true)), expected);
}

#[test]
fn a_blank_header_cell_is_no_part_of_its_neighbour_where_spans_are_known() {
    let rows: &[&[&str]] = &[&["名称", "", "数"], &["甲", "注", "1.00"]];
    let layout = PLAIN.replace("    编码 = 列 “编码”\n", "");
    assert_eq!(read(&layout, &document("部门支出表", rows, true)), [",,甲,1.00"]);
    assert_eq!(read(&layout, &document("部门支出表", rows, false)), [",,甲注,1.00"]);
}

#[test]
fn a_regional_pack_holds_for_the_filings_that_it_reads() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let rule =
        |id: &str| format!("规则 {id} “甲的数”\n    当 支出(名称: “甲”, 数)\n    应 数 = 2 万元\n    否则 “{{数}}”\n");
    let pack = |name: &str| format!("包 “{name}” 版本 “1” 引用 “总” 适用 “{name}”\n");
    let layout = |title: &str| PLAIN.replace("《[#年](部门|单位)支出表》", title);
    let sources = vec![
        source("包.dl", "包 “总” 版本 “1”\n"),
        source("总.dl", &format!("{RELATIONS}{}", rule("B001"))),
        source("东/包.dl", &pack("东部")),
        source("东/表.dl", &format!("{}{}", layout("《东部支出表》"), rule("B002"))),
        source("西/包.dl", &pack("西部")),
        source("西/表.dl", &format!("{}{}", layout("《西部支出表》"), rule("B003"))),
    ];
    let session = Session::new(Pack::from_sources(sources)).expect("sound rules");
    let found = |title: &str| -> Vec<String> {
        let filing = format!("{title}\n编码\t名称\t数\n201\t甲\t1.00\n");
        let checked = session.check("甲.txt", filing.as_bytes()).expect("a filing");
        let rule = |rule: gouji::program::RuleId| session.program().rules[rule.0 as usize].id.clone();
        let mut found: Vec<String> = checked.verdicts.findings.iter().map(|finding| rule(finding.rule)).collect();
        found.sort();
        found
    };
    assert_eq!(found("东部支出表"), ["B001", "B002"]);
    assert_eq!(found("西部支出表"), ["B001", "B003"]);
}
