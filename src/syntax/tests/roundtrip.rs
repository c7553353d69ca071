//! Samples of every construct, printed and read again.

use super::*;
use crate::syntax::tree::*;

const CHINESE: &str = include_str!("sample_zh.dl");
const ENGLISH: &str = include_str!("sample_en.dl");

/// The only item of a text that has no errors.
fn only(source: &str) -> ItemKind {
    let (mut tree, messages) = read(source);
    assert!(messages.is_empty(), "{messages:#?}");
    assert_eq!(tree.items.len(), 1);
    tree.items.remove(0).kind
}

#[test]
fn every_construct_survives() {
    for (source, items) in [(CHINESE, 31), (ENGLISH, 24)] {
        let (tree, messages) = read(source);
        assert!(messages.is_empty(), "{messages:#?}");
        assert_eq!(tree.items.len(), items);
        assert_survives(&tree);
    }
}

#[test]
fn the_canonical_layout() {
    let (tree, _) = read(CHINESE);
    insta::assert_snapshot!("chinese", print(&tree, Language::Chinese));
    insta::assert_snapshot!("english", print(&tree, Language::English));
}

#[test]
fn languages_read_alike() {
    let (tree, _) = read(ENGLISH);
    let chinese = print(&tree, Language::Chinese);
    for word in ["rule", "when", "default", "money", "agrees", "subordinate", "sum", "column"] {
        assert!(!chinese.contains(word), "{word}");
    }
    let (again, messages) = read(&chinese);
    assert!(messages.is_empty());
    assert_eq!(shape(&again), shape(&tree));
}

#[test]
fn crlf_and_byte_order_mark() {
    let (tree, messages) = read(&format!("\u{feff}{}", ENGLISH.replace('\n', "\r\n")));
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].code, "S002");
    assert_eq!(shape(&tree), shape(&read(ENGLISH).0));
}

#[test]
fn comments_keep_their_place() {
    let source = "# 头\n\n# 规则\n规则 B1 “t” # 题\n    # 依据\n    依据 “b” # 旁\n# 应\n    应 a = b\n    否则 “c”\n    # 里\n\n# 尾\n";
    let (tree, messages) = read(source);
    assert!(messages.is_empty());
    assert_eq!(tree.items[0].comments, ["头", "", "规则", "题"]);
    assert_eq!(tree.trailing, ["尾"]);
    let expected = "# 头\n\n# 规则\n# 题\n规则 B1 “t”\n    # 依据\n    # 旁\n    依据 “b”\n    # 应\n    应   a = b\n    否则 “c”\n    # 里\n\n# 尾\n";
    assert_eq!(print(&tree, Language::Chinese), expected);
    assert_survives(&tree);
}

#[test]
fn comments_follow_clauses_that_move() {
    let source = "规则 B1 “t”\n    # 甲\n    否则 “c”\n    # 乙\n    应 a = b\n";
    let (tree, _) = read(source);
    let printed = print(&tree, Language::Chinese);
    assert_eq!(printed, "规则 B1 “t”\n    # 乙\n    应   a = b\n    # 甲\n    否则 “c”\n");
    assert_survives(&tree);
}

#[test]
fn comments_behind_later_lines_stay_with_their_clause() {
    let source = "表样 甲 《乙》\n    a = 列 “a”\n        或 “b” # 新疆\n    b = 列 “c”\n\n定义 丙(a) 当 甲(a) # 甲\n    且 a =\n        3 # 三\n";
    let (tree, messages) = read(source);
    assert!(messages.is_empty(), "{messages:#?}");
    let printed = print(&tree, Language::Chinese);
    let expected = "表样 甲 《乙》\n    # 新疆\n    a = 列 “a” 或 “b”\n    b = 列 “c”\n\n# 甲\n定义 丙(a)\n    当 甲(a)\n    # 三\n    且 a = 3\n";
    assert_eq!(printed, expected);
    assert_survives(&tree);
}

#[test]
fn names_may_look_like_keywords() {
    let source = "关系 关系(单位: 文本, 数: 数, 应: 金额, 当: 文本)\n\
        定义 定义(单位, 当) 当 关系(单位, 应: 上年) 且 上年(非) 且 无 无(有) 且 非 = 求和 且 上年 > 且 且 最大 = 最大(1, 2)\n\
        规则 规则 “t”\n    当 当(当: 应) 应 应 = 应 否则 “否则”\n";
    let (tree, messages) = read(source);
    assert!(messages.is_empty(), "{messages:#?}");
    assert_eq!(tree.items.len(), 3);
    assert_survives(&tree);
}

#[test]
fn brackets_are_kept_where_they_matter() {
    for (written, printed) in [
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("(a+b)*c/(d*e)", "(a + b) × c ÷ (d × e)"),
        ("-(a+b)", "-(a + b)"),
        ("--a", "--a"),
        ("-(a*b)", "-(a × b)"),
        ("(((a)))", "a"),
    ] {
        let (tree, messages) = read(&format!("规则 B “t” 应 x = {written} 否则 “c”"));
        assert!(messages.is_empty(), "{messages:#?}");
        let text = print(&tree, Language::Chinese);
        assert!(text.contains(&format!("x = {printed}\n")), "{text}");
        assert_survives(&tree);
    }
}

#[test]
fn units_stand_behind_numbers_only() {
    let source = "规则 B “t” 当 甲 = 100万元 且 乙 = 100 且 丙 = 5 “且” 应 甲 = 0 否则 “c”";
    let ItemKind::Rule(rule) = only(source) else { panic!() };
    let units: Vec<_> = rule
        .body
        .iter()
        .map(|one| match one {
            Condition::Compare(_, _, Expr::Number(number)) => number.unit.clone(),
            _ => panic!(),
        })
        .collect();
    assert_eq!(units, [Some("万元".to_owned()), None, Some("且".to_owned())]);
    assert_survives(&read(source).0);
}

#[test]
fn pieces_of_patterns() {
    let source =
        "句式 甲 “合　计（ 万元 ）{数 额}[，占{占比}](增加:+|减少:-|(a|b))\\[x\\]{{项}、}*……#{级=产出|成本}a:+b”";
    let ItemKind::Sentence(sentence) = only(source) else { panic!() };
    let literal = |text: &str| Piece::Literal(text.into());
    let hole = |column: &str| Piece::Hole { column: column.into(), words: Vec::new() };
    assert_eq!(
        sentence.patterns[0].pieces,
        [
            literal("合计(万元)"),
            hole("数额"),
            Piece::Optional(vec![literal(",占"), hole("占比")]),
            Piece::Choice(vec![
                (vec![literal("增加")], Some(Sign::Plus)),
                (vec![literal("减少")], Some(Sign::Minus)),
                (vec![Piece::Choice(vec![(vec![literal("a")], None), (vec![literal("b")], None)])], None),
            ]),
            literal("[x]"),
            Piece::Repeat(vec![hole("项"), literal("、")]),
            Piece::Ellipsis,
            Piece::Ordinal,
            Piece::Hole { column: "级".into(), words: vec!["产出".into(), "成本".into()] },
            literal("a:+b"),
        ]
    );
}

#[test]
fn cells_are_kept_as_written() {
    let source = "测试 B “t”\n  给定 甲\n｜ 编 码 ｜ 合计（元） |\n| “a  # b | 　|\n||| # 注\n| x | y\n  期望 无";
    let ItemKind::Test(test) = only(source) else { panic!() };
    let Given::Table { header, rows, .. } = &test.given[0] else { panic!() };
    let names: Vec<_> = header.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(names, ["编码", "合计(元)"]);
    let cells: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(cells, [vec!["“a  # b", ""], vec!["", ""], vec!["x", "y"]]);
}

#[test]
fn quotes_nest_in_pairs() {
    let source = "别名 “a “b” c” = 《甲《乙》》 = \"d“e\" = 「”」";
    let ItemKind::Alias(names) = only(source) else { panic!() };
    let texts: Vec<_> = names.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(texts, ["a “b” c", "甲《乙》", "d“e", "”"]);
    assert_survives(&read(source).0);
}

#[test]
fn spans_are_exact() {
    let source = "定义 甲(编码) 当 支出(编码: 上级, 合计 若无 0)";
    let ItemKind::Definition(definition) = only(source) else { panic!() };
    let Condition::Atom(atom) = &definition.body[0] else { panic!() };
    let text = |span: crate::base::Span| &source[span.start as usize..span.end as usize];
    assert_eq!(text(atom.span), "支出(编码: 上级, 合计 若无 0)");
    assert_eq!(text(atom.arguments[1].column.span), "合计");
}

#[test]
fn a_rule_with_its_test_prints_as_written() {
    let source = "\
关系 支出总表(编码: 科目编码, 名称: 文本, 合计: 金额)

表样 支出总表 《部门支出总体情况表》 《部门支出预算总表》
    编码 = 列 “类” + 列 “款” + 列 “项”
    名称 = 列 “科目名称” 或 “功能分类科目名称”
    合计 = 列同名
    恒等 逐级 编码

定义 项级行(编码) 当 支出总表(编码) 且 层级(编码) = 3

规则 B007 “上级科目等于直接下级之和”
    级别 错误
    当   支出总表(编码: 上级, 名称, 合计: 上级数)
    且   下级数 = 按 上级 求和 合计 于 { 支出总表(编码: 下级, 合计) 且 直接下级(上级, 下级) }
    应   上级数 = 下级数 ± 舍入
    否则 “{上级} {名称}列 {上级数}，下级之和 {下级数}，舍入至多 {容差}”

测试 B007 “万元两位小数，舍入之内”
    给定 支出总表 单位 万元
        | 编码  | 名称 | 合计   |
        | 201   | 甲   | 300.01 |
        | 20103 | 乙   | 200.00 |
    期望 舍入
";
    let (tree, messages) = read(source);
    assert!(messages.is_empty(), "{messages:#?}");
    assert_eq!(print(&tree, Language::Chinese), source);
}
