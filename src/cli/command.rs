//! Commands and their arguments.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::output::{complain, print};
use super::{CLEAN, FAILED, FINDINGS};
use crate::extract::Extraction;
use crate::program::RelationOrigin;
use crate::report::{self, FactFormat};
use crate::session::{self, Pack};

/// The folder of rules in the working folder.
const RULES_FOLDER: &str = "rules";

/// 勾稽：检查公开的预算文件是否前后一致。 Checks published budget filings for contradictions.
#[derive(Debug, Parser)]
#[command(name = "gouji", version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 列出文件里读出的事实  Print the facts of a filing
    Facts(FactsArgs),
    /// 列出没有读到的数  Print which figures were read
    Coverage(CoverageArgs),
}

/// Where the rules are.
#[derive(Debug, Args)]
struct RulesArgs {
    /// 规则所在的文件夹；不写时用 ./rules，没有则用自带的规则  Folder of rules
    #[arg(long, value_name = "DIR", global = true)]
    rules: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct FactsArgs {
    /// 文件  The filing
    path: PathBuf,
    /// 只列这个关系  Only this relation
    #[arg(long, value_name = "关系")]
    relation: Option<String>,
    /// 输出格式  Output format
    #[arg(long, value_enum, default_value_t = FactFormatArg::Table)]
    format: FactFormatArg,
    #[command(flatten)]
    rules: RulesArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FactFormatArg {
    Table,
    Csv,
    Jsonl,
}

#[derive(Debug, Args)]
struct CoverageArgs {
    /// 文件  The filing
    path: PathBuf,
    #[command(flatten)]
    rules: RulesArgs,
}

/// Runs a command and gives the exit code.
pub(super) fn run(cli: &Cli) -> u8 {
    let _ = FINDINGS;
    let outcome = match &cli.command {
        Command::Facts(args) => facts(args),
        Command::Coverage(args) => coverage(args),
    };
    outcome.unwrap_or_else(|message| {
        complain(&message);
        FAILED
    })
}

/// The rules, when they can be run; their messages go to the terminal.
fn load(args: &RulesArgs) -> Result<Pack, String> {
    let folder = args.rules.clone().or_else(|| Path::new(RULES_FOLDER).is_dir().then(|| RULES_FOLDER.into()));
    let pack = match folder {
        Some(folder) => Pack::load(&folder).map_err(|error| error.to_string())?,
        None => Pack::own(),
    };
    if !pack.diagnostics.is_empty() {
        complain(report::diagnostics(&pack.sources, &pack.diagnostics, true).trim_end());
    }
    if pack.is_sound() { Ok(pack) } else { Err("规则有错误，没有检查任何文件（rules have errors）".to_owned()) }
}

fn read(pack: &Pack, path: &Path) -> Result<Extraction, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}：读不到（cannot read）：{error}", path.display()))?;
    session::read(pack, &path.display().to_string(), &bytes).map_err(|error| error.to_string())
}

fn facts(args: &FactsArgs) -> Result<u8, String> {
    let pack = load(&args.rules)?;
    let extraction = read(&pack, &args.path)?;
    let program = &pack.program;
    let relations = match &args.relation {
        Some(name) => vec![program.find(name).ok_or_else(|| format!("没有关系“{name}”（no such relation）"))?],
        None => {
            let declared = program.names.values().copied();
            let mut all: Vec<_> =
                declared.filter(|id| program.relation(*id).origin != RelationOrigin::Builtin).collect();
            all.sort();
            all
        }
    };
    let format = match args.format {
        FactFormatArg::Table => FactFormat::Table,
        FactFormatArg::Csv => FactFormat::Csv,
        FactFormatArg::Jsonl => FactFormat::JsonLines,
    };
    print(&report::facts(program, &extraction.facts, &relations, format));
    Ok(CLEAN)
}

fn coverage(args: &CoverageArgs) -> Result<u8, String> {
    let pack = load(&args.rules)?;
    let extraction = read(&pack, &args.path)?;
    print(&report::coverage(&args.path.display().to_string(), &extraction));
    Ok(CLEAN)
}
