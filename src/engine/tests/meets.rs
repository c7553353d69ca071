//! Atoms that meet at one variable: they give what joining them gives, and look at far less where words are busy.

use super::*;
use crate::engine::{Clause, Evaluation, Limits, Operator, Plans, Prover, evaluate_profiled, naive, plan};
use crate::fact::{RelationId, Value};
use crate::program::{ColumnKind, Condition, RuleId, VarId};
use proptest::prelude::*;

const PAIR: &[ColumnKind] = &[ColumnKind::Integer; 2];
const TRIPLE: &[ColumnKind] = &[ColumnKind::Integer; 3];
const FOUR: &[ColumnKind] = &[ColumnKind::Integer; 4];

/// What follows: node 0 with an edge to and from each of many others, and some more edges.
fn star(spokes: i64, more: &[(i64, i64)]) -> Vec<(i64, i64)> {
    (1..=spokes).flat_map(|spoke| [(0, spoke), (spoke, 0)]).chain(more.iter().copied()).collect()
}

fn over(edges: &[(i64, i64)], head: &'static [ColumnKind]) -> Pack {
    let mut pack = Pack::new(&[PAIR, head]);
    for (from, to) in edges {
        pack.fact(0, &[Value::Integer(*from), Value::Integer(*to)]);
    }
    pack.limits = Limits { facts: 30_000, steps: 300_000, ..Limits::default() };
    pack
}

fn triangles(edges: &[(i64, i64)]) -> Pack {
    let mut pack = over(edges, TRIPLE);
    let body = vec![atom(0, &[t(0), t(1)]), atom(0, &[t(1), t(2)]), atom(0, &[t(0), t(2)])];
    pack.define(1, &[v(0), v(1), v(2)], body);
    pack
}

/// The derived rows.
fn rows(evaluation: &Evaluation) -> Vec<Vec<Value>> {
    let values = |fact| evaluation.facts.values(fact).collect();
    let mut rows: Vec<Vec<Value>> = evaluation.facts.of(RelationId(1)).map(values).collect();
    rows.sort();
    rows
}

fn naively(pack: &Pack) -> Evaluation {
    let rules = (0..pack.program.rules.len() as u32).map(RuleId);
    let open = crate::engine::Open::new();
    naive::evaluate(&pack.program, pack.facts.clone(), open, (&pack.program.strata, rules), &pack.placed, &pack.limits)
        .0
}

/// Whether the plan of the last definition lets atoms meet.
fn meets(pack: &Pack, evaluation: &Evaluation) -> bool {
    let last = Clause::Definition(pack.program.definitions.len() as u32 - 1);
    let lines = plan(&pack.program, &Plans::new(&pack.program), last, Some(evaluation));
    lines.iter().any(|line| line.operator == Operator::Meet)
}

/// Rows that a definition looked at.
fn looked_at(pack: &Pack) -> u64 {
    let (plans, open) = (Plans::new(&pack.program), crate::engine::Open::new());
    let facts = pack.facts.clone();
    let (_, profile) = evaluate_profiled(&pack.program, &plans, facts, open, &pack.placed, &pack.limits, &|| 0);
    profile.clauses.iter().map(|clause| clause.looked_at).sum()
}

#[test]
fn triangles_of_a_star_are_found_without_its_pairs_of_spokes() {
    let spokes = 1_000;
    let pack = triangles(&star(spokes, &[(1, 2), (2, 3)]));
    let evaluation = pack.run();
    // Each edge between two spokes is in three: with the hub first, between them, and last.
    let number = Value::Integer;
    let expected: Vec<Vec<Value>> =
        [[0, 1, 2], [0, 2, 3], [1, 0, 2], [1, 2, 0], [2, 0, 3], [2, 3, 0]].map(|row| row.map(number).to_vec()).into();
    assert_eq!(rows(&evaluation), expected);
    assert!(meets(&pack, &evaluation));
    let looked_at = looked_at(&pack);
    assert!(looked_at < 20 * spokes as u64, "{looked_at} rows looked at");
    let prover = Prover::new(&pack.program, &evaluation.facts, &evaluation.open);
    let proved = evaluation.facts.of(RelationId(1)).filter_map(|fact| prover.derivation(fact));
    assert!(proved.map(|derivation| derivation.premises.len()).eq([3; 6]));
}

#[test]
fn where_no_word_is_busy_atoms_are_joined_one_after_the_other() {
    let edges: Vec<(i64, i64)> =
        (0..600).flat_map(|node| [(node, (node + 1) % 600), (node, (node + 7) % 600)]).collect();
    let pack = triangles(&edges);
    assert!(!meets(&pack, &pack.run()));
    let few = triangles(&star(50, &[(1, 2)]));
    assert!(!meets(&few, &few.run()), "so few rows are joined as fast");
}

/// The ways of a key must stand together, whichever atom leads on them.
#[test]
fn keys_of_an_aggregate_keep_their_ways() {
    let edges = (1..=258).map(|spoke| (spoke, 0)).chain((271..=528).map(|spoke| (0, spoke)));
    let edges: Vec<(i64, i64)> = edges.chain([(300, 5), (300, 6)]).collect();
    let mut pack = Pack::new(&[PAIR, &[ColumnKind::Integer, MONEY], &[ColumnKind::Integer]]);
    for (from, to) in edges {
        pack.fact(0, &[Value::Integer(from), Value::Integer(to)]);
    }
    for few in [5, 0, 6] {
        pack.fact(2, &[Value::Integer(few)]);
    }
    let sides = vec![atom(0, &[t(0), t(2)]), atom(0, &[t(2), t(3)]), atom(0, &[t(3), t(0)])];
    let counted = crate::program::Aggregate {
        function: crate::syntax::tree::AggregateFunction::Count,
        value: None,
        ..total(5, &[0], 0, sides)
    };
    let body = vec![atom(0, &[t(0), t(6)]), atom(2, &[t(0)]), Condition::Aggregate(counted)];
    pack.define(1, &[v(0), v(5)], body);
    assert_eq!(told(&pack.run()), told(&naively(&pack)));
    assert_eq!(rows(&pack.run()).len(), 3);
}

#[test]
fn what_the_plan_says_of_a_meeting_names_every_atom() {
    let pack = triangles(&star(1_000, &[(1, 2)]));
    let lines = plan(&pack.program, &Plans::new(&pack.program), Clause::Definition(0), Some(&pack.run()));
    let told: Vec<(u32, Option<usize>, Operator, &[VarId])> =
        lines.iter().map(|line| (line.depth, line.condition, line.operator, line.binds.as_slice())).collect();
    let at = told.iter().position(|line| line.2 == Operator::Meet).expect("a meeting");
    assert_eq!((told[at].0, told[at].3.len()), (0, 1));
    assert!(told[at + 1..at + 3].iter().all(|line| (line.0, line.2, line.3) == (1, Operator::Lookup, &[][..])));
    let mut conditions: Vec<Option<usize>> =
        lines.iter().filter(|line| line.operator != Operator::Meet).map(|line| line.condition).collect();
    conditions.sort();
    assert_eq!(conditions, [None, Some(0), Some(1), Some(2)]);
}

/// A square, with some of its diagonals, each edge either way round, or a triangle and a way that leaves it; perhaps within
/// an aggregate, perhaps closed under itself.
fn cyclic(edges: &[(i64, i64)], shape: usize, turned: [bool; 6], wrapped: usize) -> Pack {
    let sides: &[(u32, u32)] = match shape {
        0 => &[(0, 1), (1, 2), (2, 0)],
        1 => &[(0, 1), (1, 2), (2, 3), (3, 0)],
        2 => &[(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)],
        3 => &[(0, 1), (1, 2), (2, 3), (3, 0), (0, 2), (1, 3)],
        _ => &[(0, 1), (1, 2), (2, 0), (2, 3)],
    };
    let corners = if shape == 0 { 3 } else { 4 };
    let side = |(&(from, to), turned): (&(u32, u32), bool)| {
        let terms = if turned { [t(to), t(from)] } else { [t(from), t(to)] };
        atom(0, &terms)
    };
    let body: Vec<Condition> = sides.iter().zip(turned).map(side).collect();
    let head = |corners: u32| (0..corners).map(v).collect::<Vec<_>>();
    match wrapped {
        // How many there are by the first corner.
        0 => {
            let mut pack = over(edges, &[ColumnKind::Integer, MONEY]);
            let counted = crate::program::Aggregate {
                function: crate::syntax::tree::AggregateFunction::Count,
                value: None,
                ..total(5, &[0], 0, body)
            };
            pack.define(1, &[v(0), v(5)], vec![atom(0, &[t(0), t(6)]), Condition::Aggregate(counted)]);
            pack
        }
        // A way from the first corner to the second, and from there on where the third closes it.
        1 => {
            let mut pack = over(edges, PAIR);
            pack.define(1, &[v(0), v(1)], body);
            let on = vec![atom(1, &[t(0), t(1)]), atom(0, &[t(1), t(2)]), atom(0, &[t(2), t(0)])];
            pack.also(1, &[v(1), v(2)], on);
            pack
        }
        // Corners that nobody asks for.
        2 => {
            let mut pack = over(edges, PAIR);
            pack.define(1, &[v(0), v(2)], body);
            pack
        }
        _ => {
            let mut pack = over(edges, if corners == 3 { TRIPLE } else { FOUR });
            pack.define(1, &head(corners), body);
            pack
        }
    }
}

fn told(evaluation: &Evaluation) -> Vec<String> {
    let figures = &evaluation.facts.dictionary.figures;
    let value = |value: &Value| match value {
        Value::Figure(figure) => figures.amount(*figure).number().to_string(),
        other => format!("{other:?}"),
    };
    rows(evaluation).iter().map(|row| row.iter().map(value).collect::<Vec<_>>().join(" ")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(16) })]

    #[test]
    fn cycles_are_those_that_the_naive_evaluator_finds(
        more in prop::collection::vec((0..12_i64, 0..600_i64), 0..60),
        within in prop::collection::vec((0..600_i64, 0..600_i64), 0..60),
        shape in 0..5_usize,
        turned: [bool; 6],
        wrapped in 0..5_usize,
    ) {
        // Many lead to one node and many others from it; a few others are busy too.
        let through = (1..=258).flat_map(|spoke| [(spoke, 0), (0, spoke + 270)]);
        let edges: Vec<(i64, i64)> = through.chain(more).chain(within).collect();
        let pack = cyclic(&edges, shape, turned, wrapped);
        let ours = pack.run();
        let naive = naively(&pack);
        if ours.exhausted.is_empty() && naive.exhausted.is_empty() {
            let (mut one, mut other) = (told(&ours), told(&naive));
            one.sort();
            other.sort();
            prop_assert_eq!(one, other);
            let prover = Prover::new(&pack.program, &ours.facts, &ours.open);
            for fact in ours.facts.of(RelationId(1)).step_by(97) {
                prop_assert!(prover.derivation(fact).is_some());
            }
        }
    }
}
