//! The order in which definitions run, and what is wrong with a pack as a whole.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::{Condition, Definition};
use crate::fact::RelationId;

/// Most cycles that are drawn, and most relations of one.
const MOST_CYCLES: usize = 20;

/// What a definition reads: each relation, and whether it must be complete before (negation, aggregation).
pub(crate) fn reads(body: &[Condition]) -> BTreeSet<(RelationId, bool)> {
    let mut found = BTreeSet::new();
    collect(body, false, &mut found);
    found
}

fn collect(body: &[Condition], whole: bool, found: &mut BTreeSet<(RelationId, bool)>) {
    for condition in body {
        match condition {
            Condition::Atom(atom) => {
                found.insert((atom.relation, whole));
            }
            Condition::Absent(atom) => {
                found.insert((atom.relation, true));
            }
            Condition::Aggregate(aggregate) => collect(&aggregate.body, true, found),
            Condition::Compare(..) | Condition::Let(..) | Condition::Among(..) => {}
        }
    }
}

/// Either strata (numbers of definitions), or cycles through negation or aggregation, as relations in the order in which
/// each needs the next, the first at both ends.
pub(crate) fn stratify(definitions: &[Definition]) -> Result<Vec<Vec<usize>>, Vec<Vec<RelationId>>> {
    let mut edges: BTreeSet<(u32, u32, bool)> = BTreeSet::new();
    for definition in definitions {
        for (read, whole) in reads(&definition.body) {
            edges.insert((definition.relation.0, read.0, whole));
        }
    }
    let heads: BTreeSet<u32> = definitions.iter().map(|definition| definition.relation.0).collect();
    let nodes = edges.iter().map(|edge| edge.1).chain(heads.iter().copied()).max().map_or(0, |last| last + 1);
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(nodes as usize, edges.len());
    (0..nodes).for_each(|_| {
        graph.add_node(());
    });
    for (from, to, _) in &edges {
        graph.add_edge(NodeIndex::new(*from as usize), NodeIndex::new(*to as usize), ());
    }
    // What a component reads stands before it.
    let components = kosaraju_scc(&graph);
    let mut component = vec![0; nodes as usize];
    for (number, members) in components.iter().enumerate() {
        members.iter().for_each(|member| component[member.index()] = number);
    }
    let together = |a: u32, b: u32| component[a as usize] == component[b as usize];
    let bad: BTreeSet<(u32, u32)> =
        edges.iter().filter(|(from, to, whole)| *whole && together(*from, *to)).map(|edge| (edge.0, edge.1)).collect();
    if !bad.is_empty() {
        return Err(bad.into_iter().take(MOST_CYCLES).map(|(from, to)| draw_cycle(from, to, &edges)).collect());
    }
    // A component of definitions runs one stratum behind the last it reads; what is given runs in none.
    let mut levels = vec![0; components.len()];
    for (number, members) in components.iter().enumerate() {
        let reads = members.iter().flat_map(|member| graph.neighbors(*member)).map(|read| component[read.index()]);
        let below = reads.filter(|read| *read != number).map(|read| levels[read]).max().unwrap_or(0);
        let derived = members.iter().any(|member| heads.contains(&(member.index() as u32)));
        levels[number] = below + usize::from(derived);
    }
    let mut strata = vec![Vec::new(); levels.iter().copied().max().unwrap_or(0)];
    for (number, definition) in definitions.iter().enumerate() {
        strata[levels[component[definition.relation.0 as usize]] - 1].push(number);
    }
    Ok(strata)
}

/// The shortest way from `to` back to `from`, `from` at both ends; the middle of a long one is left out.
fn draw_cycle(from: u32, to: u32, edges: &BTreeSet<(u32, u32, bool)>) -> Vec<RelationId> {
    let mut before = BTreeMap::from([(to, from)]);
    let mut open = VecDeque::from([to]);
    while let Some(last) = open.pop_front().filter(|last| *last != from) {
        for (_, next, _) in edges.range((last, 0, false)..=(last, u32::MAX, true)) {
            before.entry(*next).or_insert_with(|| {
                open.push_back(*next);
                last
            });
        }
    }
    let mut way = vec![RelationId(from)];
    let mut at = from;
    while let Some(previous) = before.get(&at).copied() {
        way.push(RelationId(previous));
        at = previous;
        if at == from {
            break;
        }
    }
    way.reverse();
    if way.len() > MOST_CYCLES {
        way.drain(MOST_CYCLES / 2..way.len() - MOST_CYCLES / 2);
    }
    way
}
