//! What was read, relation by relation, each row leading back to where it stands.

use std::fmt::Write as _;

use super::tables::GridRead;
use super::{Scene, shown};
use crate::fact::{FactId, RelationId};
use crate::program::RelationOrigin;
use crate::report::facts::plain;

/// Most characters of a value that are shown.
const LONGEST: usize = 80;

/// The anchor of a fact.
pub(super) fn anchor(fact: FactId) -> String {
    format!("f{}-{}", fact.relation.0, fact.row)
}

/// What a table was read into, each name leading to the facts.
pub(super) fn names(scene: &Scene, read: Option<&GridRead>) -> String {
    let Some(read) = read else { return "没有读入任何关系 not read into a relation".to_owned() };
    let name = |(relation, rows): (&RelationId, &std::collections::BTreeSet<u32>)| {
        let name = shown(&scene.program.relation(*relation).name);
        format!("<a href=\"#f{}\">{name}</a>（{} 行）", relation.0, rows.len())
    };
    format!("读入 {}", read.relations.iter().map(name).collect::<Vec<_>>().join("、"))
}

/// Writes all facts of declared relations.
pub(super) fn write(scene: &Scene, out: &mut String) {
    out.push_str("<section id=\"facts\">\n<h2>读出的事实 <small>facts, by relation</small></h2>\n");
    for number in 0..scene.program.relations.len() as u32 {
        let relation = RelationId(number);
        let declared = scene.program.relation(relation).origin == RelationOrigin::Declared;
        if declared && scene.extraction.facts.of(relation).len() > 0 {
            one(scene, relation, out);
        }
    }
    out.push_str("</section>\n");
}

fn one(scene: &Scene, id: RelationId, out: &mut String) {
    let facts = &scene.extraction.facts;
    let relation = scene.program.relation(id);
    let name = shown(&relation.name);
    let _ = write!(
        out,
        "<h3 id=\"f{}\">{name} <small>{}</small></h3>\n<div class=\"wide\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\">\
         <table>\n<tr><th scope=\"col\">处</th>",
        id.0,
        facts.of(id).len()
    );
    for column in &relation.columns {
        let _ = write!(out, "<th scope=\"col\">{}</th>", shown(&column.name));
    }
    out.push_str("</tr>\n");
    for fact in facts.of(id) {
        let back = match scene.marks.of_fact(fact) {
            Some(mark) => format!("<a href=\"#m{mark}\">↑</a>"),
            None => String::new(),
        };
        let _ = write!(out, "<tr id=\"{}\"><td>{back}</td>", anchor(fact));
        for value in facts.values(fact) {
            let text = plain(scene.program, facts, value);
            let short: String = text.chars().take(LONGEST).collect();
            let more = if short.len() < text.len() { "…" } else { "" };
            let _ = write!(out, "<td>{}{more}</td>", shown(&short));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table></div>\n");
}
