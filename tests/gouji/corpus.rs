//! Snapshots: the facts and findings of every filing, and every rule on all filings.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gouji::base::Severity;
use gouji::engine::Verdict;
use gouji::fact::{FactId, Facts, Status, Value};
use gouji::program::{RelationOrigin, RuleId};

use super::samples::{Sample, rules, samples};
use super::snapshots::compare;

#[test]
fn facts_of_every_filing() {
    let text = |sample: &Sample| if sample.is_base() { all_facts(sample) } else { changed_facts(sample) };
    let texts: Vec<_> = samples().iter().map(|sample| (sample.name.clone(), text(sample))).collect();
    compare("facts", &texts);
}

#[test]
fn findings_of_every_filing() {
    let texts: Vec<_> = samples().iter().map(|sample| (sample.name.clone(), all_findings(sample))).collect();
    compare("findings", &texts);
}

#[test]
fn every_rule_on_all_filings() {
    let program = &rules().program;
    let text = |number: usize| (program.rules[number].id.clone(), rule_on_all(RuleId(number as u32)));
    let texts: Vec<_> = (0..program.rules.len()).map(text).collect();
    compare("rules", &texts);
}

/// Every fact of every declared relation: line, then values.
fn all_facts(sample: &Sample) -> String {
    let mut out = String::new();
    for (relation, facts) in by_relation(sample) {
        let _ = writeln!(out, "{relation}（{}）", facts.len());
        for (line, values) in facts {
            let _ = writeln!(out, "{line:>6} | {values}");
        }
    }
    out
}

/// What a copy with a planted error says otherwise than its base; lines may have moved.
fn changed_facts(sample: &Sample) -> String {
    let base = by_relation(sample.base());
    let mut out = String::new();
    for ((relation, new), (_, old)) in by_relation(sample).into_iter().zip(base) {
        let mut left: BTreeMap<&str, isize> = BTreeMap::new();
        new.iter().for_each(|(_, values)| *left.entry(values).or_default() += 1);
        old.iter().for_each(|(_, values)| *left.entry(values).or_default() -= 1);
        let gone = old.iter().filter(|(_, values)| left[values.as_str()] < 0).map(|fact| ('-', fact));
        let came = new.iter().filter(|(_, values)| left[values.as_str()] > 0).map(|fact| ('+', fact));
        for (sign, (line, values)) in gone.chain(came) {
            let _ = writeln!(out, "{sign} {relation} {line} | {values}");
        }
    }
    out
}

fn by_relation(sample: &Sample) -> Vec<(&'static str, Vec<(u32, String)>)> {
    let program = &rules().program;
    let facts = &sample.checked().evaluation.facts;
    let declared = program.relations.iter().filter(|relation| relation.origin == RelationOrigin::Declared);
    declared
        .map(|relation| {
            let id = program.find(&relation.name).expect("a declared relation has a name");
            let row = |fact: FactId| (line(facts, fact), values(facts, fact));
            (relation.name.as_str(), facts.of(id).map(row).collect())
        })
        .collect()
}

fn line(facts: &Facts, fact: FactId) -> u32 {
    let Some(reading) = facts.reading(fact) else { return 0 };
    let figures = facts.figures_of(fact).filter_map(|figure| facts.dictionary.figures.place(figure));
    reading.places.iter().flatten().chain(figures).map(|place| place.line).min().unwrap_or(0)
}

fn values(facts: &Facts, fact: FactId) -> String {
    let value = |value: Value| match value {
        Value::Blank => String::new(),
        Value::Text(symbol) => facts.dictionary.symbols.text(symbol).to_owned(),
        Value::Code(code) => code.to_string(),
        Value::Integer(integer) => integer.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Figure(id) => {
            let figures = &facts.dictionary.figures;
            let text = figures.place(id).map_or_else(|| "=".to_owned(), |place| place.text.clone());
            let sure = if figures.status(id) == Status::Ambiguous { "？" } else { "" };
            format!("{text}{sure} {}", figures.amount(id).value.normalize())
        }
    };
    let values: Vec<String> = facts.values(fact).map(value).collect();
    values.join(" | ").trim_end().to_owned()
}

/// Counts, remarks, and every finding with the lines it points at.
fn all_findings(sample: &Sample) -> String {
    let checked = sample.checked();
    let verdicts = &checked.verdicts;
    let counts = verdicts.counts;
    let mut out = format!("{} {:?} {}\n", verdicts.identity.unit, verdicts.identity.year, verdicts.identity.kind);
    let _ = writeln!(
        out,
        "相符 {} 舍入 {} 不符 {} 未核 {} 自证 {}；数字 {:?}，参与核对 {}",
        counts.agrees,
        counts.rounding,
        counts.disagrees,
        counts.unchecked,
        counts.self_evident,
        checked.coverage.counts(),
        verdicts.checked_figures
    );
    for remark in &checked.remarks {
        let _ = writeln!(out, "注意 {} {} {:?}", remark.place.line, remark.subject, remark.problem);
    }
    for finding in &verdicts.findings {
        let severity = match finding.severity {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Note => "提示",
        };
        let lines: Vec<String> = finding.places.iter().map(|pointer| pointer.place.line.to_string()).collect();
        let _ = writeln!(out, "{severity} {} {}\n    行 {}", finding.fingerprint, finding.message, lines.join(" "));
        if !finding.under.is_empty() {
            let _ = writeln!(out, "    同因 {}", finding.under.join(" "));
        }
    }
    out
}

/// One rule on all filings: how many outcomes of each kind, and what contradicts.
fn rule_on_all(id: RuleId) -> String {
    let rule = &rules().program.rules[id.0 as usize];
    let mut out = format!("{} {}\n", rule.id, rule.title);
    for sample in samples() {
        let checked = sample.checked();
        let count = |verdict: Verdict| {
            checked.evaluation.outcomes.iter().filter(|it| it.rule == id && it.verdict == verdict).count()
        };
        let _ = writeln!(
            out,
            "{}：相符 {} 舍入 {} 不符 {} 未核 {} 自证 {}",
            sample.name,
            count(Verdict::Agrees),
            count(Verdict::Rounding),
            count(Verdict::Disagrees),
            count(Verdict::Unchecked),
            count(Verdict::SelfEvident)
        );
        for finding in checked.verdicts.findings.iter().filter(|finding| finding.rule == id) {
            let _ = writeln!(out, "    {}", finding.message);
        }
    }
    out
}
