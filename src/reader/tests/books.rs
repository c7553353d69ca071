//! Workbooks of Excel 97–2003 and other files in the containers of old office formats.

use std::io::{Cursor, Write};

use super::{picture, texts};
use crate::document::Document;
use crate::reader::{Format, Limits, ReadError, read};

/// A container of streams.
fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut disk = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    for (name, bytes) in streams {
        disk.create_stream(name).expect("a stream").write_all(bytes).expect("its bytes");
    }
    disk.into_inner().into_inner()
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [kind.to_le_bytes().as_slice(), &length.to_le_bytes(), data].concat()
}

fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [words(&[u16::try_from(units.len()).expect("short")]), vec![1], words(&units)].concat()
}

/// A workbook of sheets by name, state and records.
fn workbook(sheets: &[(&str, u8, Vec<u8>)]) -> Vec<u8> {
    let globals = |offsets: &[u32]| {
        let mut out = record(0x0809, &words(&[0x0600, 5, 0, 0]));
        out.extend(record(0x041e, &[words(&[200]), wide("0.00;[Red]0.00")].concat()));
        for format in [0, 4, 200] {
            out.extend(record(0x00e0, &words(&[0, format, 0, 0])));
        }
        for ((name, state, _), offset) in sheets.iter().zip(offsets) {
            let units: Vec<u16> = name.encode_utf16().collect();
            let head =
                [offset.to_le_bytes().as_slice(), &[*state, 0, u8::try_from(units.len()).expect("short"), 1]].concat();
            out.extend(record(0x0085, &[head, words(&units)].concat()));
        }
        // The second text is cut by the end of the record, and goes on with a byte a character.
        let first = [
            3_u32.to_le_bytes().to_vec(),
            3_u32.to_le_bytes().to_vec(),
            wide("科目"),
            words(&[4]),
            vec![1],
            words(&[0x91d1]),
        ]
        .concat();
        out.extend(record(0x00fc, &first));
        out.extend(record(
            0x003c,
            &[vec![0], b"abc".to_vec(), words(&[1]), vec![9], words(&[1, 0x7532, 0, 0])].concat(),
        ));
        out.extend(record(0x000a, &[]));
        out
    };
    let mut offset = globals(&vec![0; sheets.len()]).len();
    let mut offsets = Vec::new();
    for (_, _, records) in sheets {
        offsets.push(u32::try_from(offset).expect("small"));
        offset += records.len();
    }
    let mut stream = globals(&offsets);
    sheets.iter().for_each(|(_, _, records)| stream.extend(records));
    container(&[("Workbook", &stream)])
}

fn sheet(records: &[Vec<u8>]) -> Vec<u8> {
    [record(0x0809, &words(&[0x0600, 0x10, 0, 0])), records.concat(), record(0x000a, &[])].concat()
}

fn shared(row: u16, column: u16, number: u16) -> Vec<u8> {
    record(0x00fd, &words(&[row, column, 0, number, 0]))
}

fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    record(0x0203, &[words(&[row, column, style]), value.to_le_bytes().to_vec()].concat())
}

fn open(bytes: &[u8]) -> Result<Document, ReadError> {
    read("例.xls", bytes, &Limits::default())
}

#[test]
fn records_are_cells() {
    let packed = |number: i32, hundredths: u32| (number.cast_unsigned() << 2 | 2 | hundredths).to_le_bytes();
    let formula = |row: u16, column: u16, result: &[u8]| {
        record(0x0006, &[words(&[row, column, 0]), result.to_vec(), vec![0; 6]].concat())
    };
    let records = [
        shared(0, 0, 0),
        record(0x00e5, &words(&[1, 0, 0, 0, 2])),
        shared(1, 0, 0),
        shared(1, 1, 1),
        shared(1, 2, 2),
        shared(2, 0, 2),
        number(2, 1, 1, 1234.565),
        number(2, 2, 2, -3.0),
        record(
            0x00bd,
            &[words(&[3, 0, 0]), packed(-7, 0).to_vec(), words(&[1]), packed(12345, 1).to_vec(), words(&[1])].concat(),
        ),
        formula(3, 2, &0.1_f64.to_le_bytes()),
        record(0x0208, &words(&[4, 0, 3, 255, 0, 0, 0x20, 0])),
        number(4, 0, 0, 9.0),
        record(0x0809, &words(&[0x0600, 0x20, 0, 0])),
        number(5, 0, 0, 9.0),
        record(0x000a, &[]),
        formula(5, 0, &[0, 0, 0, 0, 0, 0, 0xff, 0xff]),
        record(0x0207, &wide("文")),
        formula(5, 1, &[2, 0, 7, 0, 0, 0, 0xff, 0xff]),
        record(0x027e, &[words(&[5, 2, 0]), (0x3ff8_0000_u32).to_le_bytes().to_vec()].concat()),
        record(0x007d, &words(&[3, 3, 0, 0, 1])),
        number(5, 3, 0, 9.0),
    ];
    let book = workbook(&[("甲", 1, sheet(&[number(0, 0, 0, 9.0)])), ("乙", 0, sheet(&records))]);
    let document = open(&book).expect("a workbook");
    assert_eq!(
        picture(&document),
        "\n科目\n│科目│金abc│甲\n│甲│1,234.57│-3.00\n│-7│123.45│0.1\n│││\n│文│#DIV/0!│1.5\n"
    );
    let cell = document
        .origins
        .line(texts(&document)[2].glyphs[0].line)
        .and_then(|origin| origin.cell.clone())
        .expect("a cell");
    assert_eq!((cell.sheet.as_deref(), cell.table, cell.row, cell.column), (Some("乙"), 2, 2, 2));
}

#[test]
fn containers_are_told_by_their_streams() {
    let format = |name: &str| match open(&container(&[(name, b"x")])) {
        Err(ReadError::Unsupported { format, .. }) => Some(format),
        _ => None,
    };
    assert_eq!(format("WordDocument"), Some(Format::Doc));
    assert_eq!(format("PowerPoint Document"), Some(Format::Slides));
    assert_eq!(format("其他"), Some(Format::Ole));
    assert!(matches!(open(&container(&[("EncryptedPackage", b"x")])), Err(ReadError::Locked { .. })));
    let locked = [record(0x0809, &words(&[0x0600, 5])), record(0x002f, &[0; 6])].concat();
    assert!(matches!(open(&container(&[("Workbook", &locked)])), Err(ReadError::Locked { .. })));
    let old = record(0x0809, &words(&[0x0500, 5]));
    assert!(matches!(open(&container(&[("Book", &old)])), Err(ReadError::Unsupported { format: Format::Xls, .. })));
    insta::assert_snapshot!(open(&container(&[("WordDocument", b"x")])).err().map(|error| error.to_string()).unwrap_or_default(), @"例.xls：这是 Word 97–2003 文件（DOC），不能读取；请用办公软件另存为 DOCX、XLSX 或 PDF (this is a Word 97–2003 document, which is not read; save it as .docx, .xlsx or PDF)");
}

#[test]
fn damaged_containers_do_no_harm() {
    let whole = workbook(&[("乙", 0, sheet(&[shared(0, 0, 0), shared(0, 1, 1), number(1, 0, 1, 2.0)]))]);
    assert!(open(&whole).is_ok());
    for length in (0..whole.len()).step_by(11) {
        let _ = open(&whole[..length]);
    }
    for at in 0..whole.len() {
        for mask in [0x01, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] ^= mask;
            let _ = open(&bytes);
        }
    }
}

#[test]
fn pages_in_the_dress_of_mail_are_read() {
    let mail = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--=_x\"\r\n\r\n----=_x\r\n\
        Content-Type: text/html; charset=\"utf-8\"\r\n\r\n<html><frameset><frame></frameset></html>\r\n----=_x\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html\r\n\r\n<html><p>=E7=94=\r\n=B2 =3D</html>\r\n----=_x\r\n\
        Content-Transfer-Encoding: base64\r\nContent-Type: text/html\r\n\r\nPGh0bWw+\r\nPHA+5LmZ\r\n----=_x\r\n\
        Content-Type: image/png\r\n\r\nabc\r\n----=_x--\r\nrest";
    assert_eq!(picture(&open(mail.as_bytes()).expect("pages")), "\n甲 =\n乙\n");
    assert_eq!(picture(&open("From: 甲\n乙".as_bytes()).expect("a text")), "\nFrom: 甲\n乙\n");
}
