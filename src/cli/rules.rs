//! `rules list`, `rules show` and `rules test`.

use std::num::NonZero;
use std::thread;

use super::command::{RulesArgs, ShowArgs, TestArgs, TrialFormat};
use super::output::print;
use super::{CLEAN, FINDINGS, load};
use crate::report;
use crate::session;

/// Lists the rules.
pub(super) fn list(args: &RulesArgs) -> Result<u8, String> {
    let pack = load::rules(args)?;
    load::review(&pack);
    print(&report::rules(&pack.program));
    Ok(CLEAN)
}

/// Shows one rule.
pub(super) fn show(args: &ShowArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let Some(rule) = pack.program.rule(&args.id) else {
        return Err(format!("没有规则 {}（no such rule）；gouji rules list 列出全部规则", args.id));
    };
    print(&report::rule_page(&pack.program, &pack.sources, rule));
    Ok(CLEAN)
}

/// Runs the tests beside the rules.
pub(super) fn test(args: &TestArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    load::review(&pack);
    let threads = thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let trials = session::run_tests(&pack, &args.filter, &args.limits.limits(), threads);
    if trials.trials.is_empty() && !args.filter.trim().is_empty() {
        return Err(format!("没有测试合于“{}”（no test matches）", args.filter));
    }
    print(&match args.format {
        TrialFormat::Terminal => report::trials(&trials),
        TrialFormat::Junit => report::junit(&trials),
    });
    Ok(if trials.failed() == 0 { CLEAN } else { FINDINGS })
}
