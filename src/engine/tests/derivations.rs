//! Definitions: recursion, negation, proofs.

use super::*;
use crate::engine::{Clause, Evaluation, Goal, Limits, Prover, Resource, Role, Step, Verdict, proof, proof_of_outcome};
use crate::fact::{FactId, RelationId, Value};
use crate::program::{ColumnKind, Condition, Expectation, Expr, Function};
use crate::syntax::tree::{Comparison, Operator};

const EDGE: u32 = 0;
const PATH: u32 = 1;
const NODE: u32 = 2;
const APART: u32 = 3;

/// Edges between numbered nodes, their transitive closure, and pairs that are apart.
fn graph(edges: &[(i64, i64)]) -> Pack {
    let pair: &[ColumnKind] = &[ColumnKind::Integer, ColumnKind::Integer];
    let mut pack = Pack::new(&[pair, pair, &[ColumnKind::Integer], pair]);
    for (from, to) in edges {
        pack.fact(EDGE, &[Value::Integer(*from), Value::Integer(*to)]);
    }
    pack.define(PATH, &[v(0), v(1)], vec![atom(EDGE, &[t(0), t(1)])]);
    pack.also(PATH, &[v(0), v(2)], vec![atom(PATH, &[t(0), t(1)]), atom(EDGE, &[t(1), t(2)])]);
    pack.define(NODE, &[v(0)], vec![atom(EDGE, &[t(0)])]);
    pack.also(NODE, &[v(1)], vec![atom(EDGE, &[t(0), t(1)])]);
    let apart = vec![atom(NODE, &[t(0)]), atom(NODE, &[t(1)]), absent(PATH, &[t(0), t(1)])];
    pack.define(APART, &[v(0), v(1)], apart);
    pack
}

fn pairs(pack: &Pack, relation: u32) -> Vec<(i64, i64)> {
    let facts = pack.run().facts;
    let mut pairs: Vec<(i64, i64)> = facts
        .of(RelationId(relation))
        .map(|fact| match [0, 1].map(|column| facts.value(fact, column)) {
            [Value::Integer(a), Value::Integer(b)] => (a, b),
            _ => panic!("no pair"),
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

#[test]
fn paths_close_over_edges() {
    let pack = graph(&[(1, 2), (2, 3), (3, 1), (4, 4)]);
    let mut closed: Vec<(i64, i64)> = (1..4).flat_map(|a| (1..4).map(move |b| (a, b))).collect();
    closed.push((4, 4));
    assert_eq!(pairs(&pack, PATH), closed);
}

#[test]
fn what_no_path_joins_is_apart() {
    let pack = graph(&[(1, 2), (2, 3)]);
    assert_eq!(pairs(&pack, APART), [(1, 1), (2, 1), (2, 2), (3, 1), (3, 2), (3, 3)]);
}

#[test]
fn three_definitions_call_each_other() {
    let one: &[ColumnKind] = &[ColumnKind::Integer];
    let mut pack = Pack::new(&[&[ColumnKind::Integer, ColumnKind::Integer], one, one, one]);
    for number in 0..7 {
        pack.fact(0, &[Value::Integer(number), Value::Integer(number + 1)]);
    }
    let seed = Condition::Compare(v(0), Comparison::Equal, Expr::Constant(Value::Integer(0)));
    pack.define(1, &[v(0)], vec![atom(0, &[t(0)]), seed]);
    for (from, to) in [(1, 2), (2, 3), (3, 1)] {
        pack.also(to, &[v(1)], vec![atom(from, &[t(0)]), atom(0, &[t(0), t(1)])]);
    }
    let facts = pack.run().facts;
    let of = |relation| -> Vec<Value> { facts.of(RelationId(relation)).map(|fact| facts.value(fact, 0)).collect() };
    assert_eq!(of(1), [0, 3, 6].map(Value::Integer));
    assert_eq!(of(2), [1, 4, 7].map(Value::Integer));
    assert_eq!(of(3), [2, 5].map(Value::Integer));
}

#[test]
fn the_first_derivation_is_the_lowest() {
    let mut pack = graph(&[(1, 2), (2, 3), (3, 4), (1, 4)]);
    pack.program.strata[0].reverse();
    let Evaluation { facts, open, .. } = pack.run();
    let direct = facts.of(RelationId(PATH)).find(|fact| facts.values(*fact).eq([1, 4].map(Value::Integer)));
    let prover = Prover::new(&pack.program, &facts, &open);
    assert!(direct.and_then(|fact| prover.derivation(fact)).is_some_and(|derivation| derivation.definition == 0));
}

#[test]
fn a_proof_reaches_the_facts_given() {
    let pack = graph(&[(1, 2), (2, 3), (3, 4)]);
    let evaluation = pack.run();
    let last = evaluation.facts.of(RelationId(PATH)).len() as u32 - 1;
    let whole = proof(&pack.program, &evaluation, FactId { relation: RelationId(PATH), row: last });
    let depths: Vec<usize> = whole.lines().iter().map(|line| line.depth).collect();
    assert_eq!(depths, [0, 1, 2, 3, 2, 1]);
    let apart = proof(&pack.program, &evaluation, FactId { relation: RelationId(APART), row: 0 });
    let lines = apart.lines();
    let absence = lines.iter().find_map(|line| match line.step {
        Step::Absent { clause: Clause::Definition(4), absence } => Some((line.depth, absence)),
        _ => None,
    });
    let (depth, absence) = absence.expect("an absence");
    let one = Some(Value::Integer(1));
    assert_eq!((depth, absence.condition, absence.relation), (1, 2, RelationId(PATH)));
    assert_eq!(absence.columns, [(0, one), (1, one)]);
    let repeated = lines.iter().filter(|line| matches!(line.step, Step::Fact { repeated: true, .. })).count();
    assert_eq!(repeated, 1, "1 is apart from itself");
}

#[test]
fn a_proof_of_an_outcome_names_members_and_absences() {
    let mut pack = graph(&[(1, 2), (2, 3)]);
    let body = vec![
        atom(EDGE, &[t(0), t(1)]),
        absent(EDGE, &[t(1), t(0)]),
        Condition::Aggregate(total(5, &[0], 4, vec![atom(PATH, &[t(0), t(4)])])),
    ];
    pack.rule(body, Expectation::Exists(bare_atom(PATH, &[t(0), t(1)])));
    let evaluation = pack.run();
    let proof = proof_of_outcome(&pack.program, &evaluation, &evaluation.outcomes[0]);
    let lines = proof.lines();
    let top: Vec<&Step> = lines.iter().filter(|line| line.depth == 0).map(|line| &line.step).collect();
    assert!(matches!(top[1], Step::Fact { role: Role::Premise, definition: Some(0), .. }));
    assert!(matches!(top[2], Step::Absent { clause: Clause::Rule(_), absence } if absence.condition == 1));
    assert!(top[3..].iter().all(|step| matches!(step, Step::Fact { role: Role::Member { among: None }, .. })));
    assert_eq!(top.len(), 5);
}

#[test]
fn a_derivation_shows_what_its_variables_hold() {
    let pack = graph(&[(1, 2), (2, 3)]);
    let evaluation = pack.run();
    let prover = Prover::new(&pack.program, &evaluation.facts, &evaluation.open);
    assert_eq!(prover.derivation(FactId { relation: RelationId(EDGE), row: 0 }), None);
    let far = prover.derivation(FactId { relation: RelationId(PATH), row: 2 }).expect("a derivation");
    assert_eq!((far.definition, far.premises.len(), far.members.len()), (1, 2, 0));
    assert_eq!(far.bindings[..3], [1, 2, 3].map(|number| Some(Value::Integer(number))));
    assert!(far.bindings[3..].iter().all(Option::is_none));
}

#[test]
fn heights_count_definitions_above_each_other() {
    let pack = graph(&[(1, 2), (2, 3), (3, 4)]);
    let evaluation = pack.run();
    let last = evaluation.facts.of(RelationId(PATH)).len() as u32 - 1;
    let proof = proof(&pack.program, &evaluation, FactId { relation: RelationId(PATH), row: last });
    let heights: Vec<u32> = proof.nodes.iter().map(|node| node.height).collect();
    assert_eq!(heights, [3, 2, 1, 0, 0, 0]);
}

#[test]
fn members_belong_to_their_aggregates() {
    let number: &[ColumnKind] = &[ColumnKind::Integer, ColumnKind::Integer];
    let mut pack = Pack::new(&[number, number, &[ColumnKind::Integer]]);
    for (from, to) in [(1, 5), (1, 6), (2, 7)] {
        pack.fact(0, &[from, to].map(Value::Integer));
        pack.fact(1, &[from, to].map(Value::Integer));
    }
    pack.fact(2, &[Value::Integer(1)]);
    let over = |target, relation| Condition::Aggregate(total(target, &[0], 4, vec![atom(relation, &[t(0), t(4)])]));
    let equal = Expectation::Compare { left: v(5), op: Comparison::Equal, right: v(6), rounding: false };
    pack.rule(vec![atom(2, &[t(0)]), over(5, 0), over(6, 0), over(7, 1)], equal);
    let evaluation = pack.run();
    let proof = proof_of_outcome(&pack.program, &evaluation, &evaluation.outcomes[0]);
    let Goal::Outcome(inference) = &proof.goals[0] else { panic!("an outcome") };
    let fact = |relation, row| FactId { relation: RelationId(relation), row };
    let members: Vec<(usize, &[FactId])> =
        inference.members.iter().map(|gathered| (gathered.condition, gathered.facts.as_slice())).collect();
    let both = [fact(0, 0), fact(0, 1)];
    assert_eq!(members, [(1, &both[..]), (2, &both[..]), (3, &[fact(1, 0), fact(1, 1)][..])]);
    assert_eq!(proof.nodes.len(), 5, "shared facts stand once");
}

#[test]
fn a_definition_that_never_ends_is_stopped() {
    let one: &[ColumnKind] = &[ColumnKind::Figure(None)];
    let mut pack = Pack::new(&[one, one]);
    let start = pack.bare("1");
    pack.fact(0, &[start]);
    pack.define(1, &[v(0)], vec![atom(0, &[t(0)])]);
    let next = binary(v(0), Operator::Add, Expr::Constant(Value::Integer(1)));
    pack.also(1, &[next], vec![atom(1, &[t(0)])]);
    pack.rule(vec![atom(0, &[t(0)])], Expectation::Exists(bare_atom(1, &[t(0)])));
    pack.rule(vec![atom(0, &[t(0)])], Expectation::Absent(bare_atom(1, &[])));
    pack.limits = Limits { facts: 50, steps: 100_000, ..Limits::default() };
    let evaluation = pack.run();
    assert_eq!(evaluation.exhausted.len(), 1);
    assert_eq!(evaluation.exhausted[0].what, Resource::Facts);
    assert_eq!(evaluation.outcomes[0].verdict, Verdict::Agrees);
}

#[test]
fn codes_know_their_levels() {
    let mut pack = Pack::new(&[&[ColumnKind::Code], &[ColumnKind::Code, ColumnKind::Integer]]);
    for text in ["208", "20805", "2080505", "2080"] {
        pack.fact(0, &[code(text)]);
    }
    let level = |code: Expr| Expr::Call(Function::Level, vec![code]);
    let above = Expr::Call(Function::Ancestor, vec![v(0), Expr::Constant(Value::Integer(1))]);
    pack.define(1, &[above, level(v(0))], vec![atom(0, &[t(0)])]);
    let facts = pack.run().facts;
    let levels: Vec<[Value; 2]> =
        facts.of(RelationId(1)).map(|fact| [0, 1].map(|column| facts.value(fact, column))).collect();
    assert_eq!(levels, [1, 2, 3].map(|level| [code("208"), Value::Integer(level)]));
}
