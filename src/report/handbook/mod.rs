//! A pack as a handbook: a page for every rule and relation, as Markdown and as a static site. Writes nothing itself.

mod html;
mod index;
mod markdown;
mod model;
mod names;
mod reads;
mod relation;
mod rule;
mod source;
mod tally;
mod trials;
mod words;

use std::collections::BTreeMap;

use super::Checked;
use crate::fact::RelationId;
use crate::program::{Program, RuleId, Source};
use markdown::Markdown;
use model::{Page, Topic};
use names::Names;
use reads::Reads;
use source::Files;
use tally::Tally;

/// A file of a handbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandbookFile {
    /// Its path within the handbook, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// What a rule said in one of its tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The test's title.
    pub test: String,
    /// The message.
    pub message: String,
}

/// What the pages draw on.
struct Book<'a> {
    program: &'a Program,
    files: Files<'a>,
    examples: &'a BTreeMap<String, Example>,
    reads: Reads,
    tally: Tally,
}

/// The handbook of a pack, page by page, with how its rules fared on filings, if any; `examples` go by the ids of rules.
pub fn handbook(
    program: &Program,
    sources: &[Source],
    examples: &BTreeMap<String, Example>,
    filings: &[Checked],
) -> Vec<HandbookFile> {
    let files = Files::of(sources);
    let book = Book { program, files, examples, reads: Reads::of(program), tally: Tally::of(program, filings) };
    let names = Names::of(program);
    let mut pages = vec![index::index(&book), index::applies(&book), index::relations(&book)];
    pages.extend((0..program.rules.len() as u32).map(|number| rule::page(&book, RuleId(number))));
    pages.extend((0..program.relations.len() as u32).map(|number| relation::page(&book, RelationId(number))));
    let titles: BTreeMap<Topic, String> = pages.iter().map(|page| (page.topic, page.title.clone())).collect();
    pages.iter().flat_map(|page| rendered(page, &names, &titles)).collect()
}

/// A page in both renderings.
fn rendered(page: &Page, names: &Names, titles: &BTreeMap<Topic, String>) -> [HandbookFile; 2] {
    let from = page.topic;
    let title = |topic: Topic| titles.get(&topic).cloned().unwrap_or_default();
    let way = |rel: &'static str, topic: Topic| html::Way {
        rel,
        href: names.link(from, topic, html::ENDING),
        text: title(topic),
    };
    let mut ways: Vec<html::Way> =
        [Topic::Index, Topic::Applies, Topic::Relations].into_iter().map(|topic| way("", topic)).collect();
    ways.extend(page.neighbours.0.map(|topic| way("prev", topic)));
    ways.extend(page.neighbours.1.map(|topic| way("next", topic)));
    let markdown = Markdown { names, from };
    let body = markdown.body(page);
    let html = html::page(&page.title, &title(Topic::Index), &ways, &body);
    [
        HandbookFile {
            path: format!("markdown/{}", names.path(from, markdown::ENDING)),
            text: markdown.with_ways(body, page, &title),
        },
        HandbookFile { path: format!("html/{}", names.path(from, html::ENDING)), text: html },
    ]
}
