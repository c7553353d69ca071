//! Ways to satisfy the body of an aggregate, and what they add up to.

use crate::engine::limits::Resource;
use crate::engine::outcome::StopReason;
use crate::engine::plan::Gather;
use crate::engine::value::is_ambiguous;
use crate::fact::{FactId, Value, Word};
use crate::program::{Aggregate, VarId};

use super::batch::{Batch, Way};
use super::frame::Frame;
use super::groups::{Groups, Keys};
use super::{Halt, Runner};

/// Ways to satisfy the body of an aggregate, key by key.
pub(super) struct Ways<'p> {
    aggregate: &'p Aggregate,
    free: Vec<VarId>,
    /// All variables that a way binds.
    variables: Vec<VarId>,
    distinct: bool,
    wants_members: bool,
    open: Option<StopReason>,
    /// The key at work.
    key: usize,
    /// What the nearest is sought for, of the key at work.
    near: Option<Value>,
    /// Of the key at work: its groups, the ways that were seen, what each adds to which group, which groups hold an
    /// ambiguous figure, and the facts of each.
    numbers: Keys,
    seen: Keys,
    addends: Vec<(u32, Option<Value>)>,
    /// What one group adds up.
    own: Vec<Option<Value>>,
    unclear: Vec<bool>,
    facts: Vec<(u32, FactId)>,
    groups: Groups,
}

impl<'p> Ways<'p> {
    /// Behind the groups of the first keys.
    pub(super) fn new(aggregate: &'p Aggregate, gather: &Gather, groups: Groups, open: Option<StopReason>) -> Ways<'p> {
        Ways {
            aggregate,
            free: gather.free.clone(),
            variables: gather.plan.bound.clone(),
            distinct: gather.distinct,
            wants_members: gather.group.is_some(),
            open,
            key: groups.keys(),
            near: None,
            numbers: Keys::new(gather.free.len()),
            seen: Keys::new(gather.plan.bound.len()),
            addends: Vec::new(),
            own: Vec::new(),
            unclear: Vec::new(),
            facts: Vec::new(),
            groups,
        }
    }

    /// What it has made.
    pub(super) fn into_groups(self) -> Groups {
        self.groups
    }

    /// Why facts of the key at work may be missing: for want of a filing first, since nothing else can make up for that.
    fn unsure(&self, frame: &Frame<'_>) -> Option<StopReason> {
        let ambiguous = frame.doubted(self.key).then_some(StopReason::Ambiguous);
        self.open.filter(|reason| reason.lacks_filing()).or(ambiguous).or(self.open)
    }
}

impl<'p> Runner<'p> {
    /// Takes ways in.
    pub(super) fn take_ways(&mut self, ways: &mut Ways<'p>, frame: &mut Frame<'p>, batch: &Batch) -> Result<(), Halt> {
        let ambiguous = self.values.words.figures.any_ambiguous();
        for way in 0..batch.len() {
            let key = batch.get(frame.layout.origin(), way) as usize;
            self.finish_keys(ways, frame, key)?;
            let word = |variable: &VarId| Word::from_raw(batch.get(variable.0, way));
            if !ways.distinct {
                let (seen, before) = (&mut ways.seen, ways.addends.len());
                if (seen.number(ways.variables.iter().map(word)) as usize) < before {
                    continue;
                }
            }
            if ways.addends.len() >= self.limits.facts {
                return Err(Resource::Facts.into());
            }
            self.values.meter.hold(size_of::<(u32, Option<Value>)>() + 2 * size_of::<Word>() * ways.variables.len());
            let group = ways.numbers.number(ways.free.iter().map(word));
            if group as usize == ways.unclear.len() {
                ways.unclear.push(false);
            }
            let bindings = Way { batch, way };
            if ways.addends.is_empty() {
                ways.near = ways.aggregate.near.as_ref().and_then(|near| self.values.value(near, &bindings));
            }
            let addend = ways.aggregate.value.as_ref().and_then(|expr| self.values.value(expr, &bindings));
            if std::mem::take(&mut self.values.doubt) {
                frame.doubt(batch, way);
            }
            ways.addends.push((group, addend));
            if ambiguous {
                let unclear = |variable: &VarId| {
                    word(variable).figure().is_some_and(|figure| is_ambiguous(&self.values.words.figures, figure))
                };
                ways.unclear[group as usize] |= ways.variables.iter().any(unclear);
            }
            if ways.wants_members {
                let facts =
                    frame.premises(batch, way).chain(frame.members(&self.shared, batch, way).flatten().copied());
                ways.facts.extend(facts.map(|fact| (group, fact)));
            }
        }
        Ok(())
    }

    /// Makes the groups of all keys before one.
    pub(super) fn finish_keys(&mut self, ways: &mut Ways<'p>, frame: &Frame<'p>, end: usize) -> Result<(), Halt> {
        while ways.key < end {
            let unsure = ways.unsure(frame);
            // Stable, so that the addends of a group keep their order.
            ways.addends.sort_by_key(|(group, _)| *group);
            ways.facts.sort_by_key(|(group, _)| *group);
            let (mut addends, mut facts) = (0, 0);
            for group in 0..ways.numbers.len() as u32 {
                let own = group_of(&ways.addends[addends..], group);
                addends += own.len();
                ways.own.clear();
                ways.own.extend(own.iter().map(|(_, addend)| *addend));
                let members = group_of(&ways.facts[facts..], group);
                facts += members.len();
                let unclear = ways.unclear[group as usize] || unsure.is_some();
                let result = match ways.near {
                    Some(_) if unclear => None,
                    Some(near) => {
                        let texts: Vec<Value> = ways.own.iter().copied().flatten().collect();
                        self.values.nearest(&texts, near)?
                    }
                    None => self.values.fold(ways.aggregate.function, &ways.own, unclear),
                };
                // Where nothing is near, nothing is there to choose from.
                if ways.near.is_none() || result.is_some() {
                    let result = result.map(|value| self.values.words.word(value));
                    let members = members.iter().map(|(_, fact)| *fact);
                    ways.groups.add(ways.numbers.key(group), result, members);
                }
            }
            if ways.groups.is_open_empty()
                && ways.free.is_empty()
                && let Some(amount) = ways.aggregate.default
            {
                let result = self.values.default(amount, unsure.is_some());
                let result = self.values.words.word(result);
                ways.groups.add(&[], Some(result), std::iter::empty());
            }
            ways.groups.end(unsure);
            ways.key += 1;
            ways.near = None;
            ways.numbers.clear();
            ways.seen.clear();
            ways.addends.clear();
            ways.unclear.clear();
            ways.facts.clear();
        }
        Ok(())
    }
}

/// What stands first, as far as it belongs to a group.
fn group_of<T>(sorted: &[(u32, T)], group: u32) -> &[(u32, T)] {
    let length = sorted.iter().take_while(|(of, _)| *of == group).count();
    &sorted[..length]
}
