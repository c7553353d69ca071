//! The rule language, construct by construct: small packs whose tests pass, and mistakes that are explained.

use gouji::engine::Limits;
use gouji::program::{self, Source};
use gouji::report;
use gouji::session::{Pack, run_tests};

use super::samples::{files, top};

#[test]
fn every_construct_does_what_its_tests_say() {
    let packs = files(&top().join("tests/language"), "dl");
    assert!(packs.len() >= 5);
    let mut failed = Vec::new();
    for path in packs {
        let text = std::fs::read_to_string(&path).expect("a rule file");
        let sources = vec![Source { path: path.display().to_string(), text }];
        let pack = Pack::from_sources(sources);
        assert!(pack.diagnostics.is_empty(), "{:#?}", pack.diagnostics);
        let program = &pack.program;
        assert!(program.rules.iter().all(|rule| program.tests.iter().any(|test| test.rule.text == rule.id)));
        let trials = run_tests(&pack, "", &Limits::default(), std::num::NonZero::<usize>::MIN);
        if trials.failed() > 0 {
            failed.push(format!("{}\n{}", path.display(), report::trials(&trials)));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What is said about a condition, each with the words it points at.
fn complaints(condition: &str) -> String {
    let text = format!(
        "关系 甲(文: 文本, 数: 金额, 日: 日期, 年: 整数)\n\
         规则 T “t”\n    当 甲(文, 数, 日, 年)\n    且 {condition}\n    应 文 = “x”\n    否则 “y”\n"
    );
    let (_, diagnostics) = program::load(&[Source { path: "甲.dl".to_owned(), text: text.clone() }]);
    let line = |diagnostic: &gouji::base::Diagnostic| {
        let span = diagnostic.primary.span;
        let words = &text[span.start as usize..span.end as usize];
        format!(
            "{} {}：{}〔{}〕\n",
            diagnostic.code,
            words,
            diagnostic.message,
            diagnostic.help.as_deref().unwrap_or_default()
        )
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn mistakes_are_explained() {
    let conditions = [
        "匹配(文, “科室(\\d+个”) = 1",
        "匹配(文, “（\\d+）个)”) = 1",
        "匹配(文, “[甲-乙]”) = 1",
        "匹配(文, “*年”) = 1",
        "匹配(文, “\\p{汉}”) = 1",
        "匹配(文, “(?=甲)”) = 1",
        "匹配(文, “(?:\\p{Han}{100}){100}”) = 1",
        "匹配(文, 文) = 1",
        "匹配(数, “\\d”) = 1",
        "取(文, 连接(文, “x”)) = 文",
        "日 > 数",
        "日 = “2026年1月1日”",
        "日期(2026, 1) = 日",
        "月(年) = 1",
        "日 + 1 > 日",
        "文字(文) = “x”",
        "项 属于 数",
        "数 属于 文",
        "3 属于 文",
        "近 = 最近 文 与 数 于 { 甲(文) }",
        "近 = 最近 数 与 文 于 { 甲(数) }",
        "近 = 最近 文 与 文 于 { 甲(文) } 若无 0",
        "近 = 最近 文 与 题 于 { 甲(文: 题) }",
        "近 = 最近 文 于 { 甲(文) }",
        "多 = 求和 日 于 { 甲(日) }",
        "非 甲(日: “2026年2月30日”)",
    ];
    let said: String = conditions.iter().map(|one| format!("{one}\n  {}", complaints(one))).collect();
    insta::assert_snapshot!(said);
}
