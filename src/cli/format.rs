//! `rules format`.

use std::io::{Read, stdin};
use std::path::{Path, PathBuf};

use super::output::{complain, print};
use super::rules_command::FormatArgs;
use super::{CLEAN, FAILED, FINDINGS};
use crate::report;
use crate::session::{Formatting, Layout};

/// The path that stands for standard input and output.
const PIPE: &str = "-";

/// Rewrites rule files, or tells which would change.
pub(super) fn format(args: &FormatArgs) -> Result<u8, String> {
    let language = args.keywords.map(|keywords| keywords.language());
    if args.paths == [Path::new(PIPE)] {
        let mut bytes = Vec::new();
        stdin().read_to_end(&mut bytes).map_err(|error| format!("读不到标准输入（cannot read stdin）：{error}"))?;
        let piped = Formatting::of_bytes(PathBuf::from(PIPE), bytes, language).map_err(|error| error.to_string())?;
        return Ok(pass_on(&piped, args.check));
    }
    let files = Formatting::of(&args.paths, language).map_err(|error| error.to_string())?;
    let (mut changed, mut failed) = (0, 0);
    for file in &files {
        let name = file.path.display();
        match &file.layout {
            Layout::Same => {}
            Layout::Broken(_) => {
                complain_of(file);
                failed += 1;
            }
            Layout::Changed(_) if args.check => {
                print(&format!("要改  {name}\n"));
                changed += 1;
            }
            Layout::Changed(_) => match file.write() {
                Ok(()) => {
                    print(&format!("已改  {name}\n"));
                    changed += 1;
                }
                Err(error) => {
                    complain(&format!("{name}：写不了（cannot write）：{error}"));
                    failed += 1;
                }
            },
        }
    }
    let verb = if args.check { "要改" } else { "已改" };
    let left = if failed > 0 { format!("，{failed} 个没有动") } else { String::new() };
    print(&format!("共 {} 个文件，{verb} {changed} 个{left}\n", files.len()));
    Ok(match (failed, changed) {
        (1.., _) => FAILED,
        (0, 1..) if args.check => FINDINGS,
        _ => CLEAN,
    })
}

/// What came in by the pipe goes out of it; nothing does when it has errors, so that an editor keeps its text.
fn pass_on(piped: &Formatting, check: bool) -> u8 {
    match &piped.layout {
        Layout::Broken(_) => {
            complain_of(piped);
            FAILED
        }
        Layout::Changed(_) if check => FINDINGS,
        Layout::Same if check => CLEAN,
        Layout::Changed(text) => {
            print(text);
            CLEAN
        }
        Layout::Same => {
            print(&piped.source.text);
            CLEAN
        }
    }
}

fn complain_of(file: &Formatting) {
    if let Layout::Broken(messages) = &file.layout {
        complain(report::diagnostics(std::slice::from_ref(&file.source), messages, true).trim_end());
    }
}
