//! `rules list`, `rules show`, `rules test` and `rules explain`.

use super::command::RulesArgs;
use super::output::print;
use super::rules_command::{CodeArgs, ShowArgs, TestArgs, TrialFormat};
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
    let threads = load::threads();
    let limits = args.limits.limits();
    let trials = session::run_tests(&pack, &args.filter, &limits, threads);
    if trials.trials.is_empty() && !args.filter.trim().is_empty() {
        return Err(format!("没有测试合于“{}”（no test matches）", args.filter));
    }
    load::tell(&pack, &session::probe_tests(&pack, &trials, &limits, threads));
    print(&match args.format {
        TrialFormat::Terminal => report::trials(&trials),
        TrialFormat::Junit => report::junit(&trials),
    });
    Ok(if trials.failed() == 0 { CLEAN } else { FINDINGS })
}

/// Explains codes of diagnostics; without one, lists them.
pub(super) fn explain(args: &CodeArgs) -> Result<u8, String> {
    let line = |page: &report::Page| format!("{}  {}\n", page.code, page.title());
    if args.codes.is_empty() {
        print(&report::pages().iter().map(line).collect::<String>());
        return Ok(CLEAN);
    }
    let mut texts = Vec::new();
    for code in &args.codes {
        match report::page(code) {
            Ok(page) => texts.push(page.text),
            Err(near) if near.is_empty() => {
                return Err(format!("没有代号 {code}；全部代号：gouji rules explain（no such code）"));
            }
            Err(near) => {
                let near: String = near.iter().map(line).collect();
                return Err(format!("没有代号 {code}，相近的有（no such code; near it）：\n{}", near.trim_end()));
            }
        }
    }
    print(&texts.join("\n"));
    Ok(CLEAN)
}
