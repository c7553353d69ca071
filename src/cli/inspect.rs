//! `facts` and `coverage`.

use std::fs;
use std::path::Path;

use super::command::{CoverageArgs, FactFormatArg, FactsArgs};
use super::output::{complain, print};
use super::{CLEAN, FAILED, load};
use crate::engine::Limits;
use crate::program::RelationOrigin;
use crate::report::{self, FactFormat};
use crate::session::{self, Filing, Pack};

/// Prints the facts of a filing, those that definitions derive included.
pub(super) fn facts(args: &FactsArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let format = match args.format {
        FactFormatArg::Table => FactFormat::Table,
        FactFormatArg::Csv => FactFormat::Csv,
        FactFormatArg::Jsonl => FactFormat::JsonLines,
        FactFormatArg::Html => return proof(&pack, args),
    };
    let checked =
        session::check_read(&pack, load::read(&pack, &args.path, &args.reading.limits())?, &Limits::default());
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
    give(args.output.as_deref(), &report::facts(program, &checked.evaluation.facts, &relations, format))?;
    let unread = checked.unread_pages();
    unread.iter().for_each(|line| complain(&format!("{}：{line}", checked.name)));
    Ok(if load::stopped(&pack, &[checked]) || !unread.is_empty() { FAILED } else { CLEAN })
}

/// Prints the filing itself, marked by what was read and what was not.
fn proof(pack: &Pack, args: &FactsArgs) -> Result<u8, String> {
    if args.relation.is_some() {
        return Err("--format html 总是写全部关系（html shows all relations）".to_owned());
    }
    let document = load::document(&args.path, &args.reading.limits())?;
    let filing = Filing::of(pack, &document);
    give(args.output.as_deref(), &report::proof(&pack.program, &document, &filing.extraction))?;
    Ok(if document.origins.pages.iter().any(|page| page.scanned || page.garbled) { FAILED } else { CLEAN })
}

/// Writes text to a file, or prints it.
fn give(file: Option<&Path>, text: &str) -> Result<(), String> {
    let Some(path) = file else {
        print(text);
        return Ok(());
    };
    fs::write(path, text).map_err(|error| format!("{}：写不了（cannot write）：{error}", path.display()))
}

/// Prints which digits of a filing were read.
pub(super) fn coverage(args: &CoverageArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let filing = load::read(&pack, &args.path, &args.reading.limits())?;
    print(&report::coverage(&filing.name, &filing.extraction));
    Ok(CLEAN)
}
