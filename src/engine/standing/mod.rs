//! An evaluation that is kept, and brought up to date when facts or rules change.

mod change;
mod program;
mod reads;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::fact::{Facts, RelationId};
use crate::program::{Program, RuleId};

use super::outcome::Outcome;
use super::run::Runner;
use super::{Evaluation, Limits, Open, Placed, Plans};

pub use change::Change;
use program::{alike, carry, defined_otherwise, derived, same_rule, same_units};
use reads::Reads;

/// An evaluation, what it came from, and how to go on from there.
///
/// A change evaluates anew what reads the relations it touches, directly or through definitions, and nothing else; the
/// result is that of a full evaluation. Where a limit was reached, which all clauses share, or a figure becomes the first
/// that is ambiguous, everything is evaluated anew.
///
/// ```
/// use gouji::base::FileId;
/// use gouji::engine::{Limits, Placed, Plans, Standing, Verdict, without_filings};
/// use gouji::fact::Value;
/// use gouji::program::{Source, load};
///
/// let text = "
/// relation link(from: integer, to: integer)
/// relation closed(node: integer)
/// define path(from, to) when link(from, to)
/// define path(from, to) when path(from, to: via) and link(from: via, to)
/// rule N1 “no way to a closed node”
///     when closed(node)
///     expect absent path(to: node)
///     else “{node}”
/// ";
/// let (program, messages) = load(&[Source { path: "net.dl".into(), text: text.into() }]);
/// assert!(messages.is_empty());
/// let (link, closed) = (program.find("link").unwrap(), program.find("closed").unwrap());
/// let mut facts = program.facts();
/// facts.insert(link, &[Value::Integer(1), Value::Integer(2)], None);
/// facts.insert(closed, &[Value::Integer(3)], None);
///
/// let plans = Plans::new(&program);
/// let open = without_filings(&program);
/// let mut standing = Standing::new(&program, &plans, facts, open, Placed::default(), &Limits::default());
/// assert_eq!(standing.evaluation().outcomes[0].verdict, Verdict::Agrees);
/// let judged = standing.change(|facts| facts.insert(link, &[Value::Integer(2), Value::Integer(3)], None));
/// assert_eq!(judged.len(), 1);
/// assert_eq!(standing.evaluation().outcomes[0].verdict, Verdict::Disagrees);
/// ```
#[derive(Debug)]
pub struct Standing<'p> {
    program: &'p Program,
    plans: &'p Plans,
    reads: Reads,
    placed: Placed,
    limits: Limits,
    /// What was open before anything was derived.
    given_open: Open,
    evaluation: Evaluation,
}

impl<'p> Standing<'p> {
    /// Evaluates everything.
    pub fn new(
        program: &'p Program,
        plans: &'p Plans,
        facts: Facts,
        open: Open,
        placed: Placed,
        limits: &Limits,
    ) -> Standing<'p> {
        let evaluation = Evaluation { facts, outcomes: Vec::new(), exhausted: Vec::new(), open: Open::new() };
        let (reads, limits) = (Reads::of(program), *limits);
        let mut standing = Standing { program, plans, reads, placed, limits, given_open: open, evaluation };
        standing.evaluate(&derived(program), &all(program));
        standing
    }

    /// What holds now. Its dictionary also holds figures and texts of facts that were changed since.
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// Gives it up for what holds now.
    pub fn into_evaluation(self) -> Evaluation {
        self.evaluation
    }

    /// Changes given facts, and evaluates anew what rests on them; says which rules were judged again.
    pub fn change(&mut self, change: impl FnOnce(&mut Change<'_>)) -> BTreeSet<RuleId> {
        let sure = self.is_sure();
        let mut changing = Change { facts: &mut self.evaluation.facts, touched: BTreeSet::new() };
        change(&mut changing);
        let touched = changing.touched;
        // Where no figure is ambiguous conditions may be tried in another order.
        if sure == self.is_sure() { self.update(touched, BTreeSet::new()) } else { self.start_over(touched) }
    }

    fn is_sure(&self) -> bool {
        !self.evaluation.facts.dictionary.figures.any_ambiguous()
    }

    /// Goes over to another program, such as one with a rule that was just edited; says which rules were judged again.
    /// Rules and definitions that are the same keep what they gave, as long as both programs know the same relations
    /// and the same texts. Nothing when the units are others: the facts mean nothing to it then, and are to be read again.
    ///
    /// Facts stay as they were read. Views that the old program did not have are open.
    pub fn change_program<'q>(
        mut self,
        program: &'q Program,
        plans: &'q Plans,
    ) -> Option<(Standing<'q>, BTreeSet<RuleId>)> {
        let old = self.program;
        if !same_units(old, program) {
            return None;
        }
        if !alike(old, program) || !self.evaluation.exhausted.is_empty() {
            let Standing { placed, limits, given_open, evaluation, .. } = self;
            let (facts, open) = carry(old, evaluation.facts, &given_open, program);
            return Some((Standing::new(program, plans, facts, open, placed, &limits), all(program)));
        }
        let mut kept: Vec<Outcome> = Vec::new();
        let mut changed = BTreeSet::new();
        for (number, rule) in program.rules.iter().enumerate() {
            let id = RuleId(number as u32);
            match old.rules.binary_search_by(|known| known.id.cmp(&rule.id)) {
                Ok(known) if same_rule(&old.rules[known], rule) => {
                    let known = RuleId(known as u32);
                    let from = self.evaluation.outcomes.partition_point(|outcome| outcome.rule < known);
                    let own = self.evaluation.outcomes[from..].iter().take_while(|outcome| outcome.rule == known);
                    kept.extend(own.map(|outcome| Outcome { rule: id, ..outcome.clone() }));
                }
                _ => {
                    changed.insert(id);
                }
            }
        }
        self.evaluation.outcomes = kept;
        let touched = defined_otherwise(old, program);
        let Standing { placed, limits, given_open, evaluation, .. } = self;
        let reads = Reads::of(program);
        let mut standing = Standing { program, plans, reads, placed, limits, given_open, evaluation };
        let judged = standing.update(touched, changed);
        Some((standing, judged))
    }

    /// Evaluates anew what reads some relations, and some rules.
    fn update(&mut self, mut touched: BTreeSet<RelationId>, mut rules: BTreeSet<RuleId>) -> BTreeSet<RuleId> {
        if touched.is_empty() && rules.is_empty() {
            return rules;
        }
        if !self.evaluation.exhausted.is_empty() {
            return self.start_over(touched);
        }
        self.reads.spread(self.program, &mut touched);
        rules.extend(self.reads.rules(&touched));
        self.evaluate(&touched, &rules);
        if self.evaluation.exhausted.is_empty() { rules } else { self.start_over(touched) }
    }

    /// Evaluates everything anew.
    fn start_over(&mut self, mut touched: BTreeSet<RelationId>) -> BTreeSet<RuleId> {
        touched.extend(derived(self.program));
        let rules = all(self.program);
        self.evaluate(&touched, &rules);
        rules
    }

    /// Derives some relations and judges some rules.
    fn evaluate(&mut self, touched: &BTreeSet<RelationId>, rules: &BTreeSet<RuleId>) {
        let mut facts = std::mem::take(&mut self.evaluation.facts);
        let program = self.program;
        touched.iter().for_each(|relation| facts.table_mut(*relation).forget_derived());
        let mut open = std::mem::take(&mut self.evaluation.open);
        open.retain(|relation, _| !touched.contains(relation));
        for (relation, reason) in &self.given_open {
            open.entry(*relation).or_insert(*reason);
        }
        let wanted = |number: &usize| touched.contains(&program.definitions[*number].relation);
        let strata: Vec<Vec<usize>> =
            program.strata.iter().map(|stratum| stratum.iter().copied().filter(wanted).collect()).collect();
        let mut runner = Runner::new(program, self.plans, Cow::Owned(facts), open, &self.limits);
        let mut exhausted = runner.derive(&strata);
        let judged = runner.judge(rules.iter().copied(), &self.placed, &mut exhausted);
        let (facts, open) = runner.finish();
        let kept = std::mem::take(&mut self.evaluation.outcomes);
        let mut outcomes: Vec<Outcome> = kept.into_iter().filter(|outcome| !rules.contains(&outcome.rule)).collect();
        outcomes.extend(judged);
        // Stable: the outcomes of a rule stay in the order of its subjects.
        outcomes.sort_by_key(|outcome| outcome.rule);
        self.evaluation = Evaluation { facts, outcomes, exhausted, open };
    }
}

fn all(program: &Program) -> BTreeSet<RuleId> {
    (0..program.rules.len() as u32).map(RuleId).collect()
}
