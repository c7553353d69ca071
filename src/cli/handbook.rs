//! `rules handbook`.

use super::command::HandbookArgs;
use super::output::print;
use super::{CLEAN, FAILED, check, load};
use crate::report;
use crate::session;

/// Writes the handbook; a filing that cannot be read is told of and left out.
pub(super) fn handbook(args: &HandbookArgs) -> Result<u8, String> {
    let pack = load::rules(&args.rules)?;
    let (filings, failed) = check::filings(&pack, &args.corpus)?;
    let examples = session::examples(&pack.program);
    let files = report::handbook(&pack.program, &pack.sources, &examples, &filings);
    session::write_handbook(&args.output, &files, args.force).map_err(|error| error.to_string())?;
    let rules = pack.program.rules.len();
    let folder = args.output.display();
    print(&format!("写了 {rules} 条规则的手册，{} 个文件：{folder}\n", files.len()));
    Ok(if failed { FAILED } else { CLEAN })
}
