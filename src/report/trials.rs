//! How the tests beside rules went.

use std::fmt::Write as _;

/// One test and how it went.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The rule's id.
    pub rule: String,
    /// What the test shows.
    pub title: String,
    /// What went otherwise than expected; empty when it passed.
    pub failures: Vec<Failure>,
}

/// An expectation that did not come true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was expected.
    pub expected: String,
    /// What came.
    pub got: Vec<String>,
}

/// All tests of a pack.
#[derive(Clone, Debug, Default)]
pub struct Trials {
    /// In the order of the files.
    pub trials: Vec<Trial>,
}

impl Trials {
    /// How many failed.
    pub fn failed(&self) -> usize {
        self.trials.iter().filter(|trial| !trial.failures.is_empty()).count()
    }

    /// What failed, each with what was expected and what came, and how many passed.
    pub fn report(&self) -> String {
        let mut out = String::new();
        for trial in self.trials.iter().filter(|trial| !trial.failures.is_empty()) {
            let _ = writeln!(out, "失败 {} “{}”", trial.rule, trial.title);
            for failure in &trial.failures {
                let got = if failure.got.is_empty() {
                    "（没有结果）".to_owned()
                } else {
                    failure.got.join("\n        ")
                };
                let _ = writeln!(out, "  期望  {}\n  得到  {got}", failure.expected);
            }
        }
        let _ = writeln!(out, "{} 个测试，失败 {}", self.trials.len(), self.failed());
        out
    }
}
