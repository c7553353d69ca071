//! `rules handbook`.

use super::output::{complain, print};
use super::rules_command::HandbookArgs;
use super::{CLEAN, FAILED, check, load};
use crate::engine::Limits;
use crate::reader;
use crate::report;
use crate::session;

/// Writes the handbook; a filing that cannot be read is told of and left out.
pub(super) fn handbook(args: &HandbookArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let limits = Limits::default();
    let mut failed = false;
    let mut complaining = |message: String| {
        complain(&message);
        failed = true;
    };
    let filings = check::read(
        &pack,
        &load::filings(&args.corpus)?,
        &reader::Limits::default(),
        load::threads(),
        &mut complaining,
    );
    let filings = session::check_all(&pack, filings, Vec::new(), &limits, load::threads());
    let trials = session::run_tests(&pack, "", &limits, load::threads());
    let files = report::handbook(&pack.program, &pack.sources, &trials, &filings);
    session::write_handbook(&args.output, &files, args.force).map_err(|error| error.to_string())?;
    let rules = pack.program.rules.len();
    print(&format!("写了 {rules} 条规则的手册，{} 个文件：{}\n", files.len(), args.output.display()));
    Ok(if failed { FAILED } else { CLEAN })
}
