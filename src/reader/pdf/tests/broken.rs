//! Files that are scans, locked, damaged or too large, and files that mean harm.

use proptest::prelude::*;

use super::writer::{Leaf, file, stream, written};
use super::{pages, show, try_pages};
use crate::reader::{Excess, Limits, ReadError, read};

fn scan() -> Leaf {
    Leaf::a4().raw("q 595 0 0 842 0 0 cm /Im Do Q")
}

#[test]
fn a_page_that_is_a_picture_is_a_scan_and_a_file_of_such_pages_an_error() {
    let document = pages(&[Leaf::a4().text(72.0, 90.0, 12.0, "正文"), scan(), Leaf::a4()]);
    let scanned: Vec<bool> = document.origins.pages.iter().map(|page| page.scanned).collect();
    assert_eq!(scanned, [false, true, false]);
    let error = try_pages(&[scan(), scan()]).expect_err("nothing can be read");
    assert!(matches!(error, ReadError::Scanned { .. }));
    assert!(error.to_string().contains("例.pdf") && error.to_string().contains("scanned"));
}

#[test]
fn text_that_a_machine_laid_under_a_scan_is_not_taken_for_print() {
    let under = scan().raw("3 Tr").text(72.0, 90.0, 12.0, "收入1O0");
    assert!(matches!(try_pages(&[under]), Err(ReadError::Scanned { .. })));
}

#[test]
fn a_file_without_anything_printed_is_empty() {
    assert!(matches!(try_pages(&[Leaf::a4()]), Err(ReadError::Empty { .. })));
}

#[test]
fn a_damaged_file_is_an_error_that_says_so() {
    let whole = file(&[Leaf::a4().text(72.0, 90.0, 12.0, "正文")]);
    let error = read("例.pdf", &whole[..40], &Limits::default()).expect_err("cut off");
    assert!(matches!(error, ReadError::Damaged { .. }), "{error}");
    let mut garbage = b"%PDF-1.7\n".to_vec();
    garbage.extend((0..5000_u32).map(|at| (at * 7919 % 251) as u8));
    assert!(matches!(read("例.pdf", &garbage, &Limits::default()), Err(ReadError::Damaged { .. })));
}

#[test]
fn something_before_the_mark_does_not_hide_a_file() {
    let mut bytes = b"\r\n some mail header\r\n\r\n".to_vec();
    bytes.extend(file(&[Leaf::a4().text(72.0, 90.0, 12.0, "正文")]));
    assert_eq!(super::picture(&read("例", &bytes, &Limits::default()).expect("read")), "正文");
}

#[test]
fn pages_that_contain_themselves_end() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R 2 0 R] >>".to_owned(),
        "<< /Type /Pages /Count 1 /Parent 2 0 R /Kids [2 0 R 3 0 R] >>".to_owned(),
    ];
    assert!(read("例.pdf", &written(&objects), &Limits::default()).is_err());
}

#[test]
fn too_many_pages_characters_or_lines_are_an_error() {
    let leaf = Leaf::a4().text(72.0, 90.0, 12.0, "一二三四五");
    let bytes = file(&vec![leaf; 4]);
    let with = |limits: Limits| match read("例.pdf", &bytes, &limits) {
        Err(ReadError::TooLarge { what, limit, .. }) => Some((what, limit)),
        _ => None,
    };
    let limits = Limits::default();
    assert_eq!(with(limits), None);
    assert_eq!(with(Limits { pages: 3, ..limits }), Some((Excess::Pages, 3)));
    assert_eq!(with(Limits { page_characters: 4, ..limits }), Some((Excess::PageCharacters, 4)));
    assert_eq!(with(Limits { characters: 12, ..limits }), Some((Excess::Characters, 12)));
    assert_eq!(with(Limits { lines: 3, ..limits }), Some((Excess::Lines, 3)));
}

#[test]
fn three_thousand_pages_are_too_many() {
    let error = try_pages(&vec![Leaf::a4(); 3000]).expect_err("too many");
    assert!(matches!(error, ReadError::TooLarge { what: Excess::Pages, .. }));
}

/// Forms that show one another: each shows the next ten times, the last nothing; or itself.
fn forms(count: usize, shows: impl Fn(usize) -> Option<usize>) -> Vec<u8> {
    let page = |at: usize| at + 3;
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R \
             /Resources << /XObject << /Fm {} 0 R >> >> >>",
            page(2)
        ),
        stream("", "/Fm Do"),
    ];
    for at in 0..count {
        let shown = shows(at).map(|next| format!("/Resources << /XObject << /Fm {} 0 R >> >>", page(next + 2)));
        let content = if shown.is_some() { "/Fm Do ".repeat(10) } else { "0 0 m".to_owned() };
        let entries = format!("/Type /XObject /Subtype /Form /BBox [0 0 100 100] {}", shown.unwrap_or_default());
        objects.push(stream(&entries, &content));
    }
    written(&objects)
}

#[test]
fn forms_that_show_one_another_without_end_are_an_error() {
    let twelve = forms(12, |at| (at < 11).then_some(at + 1));
    let error = read("例.pdf", &twelve, &Limits::default()).expect_err("10 to the 12th");
    assert!(matches!(error, ReadError::TooLarge { what: Excess::Work, .. }), "{error}");
    // A form that shows itself is not shown at all.
    assert!(read("例.pdf", &forms(1, |_| Some(0)), &Limits::default()).is_err());
    // A few forms in one another are what programs write.
    assert!(matches!(
        read("例.pdf", &forms(3, |at| (at < 2).then_some(at + 1)), &Limits::default()),
        Err(ReadError::Empty { .. })
    ));
}

#[test]
fn a_file_that_unpacks_to_very_much_is_an_error() {
    use std::io::Write;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..300 {
        packer.write_all(&[b' '; 1 << 20]).expect("packs");
    }
    let packed = packer.finish().expect("packs");
    let mut bytes = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
        2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n\
        3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n4 0 obj\n"
        .to_vec();
    bytes.extend(format!("<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len()).bytes());
    bytes.extend(packed);
    bytes.extend(b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n");
    let error = read("例.pdf", &bytes, &Limits::default()).expect_err("300 MB");
    assert!(matches!(error, ReadError::TooLarge { what: Excess::Unpacked, .. }), "{error}");
}

#[test]
fn an_encrypted_file_opens_without_a_password_or_says_that_it_needs_one() {
    let open = include_bytes!("open.pdf");
    assert_eq!(super::picture(&read("例.pdf", open, &Limits::default()).expect("no password")), "加密的文件");
    let error = read("例.pdf", include_bytes!("locked.pdf"), &Limits::default()).expect_err("a password");
    assert!(matches!(error, ReadError::Locked { .. }), "{error}");
}

fn sample() -> Vec<u8> {
    file(&[
        Leaf::a4().text(72.0, 90.0, 12.0, "部门支出预算总表").table(
            &[72.0, 172.0, 272.0],
            120.0,
            &[&["科目", "合计"], &["教育", "12.50"]],
        ),
        Leaf::a4().table(&[72.0, 172.0, 272.0], 72.0, &[&["其他", "7"]]),
    ])
}

#[test]
fn the_sample_of_the_properties_is_read() {
    let text = super::picture(&read("例.pdf", &sample(), &Limits::default()).expect("read"));
    assert_eq!(text, "部门支出预算总表\n│科目│合计│\n│教育│12.50│\n│其他│7│");
    assert_eq!(show(&[Leaf::a4().text(72.0, 90.0, 12.0, "正文")]), "正文");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let mut file = b"%PDF-1.7\n".to_vec();
        file.extend(bytes);
        let _ = read("例.pdf", &file, &Limits::default());
    }

    #[test]
    fn no_change_to_a_file_makes_it_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut file = sample();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()).max(9));
        }
        let _ = read("例.pdf", &file, &Limits::default());
    }

    #[test]
    fn no_operators_make_it_panic(operators in "([-0-9. ]{0,12} (re|m|l|S|f|cm|q|Q|BT|ET|Td|Tf|Tj|Do|W|n|h|c) ){0,30}") {
        let _ = read("例.pdf", &file(&[Leaf::a4().raw(&operators)]), &Limits::default());
    }
}
