//! What a file is, by its first bytes.

/// A file format that is known and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// A ZIP archive, such as DOCX, XLSX or OFD.
    Zip,
    /// The container of old DOC and XLS files.
    Ole,
    /// A web page.
    Html,
    /// Rich Text Format.
    Rtf,
}

const MAGIC: [(&[u8], Format); 5] = [
    (b"%PDF", Format::Pdf),
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip),
    (b"\xd0\xcf\x11\xe0", Format::Ole),
    (b"{\\rtf", Format::Rtf),
];

const HTML: [&str; 4] = ["<!doctype html", "<html", "<head", "<body"];

impl Format {
    /// The format that the first bytes tell.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Format> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let start = bytes.trim_ascii_start();
        let found = MAGIC.iter().find(|(magic, _)| start.starts_with(magic))?;
        Some(found.1)
    }

    /// The format that the first words tell.
    pub(super) fn of_text(text: &str) -> Option<Format> {
        let start: String = text.trim_start().chars().take(16).collect();
        let start = start.to_ascii_lowercase();
        HTML.iter().any(|tag| start.starts_with(tag)).then_some(Format::Html)
    }

    /// Its name in Chinese and English.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Format::Pdf => ("PDF", "a PDF file"),
            Format::Zip => ("ZIP（DOCX、XLSX 等）", "a ZIP container such as DOCX or XLSX"),
            Format::Ole => ("OLE（DOC、XLS 等）", "an OLE container such as DOC or XLS"),
            Format::Html => ("HTML 网页", "an HTML page"),
            Format::Rtf => ("RTF", "an RTF file"),
        }
    }
}
