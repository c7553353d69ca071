//! The handbook: complete, linked, counted as a check counts, and safe whatever a pack says.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gouji::engine::Limits;
use gouji::finding::Counts;
use gouji::program::{RelationOrigin, Source};
use gouji::report::{self, HandbookFile};
use gouji::session::{self, Filing, Pack};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::gouji::{Folder, gouji};
use super::samples::{bases, files, rules, samples, trials};
use super::snapshots;

/// The elements that the template and Markdown make.
const ELEMENTS: &str = "!doctype html head meta title style body a header nav ul ol li main h1 h2 h3 p strong code pre \
                        blockquote div table thead tbody tr th td";

fn book() -> &'static [HandbookFile] {
    static BOOK: LazyLock<Vec<HandbookFile>> = LazyLock::new(|| {
        let pack = rules();
        let read = |sample: &super::samples::Sample| {
            Filing::read(pack, &sample.path(), sample.text.as_bytes()).expect("filings of the corpus can be read")
        };
        let filings = session::check_all(
            pack,
            samples().iter().take(2).map(read).collect(),
            Vec::new(),
            &Limits::default(),
            NonZero::<usize>::MIN,
        );
        report::handbook(&pack.program, &pack.sources, &trials(pack), &filings)
    });
    &BOOK
}

fn page<'a>(book: &'a [HandbookFile], path: &str) -> &'a str {
    book.iter().find(|file| file.path == path).map_or_else(|| panic!("no page {path}"), |file| &file.text)
}

fn of_texts(texts: &[&str]) -> Vec<HandbookFile> {
    let source = |(number, text): (usize, &&str)| Source { path: format!("包/{number}.dl"), text: (*text).to_owned() };
    let pack = Pack::from_sources(texts.iter().enumerate().map(source).collect());
    assert!(pack.is_sound(), "{:#?}", pack.diagnostics);
    report::handbook(&pack.program, &pack.sources, &trials(&pack), &[])
}

#[test]
fn every_rule_and_relation_has_both_pages() {
    let program = &rules().program;
    let paths: BTreeSet<&str> = book().iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), book().len(), "a path is used twice");
    for (folder, ending) in [("markdown", "md"), ("html", "html")] {
        for rule in &program.rules {
            assert!(paths.contains(format!("{folder}/rules/{}.{ending}", rule.id).as_str()), "{}", rule.id);
            let text = page(book(), &format!("{folder}/index.{ending}"));
            assert!(text.contains(&format!("rules/{}.{ending}", rule.id)), "{} is not in the index", rule.id);
        }
        let own = program.relations.iter().filter(|relation| relation.origin != RelationOrigin::View);
        for relation in own {
            let path = format!("{folder}/relations/{}.{ending}", relation.name);
            assert!(paths.contains(path.as_str()), "{path}");
        }
    }
}

#[test]
fn every_link_leads_to_a_page() {
    let paths: BTreeSet<&str> = book().iter().map(|file| file.path.as_str()).collect();
    let mut links = 0;
    for file in book() {
        let targets = if file.path.ends_with(".md") { markdown_links(&file.text) } else { html_links(&file.text) };
        assert!(targets.len() > 3, "{} leads nowhere", file.path);
        for target in targets.iter().filter(|target| !target.starts_with('#')) {
            let path = resolved(&file.path, target);
            assert!(paths.contains(path.as_str()), "{} leads to {target}", file.path);
            links += 1;
        }
    }
    assert!(links > 10 * rules().program.rules.len());
}

fn markdown_links(text: &str) -> Vec<String> {
    let target = |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(target).collect()
}

fn html_links(text: &str) -> Vec<String> {
    let targets = text.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    targets.map(decoded).collect()
}

/// Text with its percent signs read.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = (*first == b'%').then(|| behind.get(..2)).flatten();
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).expect("links are UTF-8")
}

fn resolved(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn counts_are_those_of_a_check() {
    let filings: Vec<String> = bases().map(super::samples::Sample::path).collect();
    let folder = Folder::new();
    let output = folder.path().join("手册");
    let mut args = vec!["rules".to_owned(), "handbook".into(), "--output".into(), output.display().to_string()];
    args.extend(filings.iter().flat_map(|path| ["--corpus".to_owned(), path.clone()]));
    let run = gouji(&args);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut counted: BTreeMap<String, Counts> = BTreeMap::new();
    for path in files(&output.join("markdown/rules"), "md") {
        let text = fs::read_to_string(&path).expect("pages are UTF-8");
        let (_, behind) = text.split_once("## 在文件上的结果").expect("a section of counts");
        let mut sum = Counts::default();
        for row in behind.lines().filter(|line| line.starts_with("| ")).skip(1).take(filings.len() + 1) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let numbers: Vec<usize> = cells[1..].iter().map(|cell| cell.parse().expect("a count")).collect();
            let counts = if cells[0] == "合计" { &mut sum } else { counted.entry(cells[0].to_owned()).or_default() };
            let all = [
                &mut counts.agrees,
                &mut counts.rounding,
                &mut counts.disagrees,
                &mut counts.unchecked,
                &mut counts.self_evident,
            ];
            all.into_iter().zip(numbers).for_each(|(count, number)| *count += number);
        }
        // What only holds for the form of another region says nothing here.
        let id = path.file_stem().expect("a name").to_string_lossy();
        let for_all = rules().program.rules.iter().any(|rule| rule.id == id && rule.applies.is_empty());
        assert!(!for_all || sum != Counts::default(), "{id}");
    }
    let mut args = vec!["check".to_owned(), "--format".into(), "json".into()];
    args.extend(filings.iter().cloned());
    let report = gouji(&args).json();
    for (number, path) in filings.iter().enumerate() {
        let counts = counted.get(path).unwrap_or_else(|| panic!("{path} is not counted"));
        let counts = serde_json::to_value(counts).expect("counts are JSON");
        assert_eq!(report["filings"][number]["outcomes"], counts, "{path}");
    }
}

#[test]
fn two_runs_write_the_same_bytes_and_leave_nothing_stale() {
    let folder = Folder::new();
    let written = |name: &str| {
        let output = folder.path().join(name);
        let run = gouji(&handbook_of(&small(&folder), &output, &[]));
        assert_eq!(run.code, 0, "{}", run.err);
        contents(&output)
    };
    let first = written("一");
    assert_eq!(first, written("二"));
    let stale = folder.file("一/html/rules/旧.html", "旧");
    let list = folder.path().join("一/gouji-handbook.txt");
    let kept = folder.file("别的.txt", "不要删");
    let lines = fs::read_to_string(&list).expect("a list");
    fs::write(&list, format!("html/rules/旧.html\n../别的.txt\n{lines}")).expect("the list can be written");
    assert_eq!(first, written("一"));
    assert!(!stale.exists() && kept.exists());
}

/// A pack of one rule, as a folder.
fn small(folder: &Folder) -> PathBuf {
    let text = "关系 甲(数: 金额)\n规则 X001 “题”\n    当 甲(数)\n    应 数 = 1\n    否则 “{数}”\n";
    let file = folder.file("rules/甲.dl", text);
    file.parent().expect("a folder").to_owned()
}

fn handbook_of(rules: &Path, output: &Path, more: &[&str]) -> Vec<OsString> {
    let args = ["rules".as_ref(), "handbook".as_ref(), "--rules".as_ref(), rules.as_os_str()];
    let args = args.into_iter().chain(["--output".as_ref(), output.as_os_str()]);
    args.chain(more.iter().map(|one| OsStr::new(*one))).map(OsStr::to_owned).collect()
}

/// The repository's own pages come out alike however often they are made.
#[test]
fn pages_of_all_rules_are_the_same_twice() {
    let pack = rules();
    let trials = trials(pack);
    let again = report::handbook(&pack.program, &pack.sources, &trials, &[]);
    assert_eq!(again, report::handbook(&pack.program, &pack.sources, &trials, &[]));
    let mute = again.iter().filter(|file| file.text.contains("不符时按下面的写法报"));
    assert_eq!(mute.count(), 0, "every rule has a test that makes it speak");
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = ["md", "html", "txt"].into_iter().flat_map(|ending| files(folder, ending));
    let name = |path: &Path| path.strip_prefix(folder).expect("a path inside").display().to_string();
    all.map(|path| (name(&path), fs::read(&path).expect("a file"))).collect()
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let (folder, rules) = (Folder::new(), Folder::new());
    let rules = small(&rules);
    folder.file("账本.txt", "要紧");
    let run = gouji(&handbook_of(&rules, folder.path(), &[]));
    assert_eq!((run.code, contents(folder.path()).len()), (2, 1), "{}", run.err);
    let run = gouji(&handbook_of(&rules, folder.path(), &["--force"]));
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(fs::read_to_string(folder.path().join("账本.txt")).expect("still there"), "要紧");
}

/// Text of a pack that would be a heading, a table, a link, an element or the end of a block of code.
#[test]
fn whatever_a_pack_says_stays_text() {
    const HOSTILE: &str = "<script>alert(1)</script> | a | **粗** _斜_ `码` ```` [连](javascript:x) ![图](x) &lt; # 一 \
                           <!-- --> ]]> \\ ~~删~~ $x$";
    let text = format!(
        "关系 甲(名: 文本, 数: 金额) 说明 “{HOSTILE}”\n\
         规则 X001 “# {HOSTILE}”\n    依据 “- {HOSTILE}”\n    说明 “1. {HOSTILE}”\n    适用 “> {HOSTILE}”\n\
         \x20   当 甲(名: “{HOSTILE}”, 数)\n    应 数 = 1\n    否则 “{HOSTILE} 是”\n\
         测试 X001 “{HOSTILE}”\n    给定 甲\n        | 名 | 数 |\n        | <b>粗</b> | 2 |\n\
         \x20   给定 文 “{HOSTILE}” “<i>{HOSTILE}</i>”\n    期望 未核 “{HOSTILE}”\n"
    );
    let book = of_texts(&[&text]);
    for file in book.iter().filter(|file| file.path.ends_with(".html")) {
        let elements = elements(&file.text);
        let known: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
        let strange: Vec<&String> = elements.iter().filter(|element| !known.contains(element.as_str())).collect();
        assert!(strange.is_empty(), "{}: {strange:?}", file.path);
        assert!(html_links(&file.text).iter().all(|link| link.ends_with(".html") || link == "#main"), "{}", file.path);
    }
    let html = page(&book, "html/rules/X001.html");
    let markdown = page(&book, "markdown/rules/X001.md");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; | a | **粗** _斜_ `码` ````"), "{html}");
    assert!(html.contains("&lt;b&gt;粗&lt;/b&gt;"), "{html}");
    assert!(markdown_links(markdown).iter().all(|link| link.ends_with(".md")), "{markdown}");
    let raw = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    assert_eq!(Parser::new_ext(markdown, Options::ENABLE_TABLES).filter(raw).count(), 0, "{markdown}");
    let headings = Parser::new_ext(markdown, Options::ENABLE_TABLES)
        .filter(|event| matches!(event, Event::Start(Tag::Heading { level, .. }) if *level as usize == 1));
    assert_eq!(headings.count(), 1, "{markdown}");
}

/// The names of all elements of a page.
fn elements(html: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        let name = rest.trim_start_matches('/').chars().take_while(|ch| ch.is_alphanumeric() || "!-".contains(*ch));
        name.collect::<String>().to_lowercase()
    };
    html.split('<').skip(1).map(name).collect()
}

#[test]
fn pages_can_be_read_without_seeing_them() {
    for file in book().iter().filter(|file| file.path.ends_with(".html")) {
        let text = &file.text;
        for part in ["<html lang=\"zh-CN\">", "<meta charset=\"utf-8\">", "name=\"viewport\"", "<main id=\"main\">"] {
            assert_eq!(text.matches(part).count(), 1, "{}: {part}", file.path);
        }
        assert!(!text.contains("<script") && !text.contains("http://") && !text.contains("https://"), "{}", file.path);
        let levels: Vec<u32> = text
            .match_indices("<h")
            .filter_map(|(at, _)| {
                text[at + 2..].chars().next()?.to_digit(10).filter(|_| text[at + 3..].starts_with('>'))
            })
            .collect();
        assert_eq!(levels.first(), Some(&1), "{}", file.path);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{}", file.path);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{}: {levels:?}", file.path);
    }
}

/// Rules whose ids differ by capitals, or not at all once cleaned, get pages of their own.
#[test]
fn ids_alike_have_pages_of_their_own() {
    let rule = |id: &str| format!("规则 {id} “题”\n    当 甲(数)\n    应 数 = 1\n    否则 “{{数}}”\n");
    let text = format!("关系 甲(数: 金额)\n{}{}", rule("b1"), rule("B1"));
    let book = of_texts(&[&text]);
    let pages = book.iter().filter(|file| file.path.starts_with("html/rules/"));
    let names: BTreeSet<String> = pages.map(|file| file.path.to_lowercase()).collect();
    assert_eq!(names.len(), 2);
}

/// Small packs, one construct each: their words are reviewed here.
#[test]
fn words_of_small_rules() {
    const RELATIONS: &str = "关系 表甲(编码: 科目编码, 块: 文本, 名称: 文本, 数: 金额, 占比: 百分比)\n\
                             关系 说乙(名称: 文本, 数: 金额, 占比: 百分比)\n\
                             表样 表甲 《甲表》 《甲表（旧）》\n    编码, 块, 名称, 数, 占比 = 列同名\n\
                             句式 说乙\n    于 “说明”\n    “{名称}{数}，占{占比}”\n\
                             定义 大项(名称, 数) 当 表甲(名称, 数) 且 数 ≥ 100\n\
                             定义 大项(名称: “其他”, 数) 当 说乙(名称: “其余”, 数)\n";
    let cases = [
        (
            "两处相等",
            "规则 T001 “两处相等”\n    级别 警告\n    依据 “办法第一条”\n    说明 “为什么。”\n    施行 2024 至 2026\n    \
             当 表甲(块: “收入”, 名称: “总计”, 数: 收入)\n    且 表甲(块: “支出”, 名称: “总计”, 数: 支出 若无 0)\n    \
             应 收入 = 支出\n    否则 “收入 {收入}，支出 {支出}，差 {差额}”\n\
             测试 T001 “不等”\n    给定 表甲\n        | 块 | 名称 | 数 |\n        | 收入 | 总计 | 2 |\n        | 支出 | 总计 | 3 |\n    \
             期望 不符 “差 1” 1 次\n\
             测试 T001 “没有总计”\n    给定 年度 2026\n    期望 无\n",
        ),
        (
            "汇总与定义",
            "规则 T002 “汇总与定义”\n    适用 “部门预算”\n    舍入 提示\n    \
             当 大项(名称, 数) 且 非 说乙(名称, 占比) 且 含(名称, “其他”) = 0\n    \
             且 和 = 按 名称 求和 数 于 { 说乙(名称, 数) } 若无 0\n    \
             且 个数 = 计数 于 { 表甲(名称) 且 非 说乙(名称) }\n    \
             且 最多 = 按 名称 最大 绝对值(一 - 二) 于 { 表甲(名称, 数: 一) 且 说乙(名称, 数: 二) }\n    \
             且 比 = 数 / (和 + 1)\n    且 表甲(编码: 上级, 名称: 上名)\n    且 层级(上级) = 1 且 最多 < 5 且 个数 > 1 且 比 > 0\n    \
             应 数 = 和 × 2 ± 舍入\n    否则 “{名称} {上名}”\n",
        ),
        (
            "应有",
            "规则 T003 “应有”\n    当 表(表: 表名, 题名)\n    且 始于(题名, “甲”) + 含(题名, “乙”) ≥ 1\n    \
             应 有 标题(文: 题名, 序)\n    否则 “没有 {题名}”\n",
        ),
    ];
    let texts: Vec<(String, String)> = cases
        .iter()
        .map(|(name, rule)| {
            let book = of_texts(&[RELATIONS, rule]);
            let id = rule.split_whitespace().nth(1).expect("an id");
            ((*name).to_owned(), page(&book, &format!("markdown/rules/{id}.md")).to_owned())
        })
        .collect();
    snapshots::compare("handbook", &texts);
}
