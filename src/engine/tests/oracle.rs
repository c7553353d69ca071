//! The naive evaluator and this one give the same.

use crate::base::Amount;
use crate::engine::{
    Apart, Compared, Evaluation, Limits, Open, Outcome, Placed, Plans, Prover, Verdict, evaluate_among, naive,
};
use crate::fact::{FactId, Facts, RelationId, Value};
use crate::program::{Program, RuleId, VarId};

/// What a value is, whatever its number: a figure by its amount, how sure it is, and what it is a sum of.
#[derive(Debug, PartialEq)]
enum Told {
    Plain(Value),
    Text(String),
    Figure(Amount, crate::fact::Status, Vec<(Amount, rust_decimal::Decimal)>),
}

fn told(facts: &Facts, value: Value) -> Told {
    match value {
        Value::Text(symbol) => Told::Text(facts.dictionary.symbols.text(symbol).to_owned()),
        Value::Figure(id) => {
            let figures = &facts.dictionary.figures;
            let form = figures.linear_form(id).into_iter().map(|(part, times)| (figures.amount(part), times));
            Told::Figure(figures.amount(id), figures.status(id), form.collect())
        }
        plain => Told::Plain(plain),
    }
}

fn told_compared(facts: &Facts, compared: Compared, verdict: Verdict) -> impl PartialEq + std::fmt::Debug + use<> {
    let figures = &facts.dictionary.figures;
    let apart = compared.apart(figures, verdict).map(|Apart { difference, tolerance, gap, form, declared_exact }| {
        let mut form: Vec<_> = form.iter().map(|(part, times)| (figures.amount(*part), *times)).collect();
        form.sort_by_key(|(amount, times)| (amount.value, *times));
        (difference, tolerance, gap, form, declared_exact)
    });
    (told(facts, compared.left), told(facts, compared.right), apart)
}

fn told_outcome(facts: &Facts, outcome: &Outcome) -> impl PartialEq + std::fmt::Debug + use<> {
    let subject = outcome.subject.as_ref().map(|subject| {
        let values = subject.values.iter().map(|(variable, value): &(VarId, Value)| (*variable, told(facts, *value)));
        (subject.fact, values.collect::<Vec<_>>())
    });
    let bindings: Vec<_> = outcome.bindings.iter().map(|value| value.map(|value| told(facts, value))).collect();
    let judged = outcome.comparison.map(|compared| told_compared(facts, compared, outcome.verdict));
    let premises = (outcome.premises.clone(), outcome.matched, outcome.gathered.clone());
    let others: Vec<_> = outcome.others.iter().map(|other| (other.verdict, other.premises.clone())).collect();
    ((outcome.rule, subject, outcome.verdict, outcome.stopped), (bindings, judged, premises, others, outcome.agreeing))
}

/// In what two evaluations differ, whatever the numbers of figures and texts.
pub(super) fn differences(program: &Program, one: &Evaluation, other: &Evaluation) -> Vec<String> {
    let mut wrong = Vec::new();
    if (&one.open, &one.exhausted) != (&other.open, &other.exhausted) {
        wrong.push(format!("open: {:?} {:?}", one.open, other.open));
    }
    for relation in (0..program.relations.len() as u32).map(RelationId) {
        let rows = |evaluation: &Evaluation| -> Vec<String> {
            let row = |fact: FactId| -> Vec<Told> {
                evaluation.facts.values(fact).map(|value| told(&evaluation.facts, value)).collect()
            };
            let mut rows: Vec<String> = evaluation.facts.of(relation).map(|fact| format!("{:?}", row(fact))).collect();
            rows.sort();
            rows
        };
        let (first, second) = (rows(one), rows(other));
        if first != second {
            wrong.push(format!("{}: {first:?} {second:?}", program.relation(relation).name));
        }
    }
    if !wrong.is_empty() {
        return wrong;
    }
    if one.outcomes.len() != other.outcomes.len() {
        wrong.push(format!("{} outcomes, {}", one.outcomes.len(), other.outcomes.len()));
    }
    for (first, second) in one.outcomes.iter().zip(&other.outcomes) {
        let (first, second) = (told_outcome(&one.facts, first), told_outcome(&other.facts, second));
        if first != second {
            wrong.push(format!("{first:?}\n{second:?}"));
        }
    }
    wrong
}

/// Evaluates both ways and compares everything, proofs included.
pub(super) fn agree(program: &Program, facts: &Facts, open: &Open, placed: &Placed) -> Result<Evaluation, String> {
    let limits = Limits::default();
    let rules = (0..program.rules.len() as u32).map(RuleId);
    let (naive, recorded) =
        naive::evaluate(program, facts.clone(), open.clone(), (&program.strata, rules), placed, &limits);
    let ours = evaluate_among(program, &Plans::new(program), facts.clone(), open.clone(), placed, &limits);
    let mut wrong = differences(program, &naive, &ours);
    if wrong.is_empty() {
        let prover = Prover::new(program, &ours.facts, &ours.open);
        for (fact, (definition, premises)) in &recorded {
            let Some(found) = prover.derivation(*fact) else {
                wrong.push(format!("{fact:?} has no proof"));
                continue;
            };
            let members = found.members.iter().flat_map(|gathered| &gathered.facts);
            let own: Vec<FactId> = found.premises.iter().chain(members).copied().collect();
            if (found.definition, &own) != (*definition, premises) {
                wrong.push(format!("{fact:?}: {definition} {premises:?}, {} {own:?}", found.definition));
            }
        }
    }
    if wrong.is_empty() { Ok(ours) } else { Err(wrong.join("\n")) }
}

#[test]
fn a_filing_of_every_kind() {
    for (name, text) in FILINGS {
        let pack = crate::session::Pack::own();
        let read = crate::session::read(&pack, name, text.as_bytes()).expect("a filing");
        let open = crate::engine::without_filings(&pack.program);
        let placed = Placed::from(read.self_evident);
        let result = agree(&pack.program, &read.facts, &open, &placed);
        assert!(result.is_ok(), "{name}: {}", result.err().unwrap_or_default());
    }
}

/// Filings of our own corpus.
pub(super) const FILINGS: [(&str, &str); 2] = [
    ("2025", include_str!("../../../corpus/示例州人社局-2025.txt")),
    ("2026", include_str!("../../../corpus/示例州人社服务中心-2026.txt")),
];
