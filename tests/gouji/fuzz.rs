//! The promises about rule text and about filings, on the files that the fuzzer starts from, on files broken at random, and on giants.

use proptest::prelude::*;

use gouji::program::{self, Source};

use super::giants::GIANTS;
use super::promises::{self, PART, reading};
use super::samples::rules;

/// Most messages that come of one program, and the one that says there are more.
const MOST: usize = 201;

/// What stands before rules in a seed of the whole pipeline.
const FILING: &str = "第一部分 概况\n收入预算 100.00 万元。\n";

/// The rule files that other files rest on.
fn foundations() -> Vec<Source> {
    let rests = |source: &&Source| !source.path.contains("规则");
    rules().sources.iter().filter(rests).cloned().collect()
}

#[test]
fn the_seeds_keep_every_promise() {
    for source in &rules().sources {
        promises::parse(&source.text);
        promises::format(&source.text);
        promises::load(&source.text);
    }
    let texts: Vec<&str> = rules().sources.iter().map(|source| source.text.as_str()).collect();
    promises::load(&texts.join(PART));
    let small: Vec<String> = foundations().into_iter().map(|source| source.text).collect();
    promises::check(&format!("{FILING}{PART}{}", small.join(PART)));
}

/// Words, numbers, marks, quoted text and space, each a piece; nothing is lost.
fn pieces(text: &str) -> Vec<&str> {
    let kind = |ch: char| match ch {
        '\n' => 0,
        ch if ch.is_whitespace() => 1,
        ch if ch.is_alphanumeric() => 2,
        ch => 3 + ch as u32,
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let borders = text.char_indices().zip(text.chars().skip(1)).filter(|((_, a), b)| kind(*a) != kind(*b));
    for ((at, ch), _) in borders {
        let end = at + ch.len_utf8();
        pieces.push(&text[start..end]);
        start = end;
    }
    pieces.push(&text[start..]);
    pieces
}

/// A real rule file with some of its pieces taken out, doubled, or swapped.
fn broken_file() -> impl Strategy<Value = String> {
    let files = &rules().sources;
    let edits = prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3_u8), 1..6);
    (0..files.len(), edits).prop_map(move |(file, edits)| {
        let mut pieces = pieces(&files[file].text);
        for (one, other, edit) in edits {
            let (one, other) = (one.index(pieces.len()), other.index(pieces.len()));
            match edit {
                0 => pieces[one] = "",
                1 => pieces.insert(one, pieces[one]),
                _ => pieces.swap(one, other),
            }
        }
        pieces.concat()
    })
}

/// Pieces of real rule files in any order.
fn soup() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = rules().sources.iter().flat_map(|source| source.text.split_inclusive('\n')).collect();
    let words: Vec<&str> = rules().sources.iter().flat_map(|source| pieces(&source.text)).collect();
    let piece = prop_oneof![3 => prop::sample::select(lines), 1 => prop::sample::select(words)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What must hold of any bytes of a format.
type Promise = fn(&[u8]);

/// The committed files of formats that have marks of their own, and small ones of the others.
fn samples() -> Vec<(Promise, Vec<u8>)> {
    let committed = |ending: &str| {
        let path = format!("{}/tests/formats/示例州人社服务中心-2026{ending}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(path).expect("a committed file")
    };
    let page = committed(".html");
    let part = |ending: &str, path: &str| {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(committed(ending))).expect("a container");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_name(path).expect("a part"), &mut bytes).expect("its bytes");
        bytes
    };
    let (body, sheet) = (part(".docx", "word/document.xml"), part(".xlsx", "xl/worksheets/sheet2.xml"));
    let records =
        [9, 8, 8, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0x85, 0, 9, 0, 29, 0, 0, 0, 0, 0, 1, 0, b'a', 10, 0, 0, 0, 9, 8, 4]
            .iter()
            .chain(&[0, 0, 6, 16, 0, 3, 2, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 240, 63, 10, 0, 0, 0]);
    let files = [("1.txt", "收入 100.00 万元".as_bytes()), ("2.html", b"<p>1".as_slice())];
    vec![
        (reading::docx, body[..body.len().min(8_000)].to_vec()),
        (reading::sheet, sheet[..sheet.len().min(8_000)].to_vec()),
        (reading::xls, records.copied().collect()),
        (reading::html, page[..page.len().min(8_000)].to_vec()),
        (reading::markdown, "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n1. 丙\n   - `丁`\n".as_bytes().to_vec()),
        (reading::text, "收支总表\n项目\t金额\n合计\t1.00\n\n甲收入 1.00 万元。\n".as_bytes().to_vec()),
        (reading::zip, reading::packed(&files)),
        (reading::pdf, PDF.to_vec()),
    ]
}

/// A page of two words in a table of lines.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1\
/BaseFont/Helvetica>>>>>>>>\nendobj\n4 0 obj\n<</Length 107>>\nstream\nBT /F 9 Tf 20 100 Td (Total) Tj 100 0 Td (12.50) Tj ET\n\
10 90 200 30 re S 100 90 m 100 120 l S 1 0 0 1 5 5 cm\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 5>>\n";

#[test]
fn small_files_of_every_format_keep_every_promise() {
    samples().iter().for_each(|(read, bytes)| read(bytes));
    let whole = gouji::reader::read("甲", PDF, &reading::limits());
    assert!(whole.is_ok_and(|document| document.digit_runs().len() == 1), "the page of a PDF file is read");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Beside the files that it rests on, so that the checker gets far.
    #[test]
    fn a_broken_file_keeps_every_promise(text in broken_file()) {
        promises::parse(&text);
        promises::format(&text);
        let mut files: Vec<String> = foundations().into_iter().map(|source| source.text).collect();
        files.push(text);
        promises::load(&files.join(PART));
    }

    #[test]
    fn soup_keeps_every_promise(one in soup(), other in soup()) {
        promises::format(&one);
        promises::load(&format!("{one}{PART}{other}"));
        promises::check(&format!("{FILING}{PART}{one}"));
    }

    /// A small file of each format with some bytes changed, taken out or doubled.
    #[test]
    fn broken_filings_keep_every_promise(
        which in 0..8_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..8),
    ) {
        let (read, mut bytes) = samples().swap_remove(which);
        for (at, byte, edit) in edits {
            let at = at.index(bytes.len());
            match edit {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len() - 1).max(at))),
                _ => bytes.insert(at, byte),
            }
        }
        read(&bytes);
    }
}

#[test]
fn giants_give_a_program_or_few_messages() {
    const SIZE: usize = 1 << 17;
    for (name, giant) in GIANTS {
        let text = giant(SIZE);
        assert!(text.len() >= SIZE / 2, "{name} is no giant: {}", text.len());
        let sources = [Source { path: "甲.dl".to_owned(), text: text.clone() }];
        let (program, messages) = program::load(&sources);
        assert!(messages.len() <= MOST, "{name}: {} messages", messages.len());
        promises::assert_stand(&messages, &[&text]);
        if program::is_sound(&messages) {
            let odd = program::review(&program, &sources);
            assert!(odd.len() <= MOST, "{name}: {} messages", odd.len());
        }
    }
}

/// The one file that is too large for any of them says so, and nothing else.
#[test]
fn a_file_that_is_too_large_is_not_read() {
    let text = " ".repeat((16 << 20) + 1);
    let (_, messages) = program::load(&[Source { path: "甲.dl".to_owned(), text }]);
    let codes: Vec<&str> = messages.iter().map(|message| message.code).collect();
    assert_eq!(codes, ["S001"]);
}
