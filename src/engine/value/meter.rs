//! What the work of a clause costs.

use crate::engine::limits::{Budget, Limits, Resource, Share};

/// Counts steps and bytes against a budget.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct Meter {
    pub(in crate::engine) budget: Budget,
    /// Bytes of what values do not know of: tables and indexes. The evaluator keeps it up to date.
    pub(in crate::engine) tables: usize,
    /// Bytes that the clause at work keeps for itself, and that outcomes keep.
    held: [usize; 2],
    /// Steps that were taken and not yet spent.
    owed: u64,
    /// The effort of figures that was spent already.
    settled: u64,
}

impl Meter {
    /// For an evaluation that starts with so many bytes in tables and in words.
    pub(in crate::engine) fn new(limits: &Limits, tables: usize, words: usize) -> Meter {
        Meter { budget: Budget::new(limits, tables + words), tables, held: [0; 2], owed: 0, settled: 0 }
    }

    /// Bytes in use, words aside.
    #[inline]
    pub(in crate::engine) fn bytes(&self) -> usize {
        self.tables + self.held[0] + self.held[1]
    }

    /// Starts a clause that may use so much, with so much effort of figures and so many bytes of words behind.
    pub(in crate::engine) fn start(&mut self, share: Share, effort: u64, words: usize) {
        self.held[0] = 0;
        self.owed = 0;
        self.settled = effort;
        self.budget.start(share, self.bytes() + words);
    }

    /// What the clause at work may use when it goes on later; what it kept for itself is given back.
    pub(in crate::engine) fn rest(&mut self, words: usize) -> Share {
        self.held[0] = 0;
        self.budget.rest(self.bytes() + words)
    }

    /// Uses up steps, with so much effort of figures and so many bytes of words so far.
    #[inline]
    pub(in crate::engine) fn spend(&mut self, steps: usize, effort: u64, words: usize) -> Result<(), Resource> {
        let owed = std::mem::take(&mut self.owed).saturating_add(effort - self.settled);
        self.settled = effort;
        self.budget.spend(owed.saturating_add(steps as u64), self.bytes() + words)
    }

    /// Notes steps of work that cannot be stopped half-way; the next that can be spends them.
    #[inline]
    pub(in crate::engine) fn owe(&mut self, steps: usize) {
        self.owed = self.owed.saturating_add(steps as u64);
    }

    /// Notes steps of work that has not begun; whether there are as many left. Where there are not, the next that can be
    /// stopped is.
    #[inline]
    pub(in crate::engine) fn afford(&mut self, steps: usize) -> bool {
        self.owe(steps);
        self.owed <= self.budget.left()
    }

    /// Notes bytes that the clause at work keeps to its end.
    #[inline]
    pub(in crate::engine) fn hold(&mut self, bytes: usize) {
        self.held[0] += bytes;
    }

    /// Bytes that the clause at work keeps to its end.
    pub(in crate::engine) fn held(&self) -> usize {
        self.held[0]
    }

    /// Notes that so many bytes stay, instead of all that the clause at work keeps besides `held`.
    pub(in crate::engine) fn hand_over(&mut self, held: usize, bytes: usize) {
        self.held[0] = held;
        self.held[1] += bytes;
    }

    /// Gives back bytes that were to stay.
    pub(in crate::engine) fn give_back(&mut self, bytes: usize) {
        self.held[1] = self.held[1].saturating_sub(bytes);
    }

    /// Notes bytes that stay when the clause at work is done.
    #[inline]
    pub(in crate::engine) fn leave(&mut self, bytes: usize) {
        self.held[1] += bytes;
    }
}
