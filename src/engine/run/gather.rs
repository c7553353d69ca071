//! Many facts brought together, for many keys at once.

use crate::engine::outcome::StopReason;
use crate::engine::plan::{Gather, Plan, Register};
use crate::fact::{FactId, Word};
use crate::program::{Aggregate, Condition, atoms};

use super::batch::{Batch, MOST};
use super::frame::{Frame, Sink};
use super::groups::{Groups, Keys};
use super::ways::Ways;
use super::{Halt, Runner};

/// What an aggregate gave so far, by key: what its bound variables are.
pub(super) struct Gathered {
    keys: Keys,
    groups: Groups,
    /// Why facts may be missing, whatever the key.
    open: Option<StopReason>,
    constants: Vec<Word>,
    /// Which of the variables that cross are bound, and in which order the conditions were tried: only what asks in the
    /// same way may share it.
    crossing: Vec<bool>,
    order: Vec<usize>,
    /// The bytes it was charged with for good, being shared.
    charged: usize,
}

impl<'p> Runner<'p> {
    /// Goes on with every group of an aggregate.
    pub(super) fn gather(
        &mut self,
        (plan, at): (&Plan, usize),
        frame: &mut Frame<'p>,
        gather: &Gather,
        batch: &Batch,
    ) -> Result<(), Halt> {
        let step = &plan.steps[at];
        let Condition::Aggregate(aggregate) = &frame.body[step.condition] else { return Ok(()) };
        let (place, shared) = self.shared.place(&mut frame.gathered[at], gather);
        let mut gathered = match place.take() {
            Some(gathered) => gathered,
            None => Box::new(self.gathered(aggregate, gather)),
        };
        let numbers: Vec<u32> = (0..batch.len()).map(|way| gathered.keys.number(way_key(gather, batch, way))).collect();
        let held = self.values.meter.held();
        if let Err(halt) = self.gather_keys(aggregate, gather, &mut gathered) {
            self.values.meter.give_back(gathered.charged);
            return Err(halt);
        }
        if shared {
            let bytes = gathered.bytes();
            self.values.meter.hand_over(held, bytes.saturating_sub(gathered.charged));
            gathered.charged = bytes;
        }
        *self.shared.place(&mut frame.gathered[at], gather).0 = Some(gathered);
        self.go_on((plan, at), frame, gather, batch, &numbers)
    }

    fn gathered(&mut self, aggregate: &Aggregate, gather: &Gather) -> Gathered {
        let open = || atoms(&aggregate.body).into_iter().filter_map(|atom| self.open.get(&atom.relation).copied());
        // For want of a filing first, since nothing else can make up for that.
        let reason = open().find(|reason| reason.lacks_filing()).or_else(|| open().next());
        Gathered {
            keys: Keys::new(gather.bound.len()),
            groups: Groups::new(gather.free.len()),
            open: reason,
            constants: self.constants(&gather.plan.constants),
            crossing: gather.crossing.clone(),
            order: gather.plan.whole_order().collect(),
            charged: 0,
        }
    }

    /// Brings together what the keys need that are new.
    fn gather_keys(&mut self, aggregate: &'p Aggregate, gather: &Gather, gathered: &mut Gathered) -> Result<(), Halt> {
        let (first, last) = (gathered.groups.keys(), gathered.keys.len());
        if first == last {
            return Ok(());
        }
        let plan = &gather.plan;
        let ways = Ways::new(aggregate, gather, std::mem::take(&mut gathered.groups), gathered.open);
        let mut frame = Frame::new(plan, &aggregate.body, gathered.constants.clone(), Sink::Ways(Box::new(ways)));
        let mut batch = self.batch();
        let numbers: Vec<u32> = (first as u32..last as u32).collect();
        for numbers in numbers.chunks(MOST) {
            batch.reset(plan.layout.registers(), numbers.len());
            batch.column_mut(plan.layout.origin()).copy_from_slice(numbers);
            for (position, variable) in gather.bound.iter().enumerate() {
                let words = numbers.iter().map(|number| gathered.keys.key(*number)[position].raw());
                batch.column_mut(variable.0).iter_mut().zip(words).for_each(|(to, word)| *to = word);
            }
            self.push(plan, &mut frame, 0, &mut batch)?;
        }
        self.spare.push(batch);
        let Sink::Ways(mut ways) = std::mem::replace(&mut frame.sink, Sink::Subjects(Vec::new())) else {
            return Ok(());
        };
        self.finish_keys(&mut ways, &frame, last)?;
        // A search for which there were too few steps found nothing: what lacks it must not be kept.
        self.spend(0)?;
        gathered.groups = ways.into_groups();
        Ok(())
    }

    /// Goes on with the groups of each way's key.
    fn go_on(
        &mut self,
        (plan, at): (&Plan, usize),
        frame: &mut Frame<'p>,
        gather: &Gather,
        batch: &Batch,
        numbers: &[u32],
    ) -> Result<(), Halt> {
        let own = frame.gathered[at].as_deref();
        let Some(gathered) = self.shared.of(own, gather.shared) else { return Ok(()) };
        let (mut ways, mut chosen) = (Vec::new(), Vec::new());
        let (mut doubts, mut failures) = (Vec::new(), Vec::new());
        for (way, number) in numbers.iter().enumerate() {
            let unsure = gathered.groups.unsure(*number);
            if unsure.is_some() {
                doubts.push(way);
            }
            if let Some(reason) = unsure.filter(|reason| reason.lacks_filing()) {
                failures.push((way, reason));
                continue;
            }
            let mut failed = Some(unsure.unwrap_or(StopReason::Empty));
            for (group, made) in gathered.groups.of(*number) {
                let Some(result) = made.result else {
                    failed = failed.map(|_| StopReason::NoValue);
                    continue;
                };
                if gather.target_free || batch.get(gather.target, way) == result.raw() {
                    failed = None;
                    self.values.spend(1 + made.members())?;
                    ways.push(way as u32);
                    chosen.push(group);
                }
            }
            failures.extend(failed.map(|reason| (way, reason)));
        }
        let condition = plan.steps[at].condition;
        doubts.into_iter().for_each(|way| frame.doubt(batch, way));
        failures.into_iter().for_each(|(way, reason)| frame.stop(batch, way, condition, reason));
        let mut out = self.batch();
        for (ways, chosen) in ways.chunks(MOST).zip(chosen.chunks(MOST)) {
            out.reset(plan.layout.registers(), ways.len());
            out.take(batch, ways, &plan.steps[at].keeps);
            if let Some(gathered) = self.shared.of(frame.gathered[at].as_deref(), gather.shared) {
                gathered.fill(gather, chosen, &mut out);
            }
            self.push(plan, frame, at + 1, &mut out)?;
            self.back(frame, at);
        }
        self.spare.push(out);
        Ok(())
    }
}

impl Gathered {
    /// The facts that went into a group.
    pub(super) fn members(&self, group: u32) -> &[FactId] {
        self.groups.members(group)
    }

    /// Whether a step that shares it would gather the same in the same order.
    pub(super) fn serves(&self, gather: &Gather) -> bool {
        self.crossing == gather.crossing && gather.plan.whole_order().eq(self.order.iter().copied())
    }

    /// The memory it takes.
    fn bytes(&self) -> usize {
        size_of::<Gathered>() + self.keys.bytes() + self.groups.bytes()
    }

    /// Binds what groups give.
    fn fill(&self, gather: &Gather, chosen: &[u32], out: &mut Batch) {
        let mut fill = |register: Register, word: &dyn Fn(u32) -> u32| {
            out.column_mut(register).iter_mut().zip(chosen).for_each(|(to, group)| *to = word(*group));
        };
        for (position, variable) in gather.free.iter().enumerate() {
            fill(variable.0, &|group| self.groups.free(group)[position].raw());
        }
        if gather.target_free {
            fill(gather.target, &|group| self.groups.get(group).result.unwrap_or(Word::UNBOUND).raw());
        }
        if let Some(register) = gather.group {
            fill(register, &|group| group);
        }
    }
}

/// What the bound variables of an aggregate are for a way.
fn way_key<'b>(gather: &'b Gather, batch: &'b Batch, way: usize) -> impl Iterator<Item = Word> + use<'b> {
    gather.bound.iter().map(move |variable| Word::from_raw(batch.get(variable.0, way)))
}
