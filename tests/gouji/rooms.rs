//! The order of rooms: which room may import which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::samples::{files, top};
use super::words::{code, without_tests};

/// Each room and those it may import, in the order of the pipeline.
const ROOMS: [(&str, &[&str]); 13] = [
    ("base", &[]),
    ("document", &["base"]),
    ("reader", &["base", "document"]),
    ("fact", &["base"]),
    ("syntax", &["base"]),
    ("program", &["base", "fact", "syntax"]),
    ("theory", &["base", "fact"]),
    ("extract", &["base", "document", "fact", "program", "syntax", "theory"]),
    ("engine", &["base", "fact", "program", "syntax"]),
    ("finding", &["base", "fact", "program", "engine", "syntax"]),
    ("report", &["base", "document", "fact", "program", "extract", "engine", "finding", "syntax"]),
    (
        "session",
        &[
            "base", "document", "reader", "fact", "syntax", "program", "theory", "extract", "engine", "finding",
            "report",
        ],
    ),
    (
        "cli",
        &[
            "base", "document", "reader", "fact", "syntax", "program", "theory", "extract", "engine", "finding",
            "report", "session",
        ],
    ),
];

#[test]
fn rooms_import_only_rooms_above_them() {
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        for path in files(&top().join("src").join(room), "rs") {
            let name = path.strip_prefix(top()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if name.contains("/tests/") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("source is UTF-8");
            for import in imports(&code(&without_tests(&text))) {
                if import != room && !allowed.contains(&import.as_str()) {
                    wrong.push(format!("{name} imports {import}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_stands_in_the_table() {
    let listed: BTreeMap<&str, _> = ROOMS.into_iter().collect();
    let library = fs::read_to_string(top().join("src/lib.rs")).expect("the library");
    let declared: BTreeSet<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, listed.keys().copied().collect());
}

/// The rooms behind `crate::` in code, in lists as well: `use crate::{base::…, fact::…}`.
fn imports(code: &str) -> BTreeSet<String> {
    let name = |text: &str| text.chars().take_while(|ch| ch.is_alphanumeric() || *ch == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for (_, rest) in code.match_indices("crate::").map(|(at, prefix)| (at, &code[at + prefix.len()..])) {
        match rest.strip_prefix('{') {
            Some(list) => {
                let mut depth = 0;
                let end = list.find(|ch| {
                    depth += i32::from(ch == '{') - i32::from(ch == '}');
                    depth < 0
                });
                let list = &list[..end.unwrap_or(list.len())];
                found.extend(top_level(list).iter().map(|item| name(item.trim())));
            }
            None => {
                found.insert(name(rest));
            }
        }
    }
    found.remove("");
    found
}

/// The items of a list of imports, inner lists unopened.
fn top_level(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let comma = |ch: char| {
        depth += i32::from(ch == '{') - i32::from(ch == '}');
        ch == ',' && depth == 0
    };
    list.split(comma).collect()
}

#[test]
fn imports_are_seen() {
    let seen = imports("use crate::base::{Span, Code};\nuse crate::{fact::{A, b}, program};\ncrate::theory::levels()");
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["base", "fact", "program", "theory"]);
}
