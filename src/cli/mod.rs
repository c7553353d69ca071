//! The command line: the only room that prints.

mod check;
mod command;
mod explain;
mod format;
mod handbook;
mod inspect;
mod load;
mod output;
mod plan;
mod rules;
mod rules_command;
mod run;

use std::process::ExitCode;

use clap::Parser;

use command::Cli;

/// Nothing at or above the chosen severity.
const CLEAN: u8 = 0;
/// Findings.
const FINDINGS: u8 = 1;
/// Something could not be checked.
const FAILED: u8 = 2;

/// Runs the program on the process's arguments.
pub fn run() -> ExitCode {
    ExitCode::from(command::run(&Cli::parse()))
}
