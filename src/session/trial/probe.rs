//! Tests that would pass as well if their rule said the opposite.

use std::num::NonZero;

use super::filter::Filter;
use super::run_tests;
use crate::base::Diagnostic;
use crate::engine::Limits;
use crate::fact::Value;
use crate::program::{Expectation, Expr};
use crate::report::Trial;
use crate::session::Pack;
use crate::syntax::tree::{Comparison, Expected, Number, Test};

/// Runs the tests that pass once more, with 应 of every rule turned round; those that still pass, though several
/// subjects came as far as 应, show nothing.
pub fn probe_tests(pack: &Pack, filter: &str, limits: &Limits, threads: NonZero<usize>) -> Vec<Diagnostic> {
    let program = &pack.program;
    let filter = Filter::new(filter);
    let wanted = |test: &&Test| filter.wants(program, &pack.sources, test);
    // Whole filings have many subjects, and no one counts on one of them.
    let pinned = |expected: &Expected| expected.count.is_some() || expected.filing.is_some();
    let mut tests: Vec<Test> = program.tests.iter().filter(wanted).cloned().collect();
    tests.retain(|test| !test.expect.iter().any(pinned));
    tests.retain(|test| program.rule(&test.rule.text).is_some() && test.expect.iter().any(judged));
    let mut probed = pack.clone();
    keep(&mut probed, &mut tests, limits, threads);
    probed.program.rules.iter_mut().for_each(|rule| turn(&mut rule.expect));
    keep(&mut probed, &mut tests, limits, threads);
    // ≠ is no exact opposite of =, for both hold where a figure was rounded: with one subject the test is right.
    probed.program.rules.iter_mut().for_each(|rule| rule.expect = holds());
    let passed = passing(&mut probed, tests.iter().map(of_one_subject).collect(), limits, threads);
    let several = tests.iter().zip(passed).filter(|(_, alone)| !alone);
    several
        .map(|(test, _)| {
            let message = format!("把规则 {} 的 应 反过来，这个测试照样通过", test.rule.text);
            let help = "给定 里有几个对象：只留一个，或写明次数，如 期望 不符 “相差 0.01” 1 次";
            Diagnostic::warning("P035", test.title.span, message).label("它看不出规则对不对").help(help)
        })
        .collect()
}

/// Keeps the tests that pass.
fn keep(pack: &mut Pack, tests: &mut Vec<Test>, limits: &Limits, threads: NonZero<usize>) {
    let mut passed = passing(pack, tests.clone(), limits, threads).into_iter();
    tests.retain(|_| passed.next() == Some(true));
}

/// Which tests pass.
fn passing(pack: &mut Pack, tests: Vec<Test>, limits: &Limits, threads: NonZero<usize>) -> Vec<bool> {
    pack.program.tests = tests;
    let trials = run_tests(pack, "", limits, threads).trials;
    trials.iter().map(Trial::passed).collect()
}

/// Whether a test asks for an outcome that depends on 应.
fn judged(expected: &Expected) -> bool {
    matches!(expected.verdict.text.as_str(), "相符" | "舍入" | "不符")
}

/// The same facts, and one subject that comes as far as 应.
fn of_one_subject(test: &Test) -> Test {
    let mut one = test.clone();
    one.expect.truncate(1);
    for expected in &mut one.expect {
        "相符".clone_into(&mut expected.verdict.text);
        expected.message = None;
        expected.count = Some(Number { text: "1".to_owned(), unit: None, span: expected.verdict.span });
    }
    one
}

/// What holds of every subject.
fn holds() -> Expectation {
    let one = || Expr::Constant(Value::Integer(1));
    Expectation::Compare { left: one(), op: Comparison::Equal, right: one(), rounding: false }
}

fn turn(expectation: &mut Expectation) {
    *expectation = match expectation.clone() {
        Expectation::Compare { left, op, right, rounding } => {
            Expectation::Compare { left, op: opposite(op), right, rounding }
        }
        Expectation::Exists(atom) => Expectation::Absent(atom),
        Expectation::Absent(atom) => Expectation::Exists(atom),
    };
}

fn opposite(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterEqual,
        Comparison::LessEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessEqual,
        Comparison::GreaterEqual => Comparison::Less,
    }
}
