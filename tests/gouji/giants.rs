//! Rule files of any size that would make careless code slow, deep or talkative.

/// A kind of file, and one of at least so many bytes.
pub(crate) type Giant = (&'static str, fn(usize) -> String);

/// All of them.
pub(crate) const GIANTS: [Giant; 25] = [
    ("rules that are sound", |size| {
        numbered(size, RELATION, |number| format!("规则 B{number} “甲” 当 甲(名, 数) 应 数 = 数 否则 “{{名}}”\n"))
    }),
    ("one line", |size| filled(size, "规则 B1 “甲” 当 甲(名, 数) ", "且 甲(名, 数) ", "\n")),
    ("one word", |size| filled(size, "", "甲", "\n")),
    ("one list", |size| filled(size, "关系 甲(", "名: 文本, ", "数: 数)\n")),
    ("one atom", |size| filled(size, "关系 甲(名: 文本)\n定义 乙(名) 当 甲(", "名, ", "名)\n")),
    ("one sum", |size| filled(size, "定义 乙(数) 当 甲(数) 且 数 = ", "1 + ", "1\n")),
    ("one layout", |size| filled(size, "关系 甲(名: 文本)\n表样 甲 《甲》\n", "    名 = 列 “名”\n", "")),
    ("one table", |size| {
        filled(size, "关系 甲(名: 文本)\n测试 甲 “甲”\n    给定 甲\n    | 名 |\n", "    | 乙 |\n", "    期望 无\n")
    }),
    ("comments", |size| filled(size, "", "# 注\n", "")),
    ("comments in an item", |size| filled(size, "关系 甲(名: 文本)\n", "    # 注\n", "")),
    ("control characters", |size| filled(size, "", "\u{1}", "\n")),
    ("unknown relations", |size| numbered(size, RELATION, |number| format!("定义 乙{number}(名) 当 丙{number}(名)\n"))),
    ("unknown columns", |size| {
        numbered(size, RELATION, |number| format!("定义 乙{number}(名) 当 甲(名, 列{number})\n"))
    }),
    ("unknown names", |size| {
        numbered(size, RELATION, |number| format!("定义 乙{number}(名) 当 甲(名, 数) 且 数 > 量{number}\n"))
    }),
    ("unknown rules", |size| numbered(size, RULE, |number| format!("测试 C{number} “甲”\n    期望 无\n"))),
    ("relations of one name", |size| filled(size, "", "关系 甲(名: 文本)\n", "")),
    ("aliases of one name", |size| filled(size, "", "别名 “甲” = “乙”\n", "")),
    ("rules of one name", |size| filled(size, RELATION, "规则 B1 “甲” 当 甲(名, 数) 应 数 = 数 否则 “”\n", "")),
    ("a chain of definitions", |size| {
        numbered(size, RELATION, |number| format!("定义 乙{number}(名, 数) 当 乙{}(名, 数)\n", number + 1))
            + "定义 乙(名, 数) 当 甲(名, 数)\n"
    }),
    ("a chain through other filings", |size| {
        let chain = |number: usize| format!("定义 乙{number}(名) 当 乙{}(名) 且 上年 乙{number}(名)\n", number + 1);
        numbered(size, RELATION, chain)
    }),
    ("a circle of definitions", |size| {
        let count = size / CIRCLE.len();
        let one = |number: usize| {
            CIRCLE.replace("此", &number.to_string()).replace("彼", &((number + 1) % count.max(1)).to_string())
        };
        (0..count).map(one).fold(format!("{RELATION}定义 乙0(和) 当 甲(数: 和)\n"), |text, one| text + &one)
    }),
    ("brackets", |size| format!("定义 乙(数) 当 甲(数) 且 数 = {}1{}\n", "(".repeat(size / 2), ")".repeat(size / 2))),
    ("braces", |size| filled(size, "定义 乙(数) 当 ", "数 = 求和 数 于 { ", "\n")),
    ("signs", |size| filled(size, "定义 乙(数) 当 甲(数) 且 数 = ", "-", "1\n")),
    ("quotes", |size| format!("规则 B1 “{}{}”\n", "“".repeat(size / 6), "”".repeat(size / 6))),
];

const RELATION: &str = "关系 甲(名: 文本, 数: 数)\n";
const CIRCLE: &str = "定义 乙此(和) 当 和 = 求和 数 于 { 乙彼(和: 数) }\n";
const RULE: &str = "关系 甲(名: 文本, 数: 数)\n规则 B1 “甲” 当 甲(名, 数) 应 数 = 数 否则 “”\n";

fn filled(size: usize, start: &str, part: &str, end: &str) -> String {
    format!("{start}{}{end}", part.repeat(size.div_ceil(part.len())))
}

fn numbered(size: usize, start: &str, part: impl Fn(usize) -> String) -> String {
    let mut text = start.to_owned();
    let mut number = 0;
    while text.len() < size {
        text.push_str(&part(number));
        number += 1;
    }
    text
}
