//! Whether random programs hit what matters.

use std::collections::{BTreeMap, BTreeSet};

use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::agree::LIMITS;
use super::meaning::{Closely, Meaning};
use super::sample::{Sample, samples};
use super::schema::Dialect;
use crate::engine::{Evaluation, Placed, Role, Step, Verdict, proof, proof_of_outcome};
use crate::fact::RelationId;
use crate::program::{Condition, Program, RelationOrigin};
use proptest::strategy::Strategy;

/// How many programs are looked at.
const PROGRAMS: usize = 250;

/// The least shares, in percent of all programs.
const FLOORS: [(&str, usize); 10] = [
    ("derives something", 80),
    ("recurs for more than two rounds", 15),
    ("rests on an absence", 30),
    ("brings several facts together", 15),
    ("judges something", 45),
    ("agrees", 25),
    ("disagrees", 30),
    ("is within rounding", 1),
    ("is unchecked", 50),
    ("has an open relation", 15),
];

#[test]
fn random_programs_hit_what_matters() {
    let mut runner = TestRunner::deterministic();
    let strategy = samples(Dialect::Full);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..PROGRAMS {
        let sample = strategy.new_tree(&mut runner).expect("a program").current();
        for what in traits(&sample) {
            *counts.entry(what).or_default() += 1;
        }
    }
    let share = |what: &str| 100 * counts.get(what).copied().unwrap_or(0) / PROGRAMS;
    report(&format!("{:?}", counts.keys().map(|what| (what, share(what))).collect::<Vec<_>>()));
    for (what, floor) in FLOORS {
        assert!(share(what) >= floor, "{what}: {} of a hundred", share(what));
    }
    assert!(share("reaches a limit") <= 5, "nothing is compared where a limit is reached");
}

/// What can be said of a program.
fn traits(sample: &Sample) -> Vec<&'static str> {
    let program = sample.program();
    let evaluate = |program: &Program| {
        super::compiled(program, sample.facts(program), sample.open(program), &Placed::default(), &LIMITS)
    };
    let evaluation = evaluate(&program);
    let meaning = Meaning::of(&program, &evaluation, Closely::Wholly);
    let verdicts: BTreeSet<Verdict> = evaluation
        .outcomes
        .iter()
        .flat_map(|outcome| {
            let others = outcome.others.iter().map(|other| other.verdict);
            let agreeing = std::iter::repeat_n(Verdict::Agrees, outcome.agreeing);
            std::iter::once(outcome.verdict).chain(others).chain(agreeing)
        })
        .collect();
    let verdict = |wanted: Verdict| verdicts.contains(&wanted);
    let without = evaluate(&without_absence(&program));
    let without = Meaning::of(&program, &without, Closely::Wholly);
    let found = [
        ("derives something", !meaning.derived.is_empty()),
        ("recurs for more than two rounds", height(&program, &evaluation) > 2),
        ("rests on an absence", without != meaning),
        ("brings several facts together", gathers(&program, &evaluation)),
        ("judges something", verdicts.iter().any(|verdict| *verdict > Verdict::SelfEvident)),
        ("agrees", verdict(Verdict::Agrees)),
        ("disagrees", verdict(Verdict::Disagrees)),
        ("is within rounding", verdict(Verdict::Rounding)),
        ("is unchecked", verdict(Verdict::Unchecked)),
        ("has an open relation", !sample.open(&program).is_empty()),
        ("reaches a limit", !meaning.stopped.is_empty()),
    ];
    found.into_iter().filter(|(_, holds)| *holds).map(|(what, _)| what).collect()
}

/// The same without any 非.
fn without_absence(program: &Program) -> Program {
    let mut program = program.clone();
    let bodies = program.definitions.iter_mut().map(|definition| &mut definition.body);
    for body in bodies {
        body.retain(|condition| !matches!(condition, Condition::Absent(_)));
    }
    for rule in &mut program.rules {
        let gone = rule.body[..rule.subject].iter().filter(|it| matches!(it, Condition::Absent(_))).count();
        rule.body.retain(|condition| !matches!(condition, Condition::Absent(_)));
        rule.subject -= gone;
    }
    program
}

/// How often a relation is derived through itself, at most.
fn height(program: &Program, evaluation: &Evaluation) -> usize {
    let relations = (0..program.relations.len()).map(|number| RelationId(number as u32));
    let derived = relations.filter(|id| program.relation(*id).origin == RelationOrigin::Derived);
    let facts = derived.flat_map(|relation| evaluation.facts.of(relation));
    let heights = facts.map(|root| {
        let mut above: Vec<usize> = Vec::new();
        let proof = proof(program, evaluation, root);
        let lines = proof.lines().into_iter().map(|line| {
            let Step::Fact { fact, .. } = line.step else { return 0 };
            above.truncate(line.depth);
            let own = above.last().copied().unwrap_or(0) + usize::from(fact.relation == root.relation);
            above.push(own);
            own
        });
        lines.max().unwrap_or(0)
    });
    heights.max().unwrap_or(0)
}

/// Whether an aggregate that something rests on has several addends.
fn gathers(program: &Program, evaluation: &Evaluation) -> bool {
    let relations = (0..program.relations.len()).map(|number| RelationId(number as u32));
    let facts = relations.flat_map(|relation| evaluation.facts.of(relation));
    let of_facts = facts.map(|fact| proof(program, evaluation, fact));
    let of_outcomes = evaluation.outcomes.iter().map(|outcome| proof_of_outcome(program, evaluation, outcome));
    of_facts.chain(of_outcomes).any(|proof| {
        let member = |step: &Step<'_>| matches!(step, Step::Fact { role: Role::Member { .. }, .. });
        proof.lines().iter().filter(|line| member(&line.step)).count() > 1
    })
}

#[expect(clippy::print_stderr, reason = "a count tells what it counted")]
fn report(line: &str) {
    eprintln!("{line}");
}
