//! A filing of our own corpus.

use super::*;

#[test]
fn changed_cells_of_a_filing() {
    let pack = crate::session::Pack::own();
    let program = &pack.program;
    let (name, text) = FILINGS[1];
    let read = crate::session::read(&pack, name, text.as_bytes()).expect("a filing");
    let open = without_filings(program);
    let placed = Placed::from(read.self_evident);
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
