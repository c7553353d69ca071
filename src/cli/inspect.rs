//! `facts` and `coverage`.

use super::command::{CoverageArgs, FactFormatArg, FactsArgs};
use super::output::print;
use super::{CLEAN, FAILED, load};
use crate::engine::Limits;
use crate::program::RelationOrigin;
use crate::report::{self, FactFormat};
use crate::session;

/// Prints the facts of a filing, those that definitions derive included.
pub(super) fn facts(args: &FactsArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let filing = load::read(&pack, &args.path)?;
    let checked = session::check_read(&pack, filing, &Limits::default());
    let program = &pack.program;
    let relations = match &args.relation {
        Some(name) => vec![program.find(name).ok_or_else(|| format!("没有关系“{name}”（no such relation）"))?],
        None => {
            let declared = program.names.values().copied();
            let mut all: Vec<_> =
                declared.filter(|id| program.relation(*id).origin == RelationOrigin::Declared).collect();
            all.sort();
            all
        }
    };
    let format = match args.format {
        FactFormatArg::Table => FactFormat::Table,
        FactFormatArg::Csv => FactFormat::Csv,
        FactFormatArg::Jsonl => FactFormat::JsonLines,
    };
    print(&report::facts(program, &checked.evaluation.facts, &relations, format));
    Ok(if load::stopped(&pack, &[checked]) { FAILED } else { CLEAN })
}

/// Prints which digits of a filing were read.
pub(super) fn coverage(args: &CoverageArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let filing = load::read(&pack, &args.path)?;
    print(&report::coverage(&filing.name, &filing.extraction));
    Ok(CLEAN)
}
