//! The order in which definitions run, and what is wrong with a pack as a whole.

use std::collections::BTreeSet;

use crepe::crepe;

use super::{Condition, Definition};
use crate::fact::RelationId;

crepe! {
    @input
    struct Uses(u32, u32);

    @input
    struct UsesWhole(u32, u32);

    struct Depends(u32, u32);

    @output
    struct Reaches(u32, u32);

    @output
    struct BadCycle(u32, u32);

    Depends(a, b) <- Uses(a, b);
    Depends(a, b) <- UsesWhole(a, b);
    Reaches(a, b) <- Depends(a, b);
    Reaches(a, c) <- Reaches(a, b), Depends(b, c);
    BadCycle(a, b) <- UsesWhole(a, b), Reaches(b, a);
}

/// What a definition reads: each relation, and whether it must be complete before (negation, aggregation).
pub(crate) fn reads(body: &[Condition]) -> BTreeSet<(RelationId, bool)> {
    let mut found = BTreeSet::new();
    collect(body, false, &mut found);
    found
}

fn collect(body: &[Condition], whole: bool, found: &mut BTreeSet<(RelationId, bool)>) {
    for condition in body {
        match condition {
            Condition::Atom(atom) if atom.scope.is_none() => {
                found.insert((atom.relation, whole));
            }
            Condition::Absent(atom) if atom.scope.is_none() => {
                found.insert((atom.relation, true));
            }
            Condition::Aggregate(aggregate) => collect(&aggregate.body, true, found),
            Condition::Atom(_)
            | Condition::Absent(_)
            | Condition::Compare(..)
            | Condition::Let(..)
            | Condition::Among(..) => {}
        }
    }
}

/// Either strata (numbers of definitions), or the cycles through negation or aggregation, as relation pairs
/// (the relation that needs another complete, the other).
pub(crate) fn stratify(definitions: &[Definition]) -> Result<Vec<Vec<usize>>, Vec<Vec<RelationId>>> {
    let mut runtime = Crepe::new();
    let mut edges: BTreeSet<(u32, u32, bool)> = BTreeSet::new();
    for definition in definitions {
        for (read, whole) in reads(&definition.body) {
            edges.insert((definition.relation.0, read.0, whole));
        }
    }
    runtime.extend(edges.iter().filter(|edge| !edge.2).map(|edge| Uses(edge.0, edge.1)));
    runtime.extend(edges.iter().filter(|edge| edge.2).map(|edge| UsesWhole(edge.0, edge.1)));
    let (reaches, bad) = runtime.run_with_hasher::<foldhash::fast::RandomState>();
    let reaches: BTreeSet<(u32, u32)> = reaches.into_iter().map(|Reaches(a, b)| (a, b)).collect();
    let mut cycles: Vec<(u32, u32)> = bad.into_iter().map(|BadCycle(a, b)| (a, b)).collect();
    if !cycles.is_empty() {
        cycles.sort_unstable();
        let edges: BTreeSet<(u32, u32)> = edges.into_iter().map(|(a, b, _)| (a, b)).collect();
        return Err(cycles.into_iter().map(|(from, to)| draw_cycle(from, to, &edges)).collect());
    }
    let heads: BTreeSet<u32> = definitions.iter().map(|definition| definition.relation.0).collect();
    let mut strata: Vec<Vec<usize>> = Vec::new();
    let mut placed: BTreeSet<u32> = BTreeSet::new();
    while placed.len() < heads.len() {
        let ready: Vec<u32> = heads
            .iter()
            .copied()
            .filter(|head| !placed.contains(head))
            .filter(|head| {
                let below = reaches.range((*head, 0)..=(*head, u32::MAX)).map(|(_, below)| *below);
                let mut open = below.filter(|below| heads.contains(below) && !placed.contains(below));
                open.all(|below| below == *head || reaches.contains(&(below, *head)))
            })
            .collect();
        if ready.is_empty() {
            break;
        }
        strata.push((0..definitions.len()).filter(|index| ready.contains(&definitions[*index].relation.0)).collect());
        placed.extend(ready);
    }
    Ok(strata)
}

/// The shortest way from `to` back to `from`, `from` at both ends.
fn draw_cycle(from: u32, to: u32, edges: &BTreeSet<(u32, u32)>) -> Vec<RelationId> {
    let mut paths = std::collections::VecDeque::from([vec![from, to]]);
    let mut seen = BTreeSet::from([to]);
    while let Some(path) = paths.pop_front() {
        let last = path[path.len() - 1];
        if last == from {
            return path.into_iter().map(RelationId).collect();
        }
        for (_, next) in edges.range((last, 0)..=(last, u32::MAX)) {
            if seen.insert(*next) || *next == from {
                let mut longer = path.clone();
                longer.push(*next);
                paths.push_back(longer);
            }
        }
    }
    vec![RelationId(from), RelationId(to)]
}
