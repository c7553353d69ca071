//! Filings of one unit in two years, whose form is a region's own: what the later one says of the earlier.

use std::num::NonZero;

use gouji::engine::{Limits, Verdict};
use gouji::report::Checked;
use gouji::session::{self, Filing};

use super::samples::{Sample, rules, samples};

/// Both years of the unit, in the corpus.
const UNIT: &str = "示例区示例街道-20";

/// Two years of one unit: what the later one says of the earlier holds.
#[test]
fn years_beside_one_another_agree() {
    let years = samples().iter().filter(|sample| sample.name.starts_with(UNIT) && sample.is_base());
    let read = |sample: &Sample| Filing::read(rules(), &sample.path(), sample.text.as_bytes()).expect("a filing");
    let filings: Vec<Filing> = years.map(read).collect();
    assert_eq!(filings.len(), 2);
    let checked = session::check_all(rules(), filings, Vec::new(), &Limits::default(), NonZero::<usize>::MIN);
    let changes = |it: &Checked, verdict: Verdict| {
        let of_rule = |id: &str| rules().program.rules.iter().position(|rule| rule.id == id);
        let number = of_rule("F016").expect("F016") as u32;
        let outcomes = it.evaluation.outcomes.iter();
        outcomes.filter(|outcome| outcome.rule.0 == number && outcome.verdict == verdict).count()
    };
    let compared: usize = checked.iter().map(|it| changes(it, Verdict::Agrees) + changes(it, Verdict::Rounding)).sum();
    assert!(compared >= 9, "only {compared} changes were compared");
    assert!(checked.iter().all(|it| changes(it, Verdict::Disagrees) == 0));
}
