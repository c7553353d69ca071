//! Rules: an outcome for every subject.

use crate::engine::Placed;
use crate::engine::limits::{Clause, Resource, Share};
use crate::engine::outcome::{Compared, Judgement, Outcome, Stop, StopReason, Subject, Verdict};
use crate::engine::plan::{Layout, Plan};
use crate::engine::plans::RulePlan;
use crate::fact::{FactId, RelationId, Word};
use crate::program::{Condition, Expectation, Rule, RuleId, Term, VarId};

use super::batch::{Batch, MOST, Way};
use super::frame::{Frame, Sink};
use super::{Halt, Runner};

/// Ways through a rule being judged.
pub(super) struct Judging<'p> {
    expect: &'p Expectation,
    plan: &'p RulePlan,
    demanded: Vec<Word>,
    placed: &'p Placed,
    /// By subject, in order.
    judgements: Vec<(u32, Judgement)>,
    /// By subject: what is known of the judgements that agree.
    agreeing: Vec<Agreeing>,
}

/// Judgements of a subject that agree: behind one that is as bad they are only counted.
#[derive(Clone, Copy, Debug, Default)]
struct Agreeing {
    /// Whether a judgement is kept that agrees, or is worse.
    kept: bool,
    /// How many are left out.
    more: usize,
}

/// Subjects, register by register, one after the other.
struct Subjects {
    layout: Layout,
    words: Vec<u32>,
    /// Variables that are bound.
    bound: Vec<VarId>,
    /// How many atoms are matched.
    atoms: u32,
}

impl<'p> Runner<'p> {
    /// Adds the outcomes of a rule in the order of its subjects' facts. When a limit stops it, none of them is checked.
    pub(in crate::engine) fn judge_rule(
        &mut self,
        id: RuleId,
        placed: &'p Placed,
        outcomes: &mut Vec<Outcome>,
    ) -> Option<Resource> {
        let rule = &self.program.rules[id.0 as usize];
        let plans = self.plans.rule(self.program, id);
        let plan = &plans.plan;
        let head = rule.subject.min(rule.body.len());
        self.start(Share::of(&self.limits));
        let constants = self.constants(&plan.constants);
        let mut frame = Frame::new(plan, &rule.body, constants, Sink::Subjects(Vec::new()));
        frame.track(1);
        frame.until = head;
        let mut batch = self.batch();
        batch.reset(plan.layout.registers(), 1);
        batch.set(plan.layout.origin(), 0, 0);
        let (measure, before) = (self.begin(&mut frame), outcomes.len());
        let mut stopped = self.push(plan, &mut frame, 0, &mut batch);
        self.values.meter.budget.recount(self.limits.facts);
        let none = frame.stopped(0);
        let Sink::Subjects(words) = std::mem::replace(&mut frame.sink, Sink::None) else { return None };
        let subjects = Subjects::new(plan, rule, head, words);
        let demanded = plans.demanded.as_ref().map(|demanded| self.constants(&demanded.constants));
        frame.sink = Sink::Outcomes(Judging {
            expect: &rule.expect,
            plan: plans,
            demanded: demanded.unwrap_or_default(),
            placed,
            judgements: Vec::new(),
            agreeing: vec![Agreeing::default(); subjects.len()],
        });
        frame.track(subjects.len());
        frame.until = plan.steps.len();
        for first in (0..subjects.len()).step_by(MOST) {
            if stopped.is_ok() {
                subjects.fill(&mut batch, first);
                stopped = self.push(plan, &mut frame, head, &mut batch);
            }
        }
        self.spare.push(batch);
        let exhausted = stopped.and_then(|()| self.spend(0)).err().and_then(Halt::exhausted);
        let Sink::Outcomes(judging) = std::mem::replace(&mut frame.sink, Sink::None) else { return exhausted };
        outcomes.reserve(subjects.len());
        let (mut judgements, agreeing) = (judging.judgements.into_iter(), judging.agreeing);
        for (subject, agreeing) in agreeing.into_iter().enumerate() {
            let own = judgements.as_slice().iter().take_while(|(of, _)| *of as usize == subject);
            let (count, bytes) = own.fold((0, 0), |(count, bytes), (_, own)| (count + 1, bytes + own.bytes()));
            let own = judgements.by_ref().take(count).map(|(_, judgement)| judgement);
            let about = self.subject(&subjects, rule, subject);
            if exhausted.is_some() || count == 0 {
                own.for_each(drop);
                let own = self.unchecked(&subjects, rule, subject, frame.stopped(subject), exhausted, head);
                self.values.meter.leave(own.bytes());
                outcomes.extend(Outcome::of(id, about, [own], 0));
            } else {
                self.values.meter.leave(bytes);
                outcomes.extend(Outcome::of(id, about, own, agreeing.more));
            }
        }
        if subjects.len() == 0 {
            let judgement = unmatched(rule.variables.len(), none, exhausted);
            outcomes.extend(Outcome::of(id, None, [judgement], 0));
        }
        self.end(measure, Clause::Rule(id), outcomes.len() - before, frame, plan);
        exhausted
    }

    /// Takes subjects in.
    pub(super) fn take_subjects(&mut self, plan: &Plan, words: &mut Vec<u32>, batch: &Batch) -> Result<(), Halt> {
        let registers = plan.layout.registers();
        for way in 0..batch.len() {
            self.values.meter.budget.count()?;
            words.extend((0..registers as u32).map(|register| batch.get(register, way)));
        }
        self.values.meter.hold(batch.len() * registers * size_of::<u32>());
        Ok(())
    }

    /// Judges ways that satisfy all conditions.
    pub(super) fn judge_ways(
        &mut self,
        judging: &mut Judging<'p>,
        frame: &mut Frame<'p>,
        batch: &Batch,
    ) -> Result<(), Halt> {
        let access = judging.plan.demanded.as_ref().map(|demanded| {
            let rows = 0..self.visible(demanded.atom.relation);
            self.access(&demanded.atom, batch.len(), rows)
        });
        let mut found = Vec::new();
        judging.judgements.reserve(batch.len());
        for way in 0..batch.len() {
            self.values.meter.budget.count()?;
            let bindings = Way { batch, way };
            let subject = batch.get(frame.layout.origin(), way);
            let known = &mut judging.agreeing[subject as usize];
            let (checked, comparison) = match judging.expect {
                Expectation::Compare { left, op, right, rounding } => {
                    let holds = |runner: &mut Self| {
                        let test = runner.test(judging.plan.test, (batch, &frame.constants), way);
                        test.or_else(|| runner.values.whole_numbers(left, *op, right, &bindings))
                    };
                    if known.kept && holds(self) == Some(true) {
                        known.more += 1;
                        continue;
                    }
                    match (self.values.value(left, &bindings), self.values.value(right, &bindings)) {
                        (Some(left), Some(right)) => {
                            self.values.judge_values(left, *op, right, *rounding, judging.placed)
                        }
                        _ => (Err(StopReason::NoValue), None),
                    }
                }
                Expectation::Exists(atom) | Expectation::Absent(atom) => {
                    let (Some(demanded), Some(access)) = (&judging.plan.demanded, access) else { continue };
                    let demands = matches!(judging.expect, Expectation::Exists(_));
                    let most = if demands { 1 } else { usize::MAX };
                    let terms = (batch, &judging.demanded[..]);
                    self.matching(&demanded.atom, access, terms, way, most, &mut found)?;
                    (self.presence(atom.relation, !found.is_empty(), demands), None)
                }
            };
            // What is doubtful of one way says nothing of what is gathered next.
            self.values.doubt = false;
            let agrees = checked == Ok(Verdict::Agrees);
            if agrees && known.kept {
                known.more += 1;
                continue;
            }
            known.kept |= agrees || checked.is_ok_and(|verdict| verdict > Verdict::Agrees);
            let judgement = self.judgement(frame, (batch, way), checked, &found, comparison, judging.plan);
            self.values.meter.hold(judgement.bytes());
            judging.judgements.push((subject, judgement));
            found.clear();
        }
        Ok(())
    }

    /// What it means that a fact is there, or that none is: nothing, where facts may be missing.
    fn presence(&self, relation: RelationId, found: bool, demanded: bool) -> Result<Verdict, StopReason> {
        match self.open.get(&relation) {
            Some(reason) if !found => Err(*reason),
            _ if found == demanded => Ok(Verdict::Agrees),
            _ => Ok(Verdict::Disagrees),
        }
    }

    fn judgement(
        &mut self,
        frame: &Frame<'p>,
        (batch, way): (&Batch, usize),
        checked: Result<Verdict, StopReason>,
        demanded: &[FactId],
        comparison: Option<Compared>,
        plan: &RulePlan,
    ) -> Judgement {
        let (verdict, stopped) = match checked {
            Ok(verdict) => (verdict, None),
            Err(reason) => (Verdict::Unchecked, Some(Stop { condition: frame.body.len(), reason })),
        };
        let mut bindings = vec![None; frame.layout.variables as usize];
        for variable in &plan.plan.bound {
            bindings[variable.0 as usize] = Some(self.values.words.value(word(batch, *variable, way)));
        }
        let matched = frame.layout.atoms as usize + demanded.len();
        let gathered: Vec<usize> = match frame.layout.aggregates {
            0 => Vec::new(),
            _ => frame.members(&self.shared, batch, way).map(<[FactId]>::len).collect(),
        };
        let mut premises = Vec::with_capacity(matched + gathered.iter().sum::<usize>());
        premises.extend(frame.premises(batch, way));
        premises.extend_from_slice(demanded);
        if !gathered.is_empty() {
            frame.members(&self.shared, batch, way).for_each(|members| premises.extend_from_slice(members));
        }
        Judgement { verdict, stopped, bindings, premises, matched, gathered, comparison }
    }

    fn subject(&self, subjects: &Subjects, rule: &Rule, subject: usize) -> Option<Subject> {
        let Some(Condition::Atom(atom)) = rule.body.first() else { return None };
        let mut values = Vec::with_capacity(atom.arguments.len());
        for argument in &atom.arguments {
            let Term::Variable(variable) = argument.term else { continue };
            let word = Word::from_raw(subjects.get(subject, variable.0));
            if !word.is_figure() {
                values.push((variable, self.values.words.value(word)));
            }
        }
        let row = subjects.get(subject, subjects.layout.row(0));
        Some(Subject { fact: FactId { relation: atom.relation, row }, values })
    }

    /// A subject that nothing extends, stopped at its furthest condition; at `least` when a limit stopped it before.
    fn unchecked(
        &self,
        subjects: &Subjects,
        rule: &Rule,
        subject: usize,
        stop: Option<Stop>,
        exhausted: Option<Resource>,
        least: usize,
    ) -> Judgement {
        let mut bindings = vec![None; subjects.layout.variables as usize];
        for variable in &subjects.bound {
            let word = Word::from_raw(subjects.get(subject, variable.0));
            bindings[variable.0 as usize] = Some(self.values.words.value(word));
        }
        let atoms = rule.body.iter().filter_map(|condition| match condition {
            Condition::Atom(atom) => Some(atom.relation),
            _ => None,
        });
        let matched = (0..subjects.atoms).zip(atoms);
        let fact = |(atom, relation): (u32, RelationId)| FactId {
            relation,
            row: subjects.get(subject, subjects.layout.row(atom)),
        };
        let premises: Vec<FactId> = matched.map(fact).collect();
        let stopped = Some(stop_of(stop, exhausted, least));
        let matched = premises.len();
        let gathered = Vec::new();
        Judgement { verdict: Verdict::Unchecked, stopped, bindings, premises, matched, gathered, comparison: None }
    }
}

impl Subjects {
    fn new(plan: &Plan, rule: &Rule, head: usize, words: Vec<u32>) -> Subjects {
        let layout = plan.layout;
        let bound = match plan.steps.get(head) {
            Some(step) => {
                let variables = step.keeps.iter().filter(|register| **register < layout.variables);
                variables.map(|register| VarId(*register)).collect()
            }
            None => plan.bound.clone(),
        };
        let atoms = rule.body[..head].iter().filter(|condition| matches!(condition, Condition::Atom(_))).count();
        Subjects { layout, words, bound, atoms: atoms as u32 }
    }

    fn len(&self) -> usize {
        self.words.len() / self.layout.registers()
    }

    fn get(&self, subject: usize, register: u32) -> u32 {
        self.words[subject * self.layout.registers() + register as usize]
    }

    /// Makes a batch of the next subjects, each an origin of its own.
    fn fill(&self, batch: &mut Batch, first: usize) {
        let ways = (self.len() - first).min(MOST);
        batch.reset(self.layout.registers(), ways);
        for register in 0..self.layout.registers() as u32 {
            for way in 0..ways {
                batch.set(register, way, self.get(first + way, register));
            }
        }
        for way in 0..ways {
            batch.set(self.layout.origin(), way, (first + way) as u32);
        }
    }
}

fn word(batch: &Batch, variable: VarId, way: usize) -> Word {
    Word::from_raw(batch.get(variable.0, way))
}

/// A rule without subject.
fn unmatched(variables: usize, stop: Option<Stop>, exhausted: Option<Resource>) -> Judgement {
    Judgement {
        verdict: Verdict::Unchecked,
        stopped: Some(stop_of(stop, exhausted, 0)),
        bindings: vec![None; variables],
        premises: Vec::new(),
        matched: 0,
        gathered: Vec::new(),
        comparison: None,
    }
}

fn stop_of(stop: Option<Stop>, exhausted: Option<Resource>, least: usize) -> Stop {
    let stop = stop.unwrap_or(Stop { condition: least, reason: StopReason::NoMatch });
    match exhausted {
        Some(what) => Stop { reason: StopReason::Exhausted(what), ..stop },
        None => stop,
    }
}
