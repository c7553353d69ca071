//! Plans at work: ways through a clause, a batch at a time, each batch to its end before the next, so that ways come in
//! the order in which conditions written one behind the other would find them.

mod absent;
mod atoms;
mod batch;
mod definition;
mod filters;
mod fits;
mod frame;
mod gather;
mod ground;
mod groups;
mod hand;
mod heads;
mod items;
mod meet;
mod picks;
mod pieces;
mod replay;
mod rule;
mod shared;
mod watch;
mod ways;

use std::borrow::Cow;
use std::cell::RefCell;

use foldhash::HashMap;

use crate::fact::{DerivedOrigin, Facts, RelationId, Status, Word};
use crate::program::Program;

use super::index::Indexes;
use super::limits::{Limits, Resource, Share};
use super::plan::{Constant, Distinct, Kind, Plan};
use super::value::{Meter, Values};
use super::{Open, Plans};

use batch::Batch;
use frame::Frame;
use picks::Picks;
pub(super) use pieces::Spread;
pub(super) use replay::Replayed;
use shared::Shared;
use watch::Watch;

/// Why a plan does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Halt {
    /// A limit was reached.
    Exhausted(Resource),
    /// What was sought is found.
    Found,
}

impl From<Resource> for Halt {
    fn from(what: Resource) -> Halt {
        Halt::Exhausted(what)
    }
}

impl Halt {
    /// The limit that was reached.
    fn exhausted(self) -> Option<Resource> {
        match self {
            Halt::Exhausted(what) => Some(what),
            Halt::Found => None,
        }
    }
}

/// The evaluator at work.
pub(super) struct Runner<'p> {
    pub(super) program: &'p Program,
    plans: &'p Plans,
    pub(super) facts: Cow<'p, Facts>,
    /// Relations that may lack facts, and why: no absence, and no aggregate, over them is sure.
    pub(super) open: Open,
    pub(super) values: Values<'p>,
    pub(super) limits: Limits,
    pub(super) indexes: Indexes,
    /// By relation: the rows that atoms see, and of these the ones that are no news.
    pub(super) seen: Vec<usize>,
    pub(super) known: Vec<usize>,
    /// What aggregates gathered that several clauses ask for.
    shared: Shared,
    /// By relation: whether the stratum at work derives it.
    pub(super) grows: Vec<bool>,
    spare: Vec<Batch>,
    spare_picks: Vec<Picks>,
    /// By relation and column: whether the first so many rows have no blank there.
    full: HashMap<(RelationId, usize), (usize, bool)>,
    /// What was counted of columns, to order conditions by.
    distinct: RefCell<Distinct>,
    /// What is measured, and by which clock.
    watch: Option<Watch<'p>>,
    /// How definitions of many ways are spread over threads; `None` where other work takes the threads.
    spread: Option<Spread>,
}

impl<'p> Runner<'p> {
    /// Over facts given, of which some relations may lack some.
    pub(super) fn new(
        program: &'p Program,
        plans: &'p Plans,
        facts: Cow<'p, Facts>,
        open: Open,
        limits: &Limits,
    ) -> Runner<'p> {
        let mut facts = facts;
        let words = match &mut facts {
            Cow::Owned(facts) => std::mem::take(&mut facts.dictionary),
            Cow::Borrowed(facts) => facts.dictionary.clone(),
        };
        let meter = Meter::new(limits, facts.bytes(), words.bytes());
        let relations = program.relations.len();
        let mut runner = Runner {
            program,
            plans,
            facts,
            open,
            values: Values::new(program, words, meter),
            limits: *limits,
            indexes: Indexes::default(),
            seen: vec![0; relations],
            known: vec![0; relations],
            shared: Shared::new(plans.shares()),
            grows: vec![false; relations],
            spare: Vec::new(),
            spare_picks: Vec::new(),
            full: HashMap::default(),
            distinct: RefCell::default(),
            watch: None,
            spread: None,
        };
        runner.see_all();
        runner
    }

    /// From now on definitions of many ways go piece by piece, spread over threads.
    pub(super) fn spread(&mut self, spread: Spread) {
        self.spread = Some(spread);
    }

    /// What is known in the end, and what is open.
    pub(super) fn finish(self) -> (Facts, Open) {
        let mut facts = self.facts.into_owned();
        facts.dictionary = self.values.words;
        (facts, self.open)
    }

    /// Whether the limit that was reached last is one that all clauses share.
    pub(super) fn is_shared(&self) -> bool {
        self.values.meter.budget.is_shared()
    }

    /// Goes on with some ways from a step on.
    fn push(&mut self, plan: &Plan, frame: &mut Frame<'p>, at: usize, batch: &mut Batch) -> Result<(), Halt> {
        for at in at..frame.until {
            if batch.len() == 0 {
                return Ok(());
            }
            let step = &plan.steps[at];
            self.spend(batch.len())?;
            self.enter(frame, at, batch.len());
            match &step.kind {
                Kind::Match(atom) => return self.expand((plan, at), frame, atom, batch),
                Kind::Among { term, free } => return self.items((plan, at), frame, (*term, *free), batch),
                Kind::Meet(meet) => return self.meet((plan, at), frame, meet, batch),
                Kind::Gather(gather) => return self.gather((plan, at), frame, gather, batch),
                Kind::Absent(atom) => self.absent(step, frame, atom, batch)?,
                Kind::Compare(test) => self.compare(step, frame, *test, batch),
                Kind::Let { target, free, copies } => self.bind(step, frame, (*target, *free, *copies), batch),
            }
        }
        if batch.len() == 0 {
            return Ok(());
        }
        // Subjects of a rule go on from here.
        let ways = if frame.until == plan.steps.len() { batch.len() } else { 0 };
        self.enter(frame, plan.steps.len(), ways);
        self.emit(plan, frame, batch)
    }

    /// The words of the constants of a plan.
    fn constants(&mut self, constants: &[Constant]) -> Vec<Word> {
        let words = &mut self.values.words;
        let word = |constant: &Constant| match constant {
            Constant::Value(value) => words.word(*value),
            Constant::Blank(amount) => {
                Word::of_figure(words.figures.derive(*amount, DerivedOrigin::Blank, Status::Derived))
            }
        };
        constants.iter().map(word).collect()
    }

    /// Starts a clause that may use so much.
    fn start(&mut self, share: Share) {
        self.values.doubt = false;
        self.values.meter.start(share, self.values.words.figures.effort(), self.values.words.bytes());
    }

    /// Uses up steps.
    fn spend(&mut self, steps: usize) -> Result<(), Halt> {
        Ok(self.values.spend(steps)?)
    }

    /// How many rows of a relation atoms see.
    fn visible(&self, relation: RelationId) -> usize {
        self.ground().visible(relation)
    }

    fn picks(&mut self) -> Picks {
        self.spare_picks.pop().unwrap_or_default()
    }

    fn batch(&mut self) -> Batch {
        self.spare.pop().unwrap_or_default()
    }
}
