//! 期望: what a test wants of its rule, held against what came.
//!
//! Each 期望 is held against all outcomes of its scene (what is given, or one filing): without a count some outcome must
//! fit it, with one exactly so many. An outcome may fit several. One that fits none makes the test fail when a check
//! would report it: 不符, and 舍入 where the rule reports that.

use crate::engine::{Clause, Evaluation, Outcome, Verdict};
use crate::finding::{Verdicts, applies};
use crate::program::{Program, RuleId};
use crate::report::{self, Beside, Came, Checked, Fit, Scene, Stopped, Wanted};
use crate::syntax::tree::Expected;

/// The word of a test for a rule without a subject.
const NO_SUBJECT: &str = "无";

/// All that was told of a scene.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// The outcomes.
    pub(super) evaluation: &'a Evaluation,
    /// What a check makes of them.
    pub(super) verdicts: &'a Verdicts,
    /// Rules and definitions that a limit stopped.
    pub(super) stopped: &'a [Stopped],
    /// The filings that were looked for beside it.
    pub(super) beside: &'a Beside,
}

impl<'a> Told<'a> {
    /// What a check told of a filing.
    pub(super) fn of(checked: &'a Checked) -> Told<'a> {
        Told {
            evaluation: &checked.evaluation,
            verdicts: &checked.verdicts,
            stopped: &checked.stopped,
            beside: &checked.beside,
        }
    }
}

/// Holds what is wanted of a rule against its outcomes.
pub(super) fn hold(program: &Program, id: RuleId, expected: &[&Expected], told: Told<'_>) -> Scene {
    let rule = &program.rules[id.0 as usize];
    let outcomes: Vec<(usize, &Outcome)> = told.evaluation.outcomes.iter().enumerate().collect();
    let own = outcomes.into_iter().filter(|(_, outcome)| outcome.rule == id && applies(rule, &told.verdicts.identity));
    let (outcomes, mut came): (Vec<&Outcome>, Vec<Came>) =
        own.map(|(number, outcome)| (outcome, came(told, number, outcome))).unzip();
    let mut scene = Scene::default();
    let mine = |stopped: &&Stopped| !matches!(stopped.exhausted.clause, Clause::Rule(other) if other != id);
    scene.problems.extend(told.stopped.iter().filter(mine).map(|Stopped { path, line, diagnostic, .. }| {
        format!("{} {}（{path}:{line}）", diagnostic.code, diagnostic.message)
    }));
    let mut fitted = vec![false; came.len()];
    for expected in expected {
        let mut wanted = Wanted {
            verdict: expected.verdict.text.clone(),
            part: expected.message.as_ref().map(|message| message.text.clone()),
            count: None,
            fitting: 0,
            met: false,
        };
        if let Some(count) = &expected.count {
            match count.text.parse() {
                Ok(number) => wanted.count = Some(number),
                Err(_) => scene.problems.push(format!("次数“{}”要写成整数（not a whole number）", count.text)),
            }
        }
        let fits: Vec<bool> = outcomes.iter().zip(&came).map(|(outcome, came)| fits(&wanted, outcome, came)).collect();
        wanted.fitting = fits.iter().filter(|fits| **fits).count();
        wanted.met = match wanted.count {
            _ if wanted.verdict == NO_SUBJECT => wanted.fitting == came.len(),
            Some(count) => wanted.fitting == count,
            None => wanted.fitting > 0,
        };
        for (number, _) in fits.iter().enumerate().filter(|(_, fits)| **fits) {
            fitted[number] = true;
            if wanted.met {
                came[number].fit = Fit::Wanted;
            }
        }
        scene.wanted.push(wanted);
    }
    for (came, fitted) in came.iter_mut().zip(fitted) {
        if !fitted
            && (came.verdict == Verdict::Disagrees || came.verdict == Verdict::Rounding && rule.rounding.is_some())
        {
            came.fit = Fit::Unexpected;
        }
    }
    scene.came = came;
    scene
}

fn fits(wanted: &Wanted, outcome: &Outcome, came: &Came) -> bool {
    let verdict = if wanted.verdict == NO_SUBJECT {
        outcome.subject.is_none()
    } else {
        report::verdict(outcome.verdict) == wanted.verdict
    };
    verdict && wanted.part.as_ref().is_none_or(|part| came.words.contains(part.as_str()))
}

/// An outcome in words: the message of a finding, or where it stopped and why.
fn came(told: Told<'_>, number: usize, outcome: &Outcome) -> Came {
    let Told { verdicts, beside, .. } = told;
    let finding = verdicts.findings.iter().find(|finding| finding.outcome == number);
    let stopped = verdicts.unchecked.iter().find(|unchecked| unchecked.outcome == number);
    let (subject, words) = match (finding, stopped) {
        (Some(finding), _) => (finding.subject.clone(), finding.message.clone()),
        (None, Some(stopped)) => {
            (stopped.subject.clone(), format!("{}：{}", stopped.stopped_at, report::reason(stopped.reason, beside)))
        }
        (None, None) => Default::default(),
    };
    Came { verdict: outcome.verdict, subject, words, stopped: stopped.is_some(), fit: Fit::Tolerated }
}
