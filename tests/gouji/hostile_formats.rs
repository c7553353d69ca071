//! Hostile files of every format, all in one run: each is in the report or named in an error, and the good file among
//! them is checked.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::gouji::{Folder, Run, gouji};
use super::promises::reading::packed;

const GOOD: &str = "示例单位 2026 年部门预算公开\n";
/// Small limits, so that what passes them is made soon.
const LIMITS: [&str; 8] =
    ["--max-file-mib", "2", "--max-unpacked-mib", "4", "--max-pages", "50", "--max-cells", "20000"];

type File = (String, Vec<u8>);

fn file(name: &str, bytes: impl AsRef<[u8]>) -> File {
    (name.to_owned(), bytes.as_ref().to_owned())
}

/// Checks files in one run with a good one among them; the files that were read.
fn survive(files: &[File]) -> (Vec<String>, Run) {
    let folder = Folder::new();
    for (name, bytes) in files {
        folder.file(name, bytes);
    }
    folder.file("好.txt", GOOD);
    let path = folder.path().to_str().expect("a path");
    let run = gouji(&[&["check", "--format", "json"], &LIMITS[..], &[path]].concat());
    let report = run.json();
    let read = report["filings"].as_array().expect("filings").iter().filter_map(|filing| filing["path"].as_str());
    let read: Vec<String> = read.filter_map(|it| Some(it.rsplit_once('/')?.1.to_owned())).collect();
    assert!(read.contains(&"好.txt".to_owned()), "{read:?}");
    for (name, _) in files {
        let named =
            run.err.lines().any(|line| line.contains(&format!("{name}：")) || line.contains(&format!("{name}（")));
        let inside = run.err.contains(&format!("{name}/"));
        assert!(read.contains(name) || named || inside, "{name} is in no report and no error: {}", run.err);
    }
    (read, run)
}

/// Checks files, each of which must be an error whose message contains some words.
fn refused(files: &[(&str, Vec<u8>, &str)]) {
    let all: Vec<File> = files.iter().map(|(name, bytes, _)| file(name, bytes)).collect();
    let (read, run) = survive(&all);
    assert_eq!(run.code, 2);
    for (name, _, words) in files {
        assert!(!read.contains(&(*name).to_owned()), "{name} was read");
        let named = |line: &str| line.contains(&format!("/{name}")) && line.contains(words);
        assert!(run.err.lines().any(named), "{name} is not told by {words}: {}", run.err);
    }
}

fn committed(ending: &str) -> Vec<u8> {
    let path = format!("{}/tests/formats/示例州人社服务中心-2026{ending}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("a committed file")
}

fn old(stream: &str, bytes: &[u8]) -> Vec<u8> {
    let mut disk = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    disk.create_stream(stream).expect("a stream").write_all(bytes).expect("its bytes");
    disk.into_inner().into_inner()
}

fn deflated(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A PDF file of objects, numbered from 1; the first is the catalog.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut out = "%PDF-1.7\n".to_owned();
    let mut at = Vec::new();
    for (number, object) in (1..).zip(objects) {
        at.push(out.len());
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (out.len(), at.len() + 1);
    let _ = write!(out, "xref\n0 {size}\n0000000000 65535 f \n");
    for at in &at {
        let _ = writeln!(out, "{at:010} 00000 n ");
    }
    let _ = write!(out, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

fn stream(head: &str, content: &str) -> String {
    format!("<< {head} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

#[test]
fn formats_that_are_not_read_are_named() {
    refused(&[
        ("甲.doc", old("WordDocument", b"x"), "DOC"),
        ("甲.ppt", old("PowerPoint Document", b"x"), "演示文稿"),
        ("甲.wps", old("Contents", b"x"), "WPS"),
        ("甲.rtf", b"{\\rtf1\\ansi}".to_vec(), "RTF"),
        ("甲.rar", b"Rar!\x1a\x07\x00".to_vec(), "RAR"),
        ("甲.png", b"\x89PNG\r\n\x1a\n".to_vec(), "图片"),
        ("甲.ofd", packed(&[("OFD.xml", b"<a/>")]), "OFD"),
        ("甲.ods", packed(&[("mimetype", b"x"), ("content.xml", b"<a/>")]), "OpenDocument"),
        ("甲.xml", b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>".to_vec(), "XML"),
    ]);
}

#[test]
fn files_without_anything_printed_are_refused() {
    refused(&[
        ("甲.html", b"<!DOCTYPE html><html></html>".to_vec(), "没有任何文字"),
        ("甲.zip", packed(&[]), "没有可以读取的文件"),
        ("甲.docx", packed(&[("word/document.xml", b"<document><body/></document>")]), "没有任何文字"),
        ("甲.pdf", pdf(&["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]), "甲.pdf"),
    ]);
}

#[test]
fn what_is_behind_a_mark_may_be_garbage() {
    let noise: Vec<u8> = (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let marked = |mark: &[u8]| [mark, &noise].concat();
    refused(&[
        ("甲.pdf", marked(b"%PDF-1.7\n"), "损坏"),
        ("甲.docx", marked(b"PK\x03\x04"), "损坏"),
        ("甲.zip", marked(b"PK\x05\x06"), "损坏"),
        ("甲.xls", marked(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "损坏"),
        ("甲.html", marked(b"<html>"), "甲.html"),
        ("乙.docx", packed(&[("word/document.xml", &noise)]), "乙.docx"),
        ("乙.xlsx", packed(&[("xl/workbook.xml", &noise), ("xl/_rels/workbook.xml.rels", &noise)]), "乙.xlsx"),
        ("乙.xls", old("Workbook", &noise), "乙.xls"),
    ]);
}

#[test]
fn files_may_break_off_anywhere() {
    let book = old("Workbook", &[9, 8, 8, 0, 0, 6, 5, 0, 0, 0, 0, 0, 10, 0, 0, 0].repeat(400));
    let whole = [
        ("pdf", committed("-libreoffice.pdf")),
        ("docx", committed(".docx")),
        ("xlsx", committed(".xlsx")),
        ("html", committed(".html")),
        ("xls", book),
        ("zip", deflated(&[("1.txt", GOOD.as_bytes()), ("2.txt", GOOD.as_bytes())])),
    ];
    let mut files = Vec::new();
    for (ending, bytes) in &whole {
        for part in [1, 30, 60, 99] {
            files.push(file(&format!("{part}.{ending}"), &bytes[..bytes.len() * part / 100]));
        }
    }
    let (_, run) = survive(&files);
    for broken in ["60.docx", "99.xlsx", "60.xls", "30.zip"] {
        assert!(run.err.lines().any(|line| line.contains(broken) && line.contains("损坏")), "{broken}: {}", run.err);
    }
}

#[test]
fn endings_do_not_tell_what_a_file_is() {
    let body = "<document><body><p><r><t>示例单位 2026 年部门预算公开</t></r></p></body></document>";
    let files = [
        file("甲.pdf", GOOD),
        file("甲.docx", format!("<html><p>{GOOD}")),
        file("甲.xls", packed(&[("word/document.xml", body.as_bytes())])),
        file("甲.doc", format!("<html><table><tr><td>{GOOD}</table>")),
        file("甲.txt", packed(&[("1.txt", GOOD.as_bytes())])),
        file("甲.html", GOOD),
        file("甲", format!("# 公开\n\n{GOOD}")),
    ];
    let (read, run) = survive(&files);
    assert_eq!((read.len(), run.err.as_str()), (files.len() + 1, ""));
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b'0'; 5 << 20];
    let inner = deflated(&[("1.txt", &zeros[..3 << 20]), ("2.txt", &zeros[..3 << 20])]);
    let nested = |inner: &[u8]| packed(&[("内.zip", inner)]);
    let laughs = "<!DOCTYPE a [<!ENTITY a \"哈\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let crowd: Vec<String> = (0..2_500).map(|number| format!("{number}.txt")).collect();
    let crowd: Vec<(&str, &[u8])> = crowd.iter().map(|name| (name.as_str(), b"1".as_slice())).collect();
    refused(&[
        ("炸弹.zip", deflated(&[("1.txt", &zeros)]), "超过上限"),
        ("炸弹.docx", deflated(&[("word/document.xml", &zeros)]), "解压后的字节数超过上限"),
        ("两个.zip", inner.clone(), "超过上限"),
        ("套.zip", nested(&nested(&nested(&packed(&[("1.txt", b"1")])))), "压缩包套了不止一层"),
        ("套炸弹.zip", nested(&inner), "超过上限"),
        ("多.zip", packed(&crowd), "文件数超过上限"),
        ("笑.docx", packed(&[("word/document.xml", format!("{laughs}<document>&b;</document>").as_bytes())]), "损坏"),
        ("大.txt", vec![b'1'; (2 << 20) + 1], "字节数超过上限"),
        ("格.html", format!("<table>{}", "<tr><td>1<td>2".repeat(10_001)).into_bytes(), "单元格数超过上限"),
        ("深.docx", packed(&[("word/document.xml", "<a>".repeat(100_000).as_bytes())]), "嵌套层数超过上限"),
    ]);
}

#[test]
fn nesting_and_circles_end() {
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources 5 0 R >>";
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 5 0 R";
    let kids: String = (3..63).map(|number| format!("{number} 0 R ")).collect();
    let many = format!("<< /Type /Pages /Kids [{kids}] /Count 60 >>");
    let many: Vec<&str> = [catalog, &many].into_iter().chain([page; 60]).collect();
    let files = [
        file("深.html", "<div>".repeat(20_000)),
        file("跨.html", b"<table><tr><td colspan=1000 rowspan=65000>1".repeat(30)),
        file("深表.html", "<table><tr><td>".repeat(5_000)),
        file("深.md", "> ".repeat(10_000) + "甲"),
        file("深列.md", (0..300).map(|depth| " ".repeat(2 * depth) + "- 甲\n").collect::<String>()),
        file("圈.pdf", pdf(&[catalog, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])),
        file(
            "自.pdf",
            pdf(&[
                catalog,
                pages,
                page,
                &stream("", "/F Do"),
                "<< /XObject << /F 6 0 R >> >>",
                &stream(form, "/F Do /F Do"),
            ]),
        ),
        file("长.pdf", pdf(&["<< /Type /Catalog /Pages 2 0 R >>", pages, page, "<< /Length 4 0 R >>", "5 0 R"])),
        file("多页.pdf", pdf(&many)),
        file("深.pdf", pdf(&[catalog, pages, &format!("{}{}", "[".repeat(50_000), "]".repeat(50_000))])),
        file("门.xls", old("Workbook", &[0xfc, 0, 4, 0, 0xff, 0xff, 0xff, 0xff].repeat(2_000))),
    ];
    let (_, run) = survive(&files);
    assert!(run.err.contains("多页.pdf：页数超过上限 50"), "{}", run.err);
}
