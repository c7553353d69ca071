//! Filings of several files, and containers of all kinds.

use super::packed::{docx, xlsx, zip};
use super::{picture, texts};
use crate::reader::{Excess, Format, Limits, ReadError, read, read_together};

fn open(files: &[(&str, &[u8])]) -> Result<crate::document::Document, ReadError> {
    read("例.zip", &zip(files), &Limits::default())
}

#[test]
fn files_are_read_in_the_order_of_their_names() {
    let paper = docx("<w:p><w:r><w:t>说明</w:t></w:r></w:p>", &[]);
    let book = xlsx(
        &[("表", "", "<sheetData><row r=\"4\"><c r=\"B4\"><v>1</v></c><c r=\"C4\"><v>2</v></c></row></sheetData>")],
        &[],
        &[],
    );
    let files: [(&str, &[u8]); 7] = [
        ("件/10.txt", "十\n\n末".as_bytes()),
        ("件/2.xls", &book),
        ("件/1.doc", &paper),
        ("件/图.png", b"\x89PNG\r\n\x1a\n"),
        ("__MACOSX/件/._1.doc", b"x"),
        ("件/.DS_Store", b"\0\0"),
        ("件/3.htm", "<html><p>网页".as_bytes()),
    ];
    let document = open(&files).expect("a filing");
    assert_eq!(picture(&document), "\n说明\n│1│2\n网页\n十\n末\n");
    let parts: Vec<_> = texts(&document)
        .iter()
        .map(|text| {
            let origin = document.origins.line(text.glyphs[0].line).expect("an origin");
            (origin.part.as_deref().unwrap_or_default(), origin.paragraph, origin.cell.as_ref().map(|cell| cell.row))
        })
        .collect();
    let expected = [
        ("件/1.doc", Some(1), None),
        ("件/2.xls", None, Some(4)),
        ("件/2.xls", None, Some(4)),
        ("件/3.htm", Some(1), None),
        ("件/10.txt", Some(1), None),
        ("件/10.txt", Some(3), None),
    ];
    assert_eq!(parts, expected);
    let folder: Vec<(String, Vec<u8>)> =
        files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let together = read_together("例.zip", folder, &Limits::default()).expect("a filing");
    assert_eq!(together, document);
}

#[test]
fn no_two_characters_of_a_filing_share_a_place() {
    let document = open(&[("1.txt", "甲乙\n丙".as_bytes()), ("2.txt", "丁\n戊己".as_bytes())]).expect("a filing");
    let mut places: Vec<(u32, u32)> =
        texts(&document).iter().flat_map(|text| text.glyphs.iter().map(|glyph| (glyph.line, glyph.column))).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 6);
}

#[test]
fn an_unreadable_file_is_named() {
    let message = |files: &[(&str, &[u8])]| open(files).err().map(|error| error.to_string()).unwrap_or_default();
    let inner = zip(&[("丙.zip", &zip(&[("丁.zip", &zip(&[("戊.txt", b"1")]))]))]);
    insta::assert_snapshot!([
        message(&[("甲.txt", b"1"), ("乙.rar", b"Rar!\x1a\x07\x00")]),
        message(&[("甲.txt", b"1"), ("乙.docx", b"PK\x03\x04")]),
        message(&[("甲.zip", &inner)]),
        message(&[("图.png", b"\x89PNG\r\n\x1a\n")]),
        message(&[]),
    ].join("\n"), @"
    例.zip/乙.rar：这是 RAR、7z 或 GZ 压缩文件，不能读取；请解压后再检查，或改用 ZIP (this is a RAR, 7z or GZ archive, which is not read; unpack it, or use a ZIP archive)
    例.zip/乙.docx：文件不完整或已损坏，请重新取得 (the file is incomplete or damaged; get it again)
    例.zip/甲.zip/丙.zip：压缩包套了不止一层，没有读；请解压后再检查 (archives more than one inside another; unpack them first)
    例.zip：其中没有可以读取的文件 (there is no file in it that can be read)
    例.zip：其中没有可以读取的文件 (there is no file in it that can be read)
    ");
    let good = open(&[("甲.zip", &zip(&[("乙.txt", b"1")]))]).expect("a filing");
    assert_eq!(good.origins.lines[0].part.as_deref(), Some("甲.zip/乙.txt"));
}

#[test]
fn containers_are_told_by_what_is_in_them() {
    let format = |files: &[(&str, &[u8])]| match open(files) {
        Err(ReadError::Unsupported { format, .. }) => Some(format),
        _ => None,
    };
    assert_eq!(format(&[("OFD.xml", b"<a/>")]), Some(Format::Ofd));
    assert_eq!(format(&[("mimetype", b"application/vnd.oasis"), ("content.xml", b"<a/>")]), Some(Format::OpenDocument));
    let slides =
        b"<Relationships><Relationship Type=\"x/officeDocument\" Target=\"ppt/presentation.xml\"/></Relationships>";
    assert_eq!(format(&[("_rels/.rels", slides), ("ppt/presentation.xml", b"<a/>")]), Some(Format::Slides));
}

#[test]
fn bombs_and_broken_containers_are_errors() {
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    let bomb = zip(&[("甲.txt", &vec![0; limits.unpacked + 1])]);
    assert!(bomb.len() < 1 << 14);
    assert!(matches!(read("例", &bomb, &limits), Err(ReadError::TooLarge { what: Excess::Unpacked, .. })));
    let two = zip(&[("甲.txt", b"1"), ("乙.txt", b"2")]);
    let crowded = read("例", &two, &Limits { members: 1, ..Limits::default() });
    assert!(matches!(crowded, Err(ReadError::TooLarge { what: Excess::Members, limit: 1, .. })));
    let whole = docx("<w:p><w:r><w:t>说明</w:t></w:r></w:p>", &[]);
    assert!(read("例", &whole, &Limits::default()).is_ok());
    for length in (4..whole.len()).step_by(7) {
        assert!(read("例", &whole[..length], &Limits::default()).is_err());
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _ = read("例", &bytes, &Limits::default());
    }
}
