//! Every code at least once, with the text its caret stands under.

use std::collections::BTreeSet;

use super::*;
use crate::syntax::codes;

/// Source, code, text under the caret, a part of the help.
const CASES: &[(&str, &str, &str, &str)] = &[
    ("\u{feff}编码 3", "S002", "\u{feff}", "BOM"),
    ("编码 3\u{0} 2", "S003", "\u{0}", "删去"),
    ("别名 “甲\u{1}” = “乙”", "S003", "\u{1}", "删去"),
    ("编码 3、2", "S004", "、", "逗号"),
    ("别名 ‘甲 = “乙”", "S004", "‘", "“ ”"),
    ("别名 “甲 = “乙”\n编码 3\n\n编码 2", "S005", "“", "补上 ”"),
    ("别名 “甲”” = “乙”", "S006", "”", "左引号"),
    ("编码 1234567890123456789012345", "S007", "1234567890123456789012345", "24 位"),
    ("规责 B001 “t”", "S008", "规责", "是不是 规则"),
    ("realtion 甲(a: text)", "S008", "realtion", "是不是 relation"),
    ("关系 甲()\n名称 = 列 “a”", "S008", "名称", "缩进"),
    ("  规则 B “t”", "S008", "规则", "行首"),
    ("规则B001 “t”", "S009", "规则B001", "规则 B001"),
    ("定义 甲(乙)\n    当支出总表(乙)", "S009", "当支出总表", "当 支出总表"),
    ("规则 B “t”\n    当 甲(乙)\n    且支出(乙)\n    应 a = b\n    否则 “c”", "S009", "且支出", "且 支出"),
    ("规则 B “t”\n    级别错误", "S009", "级别错误", "级别 错误"),
    ("定义 甲(x) 当 x = 求和合计 于 { 乙(合计) }", "S009", "求和合计", "求和 合计"),
    ("表样 甲 《乙》\n    单位万元", "S009", "单位万元", "单位 万元"),
    ("定义 甲(乙) 且 丙(乙)", "S010", "且", "写 当"),
    ("别名 “甲”", "S010", "", "别名 “甲” = “乙”"),
    ("关系 甲(2025年: 金额)", "S010", "2025", "数字开头"),
    ("关系 甲(a: 金额 空作 1)", "S010", "1", "空作 0"),
    ("表样 甲 《乙》\n    参照 a > 丙(b).c", "S010", ">", "参照"),
    ("编码 3 甲", "S011", "甲", "删去"),
    ("规则 B “t”\n    级别 错误\n    依剧 “b”", "S011", "依剧", "是不是 依据"),
    ("表样 甲 《乙》\n    总航 “总计”", "S011", "总航", "是不是 总行"),
    ("关系 甲(a: 文子)", "S012", "文子", "是不是 文本"),
    ("单位 元 钱 1", "S012", "钱", "金额、比率"),
    ("规则 B “t”\n    级别 严重\n    应 a = b\n    否则 “c”", "S012", "严重", "错误、警告、提示"),
    ("测试 B “t”\n    期望 通过", "S012", "通过", "相符"),
    ("规则 B “t” 级别 错误 级别 警告 应 a = b 否则 “c”", "S013", "级别", "留下一处"),
    ("规则 B “t”\n    应 a = b", "S014", "规则", "否则"),
    ("规则 B “t”\n    否则 “c”", "S014", "规则", "应"),
    ("句式 甲", "S014", "句式", "{来源}"),
    ("测试 B “t”", "S014", "测试", "期望"),
    ("表样 甲 《乙》", "S014", "表样", "列"),
    ("定义 甲(乙) 当 支出(乙", "S017", "(", ")"),
    ("测试 B “t”\n    给定 甲\n| a | b |\n| 1 |\n    期望 无", "S018", "| 1 |", "空白"),
    ("测试 B “t”\n    给定 甲\n    期望 无", "S019", "期望", "| 列 |"),
    ("测试 B “t”\n    给定 甲\n| a |  |\n    期望 无", "S019", "| a |  |", "列名"),
    ("定义 甲(乙) 当 乙 = 丙(丁).戊", "S020", "丙(丁)", "变量"),
    ("表样 甲 《乙》\n    总行 “总计” 单位 万元", "S021", "单位", "占一行"),
    ("句式 甲 “{a}[b”", "S022", "[", "\\"),
    ("句式 甲 “a)b”", "S022", ")", "\\"),
    ("句式 甲 “{a”", "S022", "{", "\\"),
    ("句式 甲 “{a,b}”", "S023", ",", "{列}"),
    ("句式 甲 “{}”", "S023", "{}", "{列}"),
    ("句式 甲 “{a=b||c}”", "S023", "|", "{列=甲|乙}"),
    ("句式 甲 “”", "S024", "“”", "{来源}"),
    ("句式 甲 \"a[]\"", "S024", "[]", "删去"),
    ("句式 甲 《a()》", "S024", "()", "增加"),
    ("句式 甲 “{}*”", "S024", "{}*", "重复"),
    ("句式 甲 “a|b”", "S025", "|", "\\|"),
    ("句式 甲 “a\\”", "S026", "\\", "\\\\"),
    ("<<<<<<< HEAD\n编码 3\n=======\n编码 2\n>>>>>>> b\n", "S028", "<<<<<<< HEAD", "留下要的一种"),
    ("别名 ‘甲’ = “乙”", "S004", "‘甲’", "“甲”"),
    ("别名 “甲” = “乙\u{200b}”", "S003", "\u{200b}", "退格"),
    ("关系 收\u{200b}入(数: 金额)", "S003", "\u{200b}", "退格"),
    ("```\n编码 3\n```\n", "S004", "```", "删去"),
];

#[test]
fn carets_and_help() {
    for (source, code, text, help) in CASES {
        let (_, messages) = read(source);
        let found = messages.iter().find(|message| message.code == *code);
        let Some(found) = found else { panic!("{source}\n{messages:#?}") };
        assert_eq!(messages.len(), 1, "{source}\n{messages:#?}");
        let span = found.primary.span;
        assert_eq!(&source[span.start as usize..span.end as usize], *text, "{source}\n{found:#?}");
        assert!(found.help.as_deref().unwrap_or("").contains(help), "{source}\n{found:#?}");
    }
}

fn code_of(source: &str) -> &'static str {
    read(source).1.last().map_or("", |message| message.code)
}

#[test]
fn limits() {
    assert_eq!(code_of(&" ".repeat((16 << 20) + 1)), "S001");
    assert_eq!(code_of(&format!("定义 甲(乙) 当 乙 = {}1{}", "(".repeat(65), ")".repeat(65))), "S015");
    assert_eq!(code_of(&format!("句式 甲 “{}a{}”", "[".repeat(65), "]".repeat(65))), "S015");
    assert_eq!(code_of(&format!("定义 甲(乙) 当 乙 = 1{}", " + 1".repeat(257))), "S016");
    let (_, messages) = read(&"规责 B\n".repeat(1000));
    assert_eq!(messages.len(), 50);
    assert_eq!(messages[49].code, "S027");
}

#[test]
fn every_code_is_listed_and_shown() {
    let shown: BTreeSet<&str> =
        CASES.iter().map(|(_, code, _, _)| *code).chain(["S001", "S015", "S016", "S027"]).collect();
    let listed: Vec<&str> = codes().iter().map(|(code, _)| *code).collect();
    assert_eq!(listed, shown.into_iter().collect::<Vec<_>>());
}

#[test]
fn an_error_stays_in_its_item() {
    let source = "编码 3\n规则 B001 “t”\n    当 甲(乙 且\n    应 a = b\n编码 2\n关系 ?\n关系 乙()\n";
    let (tree, messages) = read(source);
    assert_eq!(tree.items.len(), 3);
    let carets: Vec<_> = messages
        .iter()
        .map(|m| (m.code, &source[m.primary.span.start as usize..m.primary.span.end as usize]))
        .collect();
    assert_eq!(carets, [("S017", "("), ("S004", "?")]);
}
