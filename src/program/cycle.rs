//! A circle of definitions through negation or aggregation, drawn.

use std::collections::BTreeSet;

use super::{Condition, Definition, Program};
use crate::base::{Diagnostic, Span};
use crate::fact::RelationId;
use crate::syntax::tree::AggregateFunction;

/// A message for each circle: `甲 —非→ 乙 → 甲`, and where each definition of it stands.
pub(super) fn describe(program: &Program, cycles: &[Vec<RelationId>]) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let new = |cycle: &&Vec<RelationId>| seen.insert(cycle.iter().copied().collect::<BTreeSet<_>>());
    cycles.iter().filter(new).map(|cycle| draw(program, cycle)).collect()
}

fn draw(program: &Program, cycle: &[RelationId]) -> Diagnostic {
    let name = |relation: RelationId| program.relation(relation).name.as_str();
    let mut drawing = cycle.first().map_or_else(String::new, |first| name(*first).to_owned());
    let mut labels: Vec<(Span, String)> = Vec::new();
    for step in cycle.windows(2) {
        let (reader, read) = (step[0], step[1]);
        let Some((definition, mark)) = edge(&program.definitions, reader, read) else {
            // A long circle is shown without its middle.
            drawing.push_str(&format!(" → … → {}", name(read)));
            continue;
        };
        let arrow = if mark.is_empty() { "→".to_owned() } else { format!("—{mark}→") };
        drawing.push_str(&format!(" {arrow} {}", name(read)));
        let how = if mark.is_empty() { "用到".to_owned() } else { format!("在 {mark} 里用到") };
        labels.push((definition.span, format!("{} {how} {}", name(reader), name(read))));
    }
    let mut labels = labels.into_iter();
    let (span, text) = labels.next().unwrap_or_default();
    let message = format!("否定或汇总绕成了圈：{drawing}");
    let diagnostic = Diagnostic::error("P007", span, message).label(text);
    labels
        .fold(diagnostic, |diagnostic, (span, text)| diagnostic.related(span, text))
        .help("被 非、求和、计数 的关系必须先全部算完；把圈里的一步改成不依赖自己")
}

/// The definition by which one relation reads another, and the word that needs the other whole; the word is empty when
/// none does.
fn edge(definitions: &[Definition], reader: RelationId, read: RelationId) -> Option<(&Definition, &'static str)> {
    let own = definitions.iter().filter(|definition| definition.relation == reader);
    let marked = own.filter_map(|definition| mark(&definition.body, read).map(|mark| (definition, mark)));
    marked.max_by_key(|(_, mark)| !mark.is_empty())
}

/// How conditions read a relation, if they do.
fn mark(body: &[Condition], read: RelationId) -> Option<&'static str> {
    let found = body.iter().filter_map(|condition| match condition {
        Condition::Atom(atom) => (atom.relation == read).then_some(""),
        Condition::Absent(atom) => (atom.relation == read).then_some("非"),
        Condition::Aggregate(aggregate) => mark(&aggregate.body, read).map(|_| match aggregate.function {
            AggregateFunction::Sum => "求和",
            AggregateFunction::Count => "计数",
            AggregateFunction::Max => "最大",
            AggregateFunction::Min => "最小",
            AggregateFunction::Nearest => "最近",
        }),
        Condition::Compare(..) | Condition::Let(..) | Condition::Among(..) => None,
    });
    found.max_by_key(|mark| !mark.is_empty())
}
