//! Filings that do not belong to the repository: `GOUJI_FILINGS=folder cargo test filings`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gouji::engine::Limits;
use gouji::extract::Reading;
use gouji::reader::ReadError;
use gouji::report::Checked;
use gouji::session;

use super::coverage::{digit_runs, prose};
use super::samples::rules;

/// Names the folder.
const FOLDER: &str = "GOUJI_FILINGS";

/// The least share of the figures in running text that sentences must read, in percent.
const PROSE_FLOOR: usize = 90;

#[test]
fn other_filings_are_read_as_well() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut problems = BTreeMap::new();
    for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a readable folder").path();
        if path.is_file() {
            problems.insert(path.clone(), problem(&path));
        }
    }
    let text = problems.values().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(text.is_empty(), "{text}");
}

fn problem(path: &Path) -> Option<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    match session::check(rules(), &name, &bytes, &Limits::default()) {
        Ok(checked) => read(&checked, &bytes),
        Err(ReadError::Unsupported { .. }) => None,
        Err(error) => {
            let text = error.to_string();
            (!text.starts_with(name.as_ref())).then_some(text)
        }
    }
}

fn read(checked: &Checked, bytes: &[u8]) -> Option<String> {
    let (claimed, excluded, unclaimed) = checked.coverage.counts();
    let all = std::str::from_utf8(bytes).map(digit_runs);
    if let Ok(all) = all
        && all != claimed + excluded + unclaimed
    {
        return Some(format!("{}: {claimed} + {excluded} + {unclaimed} are not {all}", checked.name));
    }
    let (read, all) = prose(checked);
    if 100 * read >= PROSE_FLOOR * all {
        return None;
    }
    let mut text = format!("{}: {read} of {all} figures in running text are read", checked.name);
    for digits in checked.coverage.digits.iter().filter(|it| it.reading == Reading::Unclaimed && !it.in_table) {
        let _ = write!(text, "\n    line {}: …{}…", digits.at.line, digits.around);
    }
    Some(text)
}

#[test]
fn a_damaged_pdf_is_an_error_that_says_so() {
    let error = session::check(rules(), "甲.pdf", b"%PDF-1.4\n", &Limits::default()).expect_err("not read");
    assert_eq!(
        error.to_string(),
        "甲.pdf：文件不完整或已损坏，请重新取得 (the file is incomplete or damaged; get it again)"
    );
}
