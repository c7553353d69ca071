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

pub(super) use html::head as page_head;

use std::collections::BTreeMap;

use super::{Checked, Trials};
use crate::fact::RelationId;
use crate::program::{Program, RelationOrigin, RuleId, Source};
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

/// What the pages draw on.
struct Book<'a> {
    program: &'a Program,
    files: Files<'a>,
    trials: &'a Trials,
    reads: Reads,
    tally: Tally,
}

/// The handbook of a pack, page by page, with how its rules fared on filings, if any; what its rules say is
/// taken from their tests.
pub fn handbook(program: &Program, sources: &[Source], trials: &Trials, filings: &[Checked]) -> Vec<HandbookFile> {
    let files = Files::of(sources);
    let book = Book { program, files, trials, reads: Reads::of(program), tally: Tally::of(program, filings) };
    let rules = (0..program.rules.len() as u32).map(RuleId);
    let rules: Vec<Page> = rules.map(|id| rule::page(&book, id)).collect();
    let own = |id: &RelationId| program.relation(*id).origin != RelationOrigin::View;
    let relations = (0..program.relations.len() as u32).map(RelationId).filter(own);
    let relations: Vec<Page> = relations.map(|id| relation::page(&book, id)).collect();
    let front = [index::index(&book), index::applies(&book), index::relations(&book)];
    let pages = || front.iter().chain(&rules).chain(&relations);
    let titles = pages().map(|page| (page.topic, page.title.as_str())).collect();
    let site = Site { names: Names::of(program), titles };
    let alone = front.iter().flat_map(|page| site.rendered(page, None, None));
    alone.chain(site.in_order(&rules)).chain(site.in_order(&relations)).collect()
}

/// Where pages are, and what they are called.
struct Site<'a> {
    names: Names,
    titles: BTreeMap<Topic, &'a str>,
}

impl Site<'_> {
    /// Pages that lead from one to the next.
    fn in_order(&self, pages: &[Page]) -> Vec<HandbookFile> {
        let topic = |number: usize| pages.get(number).map(|page| page.topic);
        let numbered = pages.iter().enumerate();
        let rendered = numbered
            .flat_map(|(number, page)| self.rendered(page, number.checked_sub(1).and_then(topic), topic(number + 1)));
        rendered.collect()
    }

    /// A page in both renderings.
    fn rendered(&self, page: &Page, before: Option<Topic>, after: Option<Topic>) -> [HandbookFile; 2] {
        let title = |topic: Topic| self.titles.get(&topic).map_or_else(String::new, |title| (*title).to_owned());
        let ways: Vec<(&'static str, Topic)> = [Topic::Index, Topic::Applies, Topic::Relations]
            .into_iter()
            .map(|topic| ("", topic))
            .chain(before.map(|topic| ("prev", topic)))
            .chain(after.map(|topic| ("next", topic)))
            .collect();
        let links: Vec<html::Way> = ways
            .iter()
            .map(|(rel, to)| html::Way { rel, href: self.names.link(page.topic, *to, html::ENDING), text: title(*to) })
            .collect();
        let markdown = Markdown { names: &self.names, from: page.topic };
        let body = markdown.body(page);
        let html = html::page(&page.title, &title(Topic::Index), &links, &body);
        let topics: Vec<Topic> = ways.iter().map(|(_, topic)| *topic).collect();
        let path = |folder: &str, ending: &str| format!("{folder}/{}", self.names.path(page.topic, ending));
        [
            HandbookFile { path: path("markdown", markdown::ENDING), text: markdown.with_ways(body, &topics, &title) },
            HandbookFile { path: path("html", html::ENDING), text: html },
        ]
    }
}
