//! What is brought up to date is what a full evaluation gives.

use std::collections::BTreeSet;

use super::oracle::{FILINGS, differences};
use super::*;
use crate::engine::{
    Change, Evaluation, Limits, Open, Placed, Plans, Prover, Standing, evaluate_among, relied_on, without_filings,
};
use crate::fact::{FactId, Facts, Figure, RelationId, Status, Value};
use crate::program::{ColumnKind, Condition, Expectation, Expr, Program, RuleId};
use crate::syntax::tree::Comparison;
use proptest::prelude::*;

const NUMBER: ColumnKind = ColumnKind::Integer;

/// Links with weights, nodes and marks are given; closure, what is apart, weights of nodes (some given), and two relations
/// that need one another are derived.
fn net() -> Pack {
    let pair: &[ColumnKind] = &[NUMBER, NUMBER];
    let weight: &[ColumnKind] = &[NUMBER, MONEY];
    let (link, single): (&[ColumnKind], &[ColumnKind]) = (&[NUMBER, NUMBER, MONEY], &[NUMBER]);
    let mut pack = Pack::new(&[link, single, single, pair, pair, weight, single, single]);
    for (number, relation) in pack.program.relations.iter_mut().enumerate() {
        relation.name = format!("r{number}");
        relation.columns.iter_mut().enumerate().for_each(|(number, column)| column.name = format!("c{number}"));
    }
    pack.define(3, &[v(0), v(1)], vec![atom(0, &[t(0), t(1)])]);
    pack.also(3, &[v(0), v(2)], vec![atom(3, &[t(0), t(1)]), atom(3, &[t(1), t(2)])]);
    pack.also(5, &[v(0), v(4)], vec![Condition::Aggregate(total(4, &[0], 3, vec![atom(0, &[t(0), t(1), t(3)])]))]);
    pack.also(6, &[v(0)], vec![atom(2, &[t(0)])]);
    pack.also(6, &[v(1)], vec![atom(7, &[t(0)]), atom(0, &[t(0), t(1)])]);
    pack.also(7, &[v(1)], vec![atom(6, &[t(0)]), atom(0, &[t(0), t(1)])]);
    pack.define(4, &[v(0), v(1)], vec![atom(1, &[t(0)]), atom(1, &[t(1)]), absent(3, &[t(0), t(1)])]);
    pack.rule(vec![atom(3, &[t(0), t(1)]), atom(5, &[t(0), t(2)]), atom(5, &[t(1), t(3)])], roughly(v(2), v(3)));
    pack.rule(vec![atom(1, &[t(0)])], Expectation::Absent(bare_atom(4, &[t(0)])));
    let heaviest = total(4, &[], 3, vec![atom(5, &[t(0), t(3)])]);
    pack.rule(vec![atom(1, &[t(0)]), atom(5, &[t(0), t(2)]), Condition::Aggregate(heaviest)], roughly(v(2), v(4)));
    pack.rule(vec![atom(2, &[t(0)])], Expectation::Exists(bare_atom(1, &[t(0)])));
    pack.rule(vec![atom(6, &[t(0)]), absent(2, &[t(0)])], Expectation::Exists(bare_atom(7, &[t(0)])));
    pack.rule(
        vec![atom(1, &[t(0)]), absent(2, &[t(0)])],
        expect(v(0), Comparison::Less, Expr::Constant(Value::Integer(3))),
    );
    pack
}

/// A change of one fact: which relation, which of its facts, and what it says.
#[derive(Clone, Debug)]
enum Edit {
    Insert(u32, (i64, i64, u32)),
    Remove(u32, usize),
    Set(u32, (usize, usize), (i64, i64, u32)),
}

/// Relations that facts are given of.
const GIVEN: [u32; 4] = [0, 1, 2, 5];

fn edit() -> impl Strategy<Value = Edit> {
    let content = || (0..5_i64, 0..5_i64, 0..40_u32);
    let relation = || prop::sample::select(&GIVEN[..]);
    prop_oneof![
        4 => (relation(), content()).prop_map(|(relation, content)| Edit::Insert(relation, content)),
        1 => (relation(), any::<usize>()).prop_map(|(relation, row)| Edit::Remove(relation, row)),
        2 => (relation(), (any::<usize>(), 0..3_usize), content()).prop_map(|(a, b, c)| Edit::Set(a, b, c)),
    ]
}

impl Edit {
    /// Makes the change; the relation it touches.
    fn make(&self, pack: &Pack, program: &Program, change: &mut Change<'_>) -> RelationId {
        let money = |change: &mut Change<'_>, weight: u32| {
            let status = if weight == 39 { Status::Ambiguous } else { Status::Printed };
            let amount = pack.amount(&(weight % 10).to_string(), pack.wan);
            let place = Default::default();
            change.figure(Figure { amount, status, place, candidates: Vec::new(), declared_exact: false })
        };
        let value = |change: &mut Change<'_>, relation: u32, column: usize, content: (i64, i64, u32)| match program
            .relations[relation as usize]
            .columns[column]
            .kind
        {
            MONEY if content.2 % 10 == 0 => Value::Blank,
            MONEY => money(change, content.2),
            _ if column == 0 => Value::Integer(content.0),
            _ => Value::Integer(content.1),
        };
        let arity = |relation: u32| program.relations[relation as usize].columns.len();
        match self {
            Edit::Insert(relation, content) => {
                let values: Vec<Value> =
                    (0..arity(*relation)).map(|column| value(change, *relation, column, *content)).collect();
                change.insert(RelationId(*relation), &values, None);
            }
            Edit::Remove(relation, row) => change.remove(given(change.facts(), *relation, *row)),
            Edit::Set(relation, (row, column), content) => {
                let column = column % arity(*relation);
                let value = value(change, *relation, column, *content);
                change.set(given(change.facts(), *relation, *row), column, value);
            }
        }
        let (Edit::Insert(relation, _) | Edit::Remove(relation, _) | Edit::Set(relation, ..)) = self;
        RelationId(*relation)
    }
}

/// A given fact; one that is not there when none is.
fn given(facts: &Facts, relation: u32, row: usize) -> FactId {
    let given = facts.table(RelationId(relation)).before_round(1).max(1);
    FactId { relation: RelationId(relation), row: (row % given as usize) as u32 }
}

/// A full evaluation of what is given in an evaluation.
fn full(program: &Program, evaluation: &Evaluation, open: &Open, placed: &Placed) -> Evaluation {
    let mut facts = evaluation.facts.clone();
    (0..program.relations.len() as u32).for_each(|relation| facts.table_mut(RelationId(relation)).forget_derived());
    evaluate_among(program, &Plans::new(program), facts, open.clone(), placed, &Limits::default())
}

fn same(program: &Program, evaluation: &Evaluation, placed: &Placed) -> Result<(), TestCaseError> {
    let wrong = differences(program, evaluation, &full(program, evaluation, &without_filings(program), placed));
    prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let prover = Prover::new(program, &evaluation.facts, &evaluation.open);
    let derived = (0..program.relations.len() as u32).flat_map(|relation| evaluation.facts.of(RelationId(relation)));
    for fact in derived.filter(|fact| evaluation.facts.table(fact.relation).round_of(fact.row) > 0) {
        prop_assert!(prover.derivation(fact).is_some(), "{fact:?} has no proof");
    }
    Ok(())
}

/// The rules that rest on some relations.
fn resting(program: &Program, touched: &BTreeSet<RelationId>) -> BTreeSet<RuleId> {
    let rests = |(_, rule): &(usize, &_)| !relied_on(program, rule).is_disjoint(touched);
    program.rules.iter().enumerate().filter(rests).map(|(number, _)| RuleId(number as u32)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn changed_facts(steps in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..12)) {
        let pack = net();
        let (program, plans) = (&pack.program, Plans::new(&pack.program));
        let placed = Placed::default();
        let (facts, open) = (pack.facts.clone(), Open::new());
        let mut standing = Standing::new(program, &plans, facts, open, placed.clone(), &pack.limits);
        for edits in steps {
            let mut touched = BTreeSet::new();
            let ambiguous = |standing: &Standing<'_>| standing.evaluation().facts.dictionary.figures.any_ambiguous();
            let before = ambiguous(&standing);
            let judged = standing.change(|change| {
                touched = edits.iter().map(|edit| edit.make(&pack, program, change)).collect();
            });
            let expected = if before == ambiguous(&standing) { resting(program, &touched) } else { all(program) };
            prop_assert_eq!(judged, expected);
            same(program, standing.evaluation(), &placed)?;
        }
    }

    #[test]
    fn changed_programs(edits in prop::collection::vec(edit(), 5..25), kinds in prop::collection::vec(0..6_u32, 1..5)) {
        let pack = net();
        let programs: Vec<Program> = kinds.iter().scan(pack.program.clone(), |program, kind| {
            edit_program(program, *kind);
            Some(program.clone())
        }).collect();
        let plans: Vec<Plans> = programs.iter().map(Plans::new).collect();
        let (first, open) = (Plans::new(&pack.program), Open::new());
        let placed = Placed::default();
        let facts = pack.facts.clone();
        let mut standing = Standing::new(&pack.program, &first, facts, open, placed.clone(), &pack.limits);
        standing.change(|change| edits.iter().for_each(|edit| { edit.make(&pack, &pack.program, change); }));
        for (program, plans) in programs.iter().zip(&plans) {
            let (next, _) = standing.change_program(program, plans).expect("the same units");
            standing = next;
            same(program, standing.evaluation(), &placed)?;
            standing.change(|change| { edits[0].make(&pack, program, change); });
            same(program, standing.evaluation(), &placed)?;
        }
    }
}

fn all(program: &Program) -> BTreeSet<RuleId> {
    (0..program.rules.len() as u32).map(RuleId).collect()
}

/// Edits, adds or removes a rule, a definition or a relation.
fn edit_program(program: &mut Program, kind: u32) {
    match kind {
        0 => program.rules[0].expect = expect(v(2), Comparison::Less, v(3)),
        1 => drop(program.rules.pop()),
        2 => {
            let mut rule = program.rules[1].clone();
            rule.id = "B9".to_owned();
            rule.expect = Expectation::Exists(bare_atom(3, &[t(0)]));
            program.rules.retain(|known| known.id != rule.id);
            program.rules.push(rule);
        }
        3 => program.definitions[0].body.push(absent(2, &[t(0)])),
        // The closure is no longer one, and nothing but what is given has a weight.
        4 => {
            program.strata[0].retain(|number| !matches!(number, 1 | 2));
            program.strata[1].retain(|number| !matches!(number, 1 | 2));
            program.strata[1].extend([1, 2]);
            for definition in &mut program.definitions[1..3] {
                definition.relation = RelationId(4);
                definition.head = vec![v(0), v(0)];
                definition.body = vec![atom(1, &[t(0)]), absent(1, &[t(0)])];
            }
        }
        _ => {
            let symbols = &mut program.symbols;
            let name = symbols.intern(&symbols.len().to_string());
            let mut relation = program.relations[1].clone();
            relation.name = format!("r{}", program.relations.len());
            program.relations.push(relation);
            program.definitions[3].head = vec![Expr::Constant(Value::Text(name))];
        }
    }
}

#[test]
fn only_what_was_edited_is_judged_again() {
    let pack = net();
    let edited = |kind| {
        let mut program = pack.program.clone();
        edit_program(&mut program, kind);
        let (old, new) = (Plans::new(&pack.program), Plans::new(&program));
        let (facts, placed) = (pack.facts.clone(), Placed::default());
        let standing = Standing::new(&pack.program, &old, facts, Open::new(), placed, &pack.limits);
        let (_, judged) = standing.change_program(&program, &new).expect("the same units");
        judged.into_iter().map(|rule| program.rules[rule.0 as usize].id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(edited(0), ["B0"]);
    assert_eq!(edited(1), [""; 0]);
    assert_eq!(edited(2), ["B9"]);
    assert_eq!(edited(3), ["B0", "B1"], "what reads the closure, and what is apart");
    assert_eq!(edited(5).len(), pack.program.rules.len(), "another text");
}

#[test]
fn other_units_are_another_reading() {
    let pack = net();
    let mut program = pack.program.clone();
    let bare = program.units.get(pack.wan).clone();
    program.units.add(crate::base::Unit { name: "other".to_owned(), ..bare });
    let (old, new) = (Plans::new(&pack.program), Plans::new(&program));
    let (facts, placed) = (pack.facts.clone(), Placed::default());
    let standing = Standing::new(&pack.program, &old, facts, Open::new(), placed, &pack.limits);
    assert!(standing.change_program(&program, &new).is_none());
}

#[test]
fn changed_cells_of_a_filing() {
    let pack = crate::session::Pack::own();
    let program = &pack.program;
    let (name, text) = FILINGS[1];
    let read = crate::session::read(&pack, name, text.as_bytes()).expect("a filing");
    let open = without_filings(program);
    let placed = Placed { instances: read.self_evident };
    let mut standing = Standing::new(program, pack.plans(), read.facts, open, placed.clone(), &Limits::default());
    let cells: Vec<(FactId, usize)> = cells(program, standing.evaluation());
    for (number, (fact, column)) in cells.iter().step_by(cells.len() / 6).enumerate() {
        let judged = standing.change(|change| match number % 3 {
            0 => change.remove(*fact),
            1 => {
                let values: Vec<Value> = change.facts().values(*fact).collect();
                change.insert(fact.relation, &values, None);
                change.set(*fact, *column, Value::Blank);
            }
            _ => {
                let Value::Figure(figure) = change.facts().value(*fact, *column) else { return };
                let amount = change.facts().dictionary.figures.amount(figure).negate();
                let (status, place) = (Status::Printed, Default::default());
                let figure = Figure { amount, status, place, candidates: Vec::new(), declared_exact: false };
                let figure = change.figure(figure);
                change.set(*fact, *column, figure);
            }
        });
        assert_eq!(judged, resting(program, &BTreeSet::from([fact.relation])));
        let result = same(program, standing.evaluation(), &placed);
        assert!(result.is_ok(), "{fact:?} {column}: {result:?}");
    }
}

/// Given figures.
fn cells(program: &Program, evaluation: &Evaluation) -> Vec<(FactId, usize)> {
    let relations = (0..program.relations.len() as u32).map(RelationId);
    let given = relations.flat_map(|relation| {
        let given = evaluation.facts.table(relation).before_round(1) as usize;
        evaluation.facts.of(relation).take(given)
    });
    let figures = |fact: FactId| {
        let values = evaluation.facts.values(fact).enumerate();
        let figures = values.filter(|(_, value)| matches!(value, Value::Figure(_)));
        figures.map(|(column, _)| (fact, column)).collect::<Vec<_>>()
    };
    given.flat_map(figures).collect()
}
