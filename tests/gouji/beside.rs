//! A filing beside others: last year's, those of the units under it, and some that are none of its business.

use std::collections::BTreeSet;
use std::num::NonZero;

use gouji::base::Severity;
use gouji::engine::{Limits, StopReason};
use gouji::finding::Reason;
use gouji::report::{self, Checked};
use gouji::session::{self, Filing};
use gouji::syntax::tree::Scope;

use super::gouji::{Folder, gouji};
use super::samples::{base_of, check, findings, rules, samples};

/// The unit of the base filing of 2026.
const UNIT: &str = "示例州人力资源和社会保障服务中心";

/// The base filing of 2026 as if it were of the year before.
fn last_year() -> String {
    base_of(2026).text.replace("2025", "2024").replace("2026", "2025")
}

/// Checks the first of some filings beside the others.
fn beside(filings: &[(&str, &str)]) -> Checked {
    let read = |(name, text): &(&str, &str)| Filing::read(rules(), name, text.as_bytes()).expect("a filing");
    let others = filings[1..].iter().map(read).collect();
    session::check_all(rules(), vec![read(&filings[0])], others, &Limits::default(), NonZero::<usize>::MIN).remove(0)
}

/// The messages of a rule.
fn messages<'a>(checked: &'a Checked, rule: &str) -> Vec<&'a str> {
    let findings = checked.verdicts.findings.iter();
    findings.filter(|it| rules().program.rules[it.rule.0 as usize].id == rule).map(|it| it.message.as_str()).collect()
}

/// The reasons for which subjects of a rule were left unchecked.
fn reasons(checked: &Checked, rule: &str) -> BTreeSet<String> {
    let unchecked = checked.verdicts.unchecked.iter();
    let of_rule = unchecked.filter(|it| rules().program.rules[it.rule.0 as usize].id == rule);
    of_rule.map(|it| format!("{:?}", it.reason)).collect()
}

fn stopped(reason: StopReason) -> BTreeSet<String> {
    BTreeSet::from([format!("{:?}", Reason::Stopped(reason))])
}

#[test]
fn a_change_is_held_against_last_years_filing() {
    let now = &base_of(2026).text;
    let alone = check(rules(), "今年", now);
    let none = stopped(StopReason::NoFiling(Scope::Prior));
    assert_eq!((messages(&alone, "F001"), reasons(&alone, "F001")), (Vec::new(), none));

    let row = "5. 单位资金\t231.00\t";
    for (printed, fires) in [("10.00", false), ("11.00", true)] {
        let prior = last_year().replace(row, &row.replace("231.00", printed));
        assert_ne!(prior, last_year());
        let checked = beside(&[("今年", now), ("去年", &prior)]);
        let said = format!("单位资金 231.00 万元，上年文件的收支总表 {printed} 万元");
        let found = checked.verdicts.findings.iter().find(|finding| finding.message.starts_with(&said));
        assert_eq!(found.is_some(), fires, "{printed}");
        let Some(found) = found else { continue };
        let line = prior.lines().position(|line| line.starts_with("5. 单位资金\t11.00")).expect("the row") as u32 + 1;
        let places: Vec<(Option<&str>, u32)> =
            found.places.iter().map(|pointer| (pointer.place.filing.as_deref(), pointer.place.line)).collect();
        assert!(places.contains(&(Some("去年"), line)), "{places:?}");
        assert_eq!(places[0], (None, 428), "what it is about stands in the filing that is checked");
    }
}

#[test]
fn what_the_filing_says_of_itself_stays_when_others_come() {
    let now = &base_of(2026).text;
    let alone = base_of(2026).checked();
    let checked = beside(&[(&base_of(2026).name, now), ("去年", &last_year())]);
    let own: BTreeSet<_> = findings(&checked).into_iter().filter(|(print, _)| !print.starts_with('F')).collect();
    assert_eq!(own, findings(alone));
    assert_eq!(checked.coverage.counts(), alone.coverage.counts());
    let figures = |checked: &Checked| checked.verdicts.checked_figures;
    assert!(figures(&checked) <= alone.coverage.counts().0, "figures of others do not count");
    assert!(figures(&checked) >= figures(alone));
}

#[test]
fn unrelated_filings_change_nothing() {
    let folder = Folder::new();
    let filing = folder.file("今年.txt", &base_of(2026).text);
    let other_unit = folder.file("他/别的单位.txt", last_year().replace(UNIT, "示例州公共就业服务中心"));
    let other_year = folder.file("他/前年.txt", last_year().replace("2024", "2023").replace("2025", "2024"));
    let other_kind = folder.file("他/决算.txt", last_year().replace("部门预算情况说明", "部门决算情况说明"));
    let other_base = folder.file("他/局.txt", &base_of(2025).text);
    for format in ["json", "markdown", "terminal"] {
        let alone = gouji(&["check".as_ref(), filing.as_os_str(), "--format".as_ref(), format.as_ref()]);
        let mut args =
            vec!["check".as_ref(), filing.as_os_str(), "--format".as_ref(), format.as_ref(), "--with".as_ref()];
        args.extend([&other_unit, &other_year, &other_kind, &other_base].map(|path| path.as_os_str()));
        let among = gouji(&args);
        assert_eq!((alone.out, alone.code), (among.out, among.code), "{format}");
    }
}

#[test]
fn two_filings_of_last_year_are_none() {
    let now = &base_of(2026).text;
    let prior = last_year();
    let checked = beside(&[("今年", now), ("去年甲", &prior), ("去年乙", &prior)]);
    assert_eq!(messages(&checked, "F001"), Vec::<&str>::new());
    assert_eq!(reasons(&checked, "F001"), stopped(StopReason::SeveralFilings(Scope::Prior)));
    let folder = Folder::new();
    let now = folder.file("今年.txt", now);
    folder.file("去年/甲.txt", &prior);
    folder.file("去年/乙.txt", &prior);
    let prior = folder.path().join("去年");
    let run = gouji(&["check".as_ref(), now.as_os_str(), "--with".as_ref(), prior.as_os_str()]);
    assert!(run.out.contains("上年的文件有两份，不知用哪一份"), "{}", run.out);
    assert!(run.out.contains("甲.txt") && run.out.contains("乙.txt"), "{}", run.out);
}

#[test]
fn filings_given_together_look_at_one_another() {
    let folder = Folder::new();
    let now = folder.file("甲.txt", &base_of(2026).text);
    let prior = folder.file("乙.txt", last_year());
    let paths = [now.as_os_str(), prior.as_os_str(), now.as_os_str()];
    let run = gouji(&[["check".as_ref(), "--format".as_ref(), "json".as_ref()], paths].concat());
    let report = run.json();
    let filings = report["filings"].as_array().expect("filings");
    assert_eq!(filings.len(), 2, "a path given twice is one filing");
    let fired = |number: usize| {
        let findings = filings[number]["findings"].as_array().expect("findings");
        findings.iter().filter(|finding| finding["rule"] == "F001").count()
    };
    assert!(fired(0) > 0);
    assert_eq!(fired(1), 0, "there is no filing of 2024");
    let finding = filings[0]["findings"].as_array().expect("findings").iter().find(|it| it["rule"] == "F001");
    let print = finding.expect("a finding")["fingerprint"].as_str().expect("a fingerprint");
    let explain = ["explain".as_ref(), print.as_ref(), now.as_os_str(), "--with".as_ref(), prior.as_os_str()];
    let proof = gouji(&explain).out;
    assert!(proof.contains("上年 来源数(") && proof.contains("乙.txt 行 "), "{proof}");
    assert_eq!(gouji(&explain[..3]).code, 2, "alone there is no such finding");
}

/// The base filing of 2026 as a department that lists units.
fn department(units: &str) -> String {
    let text = &base_of(2026).text;
    let count = units.split('、').count();
    let lists =
        text.replace(&format!("{UNIT}无下属预算单位。"), &format!("{UNIT}下属预算单位 {count} 个，分别是：{units}。"));
    assert_ne!(&lists, text);
    lists
}

/// The base filing of 2026 as that of a unit.
fn unit(name: &str) -> String {
    base_of(2026).text.replace(UNIT, name).replace("部门预算情况说明", "单位预算情况说明")
}

#[test]
fn a_department_is_the_sum_of_its_units() {
    let whole = department("示例州甲中心");
    let one = beside(&[("部门", &whole), ("甲", &unit("示例州甲中心"))]);
    for rule in ["F011", "F012", "F013", "F014", "F015"] {
        assert_eq!(messages(&one, rule), Vec::<&str>::new(), "{rule}");
    }
    let sums = one.evaluation.outcomes.iter().filter(|outcome| {
        let rule = &rules().program.rules[outcome.rule.0 as usize];
        rule.id == "F011" && outcome.comparison.is_some()
    });
    assert!(sums.count() > 20, "every figure of a code is held against the units");

    let half = unit("示例州甲中心").replace("5. 单位资金\t231.00\t", "5. 单位资金\t232.00\t");
    let two = beside(&[("部门", &whole), ("甲", &half)]);
    assert_eq!(messages(&two, "F013"), ["收支总表收入：单位资金 231.00 万元，各单位之和 232.00 万元，相差 1.00 万元"]);
}

#[test]
fn a_department_without_all_its_units_is_not_summed_up() {
    let whole = department("示例州甲中心、示例州乙中心");
    let filings = [("部门", whole.as_str()), ("甲", &unit("示例州甲中心"))];
    let checked = beside(&filings);
    let lacking = stopped(StopReason::NoFiling(Scope::Subordinate));
    for rule in ["F011", "F012", "F013"] {
        assert_eq!((messages(&checked, rule), reasons(&checked, rule)), (Vec::new(), lacking.clone()), "{rule}");
    }
    let sought = &checked.beside.scopes[&Scope::Subordinate];
    assert_eq!(
        (sought.found.as_slice(), sought.missing.as_slice()),
        (["甲".to_owned()].as_slice(), ["示例州乙中心".to_owned()].as_slice())
    );
    assert!(reasons(&checked, "F014").is_empty(), "one unit can be held against the whole");

    let both = beside(&[filings[0], filings[1], ("乙", &unit("示例州乙中心"))]);
    assert!(!messages(&both, "F012").is_empty(), "two units of the same figures are twice the department");
}

#[test]
fn threads_change_no_byte() {
    let read = |name: &str, text: &str| Filing::read(rules(), name, text.as_bytes()).expect("a filing");
    let filings = || samples().iter().map(|sample| read(&sample.name, &sample.text)).collect();
    let print = |threads: usize| {
        let threads = NonZero::new(threads).expect("threads");
        let others = vec![read("去年", &last_year())];
        let checked = session::check_all(rules(), filings(), others, &Limits::default(), threads);
        let program = &rules().program;
        let (json, text) = (report::json, report::terminal);
        [json(program, &checked, Severity::Note), text(program, &checked, Severity::Note)]
    };
    let alone = print(1);
    assert!(alone[1].contains("去年"));
    for threads in [2, 7] {
        assert_eq!(print(threads), alone, "{threads} threads");
    }
}
