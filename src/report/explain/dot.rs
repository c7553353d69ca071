//! A proof as a graph for Graphviz: finding → rule → facts → places.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Asked, Scene};
use crate::base::Place;
use crate::engine::{Goal, Inference};
use crate::fact::{FactId, Value};
use crate::report::terminal::{printable, shorten};
use crate::report::{escape, place, words};

/// Most facts that are drawn: beyond, nobody finds anything.
const MOST_FACTS: usize = 2_000;

/// Characters of a line of a finding's message.
const MESSAGE_WIDTH: usize = 36;

/// The graph.
pub(super) fn dot(scene: &Scene) -> String {
    let mut graph = Graph { scene, out: String::new(), places: BTreeMap::new(), absences: 0 };
    graph.out.push_str(
        "digraph proof {\n  rankdir=TB;\n  node [shape=box, fontname=\"sans-serif\", fontsize=11];\n  \
         edge [fontname=\"sans-serif\", fontsize=10];\n",
    );
    graph.goals();
    graph.facts();
    graph.out.push_str("}\n");
    graph.out
}

struct Graph<'a> {
    scene: &'a Scene<'a>,
    out: String,
    /// The number of the node of a line of a filing.
    places: BTreeMap<(Option<String>, u32), usize>,
    absences: usize,
}

impl Graph<'_> {
    fn goals(&mut self) {
        let Scene { program, proof, asked, .. } = *self.scene;
        for goal in &proof.goals {
            let (Goal::Outcome(inference), Asked::Finding(finding)) = (goal, asked) else { continue };
            let rule = &program.rules[finding.rule.0 as usize];
            let message: Vec<char> = finding.message.chars().collect();
            let message: Vec<String> = message.chunks(MESSAGE_WIDTH).map(|line| line.iter().collect()).collect();
            let head = format!("{} {}", words::severity(finding.severity), finding.fingerprint);
            let found: Vec<&str> = std::iter::once(&head).chain(&message).map(String::as_str).collect();
            self.node("finding", "shape=box, style=\"bold,rounded\"", &found);
            self.node("rule", "shape=hexagon", &[&format!("{} {}", rule.id, rule.title)]);
            let _ = writeln!(self.out, "  finding -> rule;");
            self.inference("rule", inference);
        }
    }

    fn facts(&mut self) {
        let nodes = &self.scene.proof.nodes;
        for (number, node) in nodes.iter().enumerate().take(MOST_FACTS) {
            let name = format!("fact{number}");
            let lines = self.columns(node.fact);
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let asked = self.scene.proof.goals.contains(&Goal::Fact(node.fact));
            let style = match (asked, node.inference.is_some()) {
                (true, _) => "style=\"bold\"",
                (false, true) => "style=\"rounded\"",
                (false, false) => "style=\"filled\", fillcolor=\"#f4f1ea\"",
            };
            self.node(&name, style, &lines);
            match &node.inference {
                Some(inference) => self.inference(&name, inference),
                None => self.places(&name, node.fact),
            }
        }
        if nodes.len() > MOST_FACTS {
            let left = format!("另有 {} 个事实，没有画出", nodes.len() - MOST_FACTS);
            self.node("more", "shape=plaintext", &[&left]);
        }
    }

    /// Edges to what a rule or a definition was satisfied by.
    fn inference(&mut self, from: &str, inference: &Inference) {
        let scene = self.scene;
        let place = scene.clause(inference.clause).place;
        if !place.is_empty() {
            let _ = writeln!(self.out, "  {from} [tooltip={}];", quoted(&[&place]));
        }
        for premise in &inference.premises {
            self.edge(from, premise.fact, "");
        }
        for absence in &inference.absences {
            let name = format!("absent{}", self.absences);
            self.absences += 1;
            self.node(&name, "style=dashed", &["没有", &scene.absence(absence)]);
            let _ = writeln!(self.out, "  {from} -> {name} [style=dashed];");
        }
        for gathered in &inference.members {
            let target = format!("＋ {}", scene.target(inference.clause, gathered.condition));
            for fact in &gathered.facts {
                self.edge(from, *fact, &target);
            }
        }
    }

    fn edge(&mut self, from: &str, to: FactId, label: &str) {
        if let Some(number) = self.scene.proof.number(to).filter(|number| *number < MOST_FACTS) {
            let label = if label.is_empty() { String::new() } else { format!(" [label={}]", quoted(&[label])) };
            let _ = writeln!(self.out, "  {from} -> fact{number}{label};");
        }
    }

    /// Edges to the lines, or pages, that a fact was read from.
    fn places(&mut self, from: &str, id: FactId) {
        let facts = &self.scene.checked.evaluation.facts;
        let printed = facts.figures_of(id).filter_map(|figure| facts.dictionary.figures.place(figure));
        let read: &[Option<Place>] = facts.reading(id).map_or(&[], |reading| &reading.places);
        let places = read.iter().flatten().chain(printed);
        let key = |place: &Place| {
            let filing = place.filing.as_ref().map(|name| name.to_string());
            (filing, place.page.unwrap_or(place.line))
        };
        let lines: BTreeMap<_, &Place> = places.map(|place| (key(place), place)).collect();
        for (key, place) in lines {
            let next = self.places.len();
            let number = *self.places.entry(key).or_insert(next);
            if number == next {
                self.node(&format!("place{number}"), "shape=note", &[&place::place(place)]);
            }
            let _ = writeln!(self.out, "  {from} -> place{number} [arrowhead=none];");
        }
    }

    /// The relation, and each column that holds something.
    fn columns(&self, id: FactId) -> Vec<String> {
        let relation = self.scene.program.relation(id.relation);
        let values = self.scene.checked.evaluation.facts.values(id);
        let held = relation.columns.iter().zip(values).filter(|(_, value)| *value != Value::Blank);
        let held = held.map(|(column, value)| format!("{}: {}", column.name, self.scene.plain(value)));
        std::iter::once(relation.name.clone()).chain(held).collect()
    }

    fn node(&mut self, name: &str, attributes: &str, lines: &[&str]) {
        let _ = writeln!(self.out, "  {name} [{attributes}, label={}];", quoted(lines));
    }
}

/// Lines as a quoted string of DOT, in which a backslash and an entity of HTML would mean something.
fn quoted(lines: &[&str]) -> String {
    let lines = lines.iter().map(|line| escape::html(&shorten(&printable(line))).replace('\\', "\\\\"));
    format!("\"{}\"", lines.collect::<Vec<_>>().join("\\n"))
}
