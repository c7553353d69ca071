//! Small PDF files, written for tests: positions are points from the upper left corner of the page.

use std::fmt::Write;

/// The fonts of a file, each a way in which programs write characters.
#[derive(Clone, Copy)]
pub(super) enum Font {
    /// Two bytes a character, with a table of what they mean: what most programs write.
    Identity,
    /// One of the fonts that every reader has.
    Helvetica,
    /// Chinese characters as in the encoding GBK.
    Gbk,
    /// Chinese characters as in Unicode.
    Unicode,
    /// Glyphs that are drawn by the file; digits only.
    Drawn,
    /// Two bytes a character, and nothing says what they mean.
    Nameless,
}

/// A page.
#[derive(Clone)]
pub(super) struct Leaf {
    width: i32,
    height: i32,
    content: String,
    /// More entries of the page's dictionary.
    entries: String,
}

impl Leaf {
    pub(super) fn new(width: i32, height: i32) -> Leaf {
        Leaf { width, height, content: String::new(), entries: String::new() }
    }

    /// An upright A4 page.
    pub(super) fn a4() -> Leaf {
        Leaf::new(595, 842)
    }

    pub(super) fn entry(mut self, entry: &str) -> Leaf {
        self.entries.push_str(entry);
        self
    }

    /// Operators as they stand.
    pub(super) fn raw(mut self, operators: &str) -> Leaf {
        self.content.push_str(operators);
        self.content.push('\n');
        self
    }

    /// What another page holds, painted over this one.
    pub(super) fn followed_by(self, other: &Leaf) -> Leaf {
        self.raw(&other.content)
    }

    /// A line of text whose baseline starts at a point.
    pub(super) fn text_in(self, font: Font, x: f64, y: f64, size: f64, text: &str) -> Leaf {
        let y = f64::from(self.height) - y;
        let (name, codes) = encoded(font, text);
        self.raw(&format!("BT /{name} {size} Tf {x} {y} Td <{codes}> Tj ET"))
    }

    pub(super) fn text(self, x: f64, y: f64, size: f64, text: &str) -> Leaf {
        self.text_in(Font::Identity, x, y, size, text)
    }

    /// Lines of text of 12 points, 20 points apart.
    pub(super) fn lines(self, x: f64, y: f64, lines: &[&str]) -> Leaf {
        let mut leaf = self;
        for (at, line) in lines.iter().enumerate() {
            leaf = leaf.text(x, y + 20.0 * at as f64, 12.0, line);
        }
        leaf
    }

    /// A line that is stroked.
    pub(super) fn stroke(self, from: (f64, f64), to: (f64, f64)) -> Leaf {
        let top = f64::from(self.height);
        self.raw(&format!("0.5 w {} {} m {} {} l S", from.0, top - from.1, to.0, top - to.1))
    }

    /// A rectangle that is filled.
    pub(super) fn fill(self, left: f64, top: f64, width: f64, height: f64) -> Leaf {
        let bottom = f64::from(self.height) - top - height;
        self.raw(&format!("{left} {bottom} {width} {height} re f"))
    }

    /// A table ruled all through, with its words in 10 points.
    pub(super) fn table(self, columns: &[f64], top: f64, rows: &[&[&str]]) -> Leaf {
        let high = 20.0;
        let (left, right) = (columns[0], columns[columns.len() - 1]);
        let bottom = top + high * rows.len() as f64;
        let mut leaf = self;
        for row in 0..=rows.len() {
            let y = top + high * row as f64;
            leaf = leaf.stroke((left, y), (right, y));
        }
        for x in columns {
            leaf = leaf.stroke((*x, top), (*x, bottom));
        }
        for (row, cells) in rows.iter().enumerate() {
            for (cell, x) in cells.iter().zip(columns) {
                leaf = leaf.text(x + 3.0, top + high * row as f64 + 14.0, 10.0, cell);
            }
        }
        leaf
    }
}

/// The name of a font and the codes of a text in it, in hexadecimal digits.
fn encoded(font: Font, text: &str) -> (&'static str, String) {
    let bytes: Vec<u8> = match font {
        Font::Helvetica | Font::Drawn => text.bytes().collect(),
        Font::Identity | Font::Unicode | Font::Nameless => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Font::Gbk => encoding_rs::GBK.encode(text).0.into_owned(),
    };
    let name = match font {
        Font::Identity => "F1",
        Font::Helvetica => "F2",
        Font::Gbk => "F3",
        Font::Unicode => "F4",
        Font::Drawn => "F5",
        Font::Nameless => "F6",
    };
    let mut codes = String::new();
    for byte in bytes {
        let _ = write!(codes, "{byte:02x}");
    }
    (name, codes)
}

/// A file of some pages.
pub(super) fn file(pages: &[Leaf]) -> Vec<u8> {
    let first = OBJECTS.len() + 1;
    let mut objects: Vec<String> = OBJECTS.iter().map(|object| (*object).to_owned()).collect();
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", first + 2 * page)).collect();
    objects[10] = stream("", DRAWN);
    objects[11] = stream("", MEANINGS);
    objects[1] = format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" "));
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents {} 0 R {} /Resources << {RESOURCES} >> >>",
            page.width,
            page.height,
            first + 2 * at + 1,
            page.entries,
        ));
        objects.push(stream("", &page.content));
    }
    written(&objects)
}

/// A file of some objects, the first of which is the catalogue.
pub(super) fn written(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

/// A stream object.
pub(super) fn stream(entries: &str, content: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

const RESOURCES: &str = "/Font << /F1 3 0 R /F2 5 0 R /F3 6 0 R /F4 8 0 R /F5 10 0 R /F6 13 0 R >> \
    /XObject << /Im 15 0 R >>";

/// What all files share: the catalogue, the pages and streams (filled in later), the fonts and an image.
const OBJECTS: [&str; 15] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "",
    "<< /Type /Font /Subtype /Type0 /BaseFont /Example /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 12 0 R >>",
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Example /DW 1000 /W [32 126 500] \
     /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
     /FontDescriptor << /Type /FontDescriptor /FontName /Example /Flags 4 >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [7 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /W [814 939 500] \
     /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> \
     /FontDescriptor << /Type /FontDescriptor /FontName /SimSun /Flags 4 >> >>",
    "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R] >>",
    "<< >>",
    "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 48 /LastChar 57 \
     /Widths [5 5 5 5 5 5 5 5 5 5] /Encoding << /Differences [48 /zero /one /two /three /four /five /six /seven \
     /eight /nine] >> /CharProcs << /zero 11 0 R /one 11 0 R /two 11 0 R /three 11 0 R /four 11 0 R /five 11 0 R \
     /six 11 0 R /seven 11 0 R /eight 11 0 R /nine 11 0 R >> >>",
    "",
    "",
    "<< /Type /Font /Subtype /Type0 /BaseFont /Nameless /Encoding /Identity-H /DescendantFonts [14 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nameless /DW 1000 \
     /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
     /FontDescriptor << /Type /FontDescriptor /FontName /Nameless /Flags 4 >> >>",
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n\0\nendstream",
];

/// How a drawn digit is drawn: as a bar.
const DRAWN: &str = "5 0 0 0 5 8 d1 0 0 5 8 re f";

/// What two bytes mean: the character of that number, but one of them two letters.
const MEANINGS: &str = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def \
    1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0000> <DFFF> <0000> <E001> <FFFF> <E001> \
    endbfrange 1 beginbfchar <E000> <00660069> endbfchar endcmap end end";
