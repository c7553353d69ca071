//! `run`.

use std::fmt::Write as _;
use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::output::{complain, print};
use super::{CLEAN, FAILED, FINDINGS, load};
use crate::engine::Limits;
use crate::fact::RelationId;
use crate::report::{self, Stopped};
use crate::session::Pack;
use crate::session::run::{self, GENEROUS, Inputs, Ran, RowFormat};

/// `run`.
#[derive(Debug, Args)]
pub(super) struct RunArgs {
    /// 程序：规则文件或文件夹，合成一个  Rule files or folders, taken together
    #[arg(required = true, value_name = "PROGRAM")]
    programs: Vec<PathBuf>,
    /// 事实所在的文件夹：每个关系一个 关系名.facts（制表符分隔）、.csv（首行写列名）或 .jsonl  Folder of facts
    #[arg(long, value_name = "DIR")]
    facts: PathBuf,
    /// 得出的关系写到这个文件夹，每个一个文件  Folder for derived relations
    #[arg(long, value_name = "DIR", required_unless_present = "sizes")]
    output: Option<PathBuf>,
    /// 只写这个关系，可写多次；不写时写全部由定义得出的  Only this relation
    #[arg(long, value_name = "关系")]
    print: Vec<String>,
    /// 打印各关系有多少事实  Print how many facts each relation has
    #[arg(long)]
    sizes: bool,
    /// 输出格式；facts 以制表符分隔，可再作输入  Output format
    #[arg(long, value_enum, default_value_t = RowFormatArg::Facts)]
    format: RowFormatArg,
    /// 按值排序；不写时按得出的次序，每次运行相同  Sort rows by value
    #[arg(long)]
    sorted: bool,
    /// 用几个线程；不写时用全部处理器，结果不因此而变  Threads; all cores without it
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
    #[command(flatten)]
    limits: RunLimitArgs,
}

/// How relations are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RowFormatArg {
    #[value(alias = "tsv")]
    Facts,
    Csv,
    Jsonl,
}

/// How much a run may use: far more than a filing.
#[derive(Debug, Args)]
struct RunLimitArgs {
    /// 一条规则或定义至多得出多少事实  Most facts of one rule or definition
    #[arg(long, value_name = "N", default_value_t = GENEROUS.facts)]
    max_facts: usize,
    /// 一条规则或定义至多多少步，全部合计至多其二十倍  Most steps of one rule or definition
    #[arg(long, value_name = "N", default_value_t = GENEROUS.steps)]
    max_steps: u64,
    /// 全部规则和定义至多用多少内存，一条至多其四分之一；事实文件合计也不超过此数  Most memory of all, in MiB
    #[arg(long, value_name = "MIB", default_value_t = GENEROUS.memory >> 20)]
    max_memory: usize,
}

/// Runs a program over a folder of facts and writes what it derives.
pub(super) fn run(args: &RunArgs) -> Result<u8, String> {
    let pack = Pack::load_all(&args.programs).map_err(|error| error.to_string())?;
    load::tell(&pack, &pack.diagnostics);
    if !pack.is_sound() {
        return Err("规则有错误，没有运行（rules have errors）".to_owned());
    }
    let relations = relations(args, &pack)?;
    let limits = args.limits.limits();
    let read = run::read_folder(&pack.program, &args.facts, limits.memory as u64);
    let Inputs { given, notes } = read.map_err(|error| error.to_string())?;
    notes.iter().for_each(|note| complain(note));
    let ran = given.run_spread(&limits, args.threads.unwrap_or_else(load::threads));
    let stopped = Stopped::all(&pack.program, &pack.sources, &ran.evaluation.exhausted, &limits);
    let stopped: Vec<_> = stopped.into_iter().map(|stopped| stopped.diagnostic).collect();
    load::tell(&pack, &stopped);
    if args.sizes {
        print(&sizes(&pack, &ran, &relations));
    }
    if let Some(folder) = &args.output {
        for relation in &relations {
            let written = run::write_relation(ran.cells(), *relation, folder, args.format.format(), args.sorted);
            written.map_err(|error| error.to_string())?;
        }
    }
    print(&report::tally(&pack.program, &ran.evaluation.outcomes, &ran.verdicts));
    Ok(match (stopped.is_empty(), ran.verdicts.findings.is_empty()) {
        (false, _) => FAILED,
        (true, false) => FINDINGS,
        (true, true) => CLEAN,
    })
}

/// The relations that are asked for.
fn relations(args: &RunArgs, pack: &Pack) -> Result<Vec<RelationId>, String> {
    if args.print.is_empty() {
        return Ok(run::derived(&pack.program));
    }
    let find = |name: &String| {
        pack.program.find(name).ok_or_else(|| format!("没有关系“{}”（no such relation）", report::quoted(name)))
    };
    args.print.iter().map(find).collect()
}

/// A line a relation: its name and how many facts it has.
fn sizes(pack: &Pack, ran: &Ran<'_>, relations: &[RelationId]) -> String {
    let mut out = String::new();
    for relation in relations {
        let _ = writeln!(out, "{}\t{}", pack.program.relation(*relation).name, ran.count(*relation));
    }
    out
}

impl RowFormatArg {
    fn format(self) -> RowFormat {
        match self {
            RowFormatArg::Facts => RowFormat::Facts,
            RowFormatArg::Csv => RowFormat::Csv,
            RowFormatArg::Jsonl => RowFormat::JsonLines,
        }
    }
}

impl RunLimitArgs {
    fn limits(&self) -> Limits {
        Limits { facts: self.max_facts, steps: self.max_steps, memory: self.max_memory.saturating_mul(1 << 20) }
    }
}
