//! 未核: every way to compare nothing.

use super::*;
use crate::base::Amount;
use crate::engine::{Clause, Open, Plans, Resource, StopReason, Verdict, evaluate_among};
use crate::fact::{RelationId, Value};
use crate::program::{Condition, Expectation, RuleId, VarId, View};
use crate::syntax::tree::{Comparison, Operator, Scope};
use rust_decimal::Decimal;

/// `当 T(x, a) 且 U(x, b) 应 a = b` over T(甲, 1) and what is given.
fn joined() -> Pack {
    let mut pack = Pack::new(&[&[TEXT, MONEY], &[TEXT, MONEY]]);
    let (name, one) = (pack.text("甲"), pack.wan("1"));
    pack.fact(0, &[name, one]);
    pack.rule(vec![atom(0, &[t(0), t(1)]), atom(1, &[t(0), t(2)])], expect(v(1), Comparison::Equal, v(2)));
    pack
}

#[test]
fn a_rule_without_a_subject_says_so() {
    let mut pack = joined();
    pack.facts = pack.program.facts();
    assert_eq!(pack.stop(), (0, StopReason::NoMatch));
    assert_eq!(pack.outcome().subject, None);
}

#[test]
fn a_subject_that_nothing_extends_says_where() {
    let mut pack = joined();
    assert_eq!(pack.stop(), (1, StopReason::NoMatch));
    let subject = pack.outcome().subject.expect("a subject");
    assert_eq!(subject.values.len(), 1);
    let name = subject.values[0].1;
    pack.fact(1, &[name, Value::Blank]);
    assert_eq!(pack.stop(), (1, StopReason::Blank));
    let two = pack.wan("2");
    pack.fact(1, &[name, two]);
    assert_eq!(pack.verdict(), Verdict::Disagrees);
}

#[test]
fn every_kind_of_condition_can_stop() {
    let mut pack = joined();
    let (name, two) = (pack.text("甲"), pack.wan("2"));
    pack.fact(1, &[name, two]);
    let mut stop = |condition: Condition| {
        pack.program.rules[0].body.truncate(2);
        pack.program.rules[0].body.push(condition);
        pack.stop()
    };
    assert_eq!(stop(Condition::Compare(v(1), Comparison::Greater, v(2))), (2, StopReason::False));
    assert_eq!(stop(Condition::Compare(v(0), Comparison::Equal, v(2))), (2, StopReason::Incomparable));
    assert_eq!(stop(absent(1, &[t(0), t(9)])), (2, StopReason::Present));
    let zero = crate::program::Expr::Amount(Amount::exact(Decimal::ZERO));
    let infinite = binary(v(1), Operator::Divide, zero);
    assert_eq!(stop(Condition::Let(VarId(3), infinite)), (2, StopReason::NoValue));
    let nothing = vec![atom(1, &[t(4), t(5)]), Condition::Compare(v(5), Comparison::Greater, v(5))];
    assert_eq!(stop(Condition::Aggregate(total(3, &[], 5, nothing))), (2, StopReason::Empty));
}

#[test]
fn a_filing_that_is_not_there_leaves_all_open_that_rests_on_it() {
    let lacking = StopReason::NoFiling(Scope::Prior);
    let mut pack = joined();
    pack.program.relations.extend([pack.program.relations[1].clone(), pack.program.relations[1].clone()]);
    pack.facts = pack.program.facts();
    let (name, one, two) = (pack.text("甲"), pack.wan("1"), pack.wan("2"));
    pack.fact(0, &[name, one]);
    pack.fact(1, &[name, two]);
    let (view, derived) = (RelationId(2), RelationId(3));
    pack.program.views.push(View { scope: Scope::Prior, base: RelationId(1), view });
    pack.define(3, &[v(0), v(1)], vec![atom(2, &[t(0), t(1)])]);
    let mut stop = |condition: Condition| {
        pack.program.rules[0].body.truncate(2);
        pack.program.rules[0].body.push(condition);
        pack.stop()
    };
    for relation in [view.0, derived.0] {
        assert_eq!(stop(atom(relation, &[t(0), t(3)])), (2, lacking));
        assert_eq!(stop(absent(relation, &[t(0)])), (2, lacking));
        let mut sum = total(3, &[], 4, vec![atom(relation, &[t(0), t(4)])]);
        sum.default = Some(Amount::exact(Decimal::ZERO));
        assert_eq!(stop(Condition::Aggregate(sum)), (2, lacking));
    }
    pack.program.rules[0].body.truncate(2);
    pack.program.rules[0].expect = Expectation::Absent(bare_atom(view.0, &[t(0)]));
    assert_eq!(pack.stop(), (2, lacking));
    let open = Open::new();
    let evaluation =
        evaluate_among(&pack.program, &Plans::new(&pack.program), pack.facts.clone(), open, &pack.placed, &pack.limits);
    assert_eq!(evaluation.outcomes[0].verdict, Verdict::Agrees, "an empty filing is a filing");
}

#[test]
fn an_ambiguous_figure_is_never_compared_in_a_condition() {
    let mut pack = joined();
    let (name, two) = (pack.text("甲"), pack.ambiguous("2"));
    pack.fact(1, &[name, two]);
    pack.program.rules[0].body.push(Condition::Compare(v(2), Comparison::Greater, v(1)));
    assert_eq!(pack.stop(), (2, StopReason::Ambiguous));
}

#[test]
fn blanks_count_where_a_pack_says_so_but_prove_nothing_alone() {
    let mut pack = Pack::new(&[&[TEXT, MONEY, MONEY]]);
    let (name, zero) = (pack.text("甲"), pack.wan("0"));
    pack.fact(0, &[name, Value::Blank, Value::Blank]);
    pack.rule(vec![atom(0, &[t(0), t(1), t(2)])], expect(v(1), Comparison::Equal, v(2)));
    assert_eq!(pack.stop(), (0, StopReason::Blank));
    pack.program.relations[0].columns[1].blank_is_zero = true;
    assert_eq!(pack.stop(), (0, StopReason::Blank));
    pack.program.relations[0].columns[2].blank_is_zero = true;
    assert_eq!(pack.stop(), (1, StopReason::OnlyBlanks));
    let doubled = binary(v(1), Operator::Add, v(1));
    pack.program.rules[0].expect = expect(doubled, Comparison::Equal, v(2));
    assert_eq!(pack.stop(), (1, StopReason::OnlyBlanks));

    let other = pack.text("乙");
    pack.fact(0, &[other, zero, Value::Blank]);
    assert_eq!(pack.run().outcomes[1].verdict, Verdict::Agrees);

    pack.program.relations[0].columns[2].blank_is_zero = false;
    let Condition::Atom(subject) = &mut pack.program.rules[0].body[0] else { panic!("an atom") };
    subject.arguments[2].blank = Some(Amount::exact(Decimal::from(99_999)));
    assert_eq!(pack.run().outcomes[1].verdict, Verdict::Disagrees);
}

#[test]
fn facts_are_demanded_and_forbidden() {
    let mut pack = joined();
    pack.program.rules[0].body.truncate(1);
    let wanted = bare_atom(1, &[t(0), t(7)]);
    pack.program.rules[0].expect = Expectation::Exists(wanted.clone());
    assert_eq!(pack.verdict(), Verdict::Disagrees);
    let mut forbids = pack.program.rules[0].clone();
    forbids.expect = Expectation::Absent(wanted);
    pack.program.rules.push(forbids);
    let (name, two) = (pack.text("甲"), pack.wan("2"));
    let fact = pack.fact(1, &[name, two]);
    let outcomes = pack.run().outcomes;
    assert_eq!((outcomes[0].verdict, outcomes[1].verdict), (Verdict::Agrees, Verdict::Disagrees));
    assert_eq!(outcomes[1].premises[1], fact);
}

#[test]
fn the_worst_of_several_extensions_speaks() {
    let mut pack = joined();
    let name = pack.text("甲");
    for text in ["1.00", "1", "2", "3", "1.2"] {
        let figure = if text == "3" { pack.ambiguous(text) } else { pack.wan(text) };
        pack.fact(1, &[name, figure]);
    }
    let outcome = pack.outcome();
    assert_eq!((outcome.verdict, outcome.premises[1].row), (Verdict::Disagrees, 2));
    let others: Vec<Verdict> = outcome.others.iter().map(|other| other.verdict).collect();
    assert_eq!((outcome.agreeing, others), (2, vec![Verdict::Unchecked, Verdict::Rounding]));
}

#[test]
fn a_rule_that_uses_too_much_is_stopped_alone() {
    let mut pack = joined();
    let names: Vec<Value> = (0..50).map(|number| pack.text(&number.to_string())).collect();
    for name in names {
        let one = pack.wan("1");
        pack.fact(0, &[name, one]);
        pack.fact(1, &[name, one]);
    }
    let cross = vec![atom(0, &[t(0)]), atom(0, &[t(1)]), atom(0, &[t(2)])];
    pack.rule(cross, Expectation::Exists(bare_atom(0, &[t(0)])));
    pack.limits.steps = 1000;
    let evaluation = pack.run();
    assert_eq!(evaluation.exhausted.len(), 1);
    assert_eq!(evaluation.exhausted[0].clause, Clause::Rule(RuleId(1)));
    assert_eq!(evaluation.exhausted[0].what, Resource::Steps);
    let (fine, stopped) = evaluation.outcomes.split_at(51);
    assert_eq!(fine.iter().filter(|outcome| outcome.verdict == Verdict::Agrees).count(), 50);
    assert_eq!(stopped.len(), 51);
    let reasons = stopped.iter().map(|outcome| outcome.stopped.map(|stop| stop.reason));
    assert!(reasons.into_iter().all(|reason| reason == Some(StopReason::Exhausted(Resource::Steps))));
    pack.limits = crate::engine::Limits { facts: 10, ..Default::default() };
    assert_eq!(pack.run().exhausted.len(), 2);
}

#[test]
fn a_relation_left_unfinished_proves_no_absence() {
    let mut pack = joined();
    pack.program.relations.push(pack.program.relations[0].clone());
    let mut facts = pack.program.facts();
    std::mem::swap(&mut facts.dictionary, &mut pack.facts.dictionary);
    for fact in pack.facts.of(RelationId(0)) {
        facts.table_mut(RelationId(0)).insert(pack.facts.row(fact));
    }
    pack.facts = facts;
    let (other, unclear) = (pack.text("乙"), pack.ambiguous("2"));
    pack.fact(1, &[other, unclear]);
    let positive =
        Condition::Compare(v(1), Comparison::Greater, crate::program::Expr::Amount(Amount::exact(Decimal::ONE)));
    pack.define(2, &[v(0), v(1)], vec![atom(1, &[t(0), t(1)]), positive]);
    pack.program.rules[0].body.truncate(1);
    pack.program.rules[0].expect = Expectation::Exists(bare_atom(2, &[t(0)]));
    assert_eq!(pack.stop(), (1, StopReason::Ambiguous));
    pack.program.rules[0].body.push(absent(2, &[t(0)]));
    assert_eq!(pack.stop(), (1, StopReason::Ambiguous));
}
