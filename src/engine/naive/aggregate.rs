//! Many facts brought together.

use std::rc::Rc;

use foldhash::{HashMap, HashSet};

use crate::engine::Resource;
use crate::engine::outcome::StopReason;
use crate::engine::value::is_ambiguous;
use crate::fact::{FactId, Value};
use crate::program::{Aggregate, Condition, VarId, atoms};

use super::branch::Branch;
use super::solver::{Solver, Visit};

/// All that an aggregate binds for one choice of the variables that cross into it.
pub(super) struct Groups {
    /// Variables that it binds besides its target.
    free: Vec<VarId>,
    /// In the order of first appearance.
    groups: Vec<Group>,
    /// Why facts may be missing.
    unsure: Option<StopReason>,
}

struct Group {
    key: Vec<Value>,
    /// One for each distinct way to satisfy the body; `None` for a value that does not exist.
    addends: Vec<Option<Value>>,
    members: Vec<FactId>,
    /// Whether an ambiguous figure is bound somewhere: a row that may not belong to it.
    unclear: bool,
    result: Option<Value>,
}

impl<'p> Solver<'p> {
    /// Goes on with every group of an aggregate.
    pub(super) fn solve_aggregate(
        &mut self,
        aggregate: &'p Aggregate,
        body: &'p [Condition],
        at: usize,
        branch: &mut Branch,
        visit: Visit<'_, 'p>,
    ) -> Result<(), Resource> {
        let key: Vec<Option<Value>> = aggregate.by.iter().map(|variable| branch.get(*variable)).collect();
        let key = (std::ptr::from_ref(aggregate) as usize, key);
        let groups = match self.memory.get(&key) {
            Some(groups) => Rc::clone(groups),
            None => {
                let groups = Rc::new(self.groups(aggregate, branch)?);
                self.memory.insert(key, Rc::clone(&groups));
                groups
            }
        };
        self.values.doubt |= groups.unsure.is_some();
        if let Some(reason) = groups.unsure.filter(|reason| reason.lacks_filing()) {
            branch.stop_at(at, reason);
            return Ok(());
        }
        let mut failed = Some(groups.unsure.unwrap_or(StopReason::Empty));
        for group in &groups.groups {
            let Some(result) = group.result else {
                failed = failed.map(|_| StopReason::NoValue);
                continue;
            };
            let mark = branch.mark();
            let keyed = groups.free.iter().zip(&group.key).all(|(variable, value)| branch.unify(*variable, *value));
            if keyed && branch.unify(aggregate.target, result) {
                failed = None;
                self.spend(group.members.len())?;
                branch.gathered(&group.members);
                self.solve(body, at + 1, branch, visit)?;
            }
            branch.back_to(mark);
        }
        if let Some(reason) = failed {
            branch.stop_at(at, reason);
        }
        Ok(())
    }

    fn groups(&mut self, aggregate: &'p Aggregate, outer: &Branch) -> Result<Groups, Resource> {
        let mut inner = Branch::new(outer.values().len());
        let mut free = Vec::new();
        for variable in &aggregate.by {
            match outer.get(*variable) {
                Some(value) => {
                    inner.unify(*variable, value);
                }
                None => free.push(*variable),
            }
        }
        let doubt = std::mem::replace(&mut self.values.doubt, false);
        let mut groups = self.gather(aggregate, &free, &mut inner)?;
        let near = aggregate.near.as_ref().and_then(|near| self.values.value(near, &inner));
        let ambiguous = std::mem::replace(&mut self.values.doubt, doubt).then_some(StopReason::Ambiguous);
        let unsure = self.unsure(&aggregate.body, ambiguous);
        for group in &mut groups {
            let addends = std::mem::take(&mut group.addends);
            group.unclear |= unsure.is_some();
            group.result = match near {
                Some(_) if group.unclear => None,
                Some(near) => self.values.nearest(&addends.into_iter().flatten().collect::<Vec<_>>(), near)?,
                None => self.values.fold(aggregate.function, &addends, group.unclear),
            };
        }
        // Where nothing is near, nothing is there to choose from.
        groups.retain(|group| near.is_none() || group.result.is_some());
        if groups.is_empty() && free.is_empty() {
            groups.extend(aggregate.default.map(|amount| Group {
                key: Vec::new(),
                addends: Vec::new(),
                members: Vec::new(),
                unclear: unsure.is_some(),
                result: Some(self.values.default(amount, unsure.is_some())),
            }));
        }
        Ok(Groups { free, groups, unsure })
    }

    /// Why facts may be missing from a body: for want of a filing first, since nothing else can make up for that.
    fn unsure(&self, body: &[Condition], ambiguous: Option<StopReason>) -> Option<StopReason> {
        if self.open.is_empty() {
            return ambiguous;
        }
        let open = || atoms(body).into_iter().filter_map(|atom| self.open.get(&atom.relation).copied());
        open().find(|reason| reason.lacks_filing()).or(ambiguous).or_else(|| open().next())
    }

    /// Distinct ways to satisfy the body, by the variables that are free.
    fn gather(&mut self, aggregate: &'p Aggregate, free: &[VarId], inner: &mut Branch) -> Result<Vec<Group>, Resource> {
        let mut groups: Vec<Group> = Vec::new();
        let mut numbers: HashMap<Vec<Value>, usize> = HashMap::default();
        let mut seen: HashSet<Vec<Option<Value>>> = HashSet::default();
        self.solve(&aggregate.body, 0, inner, &mut |solver, way| {
            let key: Option<Vec<Value>> = free.iter().map(|variable| way.get(*variable)).collect();
            let Some(key) = key.filter(|_| seen.insert(way.values().to_vec())) else { return Ok(()) };
            if seen.len() > solver.limits.facts {
                return Err(Resource::Facts);
            }
            solver.values.meter.hold(way.bytes());
            let number = *numbers.entry(key).or_insert_with_key(|key| {
                let (addends, members) = (Vec::new(), Vec::new());
                groups.push(Group { key: key.clone(), addends, members, unclear: false, result: None });
                groups.len() - 1
            });
            let addend = aggregate.value.as_ref().and_then(|expr| solver.values.value(expr, way));
            let figures = &solver.values.words.figures;
            let unclear =
                |value: &Option<Value>| matches!(value, Some(Value::Figure(id)) if is_ambiguous(figures, *id));
            let group = &mut groups[number];
            group.unclear |= way.values().iter().any(unclear);
            group.addends.push(addend);
            group.members.extend(way.support());
            Ok(())
        })?;
        Ok(groups)
    }
}
