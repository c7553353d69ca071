//! `check` and `explain`.

use std::path::PathBuf;

use super::command::{CheckArgs, ExplainArgs, ReportFormat};
use super::output::{complain, print};
use super::{CLEAN, FAILED, FINDINGS, load};
use crate::report::{self, Checked};
use crate::session::{self, Pack};

/// Checks filings; one that cannot be read does not keep the others from being checked.
pub(super) fn check(args: &CheckArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let (filings, failed) = filings(&pack, &args.paths)?;
    if filings.is_empty() && !failed {
        return Err("没有可检查的文件（no filings）".to_owned());
    }
    let least = args.severity.severity();
    let text = match args.format {
        ReportFormat::Terminal => report::terminal(&pack.program, &filings, least),
        ReportFormat::Json => report::json(&pack.program, &filings, least),
        ReportFormat::Markdown => report::markdown(&pack.program, &filings, least),
    };
    print(&text);
    let found = filings.iter().flat_map(|filing| &filing.verdicts.findings).any(|finding| finding.severity >= least);
    Ok(match (failed, found) {
        (true, _) => FAILED,
        (false, true) => FINDINGS,
        (false, false) => CLEAN,
    })
}

/// Filings that could be read, checked, and whether one could not.
pub(super) fn filings(pack: &Pack, paths: &[PathBuf]) -> Result<(Vec<Checked>, bool), String> {
    let mut filings = Vec::new();
    let mut failed = false;
    for path in load::filings(paths)? {
        let name = path.display().to_string();
        let checked = load::filing(&path)
            .and_then(|bytes| session::check(pack, &name, &bytes).map_err(|error| error.to_string()));
        match checked {
            Ok(checked) => filings.push(checked),
            Err(message) => {
                complain(&message);
                failed = true;
            }
        }
    }
    Ok((filings, failed))
}

/// Explains the finding of a fingerprint.
pub(super) fn explain(args: &ExplainArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let name = args.path.display().to_string();
    let bytes = load::filing(&args.path)?;
    let checked = session::check(&pack, &name, &bytes).map_err(|error| error.to_string())?;
    let mut findings = checked.verdicts.findings.iter();
    let Some(finding) = findings.find(|finding| finding.fingerprint == args.fingerprint) else {
        let known: Vec<&str> = checked.verdicts.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        return Err(format!("{name} 没有发现 {}（no such finding）；有：{}", args.fingerprint, known.join(" ")));
    };
    print(&report::explain(&pack.program, &checked, finding));
    Ok(CLEAN)
}
