//! Random text: never a panic, and what was understood of it survives being printed.

use proptest::prelude::*;

use super::*;

/// Tokens that make items likely, and those that break them.
const TOKENS: &[&str] = &[
    "\n",
    "\n",
    "\n    ",
    "\n    ",
    " ",
    " ",
    " ",
    "包",
    "单位",
    "编码",
    "别名",
    "标题",
    "不计",
    "文件",
    "关系",
    "表样",
    "句式",
    "定义",
    "规则",
    "测试",
    "rule",
    "when",
    "and",
    "or",
    "in",
    "test",
    "layout",
    "级别",
    "错误",
    "说明",
    "适用",
    "施行",
    "起",
    "至",
    "舍入",
    "当",
    "且",
    "应",
    "否则",
    "非",
    "无",
    "有",
    "上年",
    "下属",
    "预算",
    "\n文件 预算 “甲” = ",
    "\n    给定 上年 ",
    "\n    给定 下属 单位 ",
    "按",
    "求和",
    "计数",
    "最大",
    "于",
    "若无",
    "或",
    "列",
    "列同名",
    "拆",
    "列序",
    "取",
    "承",
    "恒等",
    "逐级",
    "参照",
    "总行",
    "块",
    "给定",
    "期望",
    "相符",
    "文",
    "年度",
    "次",
    "金额",
    "甲",
    "乙",
    "B007",
    "3",
    "0.5",
    "1,000",
    "100万元",
    "50%",
    "(",
    ")",
    "{",
    "}",
    ",",
    "：",
    ":",
    "=",
    "＝",
    "+",
    "-",
    "×",
    "/",
    "±",
    "≤",
    "!=",
    ".",
    "|",
    "| a | b |",
    "“",
    "”",
    "《",
    "》",
    "\"",
    "「",
    "」",
    "“甲”",
    "《表》",
    "“{来源}{数额}”",
    "“[a](b:+|c)…#”",
    "“{{a}、}*”",
    "“\\”",
    "“元/人”",
    "# 注",
    "#",
    "#\n",
    "\\",
    "\r\n",
    "\u{0}",
    "\u{feff}",
    "、",
    "；",
    "\n\n",
    "\n关系 甲(乙: 金额)",
    "\n规则 甲 “t”",
    "\n    应 a = b",
    "\n    否则 “c”",
    "\n    当 甲(乙)",
    "\n    且 a = 求和 b 于 { 甲(b) }",
    "\n定义 甲(乙) 当 ",
    "\n句式 甲",
    "\n表样 甲 《乙》\n    ",
    "甲 = 列 “a”",
    "\n测试 甲 “t”\n    给定 乙\n| a |\n",
    "\n    期望 无",
    "\n    期望 不符 “a” 2 次 于 “a.txt”",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TOKENS), 0..60).prop_map(|tokens| tokens.concat())
}

/// A sample with some of its characters taken out, doubled or replaced.
fn broken_sample(sample: &'static str) -> impl Strategy<Value = String> {
    let edits = prop::collection::vec((0..sample.chars().count(), 0..3u8, prop::sample::select(TOKENS)), 1..6);
    edits.prop_map(move |edits| {
        let mut chars: Vec<String> = sample.chars().map(String::from).collect();
        for (at, edit, token) in edits {
            match edit {
                0 => chars[at].clear(),
                1 => chars[at].push_str(token),
                _ => chars[at] = token.to_owned(),
            }
        }
        chars.concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(source in "\\PC{0,80}") {
        assert_survives(&read(&source).0);
    }

    #[test]
    fn token_soup(source in soup()) {
        assert_survives(&read(&source).0);
    }

    #[test]
    fn broken_samples(source in prop_oneof![broken_sample(include_str!("sample_zh.dl")), broken_sample(include_str!("sample_en.dl"))]) {
        let (tree, messages) = read(&source);
        assert!(messages.len() <= 50);
        assert_survives(&tree);
    }
}

/// Pieces of expressions and conditions, likely enough to fit that many whole ones come about.
const EXPRESSIONS: &[&str] = &[
    "a",
    "a",
    "b",
    "1",
    "2 万元",
    "3 “且”",
    "“x”",
    "(",
    ")",
    "(",
    ")",
    " + ",
    " - ",
    " * ",
    " / ",
    "-",
    "f(",
    ", ",
    " = ",
    " = ",
    " < ",
    " 且 ",
    " 且 ",
    "求和 ",
    "求和 a 于 { ",
    "计数 于 { ",
    " }",
    " 若无 0",
    "最大",
    "按 b ",
    "上年 ",
    "非 ",
    "无 ",
    "甲(a)",
    "甲(a: ",
    "预算 丙(a).b",
    " 于 ",
    "且",
    "应 ",
    "有 ",
    " ± 舍入",
    "逐级 ",
    "\n",
    " # c\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn expressions(pieces in prop::collection::vec(prop::sample::select(EXPRESSIONS), 1..14)) {
        let text = pieces.concat();
        for source in [
            format!("定义 甲(b) 当 {text}"),
            format!("定义 甲(b: {text}) 当 甲(a)"),
            format!("规则 甲 “t” 当 b = {text} 否则 “c” 应 a = {text}"),
            format!("表样 甲 《乙》\n    恒等 {text}\n    恒等 a = {text}"),
            format!("表样 甲 《乙》\n    参照 {text} = 甲(a).b"),
            format!("表样 甲 《乙》\n    参照 “总计” a = {text}"),
        ] {
            assert_survives(&read(&source).0);
        }
    }
}

/// Text that costs a bad parser its stack or its time.
#[test]
fn hostile_text_ends() {
    let deep = |open: &str, close: &str| format!("{}a{}", open.repeat(50_000), close.repeat(50_000));
    let patterns = [deep("[", "]"), deep("(", ")"), deep("{", "}*"), "{".repeat(100_000), "\\".repeat(99_999)];
    for pattern in patterns {
        read(&format!("句式 甲\n    “{pattern}”"));
    }
    for expr in [
        deep("(", ")"),
        deep("f(", ")"),
        "-".repeat(100_000),
        "a + ".repeat(100_000),
        "1,".repeat(100_000),
        "9".repeat(100_000),
        deep("x = 求和 a 于 { ", "}"),
        "x = 最大 (a) 且 ".repeat(50_000),
        "x = 最大 (".repeat(50_000),
        "f(a) 且 ".repeat(50_000),
    ] {
        let (tree, _) = read(&format!("定义 甲(乙) 当 {expr}"));
        assert_survives(&tree);
    }
    for text in ["“", "《", "“\n", "#\n", "#\n\n", "\n", " ", "规则\n", "| a |\n", "(", "{", "、"] {
        let (tree, messages) = read(&text.repeat(100_000));
        assert!(messages.len() <= 50, "{text}");
        drop(tree);
    }
    let (tree, _) = read(&format!("关系 甲(){}\n", " # a\n".repeat(50_000)));
    print(&tree, Language::Chinese);
}

#[test]
fn the_deepest_allowed_prints() {
    let expr = format!("{}a{}", "(b - ".repeat(63), ")".repeat(63));
    let (tree, messages) = read(&format!("规则 B “t” 应 x = {expr} 否则 “c”"));
    assert!(messages.is_empty(), "{messages:#?}");
    assert_survives(&tree);
}
