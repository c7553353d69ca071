//! Several threads at one program: whatever their number, the same facts in the same order, and the same place to stop.

use std::num::NonZero;

use proptest::prelude::*;

use super::*;
use crate::engine::run::Spread;
use crate::engine::{Exhausted, Outcome, StopReason, evaluate_pieces};

/// Pieces so small that several of them go at once even here.
const SMALL: [u64; 3] = [1, 6, 40];

fn spread(sample: &Sample, limits: &Limits, threads: usize, steps: u64) -> Told {
    let program = sample.program();
    let (facts, open) = (sample.facts(&program), sample.open(&program));
    let spread = Spread { threads: NonZero::new(threads).expect("a thread"), steps, steps_to_fact: 0 };
    told(&program, evaluate_pieces(&program, facts, open, &Placed::default(), limits, spread))
}

/// Every fact with its round, in order, and all else that comes out.
#[derive(Debug, PartialEq)]
struct Told {
    facts: Vec<(RelationId, usize, Vec<u32>)>,
    open: Vec<(RelationId, StopReason)>,
    exhausted: Vec<Exhausted>,
    outcomes: Vec<Outcome>,
}

fn told(program: &Program, evaluation: Evaluation) -> Told {
    let facts = &evaluation.facts;
    let relations = (0..program.relations.len() as u32).map(RelationId);
    let fact = |fact: crate::fact::FactId| {
        let words = facts.row(fact).iter().map(|word| word.raw()).collect();
        (fact.relation, facts.table(fact.relation).round_of(fact.row), words)
    };
    let facts = relations.flat_map(|relation| facts.of(relation)).map(fact).collect();
    let open = evaluation.open.into_iter().collect();
    Told { facts, open, exhausted: evaluation.exhausted, outcomes: evaluation.outcomes }
}

fn by_three(program: &Program, facts: Facts, open: Open, placed: &Placed, limits: &Limits) -> Evaluation {
    let spread = Spread { threads: NonZero::new(3).expect("a thread"), steps: 1, steps_to_fact: 0 };
    evaluate_pieces(program, facts, open, placed, limits, spread)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 4_000, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn several_threads_find_what_the_plain_evaluator_finds(sample in samples(Dialect::Full)) {
        agree(&sample, &Placed::default(), Closely::Orderless, [plainly, by_three])?;
    }

    #[test]
    fn threads_and_pieces_change_no_order(sample in samples(Dialect::Full)) {
        let program = sample.program();
        let (facts, open) = (sample.facts(&program), sample.open(&program));
        let whole = told(&program, compiled(&program, facts, open, &Placed::default(), &LIMITS));
        prop_assume!(whole.exhausted.is_empty());
        for steps in SMALL {
            for threads in [1, 2, 7] {
                prop_assert_eq!(&whole, &spread(&sample, &LIMITS, threads, steps), "{} threads, {} steps", threads, steps);
            }
        }
    }

    #[test]
    fn threads_do_not_change_where_a_limit_stops(
        sample in samples(Dialect::Full), facts in 3_usize..60, steps in 10_u64..2_000, memory in 10_usize..16
    ) {
        for limits in [
            Limits { facts, ..LIMITS },
            Limits { steps, ..LIMITS },
            Limits { memory: 1 << memory, ..LIMITS },
        ] {
            let alone = spread(&sample, &limits, 1, 6);
            prop_assert_eq!(&alone, &spread(&sample, &limits, 3, 6), "{:?}", limits);
        }
    }
}
