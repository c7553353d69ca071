//! How rules fared on filings.

use super::model::Phrase;
use crate::finding::{Counts, applies};
use crate::program::{Program, RuleId};
use crate::report::Checked;

/// The outcomes of every rule, filing by filing, as a check counts them.
#[derive(Debug)]
pub(super) struct Tally {
    /// By rule, then by filing.
    counts: Vec<Vec<Counts>>,
    names: Vec<String>,
}

impl Tally {
    pub(super) fn of(program: &Program, filings: &[Checked]) -> Tally {
        let mut counts = vec![vec![Counts::default(); filings.len()]; program.rules.len()];
        for (number, filing) in filings.iter().enumerate() {
            for outcome in &filing.evaluation.outcomes {
                let rule = outcome.rule.0 as usize;
                if applies(&program.rules[rule], &filing.verdicts.identity) {
                    counts[rule][number].add(outcome.verdict);
                }
            }
        }
        Tally { counts, names: filings.iter().map(|filing| filing.name.clone()).collect() }
    }

    /// Whether no filing was given.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Filings and their counts of a rule.
    pub(super) fn by_filing(&self, rule: RuleId) -> impl Iterator<Item = (&str, Counts)> {
        let counts = self.counts.get(rule.0 as usize).into_iter().flatten().copied();
        self.names.iter().map(String::as_str).zip(counts)
    }

    /// The counts of a rule over all filings.
    pub(super) fn total(&self, rule: RuleId) -> Counts {
        self.by_filing(rule).fold(Counts::default(), |sum, (_, counts)| Counts {
            agrees: sum.agrees + counts.agrees,
            rounding: sum.rounding + counts.rounding,
            disagrees: sum.disagrees + counts.disagrees,
            unchecked: sum.unchecked + counts.unchecked,
            self_evident: sum.self_evident + counts.self_evident,
        })
    }
}

/// The headers over [`cells`].
pub(super) fn headers() -> [Phrase; 5] {
    ["相符", "舍入", "不符", "未核", "自证"].map(Phrase::of)
}

/// Counts as cells.
pub(super) fn cells(counts: Counts) -> [Phrase; 5] {
    let Counts { agrees, rounding, disagrees, unchecked, self_evident } = counts;
    [agrees, rounding, disagrees, unchecked, self_evident].map(|count| Phrase::of(count.to_string()))
}
