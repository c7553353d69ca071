//! The page that shows what was read of a filing and what was not, and the places that reports tell.

use std::fmt::Write as _;
use std::sync::Arc;

use gouji::base::CellName;
use gouji::document::{Block, Cell, Document, Grid, Line, Origin, Origins, Page, Text};
use gouji::extract::{Compiled, Extraction, extract};
use gouji::program::Source;
use gouji::report::{self, FactFormat};
use gouji::session::Pack;

use super::gouji::{Folder, gouji};
use super::samples::base_of;
use super::snapshots::compare;

const RULES: &str = "单位 万元 金额 10000\n编码 3 2 2\n不计 “年份” 《#年》\n\
    关系 支出(编码: 科目编码, 名称: 文本, 数: 金额)\n关系 说明(合计: 金额)\n\
    表样 支出 《支出表》\n    单位 万元\n    编码 = 列 “编码”\n    名称 = 列 “名称”\n    数 = 列 “数”\n\
    句式 说明 《支出{合计}》\n";

/// Text that would be markup, a script, a formula or a change of direction.
const HOSTILE: &str = "</text><script>alert(1)</script>\"'&\u{202e}7";

fn pack() -> Pack {
    let pack = Pack::from_sources(vec![Source { path: "甲.dl".to_owned(), text: RULES.to_owned() }]);
    assert!(pack.is_sound(), "{:?}", pack.diagnostics);
    pack
}

fn read(document: &Document) -> (Pack, Extraction) {
    let pack = pack();
    let extraction = extract(&pack.program, &Compiled::of(&pack.program), document);
    (pack, extraction)
}

fn page(document: &Document) -> String {
    let (pack, extraction) = read(document);
    report::proof(&pack.program, document, &extraction)
}

/// The page without its style sheet, a tag that begins a line a line.
fn body(document: &Document) -> String {
    let page = page(document);
    page.split_once("<body>").expect("a body").1.to_owned()
}

/// Where the lines of a test's document stand.
type At = fn(u32, &str) -> Origin;

/// A paragraph with a number that is read and one that is not, and a table with a header over two columns.
fn document(at: At, pages: Vec<Page>) -> Document {
    let mut lines = Vec::new();
    let mut text = |printed: &str| {
        let number = lines.len() as u32 + 1;
        lines.push(at(number, printed));
        Text::from_line(printed, number, 1)
    };
    let mut blocks = Vec::new();
    for printed in ["2026年支出12.50万元，另有99人。", "支出表"] {
        blocks.push(Block::Line(Line { text: text(printed), ..Line::default() }));
    }
    let mut cell = |printed: &str, columns, rows| Cell { text: text(printed), columns, rows };
    let rows = vec![
        vec![cell("科目", 2, 1), Cell::default(), cell("数", 1, 2)],
        vec![cell("编码", 1, 1), cell("名称", 1, 1), Cell::default()],
        vec![cell("208", 1, 1), cell("甲", 1, 1), cell("12.50", 1, 1)],
        vec![cell("", 1, 1), cell(HOSTILE, 1, 1), cell("3.x5", 1, 1)],
    ];
    blocks.push(Block::Grid(Grid { rows, spans: true }));
    Document { name: "<甲>.pdf".to_owned(), blocks, origins: Origins { lines, pages, ..Origins::default() } }
}

fn on_a_page(number: u32, printed: &str) -> Origin {
    let top = number as i32 * 20_000;
    let left = if number > 2 { number as i32 % 3 * 100_000 } else { 50_000 };
    let wide = |at: usize| left + at as i32 * 10_000;
    let boxes = (0..printed.chars().count()).map(|at| [wide(at), top, wide(at + 1), top + 10_000]).collect();
    Origin { page: Some(1), boxes, ..Origin::default() }
}

fn in_a_sheet(number: u32, _: &str) -> Origin {
    let cell = CellName { sheet: Some(Arc::from("<表>")), table: 1, row: number, column: 28 };
    Origin { cell: Some(cell), part: Some(Arc::from("<附件>.xlsx")), ..Origin::default() }
}

fn in_a_paragraph(number: u32, _: &str) -> Origin {
    Origin { paragraph: Some(number), ..Origin::default() }
}

const PAGE: Page = Page { number: 1, part: None, width: 595_000, height: 842_000, scanned: false, garbled: false };

fn with_pages() -> Document {
    document(on_a_page, vec![PAGE, Page { number: 2, scanned: true, ..PAGE }])
}

#[test]
fn the_page_shows_what_was_read() {
    let texts =
        [("页", with_pages()), ("段", document(in_a_paragraph, Vec::new())), ("格", document(in_a_sheet, Vec::new()))];
    let texts: Vec<(String, String)> = texts.iter().map(|(name, it)| ((*name).to_owned(), body(it))).collect();
    compare("proof", &texts);
}

#[test]
fn nothing_of_a_filing_is_markup() {
    for document in [with_pages(), document(in_a_sheet, Vec::new())] {
        let page = page(&document);
        assert!(!page.contains("<script") && !page.contains('\u{202e}'), "{page}");
        for hostile in ["<甲>", "<表>", "<附件>", "alert(1)<"] {
            assert!(!page.contains(hostile), "{hostile}");
        }
        assert!(page.contains("default-src 'none'") && !page.contains("http://") && !page.contains("https://"));
    }
}

/// Tags that are opened are closed, in order.
#[test]
fn the_page_is_well_formed() {
    for document in [with_pages(), document(in_a_paragraph, Vec::new())] {
        let page = body(&document);
        let mut open: Vec<&str> = Vec::new();
        for tag in page.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
            let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
            match tag {
                _ if tag.ends_with('/') || ["br", "meta"].contains(&name) => {}
                _ if tag.starts_with('/') => {
                    // The end of a paragraph, row or list item may be implied; here all are written.
                    if name != "body" && name != "html" {
                        assert_eq!(open.pop(), Some(name), "{tag}");
                    }
                }
                _ => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }
}

/// Every link within the page leads somewhere, and no anchor stands twice.
#[test]
fn links_lead_to_anchors() {
    let filing = base_of(2026).path();
    let run = gouji(&["facts", &filing, "--format", "html"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for page in [run.out, page(&with_pages()), page(&document(in_a_sheet, Vec::new()))] {
        let after = |mark: &'static str| -> Vec<&str> {
            page.split(mark).skip(1).filter_map(|rest| rest.split_once('"').map(|(id, _)| id)).collect()
        };
        let mut anchors = after(" id=\"");
        anchors.sort_unstable();
        let all = anchors.len();
        anchors.dedup();
        assert_eq!(all, anchors.len(), "an anchor stands twice");
        let lost: Vec<&str> = after("href=\"#").into_iter().filter(|to| anchors.binary_search(to).is_err()).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}

#[test]
fn places_are_told_as_the_format_has_them() {
    let cases: [(&str, At, Vec<Page>); 3] = [
        ("第 1 页", on_a_page, vec![PAGE]),
        ("第 1 段", in_a_paragraph, Vec::new()),
        ("<附件>.xlsx '<表>'!AB1", in_a_sheet, Vec::new()),
    ];
    for (place, at, pages) in cases {
        let document = document(at, pages);
        let (pack, extraction) = read(&document);
        let coverage = report::coverage("甲", &extraction);
        assert!(coverage.contains(&format!("未读 文 {place}：99")), "{coverage}");
        let relations = [pack.program.names["说明"]];
        let of = |format| report::facts(&pack.program, &extraction.facts, &relations, format);
        assert!(of(FactFormat::Table).contains(place), "{}", of(FactFormat::Table));
        assert!(of(FactFormat::Csv).contains(place), "{}", of(FactFormat::Csv));
        let mut keys = String::new();
        let lines: serde_json::Value = serde_json::from_str(&of(FactFormat::JsonLines)).expect("one line");
        for key in ["page", "paragraph", "cell", "part"] {
            let _ = write!(keys, "{key} {} ", lines["places"]["合计"][key]);
        }
        let told = match place {
            "第 1 页" => "page 1 paragraph null cell null part null ",
            "第 1 段" => "page null paragraph 1 cell null part null ",
            _ => {
                "page null paragraph null cell {\"sheet\":\"<表>\",\"table\":1,\"row\":1,\"column\":28} part \"<附件>.xlsx\" "
            }
        };
        assert_eq!(keys, told);
    }
}

/// A picture among the pages is told at once.
#[test]
fn pictures_are_told() {
    let (_, extraction) = read(&with_pages());
    let coverage = report::coverage("甲", &extraction);
    assert!(coverage.lines().nth(1).is_some_and(|line| line.starts_with("没读 第 2 页是图片")), "{coverage}");
    let page = page(&with_pages());
    assert!(page.contains("1 页是图片，没有读</a>") && page.contains("没有读：这一页是图片"));
}

#[test]
fn the_page_goes_to_a_file() {
    let folder = Folder::new();
    let file = folder.path().join("读.html");
    let (filing, to) = (base_of(2025).path(), file.to_string_lossy().into_owned());
    let run = gouji(&["facts", &filing, "--format", "html", "--output", &to]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(std::fs::read_to_string(&file).expect("a page").starts_with("<!DOCTYPE html>"));
    assert_eq!(gouji(&["facts", &filing, "--format", "html", "--relation", "支出总表"]).code, 2);
}
