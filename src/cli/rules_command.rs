//! Commands about rules and their arguments.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::command::{LimitArgs, RulesArgs};
use super::load::RULES_FOLDER;
use super::{format, handbook, plan, rules};
use crate::syntax::Language;

/// `rules …`.
#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// 列出规则  List the rules
    List(RulesArgs),
    /// 显示一条规则：写法、测试、读哪些关系  Show a rule, its tests and what it reads
    Show(ShowArgs),
    /// 显示一条规则怎样求值，连同它依靠的定义  Show how a rule is evaluated
    Plan(PlanArgs),
    /// 运行规则旁的测试  Run the tests beside the rules
    Test(TestArgs),
    /// 写规则手册：每条规则一页，Markdown 和网页各一份  Write a handbook of the rules
    Handbook(HandbookArgs),
    /// 说明消息的代号，如 P011；不写代号时列出全部  Explain a diagnostic code
    Explain(CodeArgs),
    /// 把规则文件排成统一的版式  Rewrite rule files in canonical layout
    Format(FormatArgs),
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

/// `rules plan`.
#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    /// 规则号，或由定义得出的关系  Id of a rule, or a relation that is derived
    pub(super) name: String,
    /// 按这份文件里事实的多少估计行数  Estimate rows by the facts of this filing
    #[arg(long, value_name = "PATH")]
    pub(super) with: Option<PathBuf>,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
}

/// `rules handbook`.
#[derive(Debug, Args)]
pub(super) struct HandbookArgs {
    /// 写到这个文件夹  Folder to write to
    #[arg(long, value_name = "DIR")]
    pub(super) output: PathBuf,
    /// 文件或文件夹，写明每条规则在其上的结果  Filings whose results to tell
    #[arg(long, value_name = "PATH")]
    pub(super) corpus: Vec<PathBuf>,
    /// 文件夹里有别的东西也写  Write into a folder that holds other things
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) rules: RulesArgs,
}

/// `rules explain`.
#[derive(Debug, Args)]
pub(super) struct CodeArgs {
    /// 代号  Codes, such as P011
    pub(super) codes: Vec<String>,
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

/// Runs a command and gives the exit code, or why there is none.
pub(super) fn run(command: &RulesCommand) -> Result<u8, String> {
    match command {
        RulesCommand::List(args) => rules::list(args),
        RulesCommand::Show(args) => rules::show(args),
        RulesCommand::Plan(args) => plan::plan(args),
        RulesCommand::Test(args) => rules::test(args),
        RulesCommand::Handbook(args) => handbook::handbook(args),
        RulesCommand::Explain(args) => rules::explain(args),
        RulesCommand::Format(args) => format::format(args),
    }
}
