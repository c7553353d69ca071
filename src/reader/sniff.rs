//! What a file is, by its first bytes.

/// A file format that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A ZIP archive, such as DOCX, XLSX or OFD.
    Zip,
    /// The container of old DOC and XLS files.
    Ole,
    /// A web page.
    Html,
    /// Rich Text Format.
    Rtf,
}

const MAGIC: [(&[u8], Format); 4] = [
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip),
    (b"\xd0\xcf\x11\xe0", Format::Ole),
    (b"{\\rtf", Format::Rtf),
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
            Format::Zip => ("ZIP（DOCX、XLSX 等）", "a ZIP container such as DOCX or XLSX"),
            Format::Ole => ("OLE（DOC、XLS 等）", "an OLE container such as DOC or XLS"),
            Format::Html => ("HTML 网页", "an HTML page"),
            Format::Rtf => ("RTF", "an RTF file"),
        }
    }
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
    PAGE.iter().any(|wanted| of_page(&wanted))
}
