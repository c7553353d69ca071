//! What a rule says of a subject.

use rust_decimal::Decimal;

use crate::base::Amount;
use crate::fact::{FactId, FigureId, Figures, Value};
use crate::program::{RuleId, VarId};
use crate::syntax::tree::Scope;

use super::limits::Resource;
use super::value::apart;

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// 未核: nothing was compared.
    Unchecked,
    /// 自证: it repeats the identity that placed its figures.
    SelfEvident,
    /// 相符.
    Agrees,
    /// 舍入: rounding explains the difference.
    Rounding,
    /// 不符: no values that the figures may stand for satisfy the rule.
    Disagrees,
}

/// Why nothing was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StopReason {
    /// No fact matches.
    NoMatch,
    /// A fact would match, but a cell it needs is blank.
    Blank,
    /// A fact matches where none must.
    Present,
    /// A comparison does not hold.
    False,
    /// A figure has more than one possible place or reading.
    Ambiguous,
    /// A value does not exist: division by what may be zero, overflow, sums of unlike things.
    NoValue,
    /// An aggregate over nothing.
    Empty,
    /// The two sides measure different things.
    Incomparable,
    /// Nothing is printed on either side.
    OnlyBlanks,
    /// The filing to look at was not given, or one of them.
    NoFiling(Scope),
    /// Several filings are equally the one to look at.
    SeveralFilings(Scope),
    /// A limit was reached.
    Exhausted(Resource),
}

impl StopReason {
    /// Whether another filing is what it lacks.
    pub fn lacks_filing(self) -> bool {
        matches!(self, StopReason::NoFiling(_) | StopReason::SeveralFilings(_))
    }
}

/// Where a branch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stop {
    /// The number of the condition in the rule's body; the body's length for 应.
    pub condition: usize,
    /// Why.
    pub reason: StopReason,
}

/// What an outcome is about: a match of the rule's first atom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The fact that matched.
    pub fact: FactId,
    /// The variables it bound that are not figures, in the order of its arguments.
    pub values: Vec<(VarId, Value)>,
}

/// Two sides that were compared; what they tell is worked out when asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The left side.
    pub left: Value,
    /// The right side.
    pub right: Value,
    /// The sides as figures, where they can be subtracted.
    pub(super) figures: Option<(FigureId, FigureId)>,
}

/// How far two figures that were compared are apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// Left − right.
    pub difference: Amount,
    /// The summed slack of the figures on both sides; one on both sides cancels.
    pub tolerance: Amount,
    /// The smallest difference that is left for any values that the figures may stand for; zero unless they disagree.
    pub gap: Amount,
    /// Left − right as coefficients of figures, sorted by figure; blanks left out.
    pub form: Vec<(FigureId, Decimal)>,
    /// Whether a figure is exact only because a pack says so.
    pub declared_exact: bool,
}

/// One way to satisfy all conditions of a rule, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// How it went.
    pub verdict: Verdict,
    /// Where and why it stopped, when unchecked.
    pub stopped: Option<Stop>,
    /// A value a variable.
    pub bindings: Vec<Option<Value>>,
    /// The facts that matched in the order of the conditions, those demanded by 应, then members of aggregates.
    pub premises: Vec<FactId>,
    /// How many of the premises are no members of aggregates.
    pub matched: usize,
    /// How many members each aggregate has, in the order of the conditions.
    pub gathered: Vec<usize>,
    /// What 应 compared.
    pub comparison: Option<Compared>,
}

impl Judgement {
    /// The memory it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of::<Outcome>() + size_of_val(self.bindings.as_slice()) + size_of_val(self.premises.as_slice())
    }
}

/// What a rule says of a subject; its fields are those of the first [`Judgement`] with the worst verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The rule.
    pub rule: RuleId,
    /// The subject; `None` when the rule has none.
    pub subject: Option<Subject>,
    /// How it went.
    pub verdict: Verdict,
    /// Where and why it stopped, when unchecked.
    pub stopped: Option<Stop>,
    /// A value a variable.
    pub bindings: Vec<Option<Value>>,
    /// The facts that matched in the order of the conditions, those demanded by 应, then members of aggregates.
    pub premises: Vec<FactId>,
    /// How many of the premises are no members of aggregates.
    pub matched: usize,
    /// How many members each aggregate has, in the order of the conditions.
    pub gathered: Vec<usize>,
    /// What 应 compared.
    pub comparison: Option<Compared>,
    /// The other judgements of the subject, in order, but for those that agree.
    pub others: Vec<Judgement>,
    /// How many of the other judgements agree.
    pub agreeing: usize,
}

impl Compared {
    /// How far the sides are apart, the verdict being known; `None` where they are no figures, or no such number exists.
    pub fn apart(&self, figures: &Figures, verdict: Verdict) -> Option<Apart> {
        apart(figures, self, verdict)
    }
}

impl Outcome {
    /// How far the figures that were compared are apart; `None` where none were, or no such number exists.
    pub fn apart(&self, figures: &Figures) -> Option<Apart> {
        self.comparison?.apart(figures, self.verdict)
    }

    /// The outcome of judgements, and of so many more that agree: the first with the worst verdict speaks. `None` without
    /// judgements. Those that agree may be left out behind one with a verdict that is as bad.
    pub(super) fn of(
        rule: RuleId,
        subject: Option<Subject>,
        judgements: impl IntoIterator<Item = Judgement>,
        more: usize,
    ) -> Option<Outcome> {
        let mut judgements = judgements.into_iter();
        let mut speaks = judgements.next()?;
        let mut others: Vec<Judgement> = judgements.collect();
        let worst = others.iter().map(|other| other.verdict).fold(speaks.verdict, Verdict::max);
        if speaks.verdict != worst {
            let first = others.iter().position(|other| other.verdict == worst)?;
            std::mem::swap(&mut speaks, &mut others[first]);
            others[..=first].rotate_right(1);
        }
        let all = others.len();
        others.retain(|other| other.verdict != Verdict::Agrees);
        let agreeing = more + all - others.len();
        let Judgement { verdict, stopped, bindings, premises, matched, gathered, comparison } = speaks;
        Some(Outcome {
            rule,
            subject,
            verdict,
            stopped,
            bindings,
            premises,
            matched,
            gathered,
            comparison,
            others,
            agreeing,
        })
    }
}
