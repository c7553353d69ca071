//! How much the reader takes in.

/// The largest filing that is read; anything beyond is an error that names what was exceeded.
///
/// The defaults are far above any filing ever published and keep memory well below a gigabyte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Lines, empty ones included.
    pub lines: usize,
    /// Characters of one line.
    pub line_length: usize,
    /// Characters of the whole text.
    pub characters: usize,
    /// Pages.
    pub pages: usize,
    /// Characters of one page.
    pub page_characters: usize,
    /// Cells of all tables, blank ones included.
    pub cells: usize,
    /// How deep elements, tables and brackets of a page, document or sheet may nest.
    pub depth: usize,
    /// Elements of a page, document or sheet.
    pub elements: usize,
    /// Attributes of one element.
    pub attributes: usize,
    /// Bytes of everything that is packed in a file, unpacked.
    pub unpacked: usize,
    /// Files in an archive.
    pub members: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 32 << 20,
            lines: 500_000,
            line_length: 50_000,
            characters: 2_000_000,
            cells: 500_000,
            pages: 2_000,
            page_characters: 200_000,
            depth: 400,
            elements: 1_000_000,
            attributes: 1_000,
            unpacked: 128 << 20,
            members: 2_000,
        }
    }
}
