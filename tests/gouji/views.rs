//! `上年`, `下属` and `预算` in rules of a few lines.

use gouji::engine::Limits;
use gouji::program::Source;
use gouji::session::{Pack, run_tests};

const RELATIONS: &str = "单位 万元 金额 10000\n关系 表一(名称: 文本, 数: 金额)\n关系 表二(名称: 文本)\n";

fn pack(text: &str) -> Pack {
    Pack::from_sources(vec![Source { path: "甲.dl".to_owned(), text: format!("{RELATIONS}{text}") }])
}

/// The codes and messages of what is wrong.
fn wrong(text: &str) -> Vec<(String, String)> {
    let found = pack(text).diagnostics.into_iter();
    found.map(|diagnostic| (diagnostic.code.to_string(), diagnostic.message)).collect()
}

/// Runs the tests in a text; all must pass.
fn passes(text: &str) {
    let pack = pack(text);
    assert!(pack.is_sound(), "{:#?}", pack.diagnostics);
    let trials = run_tests(&pack, "", &Limits::default(), std::num::NonZero::<usize>::MIN);
    assert!(!trials.trials.is_empty());
    assert_eq!(trials.failed(), 0, "{}", gouji::report::trials(&trials));
}

#[test]
fn another_filing_looks_at_no_third() {
    let text = "定义 甲(数) 当 上年 表一(数)\n定义 乙(数) 当 甲(数)\n规则 X001 “远”\n    当 表一(数)\n    \
                且 下属 乙(数: 旁)\n    应 数 = 旁\n    否则 “不”\n";
    let message = "别的文件里的关系又要看另外的文件：下属 乙 → 乙 → 甲 → 上年 表一";
    assert_eq!(wrong(text), [("P030".to_owned(), message.to_owned())]);
    let itself = "定义 甲(名称) 当 上年 甲(名称)\n定义 甲(名称) 当 表二(名称)\n";
    assert_eq!(wrong(itself)[0].0, "P030", "all years before are more than one step");
    assert_eq!(wrong("定义 甲(数) 当 上年 表一(数)\n定义 乙(数) 当 甲(数) 且 下属 表一(数: 别)\n"), []);
}

#[test]
fn a_column_and_a_sister_that_cannot_be() {
    let taken = "关系 表三(所属: 文本)\n定义 甲(所属) 当 上年 表三(所属)\n";
    assert!(wrong(taken).iter().any(|(code, message)| code == "P013" && message.contains("所属")));
    let sister = "表样 表一 《表》\n    名称, 数 = 列同名\n    参照 数 = 上年 表一(名称).数\n";
    assert_eq!(wrong(sister)[0].0, "P022");
    assert_eq!(wrong("文件 下属 = 表一(数)\n")[0].0, "P003");
    assert_eq!(wrong("文件 上年 = 表二(名称)\n")[0].0, "S012");
    assert_eq!(wrong("文件 单位 “甲” = “乙”\n")[0].0, "S010");
}

#[test]
fn definitions_run_over_the_other_filing_alone() {
    passes(
        "定义 缺(名称) 当 表一(名称) 且 非 表二(名称)\n\
         定义 倍(名称, 数: 数 + 数) 当 表一(名称, 数)\n\
         规则 X001 “缺的去年也缺”\n    当 缺(名称)\n    应 有 上年 缺(名称)\n    否则 “{名称}”\n\
         测试 X001 “去年不缺”\n    给定 表一\n        | 名称 |\n        | 甲 |\n        | 乙 |\n    \
         给定 上年 表一\n        | 名称 |\n        | 甲 |\n        | 乙 |\n    \
         给定 上年 表二\n        | 名称 |\n        | 甲 |\n    期望 不符 “甲” 1 次\n    期望 相符 1 次\n\
         测试 X001 “没有去年”\n    给定 表一\n        | 名称 |\n        | 甲 |\n    期望 未核 “上年 缺(名称)” 1 次\n\
         规则 X002 “去年的一倍”\n    当 表一(名称, 数)\n    且 上年 倍(名称, 数: 两倍)\n    应 数 = 两倍 ± 舍入\n    否则 “{数} {两倍} {容差}”\n\
         测试 X002 “和的舍入也带过来”\n    给定 表一 单位 万元\n        | 名称 | 数 |\n        | 甲 | 2.01 |\n        | 乙 | 2.02 |\n    \
         给定 上年 表一 单位 万元\n        | 名称 | 数 |\n        | 甲 | 1.00 |\n        | 乙 | 1.00 |\n    \
         期望 舍入 1 次\n    期望 不符 “2.02 万元 2.00 万元 0.015 万元” 1 次\n",
    );
}

#[test]
fn english_words_say_the_same() {
    passes(
        "rule X001 “每个单位不大于部门”\n    when subordinate 表一(名称, 数: 单位数, unit_of: 谁)\n    and 表一(名称, 数)\n    \
         expect 单位数 <= 数\n    else “{谁} {名称} {单位数} {数}”\n\
         test X001 “一个大了”\n    given 表一 unit 万元\n        | 名称 | 数 |\n        | 甲 | 5 |\n    \
         given subordinate 表一 unit 万元\n        | unit_of | 名称 | 数 |\n        | 东 | 甲 | 5 |\n        | 西 | 甲 | 6 |\n    \
         expect disagrees “西 甲 6 万元 5 万元” 1 times\n    expect agrees 1 times\n\
         rule X002 “单位的和”\n    when 表一(名称, 数)\n    and 和 = by 名称 sum 各 in { subordinate 表一(名称, 数: 各) } default 0\n    \
         expect 数 = 和\n    else “{和}”\n\
         test X002 “给了空表就是没有”\n    given 表一 unit 万元\n        | 名称 | 数 |\n        | 甲 | 5 |\n    \
         given subordinate 表一\n        | 名称 |\n    expect disagrees\n\
         test X002 “没有给就不知道”\n    given 表一 unit 万元\n        | 名称 | 数 |\n        | 甲 | 5 |\n    \
         given prior 表一\n        | 名称 |\n    expect unchecked 1 times\n    expect disagrees 0 times\n",
    );
}

#[test]
fn prose_of_another_filing_is_read_by_its_sentences() {
    passes(
        "句式 表一\n    “{名称}去年今年{数}”\n\
         规则 X001 “说的一样”\n    当 表一(名称, 数)\n    且 预算 表一(名称, 数: 预算数)\n    应 数 = 预算数\n    否则 “{数} {预算数}”\n\
         测试 X001 “不一样”\n    给定 文 “说明” “植树去年今年 3 万元。”\n    \
         给定 预算 文 “说明” “植树去年今年 4 万元。”\n    期望 不符 “3 万元 4 万元”\n",
    );
}
