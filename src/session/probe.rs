//! Tests that would pass as well if their rule said the opposite.

use std::collections::BTreeSet;
use std::num::NonZero;

use super::{Pack, run_tests};
use crate::base::Diagnostic;
use crate::engine::Limits;
use crate::fact::Value;
use crate::program::{Expectation, Expr};
use crate::report::{Trial, Trials};
use crate::syntax::tree::{Comparison, Expected, Number, Test};

/// Runs tests that passed once more, with 应 of every rule turned round; those that still pass, though several subjects
/// came as far as 应, show nothing.
pub fn probe_tests(pack: &Pack, trials: &Trials, limits: &Limits, threads: NonZero<usize>) -> Vec<Diagnostic> {
    let program = &pack.program;
    let passed: BTreeSet<(&str, &str)> = trials
        .trials
        .iter()
        .filter(|trial| trial.passed())
        .map(|trial| (trial.rule.as_str(), trial.title.as_str()))
        .collect();
    let ran = |test: &&Test| passed.contains(&(test.rule.text.as_str(), test.title.text.as_str()));
    let mut tests: Vec<Test> = program.tests.iter().filter(ran).filter(|test| open(test)).cloned().collect();
    let mut probed = pack.clone();
    probed.change_rules(|rule| turn(&mut rule.expect));
    let mut still = passing(&mut probed, tests.clone(), limits, threads).into_iter();
    tests.retain(|_| still.next() == Some(true));
    // ≠ is no exact opposite of =, for both hold where a figure was rounded: with one subject the test is right.
    probed.change_rules(|rule| rule.expect = holds());
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

/// Which tests pass.
fn passing(pack: &mut Pack, tests: Vec<Test>, limits: &Limits, threads: NonZero<usize>) -> Vec<bool> {
    pack.program.tests = tests;
    run_tests(pack, "", limits, threads).trials.iter().map(Trial::passed).collect()
}

/// Whether a test asks for an outcome that depends on 应, of so many subjects as there may be, and of no whole filing.
fn open(test: &Test) -> bool {
    let judged = |expected: &Expected| matches!(expected.verdict.text.as_str(), "相符" | "舍入" | "不符");
    let bound = |expected: &Expected| expected.count.is_some() || expected.filing.is_some();
    test.expect.iter().any(judged) && !test.expect.iter().any(bound)
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
