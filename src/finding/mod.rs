//! Outcomes → findings: what to tell a reviewer, by which name it is known next year, and what belongs together.

mod fingerprint;
mod group;
mod message;
mod place;
mod verdict;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::{Amount, Place, Severity};
use crate::engine::Verdict;
use crate::fact::{FactId, Facts, Value};
use crate::program::{RuleId, builtin};

pub use verdict::{applies, judge};

/// What a filing is called: enough to know it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The unit that published it.
    pub unit: String,
    /// Its year.
    pub year: Option<i64>,
    /// What kind of filing it is.
    pub kind: String,
    /// The packs whose layouts read its tables.
    pub packs: BTreeSet<String>,
}

impl Identity {
    /// What the facts of a filing say of it.
    pub fn of(facts: &Facts) -> Identity {
        let text_of = |fact: FactId, column: usize| match facts.value(fact, column) {
            Value::Text(symbol) => facts.dictionary.symbols.text(symbol).to_owned(),
            _ => String::new(),
        };
        let mut packs: BTreeSet<String> =
            facts.of(builtin::TABLE).map(|fact| text_of(fact, builtin::TABLE_PACK)).collect();
        packs.remove("");
        let Some(fact) = facts.of(builtin::FILING).next() else { return Identity { packs, ..Identity::default() } };
        let text = |column: usize| text_of(fact, column);
        let year = match facts.value(fact, builtin::FILING_YEAR) {
            Value::Integer(year) => Some(year),
            _ => None,
        };
        Identity { unit: text(builtin::FILING_UNIT), year, kind: text(builtin::FILING_KIND), packs }
    }
}

/// Everything that came of checking one filing.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    /// Whose filing it is.
    pub identity: Identity,
    /// How many outcomes there were of each kind.
    pub counts: Counts,
    /// What contradicts, in the order of rules.
    pub findings: Vec<Finding>,
    /// What was not compared, and why.
    pub unchecked: Vec<Unchecked>,
    /// How many printed figures some rule compared.
    pub checked_figures: usize,
}

/// Outcomes by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// 相符
    pub agrees: usize,
    /// 舍入
    pub rounding: usize,
    /// 不符
    pub disagrees: usize,
    /// 未核
    pub unchecked: usize,
    /// 自证
    pub self_evident: usize,
}

impl Counts {
    /// Counts one more outcome.
    pub fn add(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::Agrees => &mut self.agrees,
            Verdict::Rounding => &mut self.rounding,
            Verdict::Disagrees => &mut self.disagrees,
            Verdict::Unchecked => &mut self.unchecked,
            Verdict::SelfEvident => &mut self.self_evident,
        };
        *count += 1;
    }
}

/// One contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule, by number.
    pub rule: RuleId,
    /// The outcome it came from, by number in the evaluation.
    pub outcome: usize,
    /// How much it weighs.
    pub severity: Severity,
    /// Whether someone has accepted it.
    pub status: Status,
    /// What it is about.
    pub subject: String,
    /// What is wrong, with every figure.
    pub message: String,
    /// What should stand there.
    pub expected: Option<Amount>,
    /// What stands there.
    pub found: Option<Amount>,
    /// found − expected.
    pub difference: Option<Amount>,
    /// What rounding explains.
    pub tolerance: Option<Amount>,
    /// Its name across years and corrections.
    pub fingerprint: String,
    /// Fingerprints of findings that the same cause explains.
    pub under: Vec<String>,
    /// Where to look, what it is about first.
    pub places: Vec<Pointer>,
}

/// What has become of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// To be answered.
    Open,
    /// Accepted with a reason.
    Accepted,
}

/// What a place does for a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// What the finding is about.
    Focus,
    /// What it was compared with.
    Related,
}

/// A place in a filing, with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// What it does.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// The heading or table it stands under.
    pub context: String,
    /// The relation it was read into.
    pub relation: String,
    /// The row of a table, from 1; 0 in running text.
    pub row: u32,
    /// The column it was read into.
    pub column_name: String,
}

/// Something that was not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// The rule, by number.
    pub rule: RuleId,
    /// The outcome it came from, by number in the evaluation.
    pub outcome: usize,
    /// What it is about; empty when the rule found no subject.
    pub subject: String,
    /// The condition it stopped at, as written.
    pub stopped_at: String,
    /// Why.
    pub reason: Reason,
}

/// Why something was not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The engine stopped.
    Stopped(crate::engine::StopReason),
    /// It repeats what placed its figures.
    SelfEvident,
}
