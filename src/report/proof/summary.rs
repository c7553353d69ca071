//! The top of the page: how much was read, and everything that was not, with links to where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::marks::{Fate, Mark};
use super::{Scene, shown};
use crate::base::Place;
use crate::extract::Reading;
use crate::report::coverage::problem;
use crate::report::{garbled, hidden, place, scanned, unread_pages};

/// Writes the summary.
pub(super) fn write(scene: &Scene, out: &mut String) {
    let coverage = &scene.extraction.coverage;
    let (read, excluded, unread) = coverage.counts();
    let all = coverage.digits.len();
    let told = &scene.extraction.remarks;
    let (pages, doubtful) = (scanned(told), garbled(told));
    let name = shown(&scene.document.name);
    let _ = writeln!(out, "<header>\n<p class=\"tool\">勾稽 gouji</p>\n<h1>{name}</h1>");
    verdict(unread, all, pages.len(), doubtful.len(), out);
    let of_fate = |fate: Fate| {
        let digits = scene.marks.all.iter().take(all);
        digits.filter(|mark: &&Mark| mark.fate == fate).count()
    };
    let (inferred, ambiguous) = (of_fate(Fate::Inferred), of_fate(Fate::Ambiguous));
    bar(&[("r", read - inferred - ambiguous), ("i", inferred), ("a", ambiguous), ("x", excluded), ("u", unread)], out);
    let _ = writeln!(out, "<ul class=\"legend\">");
    let parts = [
        ("r", "已读", "read", read - inferred - ambiguous),
        ("i", "推定：位置由恒等推出", "placed by identities", inferred),
        ("a", "不定：不止一种读法", "ambiguous", ambiguous),
        ("x", "不计：不是数额", "no figures", excluded),
        ("u", "未读", "not read", unread),
    ];
    for (class, chinese, english, count) in parts {
        let _ = writeln!(
            out,
            "<li><span class=\"key {class}\">12.3</span> {chinese} <small>{english}</small> <b>{count}</b></li>"
        );
    }
    let _ =
        writeln!(out, "<li class=\"of\">共 <b>{all}</b> 个数字串 <small>runs of digits</small></li>\n</ul>\n</header>");
    let _ = writeln!(out, "<section id=\"summary\">");
    pages_unread(scene, out);
    page_list(scene, out);
    unread_list(scene, out);
    remarks(scene, out);
    tables(scene, out);
    reasons(scene, out);
    let _ = writeln!(out, "</section>");
}

/// The one sentence that says whether all was read.
fn verdict(unread: usize, all: usize, pages: usize, doubtful: usize, out: &mut String) {
    let mut lacks = Vec::new();
    if unread > 0 {
        lacks.push(format!("<a href=\"#unread\">{all} 个数字串里有 {unread} 个没有读</a>"));
    }
    if pages > 0 {
        lacks.push(format!("<a href=\"#pictures\">{pages} 页是图片，没有读</a>"));
    }
    if doubtful > 0 {
        lacks.push(format!("<a href=\"#pictures\">{doubtful} 页有认不出的字</a>"));
    }
    let _ = if lacks.is_empty() {
        writeln!(out, "<p class=\"verdict all\">✓ 每个数都有着落 <small>every number is accounted for</small></p>")
    } else {
        writeln!(out, "<p class=\"verdict some\">✗ {} <small>not everything was read</small></p>", lacks.join("，"))
    };
}

/// A bar of the shares, in tenths of a percent; what there is shows at least a little.
fn bar(parts: &[(&str, usize)], out: &mut String) {
    out.push_str("<div class=\"share\" aria-hidden=\"true\">");
    for (class, count) in parts.iter().filter(|(_, count)| *count > 0) {
        let _ = write!(out, "<span class=\"{class}\" style=\"flex-grow:{count}\"></span>");
    }
    out.push_str("</div>\n");
}

/// Every page with what is lacking on it.
fn page_list(scene: &Scene, out: &mut String) {
    let pages = &scene.document.origins.pages;
    if pages.is_empty() {
        return;
    }
    let printed: BTreeSet<u32> =
        scene.extraction.coverage.digits.iter().filter_map(|digits| scene.page(digits.at.line)).collect();
    out.push_str("<nav aria-label=\"各页\"><ul class=\"pages\">\n");
    for (number, page) in (1..).zip(pages) {
        let (class, text) = match scene.unread.get(&number) {
            _ if page.scanned => ("picture", "图片".to_owned()),
            _ if page.garbled => ("picture", "字不全".to_owned()),
            Some(unread) => ("some", format!("✗ {unread}")),
            None if printed.contains(&number) => ("full", "✓".to_owned()),
            None => ("nothing", "无数".to_owned()),
        };
        let _ = writeln!(out, "<li><a class=\"{class}\" href=\"#p{number}\">{}<b>{text}</b></a></li>", page.number);
    }
    out.push_str("</ul></nav>\n");
}

/// Pages that were not read, or not wholly.
fn pages_unread(scene: &Scene, out: &mut String) {
    let lines = unread_pages(&scene.extraction.remarks);
    if !lines.is_empty() {
        let _ = writeln!(out, "<h2 id=\"pictures\">没有读的页 <small>pages that were not read</small></h2>");
    }
    for line in lines {
        let _ = writeln!(out, "<p class=\"alarm\">{}</p>", shown(&line));
    }
    for line in hidden(&scene.extraction.remarks) {
        let _ = writeln!(out, "<p class=\"alarm\">{}</p>", shown(&line));
    }
}

/// Every number that was not read, by where it stands.
fn unread_list(scene: &Scene, out: &mut String) {
    let digits = scene.extraction.coverage.digits.iter().enumerate();
    let unread: Vec<_> = digits.filter(|(_, digits)| digits.reading == Reading::Unclaimed).collect();
    if unread.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<h2 id=\"unread\">没有读的数 {} <small>numbers nobody read</small></h2>\n<ol class=\"unread\">",
        unread.len()
    );
    for (number, digits) in unread {
        let (before, after) = digits.around.split_once(&digits.text).unwrap_or((&digits.around, ""));
        let _ = writeln!(
            out,
            "<li><a href=\"#m{number}\">{}</a> <span class=\"where\">{}</span> …{}<mark class=\"u\">{}</mark>{}…</li>",
            shown(&place::place(&digits.place)),
            if digits.in_table { "表" } else { "文" },
            shown(before),
            shown(&digits.text),
            shown(after),
        );
    }
    out.push_str("</ol>\n");
}

fn remarks(scene: &Scene, out: &mut String) {
    let remarks: Vec<_> = scene.extraction.remarks.iter().filter(|remark| !remark.problem.is_unseen()).collect();
    if remarks.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<h2 id=\"remarks\">注意 {} <small>what could not be read well</small></h2>\n<ul>",
        remarks.len()
    );
    for remark in remarks {
        let at = shown(&place::place(&remark.place));
        let (subject, problem) = (shown(&remark.subject), shown(&problem(&remark.problem)));
        let _ = writeln!(out, "<li><a href=\"#l{}\">{at}</a> {subject}：{problem}</li>", remark.place.line);
    }
    out.push_str("</ul>\n");
}

fn tables(scene: &Scene, out: &mut String) {
    let titled = &scene.tables.titled;
    let _ = writeln!(out, "<h2 id=\"tables\">读出的表 {} <small>tables found</small></h2>", titled.len());
    if titled.is_empty() {
        out.push_str("<p class=\"alarm\">没有认出一张表。<small>no table was recognised</small></p>\n");
        return;
    }
    out.push_str(
        "<div class=\"wide\"><table>\n<tr><th scope=\"col\">表题 title</th><th scope=\"col\">处 place</th><th scope=\"col\">读入 relation</th>\
         <th scope=\"col\">行 rows</th><th scope=\"col\">数 figures</th></tr>\n",
    );
    for table in titled {
        let mut place = Place { line: table.line, ..Place::default() };
        scene.document.origins.complete(&mut place);
        for (relation, rows, figures) in &table.read {
            let to = scene
                .program
                .find(relation)
                .filter(|id| scene.extraction.facts.of(*id).len() > 0)
                .map_or_else(|| "facts".to_owned(), |id| format!("f{}", id.0));
            let _ = writeln!(
                out,
                "<tr{}><td><a href=\"#l{}\">{}</a></td><td>{}</td><td><a href=\"#{to}\">{}</a></td><td>{rows}</td><td>{figures}</td></tr>",
                if *rows == 0 { " class=\"empty\"" } else { "" },
                table.line,
                shown(&table.title),
                shown(&place::place(&place)),
                shown(relation),
            );
        }
    }
    out.push_str("</table></div>\n");
}

/// Why numbers do not count.
fn reasons(scene: &Scene, out: &mut String) {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for digits in &scene.extraction.coverage.digits {
        match &digits.reading {
            Reading::Excluded(reason) => *reasons.entry(reason).or_default() += 1,
            Reading::Ordinal => *reasons.entry("序号").or_default() += 1,
            Reading::Claimed | Reading::Unclaimed => {}
        }
    }
    if reasons.is_empty() {
        return;
    }
    let list: Vec<String> = reasons.iter().map(|(reason, count)| format!("{} {count}", shown(reason))).collect();
    let _ = writeln!(out, "<p class=\"reasons\">不计的 <small>not counted</small>：{}</p>", list.join("，"));
}
