//! Filing + pack → report: the one place where the rooms meet.

mod folder;
mod format;
mod handbook;
mod pack;
mod peers;
mod probe;
pub mod run;
mod trial;
mod workers;

pub use format::{Formatting, Layout};
pub use handbook::{HandbookError, write_handbook};
pub use pack::{Pack, PackError};
pub use peers::Filing;
pub use probe::probe_tests;
pub use trial::run_tests;
pub use workers::spread;

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};

use crate::engine::{self, Clock, Evaluation, Exhausted, Limits, Open, Placed, Profile};
use crate::extract::Extraction;
use crate::fact::Facts;
use crate::finding;
use crate::program::Program;
use crate::reader::ReadError;
use crate::report::{Beside, Checked, Stopped};

use peers::Peers;

/// Rules and limits to check filings with, one at a time.
#[derive(Clone, Debug)]
pub struct Session {
    pack: Pack,
    limits: Limits,
}

impl Session {
    /// With the packs that come with the program.
    pub fn own() -> Session {
        Session { pack: Pack::own(), limits: Limits::default() }
    }

    /// With other rules.
    ///
    /// # Errors
    /// Gives the pack back, whose messages say why it cannot be run.
    pub fn new(pack: Pack) -> Result<Session, Box<Pack>> {
        if pack.is_sound() { Ok(Session { pack, limits: Limits::default() }) } else { Err(Box::new(pack)) }
    }

    /// With other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Session {
        Session { limits, ..self }
    }

    /// Its rules.
    pub fn program(&self) -> &Program {
        &self.pack.program
    }

    /// Checks one filing, called by a name, with no other to look at.
    ///
    /// # Errors
    /// Bytes that are no filing.
    pub fn check(&self, name: &str, bytes: &[u8]) -> Result<Checked, ReadError> {
        check(&self.pack, name, bytes, &self.limits)
    }
}

/// Reads one filing into facts.
pub fn read(pack: &Pack, name: &str, bytes: &[u8]) -> Result<Extraction, ReadError> {
    Filing::read(pack, name, bytes).map(|filing| filing.extraction)
}

/// Checks one filing within limits, with no other to look at.
pub fn check(pack: &Pack, name: &str, bytes: &[u8], limits: &Limits) -> Result<Checked, ReadError> {
    Ok(check_read(pack, Filing::read(pack, name, bytes)?, limits))
}

/// Checks a filing that was read, within limits, with no other to look at.
pub fn check_read(pack: &Pack, filing: Filing, limits: &Limits) -> Checked {
    let peers = Peers::new(pack, std::slice::from_ref(&filing), 1, limits, NonZero::<usize>::MIN);
    check_beside(pack, &peers, 0, filing, limits)
}

/// Checks filings, each of which may look at all others and at those that are only there to be looked at. The limits are
/// those of each. What comes of it does not depend on the number of threads.
pub fn check_all(
    pack: &Pack,
    filings: Vec<Filing>,
    others: Vec<Filing>,
    limits: &Limits,
    threads: NonZero<usize>,
) -> Vec<Checked> {
    let checked = filings.len();
    let all: Vec<Filing> = filings.into_iter().chain(others).collect();
    let peers = Peers::new(pack, &all, checked, limits, threads);
    let filings: Vec<Mutex<Option<Filing>>> =
        all.into_iter().take(checked).map(|filing| Mutex::new(Some(filing))).collect();
    let check = |number: usize| {
        let filing = filings[number].lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(check_beside(pack, &peers, number, filing, limits))
    };
    spread(checked, threads, check).into_iter().flatten().collect()
}

/// What [`check_all`] gives, and what the evaluation of all filings together cost by a clock; one filing after the other.
pub fn check_all_profiled(
    pack: &Pack,
    filings: Vec<Filing>,
    others: Vec<Filing>,
    limits: &Limits,
    clock: Clock<'_>,
) -> (Vec<Checked>, Profile) {
    let mut profile = Profile::default();
    let mut evaluate = |pack: &Pack, facts: Facts, open: Open, placed: &Placed| {
        let (evaluation, cost) =
            engine::evaluate_profiled(&pack.program, pack.plans(), facts, open, placed, limits, clock);
        profile.add(cost);
        evaluation
    };
    let checked = filings.len();
    let all: Vec<Filing> = filings.into_iter().chain(others).collect();
    let peers = Peers::new(pack, &all, checked, limits, NonZero::<usize>::MIN);
    let filings = all.into_iter().take(checked).enumerate();
    let checked =
        filings.map(|(number, filing)| check_with(pack, &peers, number, filing, limits, &mut evaluate)).collect();
    (checked, profile)
}

/// What a filing sees of others, besides their facts.
struct Sight {
    open: Open,
    beside: Beside,
    /// Definitions that were stopped on the others.
    exhausted: Vec<Exhausted>,
}

/// Checks one filing as it is looked at by the engine.
type Evaluate<'e> = &'e mut dyn FnMut(&Pack, Facts, Open, &Placed) -> Evaluation;

fn check_beside(pack: &Pack, peers: &Peers, number: usize, filing: Filing, limits: &Limits) -> Checked {
    check_with(pack, peers, number, filing, limits, &mut |pack, facts, open, placed| {
        engine::evaluate_among(&pack.program, pack.plans(), facts, open, placed, limits)
    })
}

fn check_with(
    pack: &Pack,
    peers: &Peers,
    number: usize,
    filing: Filing,
    limits: &Limits,
    evaluate: Evaluate<'_>,
) -> Checked {
    let program = &pack.program;
    let Filing { name, extraction: Extraction { mut facts, self_evident, coverage, remarks } } = filing;
    let Sight { open, beside, mut exhausted } = peers.show(program, number, &mut facts);
    let placed = Placed::from(self_evident);
    let evaluation = evaluate(pack, facts, open, &placed);
    let verdicts = finding::judge(program, &evaluation);
    exhausted.extend(&evaluation.exhausted);
    let stopped = Stopped::all(program, &pack.sources, &exhausted, limits);
    Checked { name, evaluation, verdicts, stopped, coverage, remarks, beside }
}
