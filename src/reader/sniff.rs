//! What a file is, by its first bytes.

/// A file format that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// A ZIP container.
    Zip,
    /// A container of the old office formats.
    Ole,
    /// A document of Word 97–2003.
    Doc,
    /// A workbook of Excel 97–2003.
    Xls,
    /// Rich Text Format.
    Rtf,
    /// A document of the OpenDocument format.
    OpenDocument,
    /// A document of the Chinese fixed-layout format.
    Ofd,
    /// Slides.
    Slides,
    /// A workbook in Excel's binary format.
    Xlsb,
    /// A document of WPS's own format.
    Wps,
    /// An archive of a kind that is not opened.
    Archive,
    /// A picture.
    Picture,
    /// An office document as one XML file.
    OfficeXml,
}

const MAGIC: [(&[u8], Format); 15] = [
    (b"%PDF", Format::Pdf),
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format::Ole),
    (b"{\\rtf", Format::Rtf),
    (b"Rar!\x1a\x07", Format::Archive),
    (b"7z\xbc\xaf\x27\x1c", Format::Archive),
    (b"\x1f\x8b\x08", Format::Archive),
    (b"\x89PNG\r\n", Format::Picture),
    (b"\xff\xd8\xff", Format::Picture),
    (b"GIF8", Format::Picture),
    (b"II*\0", Format::Picture),
    (b"MM\0*", Format::Picture),
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", Format::Xls),
    (b"\xdb\xa5", Format::Doc),
];

/// Tags that only a web page begins with.
const PAGE: [&str; 11] =
    ["!doctype", "html", "head", "body", "meta", "title", "style", "script", "table", "div", "center"];
/// A page begins within so many bytes, comments and the like aside.
const HEAD: usize = 64 << 10;

impl Format {
    /// The format that the first bytes tell.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Format> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let start = bytes.trim_ascii_start();
        let found = MAGIC.iter().find(|(magic, _)| start.starts_with(magic))?;
        Some(found.1)
    }

    /// Its name in Chinese and English.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Format::Pdf => ("PDF 文件", "a PDF file"),
            Format::Zip => ("ZIP 文件", "a ZIP container"),
            Format::Ole => ("旧版 Office 文件", "an old office file"),
            Format::Doc => ("Word 97–2003 文件（DOC）", "a Word 97–2003 document"),
            Format::Xls => ("Excel 97–2003 文件（XLS）", "an Excel 97–2003 workbook"),
            Format::Rtf => ("RTF 文件", "an RTF file"),
            Format::OpenDocument => ("OpenDocument 文件（ODT、ODS）", "an OpenDocument file"),
            Format::Ofd => ("OFD 版式文件", "an OFD file"),
            Format::Slides => ("演示文稿", "a presentation"),
            Format::Xlsb => ("XLSB 文件", "a binary workbook"),
            Format::Wps => ("WPS 文件", "a WPS file"),
            Format::Archive => ("RAR、7z 或 GZ 压缩文件", "a RAR, 7z or GZ archive"),
            Format::Picture => ("图片", "a picture"),
            Format::OfficeXml => ("单个 XML 的 Office 文件", "an office document as one XML file"),
        }
    }

    /// What to do with a file of a format that is not read, in Chinese and English.
    pub(super) fn advice(self) -> (&'static str, &'static str) {
        match self {
            Format::Xls | Format::Xlsb => ("另存为 XLSX 或 PDF", "save it as .xlsx or PDF"),
            Format::Archive => ("解压后再检查，或改用 ZIP", "unpack it, or use a ZIP archive"),
            Format::Picture => ("换成有文字的文件", "use a file that has text"),
            Format::Pdf | Format::Zip => ("先转成纯文本", "convert it to plain text first"),
            _ => ("用办公软件另存为 DOCX、XLSX 或 PDF", "save it as .docx, .xlsx or PDF"),
        }
    }
}

/// Whether a file is an office document as one XML file.
pub(super) fn office_xml(bytes: &[u8]) -> Option<Format> {
    let head = bytes.get(..bytes.len().min(1024))?;
    let has = |wanted: &[u8]| head.windows(wanted.len()).any(|window| window == wanted);
    let told = has(b"<?mso-application") || has(b"urn:schemas-microsoft-com:office:spreadsheet\"") && has(b"<Workbook");
    let flat = has(b"<pkg:package") || has(b"<office:document ");
    (has(b"<?xml") && (told || flat)).then_some(Format::OfficeXml)
}

/// Whether a file is a web page, whatever stands before its first tag.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let head = bytes.iter().take(HEAD).copied();
    let head: Vec<u8> = if wide { head.filter(|byte| *byte != 0).skip(2).collect() } else { head.collect() };
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b">",
            [b'<', tag @ ..] => return is_page_tag(tag),
            _ => return false,
        };
        let Some(at) = rest.windows(end.len()).position(|window| window == end) else { return false };
        rest = &rest[at + end.len()..];
    }
}

fn is_page_tag(tag: &[u8]) -> bool {
    let length = tag.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'!').count();
    let name = tag[..length].to_ascii_lowercase();
    let of_page = |wanted: &&str| wanted.as_bytes() == name;
    PAGE.iter().any(of_page)
}
