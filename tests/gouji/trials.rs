//! `rules test` and `rules show`: packs of a few lines, with tests that fail in every way.

use std::num::NonZero;

use gouji::engine::Limits;
use gouji::report;
use gouji::session::{Pack, run_tests};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::gouji::{Folder, Run, gouji};
use super::samples::rules;

const PACK: &str = "\
单位 万元 金额 10000
关系 甲(名: 文本, 左: 金额)
关系 乙(名: 文本, 右: 金额)
表样 甲 《甲表》
    单位 万元
    名, 左 = 列同名
表样 乙 《乙表》
    单位 万元
    名, 右 = 列同名

规则 T001 “两数相等”
    级别 错误
    当   甲(名, 左)
    且   乙(名, 右)
    应   左 = 右
    否则 “{名}的左 {左}，右 {右}，相差 {差额}”
";

const GIVEN: &str = "
    给定 甲 单位 万元
        | 名 | 左   |
        | 一 | 1.00 |
        | 二 | 2.00 |
        | 三 | 3.00 |
    给定 乙 单位 万元
        | 名 | 右   |
        | 一 | 1.00 |
        | 二 | 2.50 |
";

const FILING: &str = "甲表\n名\t左\n一\t1.00\n二\t2.00\n\n乙表\n名\t右\n一\t1.00\n二\t2.25\n";

/// A pack with some tests of its rule, and a filing beside it.
fn pack(tests: &str) -> Folder {
    let folder = Folder::new();
    folder.file("rules/规则.dl", PACK);
    folder.file("rules/测试.dl", tests);
    folder.file("corpus/文件.txt", FILING);
    folder
}

/// One test of the rule on the small facts above.
fn test(title: &str, expected: &[&str]) -> String {
    let expected: String = expected.iter().map(|it| format!("    期望 {it}\n")).collect();
    format!("测试 T001 “{title}”{GIVEN}{expected}\n")
}

fn run(folder: &Folder, args: &[&str]) -> Run {
    let rules = folder.path().join("rules");
    let mut all = vec!["rules", "test", "--rules", rules.to_str().expect("a path")];
    all.extend(args);
    let mut run = gouji(&all);
    run.out = run.out.replace(&format!("{}/", folder.path().display()), "");
    run
}

/// What a pack of one test prints, without the line of the summary.
fn diff(expected: &[&str]) -> (i32, String) {
    let run = run(&pack(&test("例", expected)), &[]);
    let lines: Vec<&str> = run.out.lines().filter(|line| !line.contains("个测试") && !line.is_empty()).collect();
    (run.code, lines.join("\n"))
}

#[test]
fn a_test_passes_when_every_outcome_a_check_reports_is_expected() {
    for expected in [
        vec!["相符", "不符"],
        vec!["不符"],
        vec!["不符 “相差 0.50 万元”", "未核 “乙(名, 右)”"],
        vec!["不符 “二” 1 次", "不符 1 次", "相符 1 次", "未核 “没有对应的事实” 1 次", "舍入 0 次"],
    ] {
        assert_eq!(diff(&expected), (0, String::new()), "{expected:?}");
    }
}

#[test]
fn an_unexpected_contradiction_fails() {
    let (code, out) = diff(&["相符"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @"
    失败 T001 例  rules/测试.dl:1
        相符
      + 不符 二的左 2.00 万元，右 2.50 万元，相差 0.50 万元  没有期望说到它
      + 未核〔名 三〕 停在 乙(名, 右)：没有对应的事实
    ");
}

#[test]
fn a_count_is_exact() {
    let (code, out) = diff(&["不符 “二” 2 次", "相符 1 次", "未核 0 次"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @"
    失败 T001 例  rules/测试.dl:1
      - 不符 “二” 2 次（得到 1 次）
      - 未核 0 次（得到 1 次）
        相符
      + 不符 二的左 2.00 万元，右 2.50 万元，相差 0.50 万元
      + 未核〔名 三〕 停在 乙(名, 右)：没有对应的事实
    ");
}

#[test]
fn a_message_that_differs_a_little_is_shown_where_it_does() {
    let (code, out) = diff(&["不符 “右 2.50 万元，相差 0.05 万元”"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @"
    失败 T001 例  rules/测试.dl:1
      - 不符 “右 2.50 万元，相差 0.05 万元”
        差在 右 2.50 万元，相差 【0.05 → 0.50】 万元
      + 相符
      + 不符 二的左 2.00 万元，右 2.50 万元，相差 0.50 万元  没有期望说到它
      + 未核〔名 三〕 停在 乙(名, 右)：没有对应的事实
    ");
}

#[test]
fn no_subject_is_not_unchecked() {
    let folder = pack("测试 T001 “空”\n    期望 无\n    期望 未核\n");
    assert_eq!(run(&folder, &[]).code, 0);
    let (code, out) = diff(&["无", "不符"]);
    assert_eq!(code, 1);
    assert!(out.contains("- 无"), "{out}");
}

#[test]
fn a_count_that_is_no_whole_number_and_a_cell_that_fits_no_column_fail() {
    let (code, out) = diff(&["不符 1.5 次"]);
    assert_eq!(code, 1);
    assert!(out.contains("! 次数“1.5”"), "{out}");
    let folder = pack("测试 T001 “字”\n    给定 甲\n        | 名 | 左 |\n        | 一 | 多 |\n    期望 未核\n");
    let run = run(&folder, &[]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("! 给定的“多”不能放进列“左”"), "{}", run.out);
}

#[test]
fn whole_filings() {
    let on = |expected: &[&str], path: &str| {
        let expected: String = expected.iter().map(|it| format!("    期望 {it} 于 “{path}”\n")).collect();
        run(&pack(&format!("测试 T001 “整份”\n{expected}")), &[])
    };
    let passed = on(&["不符 “相差 0.25 万元” 1 次", "相符 1 次"], "corpus/文件.txt");
    assert_eq!((passed.code, passed.out.as_str()), (0, "1 个测试，通过 1，失败 0；读了 1 份文件\n"));
    let failed = on(&["相符 2 次"], "corpus/文件.txt");
    assert_eq!(failed.code, 1);
    insta::assert_snapshot!(failed.out, @"
    失败 T001 整份  rules/测试.dl:1
      于 corpus/文件.txt
      - 相符 2 次（得到 1 次）
      + 相符
      + 不符 二的左 2.00 万元，右 2.25 万元，相差 0.25 万元  没有期望说到它

    1 个测试，通过 0，失败 1；读了 1 份文件
    ");
    for (path, problem) in [
        ("corpus/没有.txt", "corpus/没有.txt：读不到"),
        ("corpus", "不是文件"),
        ("../文件.txt", "不能是绝对路径，也不能有 .."),
        ("corpus/../corpus/文件.txt", "不能是绝对路径，也不能有 .."),
        ("/etc/hostname", "不能是绝对路径，也不能有 .."),
        ("", "不能是绝对路径，也不能有 .."),
    ] {
        let run = on(&["相符 1 次"], path);
        assert_eq!(run.code, 1, "{path}");
        assert!(run.out.contains(problem) && run.out.contains(&format!("于 {path}")), "{path}: {}", run.out);
    }
}

/// Small facts and filings are apart: what is wanted of one says nothing of the other.
#[test]
fn scenes_are_held_apart() {
    let given = test("例", &["不符 “0.50”", "不符 “0.25” 于 “corpus/文件.txt”"]);
    assert_eq!(run(&pack(&given), &[]).code, 0);
    let given = test("例", &["不符 “0.25”", "不符 “0.50” 于 “corpus/文件.txt”"]);
    assert_eq!(run(&pack(&given), &[]).code, 1);
    let unsaid = test("例", &["不符 “0.25” 于 “corpus/文件.txt”"]);
    assert_eq!(run(&pack(&unsaid), &[]).code, 1, "the small facts contradict, and nothing expects it");
}

#[test]
fn every_word_of_a_filter_counts() {
    let tests = test("甲例", &["不符"]) + &test("乙例", &["不符"]);
    let folder = pack(&tests);
    let count = |filter: &str| {
        let run = run(&folder, &["--filter", filter]);
        assert_eq!(run.code, 0, "{filter}: {}", run.err);
        run.out
    };
    for (filter, tests) in [("", 2), ("t001", 2), ("甲例", 1), ("T001 例 乙", 1), ("测试.dl", 2), ("两数相等", 2)]
    {
        assert_eq!(count(filter), format!("{tests} 个测试，通过 {tests}，失败 0\n"), "{filter}");
    }
    for filter in ["甲例 乙例", "T002"] {
        let run = run(&folder, &["--filter", filter]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{filter}");
        assert!(run.err.contains(filter), "{}", run.err);
    }
}

/// The start tags and the attributes of a document; a panic where it is not well-formed.
fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    let mut depth = 0;
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}\n{xml}"));
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                depth += i32::from(matches!(event, Event::Start(_)));
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    let key = attribute.key.as_ref().to_owned();
                    (key, quick_xml::escape::unescape(&attribute.value).expect("escaped").into_owned())
                });
                found.push((tag.name().as_ref().to_owned(), attributes.collect()));
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{xml}");
    let allowed = |ch: char| matches!(ch, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed), "{xml}");
    found
}

#[test]
fn junit_is_xml_with_a_suite_for_each_file() {
    let folder = pack(&(test("甲例", &["不符"]) + &test("乙例", &["相符"])));
    folder.file("rules/另外.dl", test("丙例", &["不符"]));
    let run = run(&folder, &["--format", "junit"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="gouji rules test" tests="3" failures="1">
      <testsuite name="rules/另外.dl" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="T001" name="丙例" file="rules/另外.dl" line="1"/>
      </testsuite>
      <testsuite name="rules/测试.dl" tests="2" failures="1" errors="0" skipped="0">
        <testcase classname="T001" name="甲例" file="rules/测试.dl" line="1"/>
        <testcase classname="T001" name="乙例" file="rules/测试.dl" line="13">
          <failure message="+ 不符 二的左 2.00 万元，右 2.50 万元，相差 0.50 万元  没有期望说到它">
        相符
      + 不符 二的左 2.00 万元，右 2.50 万元，相差 0.50 万元  没有期望说到它
      + 未核〔名 三〕 停在 乙(名, 右)：没有对应的事实
    </failure>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
    let names: Vec<String> = elements(&run.out).into_iter().map(|(name, _)| name).collect();
    let suites = ["testsuites", "testsuite", "testcase", "testsuite", "testcase", "testcase", "failure"];
    assert_eq!(names, suites);
}

#[test]
fn hostile_text_is_escaped() {
    let title = "<b>&amp;\"'」]]>甲\n    乙";
    let hostile = FILING.replace('二', "\u{1b}[31m二\u{202e}<x>&\"");
    let folder = pack(&format!("测试 T001 “{title}”\n    期望 相符 9 次 于 “corpus/<&>.txt”\n"));
    folder.file("corpus/<&>.txt", hostile);
    let terminal = run(&folder, &[]);
    assert_eq!(terminal.code, 1);
    let strange = |ch: char| ch.is_control() && ch != '\n' || ch == '\u{202e}';
    assert!(!terminal.out.contains(strange), "{:?}", terminal.out);
    assert!(terminal.out.contains("<b>&amp;\"'」]]>甲\u{fffd}"), "{}", terminal.out);
    let junit = run(&folder, &["--format", "junit"]).out;
    let case = elements(&junit).into_iter().find(|(name, _)| name == "testcase").expect("a test");
    let name = &case.1.iter().find(|(key, _)| key == "name").expect("a name").1;
    assert!(name.starts_with("<b>&amp;\"'」]]>甲\u{fffd}"), "{name}");
    assert!(!junit.contains(strange), "{junit:?}");
}

#[test]
fn threads_change_nothing() {
    let tests: String = (0..20).map(|number| test(&format!("例{number}"), &["相符", "不符 “0.5”"])).collect();
    let folder = pack(&(tests + &test("错", &["相符", "相符 7 次 于 “corpus/文件.txt”", "无 于 “没有.txt”"])));
    let small = Pack::load(&folder.path().join("rules")).expect("rules");
    assert!(small.is_sound(), "{:?}", small.diagnostics);
    for (pack, filter, least) in [(&small, "", 21), (rules(), "E013", 2)] {
        let print = |threads: usize| {
            let trials = run_tests(pack, filter, &Limits::default(), NonZero::new(threads).expect("threads"));
            assert!(trials.trials.len() >= least);
            report::trials(&trials) + &report::junit(&trials)
        };
        let alone = print(1);
        for threads in [2, 64] {
            assert_eq!(print(threads), alone, "{threads} threads");
        }
    }
}

#[test]
fn one_rule_on_a_page() {
    let folder = pack(&test("例", &["不符"]));
    let rules = folder.path().join("rules");
    let show = |id: &str| gouji(&["rules", "show", id, "--rules", rules.to_str().expect("a path")]);
    let page = show("T001");
    assert_eq!(page.code, 0, "{}", page.err);
    insta::assert_snapshot!(page.out.replace(&format!("{}/", folder.path().display()), ""), @"
    T001  错误  两数相等
    rules/规则.dl:11

    规则 T001 “两数相等”
        级别 错误
        当   甲(名, 左)
        且   乙(名, 右)
        应   左 = 右
        否则 “{名}的左 {左}，右 {右}，相差 {差额}”
    测试 T001 “例”
        给定 甲 单位 万元
            | 名 | 左   |
            | 一 | 1.00 |
            | 二 | 2.00 |
            | 三 | 3.00 |
        给定 乙 单位 万元
            | 名 | 右   |
            | 一 | 1.00 |
            | 二 | 2.50 |
        期望 不符

    读的关系
      甲(名, 左)  表样 rules/规则.dl:2
      乙(名, 右)  表样 rules/规则.dl:3
    ");
    assert_eq!(show("T002").code, 2);
}

/// Every rule of the repository has a page that holds its tests and can be read as a rule file.
#[test]
fn every_rule_has_a_page() {
    let pack = rules();
    for rule in &pack.program.rules {
        let page = report::rule_page(&pack.program, &pack.sources, rule);
        let tests = pack.program.tests.iter().filter(|test| test.rule.text == rule.id).count();
        assert_eq!(page.matches(&format!("测试 {} ", rule.id)).count(), tests, "{page}");
        assert!(page.contains("读的关系"), "{page}");
    }
}
