//! `rules list` and `rules test`.

use super::command::{RulesArgs, TestArgs};
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

/// Runs the tests beside the rules.
pub(super) fn test(args: &TestArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    load::review(&pack);
    let trials = session::run_tests(&pack, &args.filter, &args.limits.limits());
    print(&trials.report());
    Ok(if trials.failed() == 0 { CLEAN } else { FINDINGS })
}
