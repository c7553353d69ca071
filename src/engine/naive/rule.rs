//! Rules: an outcome for every subject.

use crate::engine::limits::Share;
use crate::engine::outcome::{Compared, Judgement, Outcome, Stop, StopReason, Subject, Verdict};
use crate::engine::{Placed, Resource};
use crate::fact::{FactId, RelationId, Value};
use crate::program::{Condition, Expectation, Rule, RuleId, Term};

use super::branch::Branch;
use super::solver::Solver;

impl<'p> Solver<'p> {
    /// Adds the outcomes of a rule in the order of its subjects' facts. When a limit stops it, none of them is checked.
    pub(super) fn judge_rule(&mut self, id: RuleId, placed: &Placed, outcomes: &mut Vec<Outcome>) -> Option<Resource> {
        let rule = &self.program.rules[id.0 as usize];
        self.start(Share::of(&self.limits));
        let mut start = Branch::new(rule.variables.len());
        let mut subjects: Vec<Branch> = Vec::new();
        let head = &rule.body[..rule.subject.min(rule.body.len())];
        let mut stopped = self.solve(head, 0, &mut start, &mut |solver, branch| {
            solver.values.meter.budget.count()?;
            solver.values.meter.hold(branch.bytes());
            subjects.push(branch.clone());
            Ok(())
        });
        self.values.meter.budget.recount(self.limits.facts);
        let mut judged: Vec<Vec<Judgement>> = Vec::new();
        for branch in &mut subjects {
            let mark = branch.mark();
            let mut judgements = Vec::with_capacity(1);
            if stopped.is_ok() {
                stopped = self.solve(&rule.body, head.len(), branch, &mut |solver, branch| {
                    solver.values.meter.budget.count()?;
                    let judgement = solver.judge(&rule.expect, rule.body.len(), placed, branch)?;
                    solver.values.meter.hold(judgement.bytes());
                    judgements.push(judgement);
                    Ok(())
                });
            }
            branch.back_to(mark);
            judged.push(judgements);
        }
        let exhausted = stopped.and_then(|()| self.spend(0)).err();
        for (branch, mut judgements) in subjects.iter().zip(judged) {
            if exhausted.is_some() || judgements.is_empty() {
                judgements = vec![unchecked(branch, exhausted, head.len())];
            }
            self.values.meter.leave(judgements.iter().map(Judgement::bytes).sum());
            outcomes.extend(Outcome::of(id, subject(rule, branch), judgements, 0));
        }
        if subjects.is_empty() {
            outcomes.extend(Outcome::of(id, None, vec![unchecked(&start, exhausted, 0)], 0));
        }
        exhausted
    }

    /// Judges one way to satisfy all conditions.
    fn judge(
        &mut self,
        expect: &'p Expectation,
        condition: usize,
        placed: &Placed,
        branch: &mut Branch,
    ) -> Result<Judgement, Resource> {
        let (checked, comparison, demanded) = match expect {
            Expectation::Compare { left, op, right, rounding } => {
                match (self.values.value(left, branch), self.values.value(right, branch)) {
                    (Some(left), Some(right)) => {
                        let (checked, comparison) = self.values.judge_values(left, *op, right, *rounding, placed);
                        (checked, comparison, Vec::new())
                    }
                    _ => (Err(StopReason::NoValue), None, Vec::new()),
                }
            }
            Expectation::Exists(atom) => {
                let found = self.matching(atom, branch, 1)?;
                (self.presence(atom.relation, !found.is_empty(), Verdict::Agrees, Verdict::Disagrees), None, found)
            }
            Expectation::Absent(atom) => {
                let found = self.matching(atom, branch, usize::MAX)?;
                (self.presence(atom.relation, !found.is_empty(), Verdict::Disagrees, Verdict::Agrees), None, found)
            }
        };
        let (verdict, stopped) = match checked {
            Ok(verdict) => (verdict, None),
            Err(reason) => (Verdict::Unchecked, Some(Stop { condition, reason })),
        };
        Ok(judgement(verdict, stopped, branch, &demanded, comparison))
    }

    /// What it means that a fact is there, or that none is: nothing, where facts may be missing.
    fn presence(
        &self,
        relation: RelationId,
        found: bool,
        there: Verdict,
        gone: Verdict,
    ) -> Result<Verdict, StopReason> {
        match self.open.get(&relation) {
            _ if found => Ok(there),
            Some(reason) => Err(*reason),
            None => Ok(gone),
        }
    }
}

fn subject(rule: &Rule, branch: &Branch) -> Option<Subject> {
    let Some(Condition::Atom(atom)) = rule.body.first() else { return None };
    let values = atom.arguments.iter().filter_map(|argument| match argument.term {
        Term::Variable(variable) => Some((variable, branch.get(variable)?)),
        Term::Constant(_) => None,
    });
    Some(Subject {
        fact: *branch.premises().first()?,
        values: values.filter(|(_, value)| !matches!(value, Value::Figure(_))).collect(),
    })
}

/// A branch that nothing extends, stopped at its furthest condition; at `least` when a limit stopped it before.
fn unchecked(branch: &Branch, exhausted: Option<Resource>, least: usize) -> Judgement {
    let stop = branch.stop().unwrap_or(Stop { condition: least, reason: StopReason::NoMatch });
    let stopped = match exhausted {
        Some(what) => Stop { reason: StopReason::Exhausted(what), ..stop },
        None => stop,
    };
    judgement(Verdict::Unchecked, Some(stopped), branch, &[], None)
}

fn judgement(
    verdict: Verdict,
    stopped: Option<Stop>,
    branch: &Branch,
    demanded: &[FactId],
    comparison: Option<Compared>,
) -> Judgement {
    let atoms = branch.premises();
    let members = branch.support().skip(atoms.len());
    let premises = atoms.iter().chain(demanded).copied().chain(members).collect();
    Judgement {
        verdict,
        stopped,
        bindings: branch.values().to_vec(),
        premises,
        matched: atoms.len() + demanded.len(),
        gathered: branch.counts().to_vec(),
        comparison,
    }
}
