//! Filings of several files, and what a file does not show: what the commands find, name and tell.

use std::collections::BTreeSet;

use serde_json::Value;

use super::gouji::{Folder, Run, gouji};
use super::promises::reading::packed;

/// A text that becomes a filing of its own.
const GOOD: &str = "示例单位 2026 年部门预算公开\n";

fn check(more: &[&str], path: &std::path::Path) -> Run {
    let path = path.to_str().expect("a path");
    gouji(&[&["check", "--format", "json"], more, &[path]].concat())
}

/// The paths of the filings of a report, inside a folder.
fn filings(run: &Run, folder: &Folder) -> Vec<String> {
    let report = run.json();
    let filings = report["filings"].as_array().expect("filings").iter();
    let path = |filing: &Value| {
        let path = filing["path"].as_str().expect("a path").to_owned();
        path.strip_prefix(folder.path().to_str().expect("a path")).unwrap_or(&path).to_owned()
    };
    filings.map(path).collect()
}

/// The places of all digits that nobody read.
fn unread(path: &std::path::Path) -> Vec<String> {
    let run = gouji(&["coverage", path.to_str().expect("a path")]);
    assert_eq!(run.code, 0, "{}", run.err);
    let place = |line: &str| Some(line.trim().strip_prefix("未读 ")?.split('：').next()?.to_owned());
    run.out.lines().filter_map(place).collect()
}

#[test]
fn a_folder_in_a_folder_is_one_filing() {
    let folder = Folder::new();
    folder.file("批/甲.txt", GOOD);
    folder.file("批/乙/1.txt", GOOD);
    folder.file("批/乙/2.html", "<html><p>共 77777 人");
    folder.file("批/空/深/3.txt", GOOD);
    let run = check(&[], &folder.path().join("批"));
    assert_eq!(filings(&run, &folder), ["/批/乙", "/批/甲.txt"], "{}", run.err);

    let run = check(&["--one"], &folder.path().join("批"));
    assert_eq!(filings(&run, &folder), ["/批"], "{}", run.err);
    let all = unread(&folder.path().join("批"));
    assert!(all.contains(&"文 乙/2.html 第 1 段".to_owned()), "{all:?}");
}

#[test]
fn an_unreadable_file_of_a_folder_is_named_and_the_others_are_checked() {
    let folder = Folder::new();
    folder.file("甲/1.txt", GOOD);
    folder.file("甲/2.rar", b"Rar!\x1a\x07\x00");
    folder.file("乙.txt", GOOD);
    let run = check(&[], folder.path());
    assert_eq!((run.code, filings(&run, &folder)), (2, vec!["/乙.txt".to_owned()]));
    assert!(run.err.contains("甲/2.rar") && run.err.contains("RAR"), "{}", run.err);
}

#[test]
fn markdown_in_a_folder_is_a_filing_unless_it_tells_about_the_others() {
    let folder = Folder::new();
    folder.file("甲.md", format!("# 公开\n\n{GOOD}"));
    for name in ["README.md", "readme.txt", "甲.labels.json", ".藏.txt"] {
        folder.file(name, GOOD);
    }
    assert_eq!(filings(&check(&[], folder.path()), &folder), ["/甲.md"]);
}

#[test]
fn pages_saved_as_one_file_are_read() {
    let folder = Folder::new();
    let page = "<html><p>=E5=85=B1 77777 =E4=BA=BA</html>";
    let mail = format!(
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n\
         Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n--x--\r\n"
    );
    let path = folder.file("公开.mht", mail);
    assert_eq!(unread(&path), ["文 第 1 段"]);
}

/// Tools of Chinese systems write the names of members in GBK and do not say so.
#[test]
fn members_with_names_in_gbk_are_named() {
    let folder = Folder::new();
    let mut archive = packed(&[("NNNNN.txt", "共 77777 人".as_bytes())]);
    let (name, _, _) = encoding_rs::GBK.encode("附件");
    let named = [name.as_ref(), b"1"].concat();
    while let Some(at) = archive.windows(5).position(|window| window == b"NNNNN") {
        archive.splice(at..at + 5, named.iter().copied());
    }
    let path = folder.file("公开.zip", archive);
    assert_eq!(unread(&path), ["文 附件1.txt 第 1 段"]);
}

/// A workbook of two sheets, the second of which is hidden; a row and a column of the first are.
fn workbook() -> Vec<u8> {
    let book = "<workbook><sheets><sheet name=\"表\" r:id=\"a\"/><sheet name=\"底稿\" state=\"hidden\" r:id=\"b\"/></sheets></workbook>";
    let links = "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"1.xml\"/>\
                 <Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"2.xml\"/></Relationships>";
    let cell = |at: &str| format!("<c r=\"{at}\"><v>77777</v></c>");
    let one = format!(
        "<worksheet><cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\">{}{}{}</row>\
         <row r=\"2\" hidden=\"1\">{}{}</row></sheetData></worksheet>",
        cell("A1"),
        cell("B1"),
        cell("C1"),
        cell("A2"),
        cell("C2"),
    );
    let two = format!("<worksheet><sheetData><row r=\"1\">{}</row></sheetData></worksheet>", cell("A1"));
    packed(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/1.xml", one.as_bytes()),
        ("xl/2.xml", two.as_bytes()),
    ])
}

#[test]
fn what_sheets_hide_is_told_and_does_not_fail() {
    let folder = Folder::new();
    let book = folder.file("表.xlsx", workbook());
    assert_eq!(unread(&book), ["表 表!A1", "表 表!B1"]);
    let path = book.to_str().expect("a path");
    let (shown, whole) = ("工作表“表”隐藏的行和列里有 3 个有字的单元格", "工作表“底稿”整张隐藏");
    for args in [&["coverage"][..], &["check"], &["check", "--format", "markdown"], &["check", "--format", "json"]] {
        let run = gouji(&[args, &[path]].concat());
        assert!(run.out.contains(shown) && run.out.contains(whole), "{args:?}: {}", run.out);
        assert_ne!(run.code, 2, "{args:?}: {}", run.err);
    }
    let folder = Folder::new();
    let archive = folder.file("公开.zip", packed(&[("1.txt", GOOD.as_bytes()), ("表.xlsx", &workbook())]));
    let run = gouji(&["coverage", archive.to_str().expect("a path")]);
    assert!(run.out.contains(&format!("隐藏 表.xlsx {whole}")), "{}", run.out);
}

#[test]
fn a_page_is_numbered_in_its_own_file() {
    let read =
        |name: &str| std::fs::read(format!("{}/tests/formats/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a file");
    let pdf = read("示例州人社服务中心-2026-libreoffice.pdf");
    let folder = Folder::new();
    let archive = folder.file("公开.zip", packed(&[("附件1.pdf", &pdf), ("附件2.pdf", &pdf)]));
    let path = archive.to_str().expect("a path");
    let run = gouji(&["facts", path, "--relation", "收支总表", "--format", "csv"]);
    let pages = |part: &str| -> BTreeSet<&str> {
        let places = run.out.lines().filter_map(|line| line.split(',').nth(1));
        places.filter_map(|place| place.strip_prefix(part)).collect()
    };
    assert!(!pages("附件1.pdf ").is_empty(), "{} {}", run.out, run.err);
    assert_eq!(pages("附件1.pdf "), pages("附件2.pdf "));
}

#[test]
fn limits_of_reading_are_set_on_the_command_line() {
    let folder = Folder::new();
    let book = folder.file("表.xlsx", workbook());
    let pdf = format!("{}/tests/formats/示例州人社服务中心-2026-libreoffice.pdf", env!("CARGO_MANIFEST_DIR"));
    let book = book.to_str().expect("a path");
    for (option, value, path, words) in [
        ("--max-file-mib", "0", book, "字节数超过上限 0"),
        ("--max-unpacked-mib", "0", book, "解压后的字节数超过上限 0"),
        ("--max-cells", "1", book, "单元格数超过上限 1"),
        ("--max-pages", "1", pdf.as_str(), "页数超过上限 1"),
    ] {
        for command in ["check", "facts", "coverage"] {
            let run = gouji(&[command, option, value, path]);
            assert_eq!(run.code, 2, "{command} {option}");
            assert!(run.err.contains(words), "{command} {option}: {}", run.err);
        }
    }
}
