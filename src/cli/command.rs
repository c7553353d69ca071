//! Commands and their arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::load::RULES_FOLDER;
use super::output::complain;
use super::{FAILED, check, format, inspect, rules};
use crate::base::Severity;
use crate::engine::Limits;
use crate::syntax::Language;

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
    /// 说明一个发现的来龙去脉  Explain a finding
    Explain(ExplainArgs),
    /// 列出文件里读出的事实  Print the facts of a filing
    Facts(FactsArgs),
    /// 列出没有读到的数  Print which figures were read
    Coverage(CoverageArgs),
    /// 规则：列出、显示、测试  List, show and test rules
    #[command(subcommand)]
    Rules(RulesCommand),
}

#[derive(Debug, Subcommand)]
enum RulesCommand {
    /// 列出规则  List the rules
    List(RulesArgs),
    /// 显示一条规则：写法、测试、读哪些关系  Show a rule, its tests and what it reads
    Show(ShowArgs),
    /// 运行规则旁的测试  Run the tests beside the rules
    Test(TestArgs),
    /// 把规则文件排成统一的版式  Rewrite rule files in canonical layout
    Format(FormatArgs),
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
    #[command(flatten)]
    pub(super) with: WithArgs,
    /// 输出格式  Output format
    #[arg(long, value_enum, default_value_t = ReportFormat::Terminal)]
    pub(super) format: ReportFormat,
    /// 只报告不低于此级别的发现，退出码也照此  Least severity that is reported
    #[arg(long, value_enum, default_value_t = SeverityArg::Note)]
    pub(super) severity: SeverityArg,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
    #[command(flatten)]
    pub(super) limits: LimitArgs,
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
    /// 发现的指纹，如 B007-1a2b3c4d5e  Fingerprint
    pub(super) fingerprint: String,
    /// 文件  The filing
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) with: WithArgs,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
    #[command(flatten)]
    pub(super) limits: LimitArgs,
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

/// `facts`.
#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    /// 文件  The filing
    pub(super) path: PathBuf,
    /// 只列这个关系  Only this relation
    #[arg(long, value_name = "关系")]
    pub(super) relation: Option<String>,
    /// 输出格式  Output format
    #[arg(long, value_enum, default_value_t = FactFormatArg::Table)]
    pub(super) format: FactFormatArg,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
}

/// How facts are printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FactFormatArg {
    Table,
    Csv,
    Jsonl,
}

/// `coverage`.
#[derive(Debug, Args)]
pub(super) struct CoverageArgs {
    /// 文件  The filing
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
}

/// `rules test`.
#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// 只运行规则号、题目或文件路径含有这些词的测试  Only tests whose id, title or path has all these words
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(super) filter: String,
    /// 输出格式  Output format
    #[arg(long, value_enum, default_value_t = TrialFormat::Terminal)]
    pub(super) format: TrialFormat,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
    #[command(flatten)]
    pub(super) limits: LimitArgs,
}

/// How the outcome of tests is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum TrialFormat {
    Terminal,
    Junit,
}

/// `rules show`.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// 规则号，如 B007  Id of a rule
    pub(super) id: String,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
}

/// `rules format`.
#[derive(Debug, Args)]
pub(super) struct FormatArgs {
    /// 规则文件或文件夹，- 表示标准输入到标准输出  Rule files or folders; - reads stdin and writes stdout
    #[arg(default_value = RULES_FOLDER)]
    pub(super) paths: Vec<PathBuf>,
    /// 关键字改用这种语言；不写时各文件照旧  Turn keywords into this language
    #[arg(long, value_enum)]
    pub(super) keywords: Option<KeywordsArg>,
    /// 只列出要改的文件，不改写；有要改的退出码为 1  Only tell which files would change
    #[arg(long)]
    pub(super) check: bool,
}

/// A language of keywords on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum KeywordsArg {
    Zh,
    En,
}

impl KeywordsArg {
    pub(super) fn language(self) -> Language {
        match self {
            KeywordsArg::Zh => Language::Chinese,
            KeywordsArg::En => Language::English,
        }
    }
}

/// Runs a command and gives the exit code.
pub(super) fn run(cli: &Cli) -> u8 {
    let outcome = match &cli.command {
        Command::Check(args) => check::check(args),
        Command::Explain(args) => check::explain(args),
        Command::Facts(args) => inspect::facts(args),
        Command::Coverage(args) => inspect::coverage(args),
        Command::Rules(RulesCommand::List(args)) => rules::list(args),
        Command::Rules(RulesCommand::Show(args)) => rules::show(args),
        Command::Rules(RulesCommand::Test(args)) => rules::test(args),
        Command::Rules(RulesCommand::Format(args)) => format::format(args),
    };
    outcome.unwrap_or_else(|message| {
        complain(&message);
        FAILED
    })
}
