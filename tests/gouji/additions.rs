//! What is new comes as a file: a rule, a title of a table, a sentence.

use std::fs;

use serde_json::Value;

use super::gouji::{Folder, Run, gouji};
use super::samples::{base_of, files, top};

/// A copy of the rules of the repository.
fn copy_of_rules() -> Folder {
    let folder = Folder::new();
    let rules = top().join("rules");
    for path in files(&rules, "dl") {
        let name = path.strip_prefix(&rules).expect("under the rules").to_string_lossy().into_owned();
        folder.file(&format!("rules/{name}"), fs::read(&path).expect("a rule file"));
    }
    folder
}

fn run(folder: &Folder, command: &[&str], filing: &str) -> Run {
    let filing = folder.file("文件.txt", filing);
    let mut args: Vec<&str> = command.to_vec();
    let rules = folder.path().join("rules");
    args.extend([filing.to_str().expect("a path"), "--rules", rules.to_str().expect("a path")]);
    gouji(&args)
}

#[test]
fn a_new_rule_is_a_new_file() {
    let folder = copy_of_rules();
    folder.file(
        "rules/部门预算/规则/Z 新/Z901 合计不超过百元.dl",
        "规则 Z901 “总计等于一百万元”\n    级别 提示\n    当   收支总表(块: “收入”, 项目: “收入总计”, 数: 收入)\n    \
         应   收入 = 100 万元\n    否则 “收入总计 {收入}，不是一百万元”\n\n\
         测试 Z901 “不是”\n    给定 收支总表 单位 万元\n        | 块   | 项目     | 数     |\n        \
         | 收入 | 收入总计 | 803.42 |\n    期望 不符\n",
    );
    let report = run(&folder, &["check", "--format", "json"], &base_of(2026).text).json();
    let findings = report["filings"][0]["findings"].as_array().expect("findings");
    let new: Vec<&Value> = findings.iter().filter(|finding| finding["rule"] == "Z901").collect();
    assert_eq!(new.len(), 1);
    assert_eq!(new[0]["message"], "收入总计 803.42 万元，不是一百万元");
    assert_eq!(new[0]["severity"], "note");
    let rules = folder.path().join("rules");
    let tests =
        gouji(&["rules".as_ref(), "test".as_ref(), "--filter=Z901".as_ref(), "--rules".as_ref(), rules.as_os_str()]);
    assert_eq!((tests.code, tests.out.as_str()), (0, "1 个测试，通过 1，失败 0\n"));
}

#[test]
fn a_new_title_of_a_table_is_a_new_file() {
    let folder = copy_of_rules();
    let (title, other) = ("部门支出总体情况表", "单位支出一览表");
    let facts = ["facts", "--format", "csv", "--relation", "支出总表"];
    let known = run(&folder, &facts, &base_of(2026).text).out;
    let filing = base_of(2026).text.replace(title, other);
    let before = run(&folder, &facts, &filing).out;
    assert_eq!(before, "", "the title is new");
    let layout = folder.path().join("rules/部门预算/新疆/表样/03-支出总表.dl");
    let layout = fs::read_to_string(layout).expect("the layout").replace(title, other);
    folder.file("rules/部门预算/某地/表样/支出总表.dl", layout.replace("《部门支出预算总表》", ""));
    assert_eq!(run(&folder, &facts, &filing).out, known);
    assert_eq!(run(&folder, &facts, &base_of(2026).text).out, known, "the old title is still read");
}

#[test]
fn a_new_sentence_is_a_new_file() {
    let folder = copy_of_rules();
    let mut lines: Vec<&str> = base_of(2026).text.lines().collect();
    let at = lines.iter().rposition(|line| line.contains("支出预算") && line.ends_with("其中：")).expect("a sentence");
    lines.insert(at, "");
    lines.insert(at, "本年植树经费 1,200.5 元，其中：种苗 700.5 元，人工 600 元。");
    lines.insert(at, "");
    let filing = lines.join("\n");
    let unread = run(&folder, &["coverage"], &filing).out;
    assert!(unread.contains("1,200.5"), "{unread}");
    folder.file(
        "rules/部门预算/某地/句式/植树.dl",
        "关系 植树说明(合计: 金额, 种苗: 金额, 人工: 金额)\n\n句式 植树说明\n    于 “支出预算情况说明”\n    \
         “本年植树经费{合计}，其中：种苗{种苗}，人工{人工}”\n\n\
         规则 Z902 “植树经费等于各项之和”\n    级别 错误\n    当   植树说明(合计, 种苗, 人工)\n    \
         应   合计 = 种苗 + 人工 ± 舍入\n    否则 “植树经费 {合计}，各项之和不是，相差 {差额}”\n",
    );
    let read = run(&folder, &["coverage"], &filing).out;
    assert!(!read.contains("1,200.5"), "{read}");
    let report = run(&folder, &["check", "--format", "json", "--severity", "error"], &filing).json();
    let findings = report["filings"][0]["findings"].as_array().expect("findings");
    let new: Vec<&Value> = findings.iter().filter(|finding| finding["rule"] == "Z902").collect();
    assert_eq!(new.len(), 1);
    assert_eq!(new[0]["places"][0]["line"], at + 2);
    assert_eq!(new[0]["difference"]["value"], "-100");
    assert_eq!(new[0]["found"]["printed"], "1,200.5");
}
