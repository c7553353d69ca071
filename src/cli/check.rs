//! `check`.

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::command::{CheckArgs, ReportFormat};
use super::output::{complain, print};
use super::{CLEAN, FAILED, FINDINGS, load};
use crate::document::Document;
use crate::engine::Profile;
use crate::reader;
use crate::report;
use crate::session::{self, Filing, Pack};

/// Checks filings; one that cannot be read does not keep the others from being checked.
pub(super) fn check(args: &CheckArgs) -> Result<u8, String> {
    let paths = if args.one { load::each_once(args.paths.clone()) } else { load::filings(&args.paths)? };
    if paths.is_empty() {
        return Err("没有可检查的文件（no filings）".to_owned());
    }
    let others = load::filings(&args.with.with)?;
    let mut failed = false;
    let mut complaining = |message: String| {
        complain(&message);
        failed = true;
    };
    let threads = args.threads.unwrap_or_else(load::threads);
    let reading = &args.reading.limits();
    let (pack, ahead) = thread::scope(|scope| {
        // No more than there are threads: documents are much larger than the facts that are read from them.
        let first = &paths[..paths.len().min(threads.get())];
        let ahead = scope
            .spawn(move || session::spread(first.len(), threads, |number| load::document(&first[number], reading)));
        (load::rules(&args.rules), ahead.join().unwrap_or_default())
    });
    let pack = pack?;
    let filings = read_on(&pack, &paths, ahead, reading, threads, &mut complaining);
    let others = read(&pack, &load::without(others, &paths), reading, threads, &mut complaining);
    let limits = args.limits.limits();
    let filings = match &args.profile {
        None => session::check_all(&pack, filings, others, &limits, threads),
        Some(page) => {
            let began = Instant::now();
            let clock = || u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX);
            let (filings, profile) = session::check_all_profiled(&pack, filings, others, &limits, &clock);
            failed |= !tell(&pack, &profile, page.as_deref());
            filings
        }
    };
    let least = args.severity.severity();
    let text = match args.format {
        ReportFormat::Terminal => report::terminal(&pack.program, &filings, least),
        ReportFormat::Json => report::json(&pack.program, &filings, least),
        ReportFormat::Markdown => report::markdown(&pack.program, &filings, least),
    };
    print(&text);
    failed |= load::stopped(&pack, &filings) | load::unread(&filings);
    let found = filings.iter().flat_map(|filing| &filing.verdicts.findings).any(|finding| finding.severity >= least);
    Ok(match (failed, found) {
        (true, _) => FAILED,
        (false, true) => FINDINGS,
        (false, false) => CLEAN,
    })
}

/// Tells what a run cost; whether the page, if one is asked for, could be written.
fn tell(pack: &Pack, profile: &Profile, page: Option<&Path>) -> bool {
    complain(report::profile_table(&pack.program, &pack.sources, profile).trim_end());
    let Some(path) = page else { return true };
    let text = report::profile_page(&pack.program, &pack.sources, profile);
    let written = fs::write(path, text);
    if let Err(error) = &written {
        complain(&format!("{}：写不了（cannot write）：{error}", path.display()));
    }
    written.is_ok()
}

/// Reads the filings that can be read, and complains of the others.
pub(super) fn read(
    pack: &Pack,
    paths: &[PathBuf],
    reading: &reader::Limits,
    threads: NonZero<usize>,
    complain: &mut impl FnMut(String),
) -> Vec<Filing> {
    read_on(pack, paths, Vec::new(), reading, threads, complain)
}

/// Reads the filings that can be read, and complains of the others; `ahead` are the documents of the first.
fn read_on(
    pack: &Pack,
    paths: &[PathBuf],
    ahead: Vec<Result<Document, String>>,
    reading: &reader::Limits,
    threads: NonZero<usize>,
    complain: &mut impl FnMut(String),
) -> Vec<Filing> {
    let ahead: Vec<_> = ahead.into_iter().map(|document| Mutex::new(Some(document))).collect();
    let read = session::spread(paths.len(), threads, |number| {
        let known = ahead.get(number).and_then(|known| known.lock().unwrap_or_else(PoisonError::into_inner).take());
        let document = known.unwrap_or_else(|| load::document(&paths[number], reading))?;
        Ok(Filing::of(pack, &document))
    });
    read.into_iter().filter_map(|filing| filing.map_err(&mut *complain).ok()).collect()
}
