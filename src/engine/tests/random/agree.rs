//! Two evaluators, or one on two ways to say the same.

use std::collections::BTreeSet;

use proptest::test_runner::TestCaseError;

use super::meaning::{Closely, Meaning};
use super::sample::Sample;
use crate::engine::{Evaluation, Limits, Open, Placed};
use crate::fact::{Facts, FigureId};
use crate::program::Program;

/// What evaluates.
pub(super) type Evaluator = fn(&Program, Facts, Open, &Placed, &Limits) -> Evaluation;

/// Enough for what random programs derive, and little enough for a test that a wild one soon stops.
pub(super) const LIMITS: Limits = Limits { facts: 20_000, steps: 150_000, memory: 1 << 27 };

/// What came of evaluating twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// Both say the same.
    Same,
    /// A limit stopped one; evaluators go about their work in their own ways, so nothing was compared.
    Stopped,
}

/// Evaluates facts with two evaluators, which must say the same; fails with the first difference.
pub(super) fn agree(
    sample: &Sample,
    placed: &Placed,
    closely: Closely,
    [one, other]: [Evaluator; 2],
) -> Result<Agreement, TestCaseError> {
    let program = sample.program();
    let evaluate = |evaluator: Evaluator| {
        let evaluation = evaluator(&program, sample.facts(&program), sample.open(&program), placed, &LIMITS);
        Meaning::of(&program, &evaluation, closely)
    };
    same(&evaluate(one), &evaluate(other))
}

/// Compares two evaluations in words.
pub(super) fn same(one: &Meaning, other: &Meaning) -> Result<Agreement, TestCaseError> {
    if !one.stopped.is_empty() || !other.stopped.is_empty() {
        return Ok(Agreement::Stopped);
    }
    for (what, one, other) in [("derived", &one.derived, &other.derived), ("outcomes", &one.outcomes, &other.outcomes)]
    {
        let alike = one.iter().zip(other).take_while(|(one, other)| one == other).count();
        if alike < one.len().max(other.len()) {
            let [one, other] = [one, other].map(|all| all.get(alike).map_or("nothing", String::as_str));
            let message = format!("{what} differ at {alike}:\n{}", difference(one, other));
            return Err(TestCaseError::fail(message));
        }
    }
    Ok(Agreement::Same)
}

/// Two texts from where they part.
fn difference(one: &str, other: &str) -> String {
    let alike = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let shown = |text: &str| text.chars().skip(alike.saturating_sub(80)).take(240).collect::<String>();
    format!("    {:.120}…\n  - …{}…\n  + …{}…", one, shown(one), shown(other))
}

/// Identities that some comparisons of an evaluation repeat, so that rules come out self-evident.
pub(super) fn placed_by(evaluation: &Evaluation) -> Placed {
    let figures = &evaluation.facts.dictionary.figures;
    let printed = |form: &Vec<FigureId>| form.iter().all(|part| figures.place(*part).is_some());
    let judged = evaluation.outcomes.iter().filter_map(|outcome| outcome.apart(figures));
    let forms = judged.map(|judged| judged.form.iter().map(|(part, _)| *part).collect::<Vec<_>>());
    let instances: BTreeSet<Vec<FigureId>> = forms.filter(printed).step_by(2).collect();
    Placed::from(instances)
}
