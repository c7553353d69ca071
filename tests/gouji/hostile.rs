//! Hostile files: an error message or a result, and the other files of the run are still checked.

use std::time::{Duration, Instant};

use gouji::engine::Limits;
use gouji::session;

use super::gouji::{Folder, Run, gouji};
use super::samples::{base_of, rules};

/// No file may take longer, in a build without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Checks a file and, after it, a small good one; the file must be named in an error or in the report.
fn survives(name: &str, bytes: impl AsRef<[u8]>) -> Run {
    let folder = Folder::new();
    let hostile = folder.file(name, bytes);
    let good = folder.file("例.txt", "示例单位 2026 年部门预算公开\n");
    let start = Instant::now();
    let run = gouji(&["check".as_ref(), "--format=json".as_ref(), hostile.as_os_str(), good.as_os_str()]);
    assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
    let report = run.json();
    let filings: Vec<&str> =
        report["filings"].as_array().expect("filings").iter().filter_map(|filing| filing["path"].as_str()).collect();
    assert!(filings.contains(&good.to_str().expect("a path")), "{name}: {filings:?}");
    if filings.len() == 1 {
        assert_eq!(run.code, 2, "{name}");
        assert!(run.err.contains(name), "{name}: {}", run.err);
    }
    run
}

/// As [`survives`], and the file must be an error whose message contains some words.
fn refused(name: &str, bytes: impl AsRef<[u8]>, words: &str) {
    let run = survives(name, bytes);
    assert_eq!(run.code, 2, "{name}");
    assert!(run.err.contains(words), "{name}: {}", run.err);
}

#[test]
fn files_without_text_are_refused() {
    refused("空.txt", "", "没有任何文字");
    refused("空白.txt", " \n\t\n", "没有任何文字");
    refused("零.txt", [0_u8; 64], "零.txt");
    refused("零在中间.txt", "第一行\n\0\n第三行", "零在中间.txt");
    refused("乱.txt", [0xff_u8, 0x80, 0x81, 0xfe, 0x00, 0xc3, 0x28], "乱.txt");
    refused("坏.txt", [b"\xe7\xac\xac\xe4\xb8\x80\n".as_slice(), b"\xe4\xb8\xff\xff\n"].concat(), "坏.txt");
    survives("一.txt", "1");
    survives("字节.txt", [0xff_u8]);
}

#[test]
fn files_that_are_no_files_are_refused() {
    let folder = Folder::new();
    let missing = folder.path().join("没有.txt");
    let run = gouji(&["check".as_ref(), missing.as_os_str()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("没有.txt"), "{}", run.err);
    let run = gouji(&["check".as_ref(), folder.path().as_os_str()]);
    assert_eq!(run.code, 2, "an empty folder holds nothing to check");
    for command in ["facts", "coverage"] {
        let run = gouji(&[command.as_ref(), folder.path().as_os_str()]);
        assert_eq!(run.code, 2, "{command} wants a file");
        assert!(run.err.contains(folder.path().to_str().expect("a path")), "{}", run.err);
    }
}

/// A device or a pipe might never end: it is named and not opened, whatever reads it.
#[cfg(unix)]
#[test]
fn devices_and_pipes_are_not_read() {
    let folder = Folder::new();
    let pipe = folder.path().join("管.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    // Whoever opens the pipe finds a filing in it, and this test fails instead of waiting.
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::write(pipe, "示例单位 2026 年部门预算公开\n")
    });
    for path in [std::path::Path::new("/dev/zero"), &pipe] {
        for command in ["check", "facts", "coverage"] {
            let run = gouji(&[command.as_ref(), path.as_os_str()]);
            assert_eq!(run.code, 2, "{command}: {}", run.err);
            let name = path.to_str().expect("a path");
            assert!(run.err.contains(name) && run.err.contains("不是普通文件"), "{command}: {}", run.err);
        }
    }
    std::fs::read(&pipe).expect("the writer is waiting");
    writer.join().expect("the writer ends").expect("it could write");
}

#[test]
fn absurd_sizes_end() {
    survives("数.txt", "7".repeat(1 << 20));
    survives("数行.txt", "7777777 ".repeat(4096).repeat(4) + "\n");
    survives("制表符.txt", "部门收支总体情况表\n".to_owned() + &"\t".repeat(10_000) + "\n1\t2\n");
    survives("括号.txt", "（".repeat(20_000) + "一" + &"）".repeat(20_000));
    survives("引号.txt", "“".repeat(20_000) + "《" + &"”".repeat(20_000));
}

#[test]
fn absurdly_many_tables_end() {
    survives("表.txt", "表 1\n".repeat(100_000));
    survives("题名.txt", "表 3\n部门支出总体情况表\n科目编码 科目名称 合计\n".repeat(3_000));
}

#[test]
fn absurdly_many_sentences_end() {
    survives("句.txt", "其中：基本支出 1.00 万元，占 1.00%，".repeat(3_000).replace("占 1.00%，", "占 1.00%，\n"));
    let section = "第三部分 2026 年部门预算情况说明\n三、关于示例单位 2026 年支出预算情况说明\n";
    survives("一句.txt", section.to_owned() + &"支出预算 803.42 万元，其中：".repeat(2_000));
}

#[test]
fn a_cut_filing_is_a_result_or_an_error() {
    let bytes = base_of(2026).text.as_bytes();
    const CUTS: usize = 50;
    for cut in 0..CUTS {
        let at = cut * bytes.len() / CUTS + cut % 3;
        if let Err(error) = session::check(rules(), "断.txt", &bytes[..at], &Limits::default()) {
            assert!(error.to_string().starts_with("断.txt"), "{error}");
        }
    }
}

/// Packs that are no packs: what is wrong is said, and said soon.
#[test]
fn hostile_packs_end() {
    let folder = Folder::new();
    folder.file("规则/甲.dl", "关系 甲(数: 金额)\n");
    folder.file("规则/目录.dl/乙.dl", "关系 乙(数: 金额)\n");
    let rules = folder.path().join("规则");
    let list = || gouji(&["rules".as_ref(), "list".as_ref(), "--rules".as_ref(), rules.as_os_str()]);
    assert_eq!(list().code, 0, "a folder with the name of a file is a folder");

    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        for name in ["圈", "又一圈", "再一圈"] {
            symlink(&rules, rules.join(name)).expect("a link");
        }
        assert_eq!(list().code, 0, "{}", list().err);
        for (target, words) in [("/dev/zero", "不是普通文件"), ("/没有", "读不到")] {
            let link = rules.join("丙.dl");
            symlink(target, &link).expect("a link");
            let run = list();
            assert_eq!(run.code, 2);
            assert!(run.err.contains("丙.dl") && run.err.contains(words), "{}", run.err);
            std::fs::remove_file(&link).expect("the link is there");
        }
    }

    let large = folder.file("规则/大.dl", "# 注\n".repeat(3 << 20));
    let run = list();
    assert!(run.code == 2 && run.err.contains("太大"), "{}", run.err);
    std::fs::remove_file(large).expect("the file is there");

    for number in 0..5_000 {
        folder.file(&format!("规则/多/{number}.dl"), format!("关系 表{number}(数: 金额)\n"));
    }
    assert_eq!(list().code, 0, "{}", list().err);
}
