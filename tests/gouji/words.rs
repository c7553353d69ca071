//! No word of a form stands in Rust code: those belong to `rules/`.

use std::fs;

use super::samples::{files, top};

/// Rooms that know no form.
const ROOMS: [&str; 8] = ["engine", "extract", "reader", "theory", "fact", "document", "finding", "base"];

/// Words that are no form's, by file: numerals, marks of dates, of lists, of pages and of tables that go on, names of file
/// formats and limits. `*`: the file holds messages to a reviewer, the look-alikes of characters, or how
/// a file format writes numbers and dates.
const ALLOWED: [(&str, &str); 18] = [
    ("base/date.rs", "年 月 日 号 零 〇 〇一二三四五六七八九 {}年{}月{}日"),
    ("base/numeral.rs", "一二三四五六七八九 十"),
    ("base/radical.rs", "*"),
    ("extract/pattern/compile.rs", "0123456789一二三四五六七八九十 0123456789〇○零一二三四五六七八九"),
    ("extract/pattern/figure.rs", "年"),
    ("extract/pattern/subject.rs", "是"),
    ("extract/pattern/target.rs", "年 月 日 前 底"),
    ("finding/message.rs", "*"),
    ("reader/archive/order.rs", "〇零一二三四五六七八九十百"),
    ("reader/docx/numeral.rs", "*"),
    ("reader/error.rs", "*"),
    ("reader/joint.rs", "第 部 分 章 节 篇 一二三四五六七八九十"),
    ("reader/pdf/furniture.rs", "第 页 共"),
    ("reader/pdf/stitch.rs", "续 续表"),
    ("reader/sheet/format/built_in.rs", "*"),
    ("reader/sheet/format/mod.rs", "*"),
    ("reader/sheet/format/parse.rs", "*"),
    ("reader/sniff.rs", "*"),
];

#[test]
fn no_word_of_a_form_stands_in_code() {
    let mut wrong = Vec::new();
    for path in ROOMS.iter().flat_map(|room| files(&top().join("src").join(room), "rs")) {
        let name = path.strip_prefix(top().join("src")).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if name.contains("/tests/") {
            continue;
        }
        let allowed: Vec<&str> = ALLOWED.iter().filter(|(file, _)| *file == name).map(|(_, words)| *words).collect();
        let text = fs::read_to_string(&path).expect("source is UTF-8");
        for literal in literals(&without_tests(&text)) {
            let han = literal.chars().any(|ch| ('\u{3400}'..='\u{9fff}').contains(&ch));
            if han && !allowed.iter().any(|words| *words == "*" || words.split(' ').any(|word| word == literal)) {
                wrong.push(format!("{name}: {literal:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Source up to its test module, which stands last in a file.
pub(crate) fn without_tests(source: &str) -> String {
    let mut kept = source;
    for (at, mark) in source.match_indices("#[cfg(test)]") {
        let item = source[at + mark.len()..].trim_start();
        if item.starts_with("mod tests {") {
            kept = &source[..at];
        }
    }
    kept.to_owned()
}

/// A source with its comments and literals taken out.
pub(crate) fn code(source: &str) -> String {
    pieces(source).into_iter().filter(|(kind, _)| *kind == Kind::Code).map(|(_, text)| text).collect()
}

/// The string and character literals of a source.
fn literals(source: &str) -> Vec<String> {
    pieces(source).into_iter().filter(|(kind, _)| *kind == Kind::Literal).map(|(_, text)| text).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Comment,
    Literal,
}

fn pieces(source: &str) -> Vec<(Kind, String)> {
    let chars: Vec<char> = source.chars().collect();
    let starts = |at: usize, text: &str| text.chars().enumerate().all(|(i, ch)| chars.get(at + i) == Some(&ch));
    let until = |from: usize, text: &str| (from..chars.len()).find(|at| starts(*at, text)).unwrap_or(chars.len());
    let text = |from: usize, to: usize| chars[from..to.min(chars.len())].iter().collect::<String>();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let hashes = chars[at + 1..].iter().take_while(|ch| **ch == '#').count();
        if starts(at, "//") {
            let end = until(at, "\n");
            pieces.push((Kind::Comment, text(at, end)));
            at = end;
        } else if starts(at, "/*") {
            let end = until(at, "*/") + 2;
            pieces.push((Kind::Comment, text(at, end)));
            at = end;
        } else if chars[at] == 'r' && chars.get(at + 1 + hashes) == Some(&'"') && !joins_a_name(&chars, at) {
            let from = at + 2 + hashes;
            let end = until(from, &format!("\"{}", "#".repeat(hashes)));
            pieces.push((Kind::Literal, text(from, end)));
            at = end + 1 + hashes;
        } else if chars[at] == '"' {
            let mut end = at + 1;
            while end < chars.len() && chars[end] != '"' {
                end += 1 + usize::from(chars[end] == '\\');
            }
            pieces.push((Kind::Literal, text(at + 1, end)));
            at = end + 1;
        } else if chars[at] == '\'' && (chars.get(at + 2) == Some(&'\'') || chars.get(at + 1) == Some(&'\\')) {
            let end = until(at + 2 + usize::from(chars[at + 1] == '\\'), "'");
            pieces.push((Kind::Literal, text(at + 1, end)));
            at = end + 1;
        } else {
            pieces.push((Kind::Code, chars[at].to_string()));
            at += 1;
        }
    }
    pieces
}

fn joins_a_name(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

#[test]
fn literals_are_told_from_code_and_comments() {
    let source = "let a = \"甲\\\"乙\"; // \"丙\"\nlet b: &'a str = r#\"丁\"#; let c = ['戊', '\\''];";
    assert_eq!(literals(source), ["甲\\\"乙", "丁", "戊", "\\'"]);
    assert_eq!(code(source), "let a = ; \nlet b: &'a str = ; let c = [, ];");
}
