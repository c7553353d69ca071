//! The tests beside rules: small facts or a whole filing in, verdicts out.

mod beside;
mod expect;
mod filings;
mod filter;
mod given;

use std::collections::BTreeSet;
use std::num::NonZero;

use super::{Pack, spread};
use crate::engine::{self, Limits, Placed};
use crate::finding;
use crate::program::RuleId;
use crate::report::{Beside, Scene, Stopped, Trial, Trials};
use crate::syntax::tree::{Expected, Test};

use expect::Told;
use filings::Filings;
use filter::Filter;
use given::Start;

/// Runs tests, each with its rule alone: those of which every word of `filter` stands in the rule's id or title, the
/// test's title, or the path of its file; all within limits. What comes of it does not depend on the number of threads.
pub fn run_tests(pack: &Pack, filter: &str, limits: &Limits, threads: NonZero<usize>) -> Trials {
    let program = &pack.program;
    let filter = Filter::new(filter);
    let number = |test: &Test| program.rules.iter().position(|rule| rule.id == test.rule.text);
    let tests: Vec<(RuleId, &Test)> = program
        .tests
        .iter()
        .filter(|test| filter.wants(program, &pack.sources, test))
        .filter_map(|test| Some((RuleId(number(test)? as u32), test)))
        .collect();
    let expected = tests.iter().flat_map(|(_, test)| &test.expect);
    let paths: BTreeSet<&str> = expected.filter_map(path).collect();
    let filings = Filings::check(pack, &paths, limits, threads);
    let run = |number: usize| {
        let (rule, test) = tests[number];
        run_test(pack, &filings, rule, test, limits)
    };
    Trials { trials: spread(tests.len(), threads, run), filings: filings.len() }
}

fn path(expected: &Expected) -> Option<&str> {
    expected.filing.as_ref().map(|filing| filing.text.as_str())
}

fn run_test(pack: &Pack, filings: &Filings, rule: RuleId, test: &Test, limits: &Limits) -> Trial {
    let mut scenes = Vec::new();
    let of = |filing: Option<&str>| -> Vec<&Expected> {
        test.expect.iter().filter(|expected| path(expected) == filing).collect()
    };
    let small = of(None);
    if !small.is_empty() || !test.given.is_empty() {
        scenes.push(on_given(pack, rule, test, &small, limits));
    }
    let paths: BTreeSet<&str> = test.expect.iter().filter_map(path).collect();
    for path in paths {
        let scene = match filings.get(path) {
            Ok(checked) => expect::hold(&pack.program, rule, &of(Some(path)), Told::of(checked)),
            Err(problem) => Scene { problems: vec![problem], ..Scene::default() },
        };
        scenes.push(Scene { filing: Some(path.to_owned()), ..scene });
    }
    let source = pack.sources.get(test.rule.span.file.0 as usize);
    Trial {
        rule: test.rule.text.clone(),
        title: test.title.text.clone(),
        file: source.map(|source| source.path.clone()).unwrap_or_default(),
        line: source.map_or(0, |source| source.line(test.rule.span)),
        scenes,
    }
}

fn on_given(pack: &Pack, rule: RuleId, test: &Test, expected: &[&Expected], limits: &Limits) -> Scene {
    let program = &pack.program;
    let Start { facts, open, problems, mut exhausted } = match Start::of(pack, test, limits) {
        Ok(start) => start,
        Err(problem) => return Scene { problems: vec![problem], ..Scene::default() },
    };
    let evaluation = engine::evaluate_rule(program, pack.plans(), rule, facts, open, &Placed::default(), limits);
    exhausted.extend(&evaluation.exhausted);
    let stopped = Stopped::all(program, &pack.sources, &exhausted, limits);
    let verdicts = finding::judge(program, &evaluation);
    let told = Told { evaluation: &evaluation, verdicts: &verdicts, stopped: &stopped, beside: &Beside::default() };
    let mut scene = expect::hold(program, rule, expected, told);
    scene.problems.splice(0..0, problems);
    scene
}
