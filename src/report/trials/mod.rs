//! How the tests beside rules went.

mod diff;
mod junit;
mod near;

pub use diff::trials;
pub use junit::junit;

use crate::engine::Verdict;

/// All tests of a pack that were run.
#[derive(Clone, Debug, Default)]
pub struct Trials {
    /// In the order of the files.
    pub trials: Vec<Trial>,
    /// How many whole filings they looked at.
    pub filings: usize,
}

impl Trials {
    /// How many failed.
    pub fn failed(&self) -> usize {
        self.trials.iter().filter(|trial| !trial.passed()).count()
    }
}

/// One test and how it went.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The rule's id.
    pub rule: String,
    /// What the test shows.
    pub title: String,
    /// The path of its file.
    pub file: String,
    /// Its line there, from 1.
    pub line: usize,
    /// What the rule was held against: what is given, then filings by path.
    pub scenes: Vec<Scene>,
}

impl Trial {
    /// Whether all went as expected.
    pub fn passed(&self) -> bool {
        self.scenes.iter().all(Scene::passed)
    }
}

/// What a rule was held against, what was wanted of it there, and what came.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// The path of a whole filing; `None` for what the test gives.
    pub filing: Option<String>,
    /// What kept it from being tried as written.
    pub problems: Vec<String>,
    /// 期望.
    pub wanted: Vec<Wanted>,
    /// Outcomes.
    pub came: Vec<Came>,
}

impl Scene {
    /// Whether all went as expected.
    pub fn passed(&self) -> bool {
        let met = self.wanted.iter().all(|wanted| wanted.met);
        met && self.problems.is_empty() && self.came.iter().all(|came| came.fit != Fit::Unexpected)
    }
}

/// One 期望.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The word of its verdict.
    pub verdict: String,
    /// A part of the message.
    pub part: Option<String>,
    /// How many outcomes must fit; at least one when not said.
    pub count: Option<usize>,
    /// How many do.
    pub fitting: usize,
    /// Whether it came true.
    pub met: bool,
}

/// One outcome.
#[derive(Clone, Debug)]
pub struct Came {
    /// How it went.
    pub verdict: Verdict,
    /// What it is about, where that is said.
    pub subject: String,
    /// The message of a finding, or the condition it stopped at and why.
    pub words: String,
    /// Whether it stopped.
    pub stopped: bool,
    /// Whether it was wanted.
    pub fit: Fit,
}

/// Whether an outcome was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Some 期望 that came true is about it.
    Wanted,
    /// None is, but it does no harm: nobody would be told of it, or the count of the 期望 about it is wrong already.
    Tolerated,
    /// None is, and a check would report it.
    Unexpected,
}
