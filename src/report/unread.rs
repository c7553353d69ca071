//! What of a filing nobody could read: scanned and garbled pages, hidden sheets.

use super::{place, terminal, words};
use crate::extract::{Problem, Remark};

/// What there is to tell of pages that were not read, or not wholly: a line for each kind of each file.
pub(super) fn unread_pages(remarks: &[Remark]) -> Vec<String> {
    let scanned = |problem: &Problem| matches!(problem, Problem::Scanned(_));
    let garbled = |problem: &Problem| matches!(problem, Problem::Garbled(_));
    let scans = pages_by_file(remarks, scanned).into_iter().map(|(file, pages)| file + &words::scanned(&pages));
    let garbles = pages_by_file(remarks, garbled).into_iter().map(|(file, pages)| file + &words::garbled(&pages));
    scans.chain(garbles).collect()
}

/// The files that have pages of a kind, as a line begins with them, and which pages.
fn pages_by_file(remarks: &[Remark], is_kind: impl Fn(&Problem) -> bool) -> Vec<(String, String)> {
    let mut found: Vec<(&str, Vec<u32>)> = Vec::new();
    for remark in remarks.iter().filter(|remark| is_kind(&remark.problem)) {
        let file = remark.place.part.as_deref().unwrap_or_default();
        if found.last().is_none_or(|(last, _)| *last != file) {
            found.push((file, Vec::new()));
        }
        if let Some((_, pages)) = found.last_mut() {
            pages.extend(remark.place.page);
        }
    }
    let named = |file: &str| if file.is_empty() { String::new() } else { format!("{} ", terminal::printable(file)) };
    found.into_iter().map(|(file, pages)| (named(file), place::pages(&pages))).collect()
}

/// What there is to tell of hidden sheets, rows and columns: a line each.
pub(super) fn hidden(remarks: &[Remark]) -> Vec<String> {
    let line = |remark: &Remark| {
        let Problem::Hidden(cells) = remark.problem else { return None };
        let part = remark.place.part.as_deref().map(|part| format!("{part} ")).unwrap_or_default();
        Some(format!("{part}工作表“{}”{}", remark.subject, words::hidden(cells)))
    };
    remarks.iter().filter_map(line).collect()
}

/// The pages among remarks on which some characters could not be told.
pub(super) fn garbled(remarks: &[Remark]) -> Vec<u32> {
    let page = |remark: &Remark| match remark.problem {
        Problem::Garbled(page) => Some(page),
        _ => None,
    };
    remarks.iter().filter_map(page).collect()
}

/// The pages among remarks that are pictures.
pub(super) fn scanned(remarks: &[Remark]) -> Vec<u32> {
    let page = |remark: &Remark| match remark.problem {
        Problem::Scanned(page) => Some(page),
        _ => None,
    };
    remarks.iter().filter_map(page).collect()
}
