//! What files are told apart, and what messages say.

use super::picture;
use crate::reader::{Excess, Format, Limits, ReadError, read};

const TEXT: &str = "河湾县档案馆 １\r\n\r\n馆藏，三千册；\r\n";

fn read_bytes(bytes: &[u8]) -> Result<String, ReadError> {
    read("例", bytes, &Limits::default()).map(|document| picture(&document))
}

#[test]
fn every_encoding_gives_the_same_document() {
    let plain = read_bytes(TEXT.as_bytes());
    assert_eq!(plain.as_deref(), Ok("\n河湾县档案馆 1\n馆藏,三千册;\n"));
    let marked: Vec<u8> = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
    let little: Vec<u8> = "\u{feff}".encode_utf16().chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}".encode_utf16().chain(TEXT.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let (gbk, _, _) = encoding_rs::GBK.encode(TEXT);
    for bytes in [&marked, &little, &big, gbk.as_ref()] {
        assert_eq!(read_bytes(bytes), plain);
    }
}

#[test]
fn other_formats_are_named() {
    let format = |bytes: &[u8]| match read("例", bytes, &Limits::default()) {
        Err(ReadError::Unsupported { format, .. }) => Some(format),
        _ => None,
    };
    assert_eq!(format(b"\x89PNG\r\n\x1a\n"), Some(Format::Picture));
    assert_eq!(format(b"{\\rtf1\\ansi}"), Some(Format::Rtf));
    assert_eq!(format(TEXT.as_bytes()), None);
}

#[test]
fn errors_say_what_and_where() {
    let message = |bytes: &[u8], limits: &Limits| match read("例.txt", bytes, limits) {
        Err(error) => error.to_string(),
        Ok(_) => String::new(),
    };
    let limits = Limits::default();
    let cut = &TEXT.as_bytes()[..TEXT.len() - 4];
    let mut out: Vec<String> = [b"%PDF-1.7".as_slice(), b"a\0b", b"\x01\xff\xfe\x02", cut, b"\xff\xfea", b" \n\t\n"]
        .iter()
        .map(|bytes| message(bytes, &limits))
        .collect();
    let small = [
        Limits { bytes: 9, ..limits },
        Limits { lines: 2, ..limits },
        Limits { line_length: 4, ..limits },
        Limits { characters: 4, ..limits },
        Limits { cells: 1, ..limits },
    ];
    out.extend(small.iter().map(|limits| message("甲\t乙\n\n丙丁丙丁丙\n".as_bytes(), limits)));
    insta::assert_snapshot!(out.join("\n"), @"
    例.txt：文件不完整或已损坏，请重新取得 (the file is incomplete or damaged; get it again)
    例.txt：不是文本文件，见偏移 1 处的字节 (not a text file, see byte offset 1)
    例.txt：第 1 行（偏移 1 字节）不是有效的 UTF-8 / GB 18030 文字，文件可能已损坏 (line 1, byte offset 1 is not valid UTF-8 / GB 18030; the file may be damaged)
    例.txt：第 3 行（偏移 44 字节）不是有效的 UTF-8 文字，文件可能已损坏 (line 3, byte offset 44 is not valid UTF-8; the file may be damaged)
    例.txt：第 1 行（偏移 2 字节）不是有效的 UTF-16 文字，文件可能已损坏 (line 1, byte offset 2 is not valid UTF-16; the file may be damaged)
    例.txt：文件中没有任何文字 (there is no text in the file)
    例.txt：字节数超过上限 9 (more than 9 bytes)
    例.txt：第 3 行处行数超过上限 2 (more than 2 lines at line 3)
    例.txt：第 3 行处行内字数超过上限 4 (more than 4 characters on one line at line 3)
    例.txt：第 3 行处总字数超过上限 4 (more than 4 characters at line 3)
    例.txt：第 1 行处单元格数超过上限 1 (more than 1 table cells at line 1)
    ");
}

#[test]
fn a_limit_is_what_is_still_read() {
    let text = "甲\t乙\n丙\t丁";
    let limits = Limits { bytes: text.len(), lines: 2, line_length: 3, characters: 6, cells: 4, ..Limits::default() };
    assert!(read("例", text.as_bytes(), &limits).is_ok());
    let less = Limits { cells: 3, ..limits };
    let error = ReadError::TooLarge { name: "例".into(), what: Excess::Cells, limit: 3, line: Some(2) };
    assert_eq!(read("例", text.as_bytes(), &less), Err(error));
}

#[test]
fn old_line_ends_and_page_marks_are_no_characters() {
    assert_eq!(read_bytes("甲\r乙\r".as_bytes()).as_deref(), Ok("\n甲\n乙\n"));
    assert_eq!(read_bytes("甲\n\u{c}乙\u{7}丙\n".as_bytes()).as_deref(), Ok("\n甲\n乙 丙\n"));
}

#[test]
fn noise_is_not_taken_for_chinese() {
    let noise: Vec<u8> =
        (0..2000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).filter(|b| *b != 0).collect();
    assert!(matches!(read_bytes(&noise), Err(ReadError::Encoding { .. })));
}
