//! What must hold of any bytes given as a filing, whatever format they claim to be in.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::sync::LazyLock;

use gouji::document::{Block, Document, Text};
use gouji::program::Source;
use gouji::reader::{self, Limits};
use gouji::session::{Filing, Pack};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What messages call the file.
const NAME: &str = "甲";

/// A relation with a table and a sentence.
const RULES: &str = "关系 收支(项目: 文本, 金额: 金额)
表样 收支 《[#年]收支总表》
    项目 = 列 “项目”
    金额 = 列 “金额”
句式 收支
    “{项目}收入{金额}”
不计 “编号” “第#号”
";

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let pack = Pack::from_sources(vec![Source { path: "甲.dl".to_owned(), text: RULES.to_owned() }]);
    assert!(pack.is_sound(), "{:?}", pack.diagnostics);
    pack
});

/// Little enough that an input which uses it up is no slow one.
pub fn limits() -> Limits {
    Limits {
        bytes: 1 << 20,
        lines: 5_000,
        characters: 100_000,
        pages: 20,
        page_characters: 20_000,
        cells: 10_000,
        elements: 20_000,
        unpacked: 4 << 20,
        members: 50,
        ..Limits::default()
    }
}

/// Bytes give an error that names the file, or a document whose characters and digits are all accounted for.
pub fn any(bytes: &[u8]) {
    match reader::read(NAME, bytes, &limits()) {
        Ok(document) => keeps(&document),
        Err(error) => assert!(error.to_string().starts_with(NAME), "{error}"),
    }
}

/// The bytes as a PDF file.
pub fn pdf(bytes: &[u8]) {
    marked(b"%PDF-", b"%PDF-1.7\n", bytes);
}

/// The bytes as the body of a DOCX file.
pub fn docx(bytes: &[u8]) {
    any(&packed(&[("word/document.xml", bytes)]));
}

/// The bytes as the first sheet of an XLSX file.
pub fn sheet(bytes: &[u8]) {
    const BOOK: &[u8] = b"<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>";
    const LINKS: &[u8] =
        b"<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"sheet1.xml\"/></Relationships>";
    any(&packed(&[("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", LINKS), ("xl/sheet1.xml", bytes)]));
}

/// The bytes as the records of an XLS file, or as the file itself.
pub fn xls(bytes: &[u8]) {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return any(bytes);
    }
    let mut disk = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    disk.create_stream("Workbook").expect("a stream").write_all(bytes).expect("its bytes");
    any(&disk.into_inner().into_inner());
}

/// The bytes as a web page.
pub fn html(bytes: &[u8]) {
    marked(b"<", b"<html>", bytes);
}

/// The bytes as Markdown.
pub fn markdown(bytes: &[u8]) {
    any(&[b"# a\n\n| b | c |\n|---|---|\n| 1 | 2 |\n\n", bytes].concat());
}

/// The bytes as they are.
pub fn text(bytes: &[u8]) {
    any(bytes);
}

/// The bytes as a ZIP archive.
pub fn zip(bytes: &[u8]) {
    marked(b"PK", b"PK\x03\x04", bytes);
}

/// Bytes that begin with a mark, or that are put behind one.
fn marked(mark: &[u8], put: &[u8], bytes: &[u8]) {
    if bytes.starts_with(mark) { any(bytes) } else { any(&[put, bytes].concat()) }
}

/// A ZIP container of files as they are.
pub fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        writer.start_file(*name, stored).expect("a file");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// Every character has its own place and, where its line has boxes, its own box; cells span what is there; every digit is
/// claimed, excluded or unclaimed.
fn keeps(document: &Document) {
    let mut places = BTreeSet::new();
    for glyph in texts(document).iter().flat_map(|text| &text.glyphs) {
        assert!(glyph.line > 0 && glyph.column > 0, "no place: {glyph:?}");
        assert!(places.insert((glyph.line, glyph.column)), "a place of two characters: {glyph:?}");
        if !document.origins.lines.is_empty() {
            let origin = document.origins.line(glyph.line).unwrap_or_else(|| panic!("no origin: {glyph:?}"));
            let has_box = origin.boxes.is_empty() || origin.boxes.len() >= glyph.column as usize;
            assert!(has_box, "no box: {glyph:?}, {} boxes", origin.boxes.len());
            let page = origin.page.is_none_or(|page| (1..=document.origins.pages.len()).contains(&(page as usize)));
            assert!(page, "no page: {:?}", origin.page);
        }
    }
    for block in &document.blocks {
        let Block::Grid(grid) = block else { continue };
        for (at, row) in grid.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                assert!(cell.columns > 0 && cell.rows > 0, "a cell of no place");
                let inside = column + cell.columns as usize <= row.len() && at + cell.rows as usize <= grid.rows.len();
                assert!(!grid.spans || inside, "a cell spans what is not there: {at} {column} {cell:?}");
            }
        }
    }
    let coverage = Filing::of(&PACK, document).extraction.coverage;
    let (claimed, excluded, unclaimed) = coverage.counts();
    assert_eq!(claimed + excluded + unclaimed, document.digit_runs().len(), "every digit is accounted for");
}

fn texts(document: &Document) -> Vec<&Text> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Line(line) => texts.push(&line.text),
            Block::Grid(grid) => texts.extend(grid.rows.iter().flatten().map(|cell| &cell.text)),
        }
    }
    texts
}
