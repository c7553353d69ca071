//! Files that are made in tests: office documents and archives.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A ZIP container of files.
pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"http://schemas/officeDocument/{kind}\" Target=\"{target}\"/>")
    };
    format!("<?xml version=\"1.0\"?><Relationships>{}</Relationships>", list.iter().map(one).collect::<String>())
}

/// A DOCX file with a body and other parts.
pub(super) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let root = relations(&[("r", "relationships/officeDocument", "word/document.xml")]);
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    );
    let mut files: Vec<(&str, &[u8])> =
        vec![("_rels/.rels", root.as_bytes()), ("word/document.xml", document.as_bytes())];
    files.extend(parts.iter().map(|(name, part)| (*name, part.as_bytes())));
    zip(&files)
}

/// An XLSX file: sheets by name, state and content; shared texts; formats of the styles.
pub(super) fn xlsx(sheets: &[(&str, &str, &str)], strings: &[&str], formats: &[&str]) -> Vec<u8> {
    let root = relations(&[("r", "relationships/officeDocument", "xl/workbook.xml")]);
    let mut list = vec![("s", "sharedStrings", "sharedStrings.xml"), ("f", "styles", "/xl/styles.xml")];
    let names: Vec<(String, String)> =
        (1..=sheets.len()).map(|at| (format!("rId{at}"), format!("worksheets/sheet{at}.xml"))).collect();
    list.extend(names.iter().map(|(id, path)| (id.as_str(), "worksheet", path.as_str())));
    let links = relations(&list);
    let entry = |((name, state, _), (id, _)): (&(&str, &str, &str), &(String, String))| {
        format!("<sheet name=\"{name}\" sheetId=\"1\" state=\"{state}\" r:id=\"{id}\"/>")
    };
    let entries: String = sheets.iter().zip(&names).map(entry).collect();
    let book = format!("<workbook xmlns:r=\"r\"><sheets>{entries}</sheets></workbook>");
    let items: String = strings.iter().map(|text| format!("<si><t>{text}</t><rPh><t>no</t></rPh></si>")).collect();
    let strings = format!("<sst>{items}</sst>");
    let codes = formats
        .iter()
        .enumerate()
        .map(|(at, code)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 200 + at));
    let styles = (0..formats.len()).map(|at| format!("<xf numFmtId=\"{}\"/>", 200 + at));
    let styles = format!(
        "<styleSheet><numFmts>{}</numFmts><cellXfs><xf numFmtId=\"0\"/>{}</cellXfs></styleSheet>",
        codes.collect::<String>(),
        styles.collect::<String>()
    );
    let pages: Vec<(String, String)> = sheets
        .iter()
        .enumerate()
        .map(|(at, (_, _, content))| {
            (format!("xl/worksheets/sheet{}.xml", at + 1), format!("<worksheet>{content}</worksheet>"))
        })
        .collect();
    let mut files: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    files.extend(pages.iter().map(|(path, page)| (path.as_str(), page.as_bytes())));
    zip(&files)
}
