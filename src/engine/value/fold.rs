//! Many values brought together.

use crate::base::Amount;
use crate::fact::{FigureId, Value};
use crate::syntax::tree::AggregateFunction;

use super::Values;
use super::arithmetic::{doubtful, function, is_ambiguous, lift, total};

impl Values<'_> {
    /// The value over addends; `None` when one does not exist or they do not go together.
    pub(in crate::engine) fn fold(
        &mut self,
        how: AggregateFunction,
        addends: &[Option<Value>],
        unsure: bool,
    ) -> Option<Value> {
        let figures = &mut self.words.figures;
        if how == AggregateFunction::Count {
            let amount = Amount::exact(addends.len().into());
            let count = if unsure { doubtful(figures, amount, &[]) } else { function(figures, amount, "count", &[]) };
            return Some(Value::Figure(count));
        }
        if how != AggregateFunction::Sum && !unsure {
            let values: Vec<Value> = addends.iter().copied().collect::<Option<_>>()?;
            if alike(&values) {
                return if how == AggregateFunction::Max { values.into_iter().max() } else { values.into_iter().min() };
            }
        }
        if addends.contains(&None) {
            return None;
        }
        let mut parts: Vec<FigureId> = Vec::with_capacity(addends.len());
        for addend in addends {
            parts.push(lift(figures, (*addend)?)?);
        }
        let result = if how == AggregateFunction::Sum {
            total(figures, &parts)?
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
        let any = figures.any_ambiguous();
        let poisoned = unsure || (any && parts.iter().any(|part| is_ambiguous(figures, *part)));
        if poisoned && !is_ambiguous(figures, result) {
            let amount = figures.amount(result);
            return Some(Value::Figure(doubtful(figures, amount, &parts)));
        }
        Some(Value::Figure(result))
    }

    /// What an aggregate gives where nothing is there to bring together.
    pub(in crate::engine) fn default(&mut self, amount: Amount, unsure: bool) -> Value {
        let figures = &mut self.words.figures;
        Value::Figure(if unsure { doubtful(figures, amount, &[]) } else { figures.constant(amount) })
    }
}

/// Whether all are whole numbers, all codes, or all dates.
fn alike(values: &[Value]) -> bool {
    let all = |wanted: fn(&Value) -> bool| values.iter().all(wanted);
    all(|value| matches!(value, Value::Integer(_)))
        || all(|value| matches!(value, Value::Code(_)))
        || all(|value| matches!(value, Value::Date(_)))
}
