//! `explain`.

use super::command::{ExplainArgs, ProofFormatArg};
use super::output::{complain, print};
use super::{CLEAN, FAILED, check, load};
use crate::fact::FactId;
use crate::report::{self, Asked, ProofFormat};
use crate::session;

/// The most facts that are explained at once.
const MOST_FACTS: usize = 20;

/// Explains the finding of a fingerprint, or facts.
pub(super) fn explain(args: &ExplainArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let own = std::slice::from_ref(&args.path);
    let reading = args.reading.limits();
    let filing = load::read(&pack, &args.path, &reading)?;
    let others = load::without(load::filings(&args.with.with)?, own);
    let others = check::read(&pack, &others, &reading, load::threads(), &mut |message: String| complain(&message));
    let limits = args.limits.limits();
    let Some(checked) = session::check_all(&pack, vec![filing], others, &limits, load::threads()).pop() else {
        return Ok(FAILED);
    };
    load::stopped(&pack, std::slice::from_ref(&checked));
    let found: Vec<FactId>;
    let mut findings = checked.verdicts.findings.iter();
    let asked = match findings.find(|finding| finding.fingerprint == args.asked) {
        Some(finding) => Asked::Finding(finding),
        None => {
            found = facts(&pack, &checked, args)?;
            Asked::Facts(&found)
        }
    };
    let format = match args.format {
        ProofFormatArg::Terminal => ProofFormat::Text,
        ProofFormatArg::Json => ProofFormat::Json,
        ProofFormatArg::Dot => ProofFormat::Dot,
    };
    print(&report::explain(&pack.program, &pack.sources, &checked, asked, format));
    Ok(CLEAN)
}

/// The facts that are asked for, no more than a reader takes in.
fn facts(pack: &session::Pack, checked: &report::Checked, args: &ExplainArgs) -> Result<Vec<FactId>, String> {
    let asked = &args.asked;
    let mut found = report::find_facts(&pack.program, &checked.evaluation.facts, asked).map_err(|message| {
        let known = checked.verdicts.findings.iter().map(|finding| finding.fingerprint.as_str());
        let known: Vec<&str> = known.collect();
        let name = args.path.display();
        format!("{name} 没有发现 {asked}（no such finding）；有：{}\n也没有这个事实：{message}", known.join(" "))
    })?;
    if found.len() > MOST_FACTS {
        complain(&format!("共 {} 个事实，只说明前 {MOST_FACTS} 个（only the first are explained）", found.len()));
        found.truncate(MOST_FACTS);
    }
    Ok(found)
}
