//! How much an evaluation may use. Nothing here depends on how it goes about its work.

use crate::program::RuleId;

/// How much an evaluation may use.
///
/// Whatever a rule or a definition takes beyond its limit stops that rule or definition alone. All of them together have
/// a limit too, [`Limits::all_steps`] and [`Limits::memory`]; whoever is at work when it is reached is stopped, and so is
/// everything after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Facts that one definition derives, subjects or bindings that one rule judges, or ways to satisfy its body that
    /// one aggregate brings together.
    pub facts: usize,
    /// Steps of one rule or definition, the stand-in for time that is the same on every machine: a condition tried, a
    /// fact looked at, a term of a sum added up, sixteen bytes of text read, or fewer where a regular expression may
    /// stand at many places of itself at once. A million take some 25 milliseconds in a release build.
    pub steps: u64,
    /// Bytes of what is found besides the facts given: facts, figures with the terms of their sums, text, what
    /// aggregates keep, outcomes. One rule or definition may take a quarter of it.
    pub memory: usize,
}

impl Limits {
    /// Steps of all rules and definitions together.
    pub fn all_steps(&self) -> u64 {
        self.steps.saturating_mul(20)
    }

    /// Bytes of one rule or definition.
    pub fn clause_memory(&self) -> usize {
        self.memory / 4
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits { facts: 200_000, steps: 5_000_000, memory: 1 << 30 }
    }
}

/// A rule or a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clause {
    /// A definition, by its number in the program.
    Definition(u32),
    /// A rule.
    Rule(RuleId),
}

/// What [`Limits`] bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// [`Limits::facts`].
    Facts,
    /// [`Limits::steps`].
    Steps,
    /// [`Limits::memory`].
    Memory,
}

/// A clause that was stopped before its end.
///
/// What a stopped definition has derived stays; whatever asks for absence or for all facts of its relation is unchecked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exhausted {
    /// The clause.
    pub clause: Clause,
    /// What it used up.
    pub what: Resource,
    /// Whether what all clauses may use together was used up, not what this one may use alone.
    pub shared: bool,
}

/// What is left for all clauses, and for the one at work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    all_steps: u64,
    all_memory: usize,
    share: Share,
    /// Bytes in use when the clause at work began.
    began: usize,
    shared: bool,
}

/// What one rule or definition may still use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub(super) facts: usize,
    pub(super) steps: u64,
    pub(super) memory: usize,
}

impl Share {
    /// All that a clause may use.
    pub(super) fn of(limits: &Limits) -> Share {
        Share { facts: limits.facts, steps: limits.steps, memory: limits.clause_memory() }
    }
}

impl Budget {
    /// For an evaluation that starts with so many bytes in use.
    pub(super) fn new(limits: &Limits, given: usize) -> Budget {
        Budget {
            all_steps: limits.all_steps(),
            all_memory: given.saturating_add(limits.memory),
            share: Share::of(limits),
            began: given,
            shared: false,
        }
    }

    /// Starts a clause with what it may still use.
    pub(super) fn start(&mut self, share: Share, bytes: usize) {
        (self.share, self.began, self.shared) = (share, bytes, false);
    }

    /// What the clause at work may use when it goes on later.
    pub(super) fn rest(&self, bytes: usize) -> Share {
        Share { memory: self.share.memory.saturating_sub(bytes.saturating_sub(self.began)), ..self.share }
    }

    /// Whether the last refusal was for what all clauses use together.
    pub(super) fn is_shared(&self) -> bool {
        self.shared
    }

    /// Uses up steps, with so many bytes in use.
    pub(super) fn spend(&mut self, steps: u64, bytes: usize) -> Result<(), Resource> {
        let (own, all) = (self.share.steps.checked_sub(steps), self.all_steps.checked_sub(steps));
        (self.share.steps, self.all_steps) = (own.unwrap_or(0), all.unwrap_or(0));
        self.shared = all.is_none();
        own.and(all).ok_or(Resource::Steps)?;
        self.shared = bytes > self.all_memory;
        if self.has_room(bytes) { Ok(()) } else { Err(Resource::Memory) }
    }

    /// Whether the clause at work may go on with so many bytes in use.
    pub(super) fn has_room(&self, bytes: usize) -> bool {
        bytes <= self.all_memory && bytes.saturating_sub(self.began) <= self.share.memory
    }

    /// Bytes that the clause at work may still use, with so many in use.
    pub(super) fn room(&self, bytes: usize) -> usize {
        let own = self.share.memory.saturating_sub(bytes.saturating_sub(self.began));
        own.min(self.all_memory.saturating_sub(bytes))
    }

    /// Steps that the clause at work may still use.
    pub(super) fn left(&self) -> u64 {
        self.share.steps.min(self.all_steps)
    }

    /// Steps that all clauses may still use.
    pub(super) fn all_left(&self) -> u64 {
        self.all_steps
    }

    /// Counts facts anew for the clause at work.
    pub(super) fn recount(&mut self, facts: usize) {
        self.share.facts = facts;
    }

    /// Uses up a fact.
    pub(super) fn count(&mut self) -> Result<(), Resource> {
        self.count_many(1)
    }

    /// Uses up facts.
    pub(super) fn count_many(&mut self, facts: usize) -> Result<(), Resource> {
        self.shared = false;
        self.share.facts = self.share.facts.checked_sub(facts).ok_or(Resource::Facts)?;
        Ok(())
    }

    /// Facts that the clause at work may still use.
    pub(super) fn facts_left(&self) -> usize {
        self.share.facts
    }
}
