//! Aggregates that several clauses ask for: gathered once, the same for each.

use super::*;
use crate::engine::{Clause, Evaluation, Open, Outcome, Plans, Profile, Verdict};
use crate::engine::{evaluate_profiled, evaluate_rule};
use crate::fact::{RelationId, Value};
use crate::program::{Aggregate, ColumnKind, Condition, RuleId};
use crate::syntax::tree::AggregateFunction;

/// Totals T(x, a) of so many names, and parts U(x, y, b), each name with as many as there are names.
fn parts(names: usize) -> Pack {
    let mut pack = Pack::new(&[&[TEXT, MONEY], &[TEXT, TEXT, MONEY], &[TEXT, MONEY]]);
    for name in 0..names {
        let (name, total) = (pack.text(&format!("名{name}")), pack.wan(&names.to_string()));
        pack.fact(0, &[name, total]);
        for part in 0..names {
            let values = [name, pack.text(&format!("分{part}")), pack.wan("1")];
            pack.fact(1, &values);
        }
    }
    pack
}

/// A rule that the total of each name is the sum of its parts, its variables numbered from `from` on.
fn sums(pack: &mut Pack, from: u32) {
    let [name, total_of, part, value, sum] = [0, 1, 2, 3, 4].map(|number| (number + from) % 10);
    let gathered = total(sum, &[name], value, vec![atom(1, &[t(name), t(part), t(value)])]);
    pack.rule(vec![atom(0, &[t(name), t(total_of)]), Condition::Aggregate(gathered)], roughly(v(total_of), v(sum)));
}

fn profiled(pack: &Pack) -> (Evaluation, Profile) {
    let plans = Plans::new(&pack.program);
    evaluate_profiled(&pack.program, &plans, pack.facts.clone(), Open::new(), &pack.placed, &pack.limits, &|| 0)
}

/// Rows that each clause looked at.
fn looked_at(profile: &Profile) -> Vec<u64> {
    profile.clauses.iter().map(|clause| clause.looked_at).collect()
}

/// What a rule gives when no other is judged.
fn alone(pack: &Pack, rule: u32) -> Vec<Outcome> {
    let plans = Plans::new(&pack.program);
    let facts = pack.facts.clone();
    evaluate_rule(&pack.program, &plans, RuleId(rule), facts, Open::new(), &pack.placed, &pack.limits).outcomes
}

#[test]
fn what_two_rules_sum_up_is_gathered_once() {
    let mut pack = parts(20);
    sums(&mut pack, 0);
    sums(&mut pack, 5);
    let (evaluation, profile) = profiled(&pack);
    let [first, second] = looked_at(&profile)[..] else { panic!("two rules") };
    assert!(first > 2 * 400 && second < first - 400, "{first} {second}");
    assert_eq!(evaluation.outcomes.len(), 40);
    assert!(evaluation.outcomes.iter().all(|outcome| outcome.verdict == Verdict::Agrees));
    // Each part is a premise of either.
    assert!(evaluation.outcomes.iter().all(|outcome| outcome.premises.len() == 21 && outcome.gathered == [20]));
    let (one, other) = evaluation.outcomes.split_at(20);
    assert_eq!(alone(&pack, 0), one);
    assert_eq!(alone(&pack, 1), other);
}

#[test]
fn aggregates_that_differ_are_gathered_each_for_itself() {
    let verdicts = |change: fn(&mut Aggregate)| -> Vec<Verdict> {
        let mut pack = parts(4);
        sums(&mut pack, 0);
        sums(&mut pack, 0);
        if let Condition::Aggregate(aggregate) = &mut pack.program.rules[1].body[1] {
            change(aggregate);
        }
        let outcomes = profiled(&pack).0.outcomes;
        [0, 4].map(|first| outcomes[first].verdict).to_vec()
    };
    use Verdict::{Agrees, Disagrees};
    assert_eq!(verdicts(|_| {}), [Agrees, Agrees]);
    assert_eq!(verdicts(|aggregate| aggregate.function = AggregateFunction::Max), [Agrees, Disagrees]);
    assert_eq!(verdicts(|aggregate| aggregate.by.clear()), [Agrees, Disagrees]);
    assert_eq!(verdicts(|aggregate| aggregate.body.push(atom(1, &[t(0), t(5), t(6)]))), [Agrees, Disagrees]);
    // One binds the name, the other is asked for one.
    let mut pack = parts(4);
    sums(&mut pack, 0);
    sums(&mut pack, 0);
    pack.program.rules[1].body.swap(0, 1);
    pack.program.rules[1].subject = 2;
    let outcomes = profiled(&pack).0.outcomes;
    assert_eq!(outcomes.len(), 8);
    assert!(outcomes.iter().all(|outcome| outcome.verdict == Agrees));
}

#[test]
fn one_rule_that_sums_up_twice_gathers_once() {
    let mut pack = parts(10);
    sums(&mut pack, 0);
    let again = total(8, &[0], 7, vec![atom(1, &[t(0), t(6), t(7)])]);
    let once = looked_at(&profiled(&pack).1)[0];
    pack.program.rules[0].body.push(Condition::Aggregate(again));
    let (evaluation, profile) = profiled(&pack);
    // A way through the second sum costs as much as its terms, but none of them is looked up.
    assert!(looked_at(&profile)[0] < once * 3 / 2, "{once} {:?}", looked_at(&profile));
    assert!(evaluation.outcomes.iter().all(|outcome| outcome.gathered == [10, 10] && outcome.premises.len() == 21));
}

#[test]
fn a_recursive_definition_gathers_a_key_once_for_all_rounds() {
    const ROUNDS: i64 = 60;
    let number = ColumnKind::Integer;
    let mut pack = Pack::new(&[&[number, number], &[number, MONEY], &[number]]);
    for step in 0..ROUNDS {
        pack.fact(0, &[Value::Integer(step), Value::Integer(step + 1)]);
        let amount = pack.wan("1");
        pack.fact(1, &[Value::Integer(step), amount]);
    }
    // Every step asks for the sum of all amounts.
    let all = total(4, &[], 3, vec![atom(1, &[t(2), t(3)])]);
    pack.define(2, &[v(0)], vec![atom(0, &[t(0), t(1)]), first()]);
    pack.also(2, &[v(1)], vec![atom(2, &[t(0)]), atom(0, &[t(0), t(1)]), Condition::Aggregate(all)]);
    let (evaluation, profile) = profiled(&pack);
    assert_eq!(evaluation.facts.table(RelationId(2)).len() as i64, ROUNDS + 1);
    let recursive = profile.clauses.iter().find(|clause| clause.clause == Clause::Definition(1)).expect("measured");
    let rounds = ROUNDS as u64;
    // In every round a few rows and the terms of the sum; gathering them takes as many steps once more.
    assert!(recursive.looked_at < rounds * (rounds + 12) + 4 * rounds, "{}", recursive.looked_at);
}

/// Where the walk begins.
fn first() -> Condition {
    let zero = crate::program::Expr::Constant(Value::Integer(0));
    Condition::Compare(v(0), crate::syntax::tree::Comparison::Equal, zero)
}

#[test]
fn a_rule_that_is_stopped_leaves_nothing_half_done() {
    let mut pack = parts(30);
    sums(&mut pack, 0);
    let [enough] = looked_at(&profiled(&pack).1)[..] else { panic!("one rule") };
    sums(&mut pack, 5);
    pack.limits.steps = enough;
    assert_eq!(pack.run().exhausted, []);
    // Stopped on the way through the parts: the other rule starts anew, and is stopped where it would be alone.
    pack.limits.steps = enough / 4;
    let evaluation = pack.run();
    let stopped: Vec<Clause> = evaluation.exhausted.iter().map(|stop| stop.clause).collect();
    assert_eq!(stopped, [Clause::Rule(RuleId(0)), Clause::Rule(RuleId(1))]);
    let (one, other) = evaluation.outcomes.split_at(30);
    assert_eq!((alone(&pack, 0), alone(&pack, 1)), (one.to_vec(), other.to_vec()));
}
