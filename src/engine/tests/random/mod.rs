//! Random programs over random facts: the oracle for whatever evaluates.
//!
//! Programs are rule text, so that all of the language is tried: recursion, absence over lower strata, constants,
//! variables that stand twice, comparisons, names for values, lists, every aggregate, blanks, doubtful figures,
//! relations that lack facts, and each form of 应. `tape` makes choices from random numbers, so what fails shrinks.

mod agree;
mod body;
mod clause;
mod counts;
mod duckdb;
mod expression;
mod gather;
mod meaning;
mod rows;
mod sample;
mod schema;
mod spread;
mod tape;

use proptest::prelude::*;

use agree::{Evaluator, LIMITS, agree, placed_by, same};
use meaning::{Closely, Meaning};
use sample::{Sample, load, samples};
use schema::Dialect;

use crate::base::FileId;
use crate::engine::{Evaluation, Limits, Open, Placed, Plans, Prover, evaluate_among, naive};
use crate::fact::{Facts, RelationId};
use crate::program::{Program, RelationOrigin, RuleId};
use crate::syntax::{self, Language};

/// The evaluators that must agree.
const EVALUATORS: [Evaluator; 2] = [plainly, compiled];

/// The evaluator that all is done with.
fn compiled(program: &Program, facts: Facts, open: Open, placed: &Placed, limits: &Limits) -> Evaluation {
    evaluate_among(program, &Plans::new(program), facts, open, placed, limits)
}

/// The plain evaluator.
fn plainly(program: &Program, facts: Facts, open: Open, placed: &Placed, limits: &Limits) -> Evaluation {
    let rules = (0..program.rules.len() as u32).map(RuleId);
    naive::evaluate(program, facts, open, (&program.strata, rules), placed, limits).0
}

fn meaning(sample: &Sample, program: &Program, closely: Closely) -> Meaning {
    let placed = Placed::default();
    let evaluation = compiled(program, sample.facts(program), sample.open(program), &placed, &LIMITS);
    Meaning::of(program, &evaluation, closely)
}

fn shuffled(dialect: Dialect) -> impl Strategy<Value = (Sample, Sample)> {
    samples(dialect).prop_flat_map(|sample| {
        let (definitions, rules) = (sample.text.definitions.clone(), sample.text.rules.clone());
        let pieces =
            (Just(definitions).prop_shuffle(), Just(rules).prop_shuffle(), Just(sample.rows.clone()).prop_shuffle());
        (Just(sample), pieces).prop_map(|(sample, (definitions, rules, rows))| {
            let mut other = sample.clone();
            (other.text.definitions, other.text.rules, other.rows) = (definitions, rules, rows);
            (sample, other)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 4_000, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn evaluators_agree(sample in samples(Dialect::Full)) {
        let [one, _] = EVALUATORS;
        let program = sample.program();
        let first = one(&program, sample.facts(&program), sample.open(&program), &Placed::default(), &LIMITS);
        for placed in [Placed::default(), placed_by(&first)] {
            agree(&sample, &placed, Closely::Orderless, EVALUATORS)?;
        }
    }

    #[test]
    fn what_was_derived_has_a_derivation(sample in samples(Dialect::Full)) {
        let program = sample.program();
        let placed = Placed::default();
        let evaluation = compiled(&program, sample.facts(&program), sample.open(&program), &placed, &LIMITS);
        let prover = Prover::new(&program, &evaluation.facts, &evaluation.open);
        for relation in (0..program.relations.len() as u32).map(RelationId) {
            let derived = program.relation(relation).origin == RelationOrigin::Derived;
            for fact in evaluation.facts.of(relation) {
                prop_assert_eq!(prover.derivation(fact).is_some(), derived);
            }
        }
    }

    #[test]
    fn the_order_of_facts_definitions_and_rules_does_not_matter((one, other) in shuffled(Dialect::Orderless)) {
        let [one, other] = [one, other].map(|sample| meaning(&sample, &sample.program(), Closely::Loosely));
        same(&one, &other)?;
    }

    #[test]
    fn a_program_printed_and_read_again_says_the_same(sample in samples(Dialect::Full), english: bool) {
        let text = sample.text.text();
        let (tree, _) = syntax::parse(FileId(0), &text);
        let printed = syntax::print(&tree, if english { Language::English } else { Language::Chinese });
        let [one, other] = [text, printed].map(|text| meaning(&sample, &load(&text), Closely::Wholly));
        same(&one, &other)?;
    }
}
