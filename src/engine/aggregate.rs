//! Many facts brought together.

use std::rc::Rc;

use foldhash::{HashMap, HashSet};
use rust_decimal::Decimal;

use crate::base::Amount;
use crate::fact::{FactId, FigureId, Value};
use crate::program::{Aggregate, Condition, VarId, atoms};
use crate::syntax::tree::AggregateFunction;

use super::Resource;
use super::arithmetic::{doubtful, function, is_ambiguous, lift, sum};
use super::branch::Branch;
use super::outcome::StopReason;
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
        self.doubt |= groups.unsure.is_some();
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
        let doubt = std::mem::replace(&mut self.doubt, false);
        let mut groups = self.gather(aggregate, &free, &mut inner)?;
        let near = aggregate.near.as_ref().and_then(|near| self.value(near, &inner));
        let ambiguous = std::mem::replace(&mut self.doubt, doubt).then_some(StopReason::Ambiguous);
        let unsure = self.unsure(&aggregate.body, ambiguous);
        for group in &mut groups {
            let addends = std::mem::take(&mut group.addends);
            group.unclear |= unsure.is_some();
            group.result = match near {
                Some(_) if group.unclear => None,
                Some(near) => self.nearest(&addends.into_iter().flatten().collect::<Vec<_>>(), near)?,
                None => self.fold(aggregate.function, &addends, group.unclear),
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
                result: Some(Value::Figure(match unsure {
                    Some(_) => doubtful(&mut self.facts.dictionary.figures, amount, &[]),
                    None => self.facts.dictionary.figures.constant(amount),
                })),
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
            solver.hold(way.bytes());
            let number = *numbers.entry(key).or_insert_with_key(|key| {
                let (addends, members) = (Vec::new(), Vec::new());
                groups.push(Group { key: key.clone(), addends, members, unclear: false, result: None });
                groups.len() - 1
            });
            let addend = aggregate.value.as_ref().and_then(|expr| solver.value(expr, way));
            let figures = &solver.facts.dictionary.figures;
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

    /// The value over addends; `None` when one does not exist or they do not go together.
    fn fold(&mut self, how: AggregateFunction, addends: &[Option<Value>], unsure: bool) -> Option<Value> {
        let figures = &mut self.facts.dictionary.figures;
        if how == AggregateFunction::Count {
            let amount = Amount::exact(addends.len().into());
            let count = if unsure { doubtful(figures, amount, &[]) } else { function(figures, amount, "count", &[]) };
            return Some(Value::Figure(count));
        }
        let values: Vec<Value> = addends.iter().copied().collect::<Option<_>>()?;
        if how != AggregateFunction::Sum && !unsure && alike(&values) {
            return if how == AggregateFunction::Max { values.into_iter().max() } else { values.into_iter().min() };
        }
        let parts: Vec<FigureId> = values.into_iter().map(|value| lift(figures, value)).collect::<Option<_>>()?;
        let result = if how == AggregateFunction::Sum {
            let terms: Vec<(FigureId, Decimal)> = parts.iter().map(|part| (*part, Decimal::ONE)).collect();
            sum(figures, &terms)?
        } else {
            let mut extreme = *parts.first()?;
            for part in &parts {
                let (best, next) = (&figures.amount(extreme), &figures.amount(*part));
                if !best.comparable(next) {
                    return None;
                }
                let beats =
                    if how == AggregateFunction::Max { next.order(best).is_gt() } else { next.order(best).is_lt() };
                extreme = if beats { *part } else { extreme };
            }
            extreme
        };
        let poisoned = unsure || parts.iter().any(|part| is_ambiguous(figures, *part));
        if poisoned && !is_ambiguous(figures, result) {
            let amount = figures.amount(result);
            return Some(Value::Figure(doubtful(figures, amount, &parts)));
        }
        Some(Value::Figure(result))
    }
}

/// Whether all are whole numbers, all codes, or all dates.
fn alike(values: &[Value]) -> bool {
    let all = |wanted: fn(&Value) -> bool| values.iter().all(wanted);
    all(|value| matches!(value, Value::Integer(_)))
        || all(|value| matches!(value, Value::Code(_)))
        || all(|value| matches!(value, Value::Date(_)))
}
