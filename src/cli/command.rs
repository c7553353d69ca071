//! Commands and their arguments.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::output::complain;
use super::rules_command::{self, RulesCommand};
use super::run::{self, RunArgs};
use super::{FAILED, check, explain, inspect};
use crate::base::Severity;
use crate::engine::Limits;
use crate::reader;

/// 勾稽：检查公开的预算文件是否前后一致。 Checks published budget filings for contradictions.
#[derive(Debug, Parser)]
#[command(name = "gouji", version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 检查文件或文件夹  Check filings
    Check(CheckArgs),
    /// 说明一个发现或一个事实的来龙去脉  Explain a finding or a fact
    Explain(ExplainArgs),
    /// 列出文件里读出的事实  Print the facts of a filing
    Facts(FactsArgs),
    /// 列出没有读到的数  Print which figures were read
    Coverage(CoverageArgs),
    /// 不看文件，只在给出的事实上运行规则  Run any program over files of facts
    Run(RunArgs),
    /// 规则：列出、显示、测试  List, show and test rules
    #[command(subcommand)]
    Rules(RulesCommand),
}

/// Where the rules are.
#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// 规则文件夹；不写时用 ./rules，没有则用自带的规则  Folder of rules
    #[arg(long, value_name = "DIR")]
    pub(super) rules: Option<PathBuf>,
}

/// Filings to look at.
#[derive(Debug, Args)]
pub(super) struct WithArgs {
    /// 只供对照、不报告的文件或文件夹，如上年的、下属单位的  Filings to compare with, not reported on
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) with: Vec<PathBuf>,
}

/// `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// 文件或文件夹；给出的文件互相对照  Filings or folders; they are compared with one another
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// 每个文件夹是一份由几个文件组成的文件，不是几份文件  Each folder is one filing of several files
    #[arg(long)]
    pub(super) one: bool,
    #[command(flatten)]
    pub(super) with: WithArgs,
    /// 输出格式  Output format
    #[arg(long, value_enum, default_value_t = ReportFormat::Terminal)]
    pub(super) format: ReportFormat,
    /// 只报告不低于此级别的发现，退出码也照此  Least severity that is reported
    #[arg(long, value_enum, default_value_t = SeverityArg::Note)]
    pub(super) severity: SeverityArg,
    /// 在标准错误上列出各规则和定义的用时；给出文件名时另写一页网页  Tell what each rule took, and write a page
    #[arg(long, value_name = "FILE.html", num_args = 0..=1, require_equals = true)]
    pub(super) profile: Option<Option<PathBuf>>,
    /// 用几个线程；不写时用全部处理器，报告不因此而变  Threads; all cores without it
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZero<usize>>,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
    #[command(flatten)]
    pub(super) limits: LimitArgs,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ReportFormat {
    Terminal,
    Json,
    Markdown,
}

/// A severity on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SeverityArg {
    #[value(alias = "错误")]
    Error,
    #[value(alias = "警告")]
    Warning,
    #[value(alias = "提示")]
    Note,
}

impl SeverityArg {
    pub(super) fn severity(self) -> Severity {
        match self {
            SeverityArg::Error => Severity::Error,
            SeverityArg::Warning => Severity::Warning,
            SeverityArg::Note => Severity::Note,
        }
    }
}

/// `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// 发现的指纹，如 B007-1a2b3c4d5e；或事实：关系、关系:序号、关系(列=值，列=值)  A fingerprint, or facts by their
    /// relation, number or columns
    #[arg(value_name = "WHAT")]
    pub(super) asked: String,
    /// 文件  The filing
    pub(super) path: PathBuf,
    /// 输出格式  Output format
    #[arg(long, value_enum, default_value_t = ProofFormatArg::Terminal)]
    pub(super) format: ProofFormatArg,
    #[command(flatten)]
    pub(super) with: WithArgs,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
    #[command(flatten)]
    pub(super) limits: LimitArgs,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// How proofs are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ProofFormatArg {
    Terminal,
    Json,
    Dot,
}

/// How much checking a filing may use.
#[derive(Debug, Args)]
pub(super) struct LimitArgs {
    /// 一条规则或定义至多得出多少事实  Most facts of one rule or definition
    #[arg(long, value_name = "N", default_value_t = Limits::default().facts)]
    max_facts: usize,
    /// 一条规则或定义至多多少步，全部合计至多其二十倍  Most steps of one rule or definition
    #[arg(long, value_name = "N", default_value_t = Limits::default().steps)]
    max_steps: u64,
    /// 全部规则和定义至多用多少内存，一条至多其四分之一  Most memory of all, in MiB
    #[arg(long, value_name = "MIB", default_value_t = Limits::default().memory >> 20)]
    max_memory: usize,
}

impl LimitArgs {
    pub(super) fn limits(&self) -> Limits {
        Limits { facts: self.max_facts, steps: self.max_steps, memory: self.max_memory.saturating_mul(1 << 20) }
    }
}

/// How large a filing may be; each file of a run counts for itself.
#[derive(Debug, Args)]
pub(super) struct ReadingArgs {
    /// 一个文件至多多大  Largest file, in MiB
    #[arg(long, value_name = "MIB", default_value_t = reader::Limits::default().bytes >> 20)]
    max_file_mib: usize,
    /// 压缩的内容解开后至多多大  Most that is unpacked of one file, in MiB
    #[arg(long, value_name = "MIB", default_value_t = reader::Limits::default().unpacked >> 20)]
    max_unpacked_mib: usize,
    /// 一个文件至多多少页  Most pages of one file
    #[arg(long, value_name = "N", default_value_t = reader::Limits::default().pages)]
    max_pages: usize,
    /// 一个文件的表格至多多少格，空的也算  Most table cells of one file, blank ones included
    #[arg(long, value_name = "N", default_value_t = reader::Limits::default().cells)]
    max_cells: usize,
}

impl ReadingArgs {
    pub(super) fn limits(&self) -> reader::Limits {
        reader::Limits {
            bytes: self.max_file_mib.saturating_mul(1 << 20),
            unpacked: self.max_unpacked_mib.saturating_mul(1 << 20),
            pages: self.max_pages,
            cells: self.max_cells,
            ..reader::Limits::default()
        }
    }
}

/// `facts`.
#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    /// 文件  The filing
    pub(super) path: PathBuf,
    /// 只列这个关系  Only this relation
    #[arg(long, value_name = "关系")]
    pub(super) relation: Option<String>,
    /// 输出格式；html 是一个网页，在原文上标出读了什么、没读什么  Output format
    #[arg(long, value_enum, default_value_t = FactFormatArg::Table)]
    pub(super) format: FactFormatArg,
    /// 写到这个文件；不写时打印  Write to this file
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// How facts are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FactFormatArg {
    Table,
    Csv,
    Jsonl,
    /// 原文上标出读了什么、没读什么  The filing itself, marked by what was read
    Html,
}

/// `coverage`.
#[derive(Debug, Args)]
pub(super) struct CoverageArgs {
    /// 文件  The filing
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// Runs a command and gives the exit code.
pub(super) fn run(cli: &Cli) -> u8 {
    let outcome = match &cli.command {
        Command::Check(args) => check::check(args),
        Command::Explain(args) => explain::explain(args),
        Command::Facts(args) => inspect::facts(args),
        Command::Coverage(args) => inspect::coverage(args),
        Command::Run(args) => run::run(args),
        Command::Rules(command) => rules_command::run(command),
    };
    outcome.unwrap_or_else(|message| {
        complain(&message);
        FAILED
    })
}
