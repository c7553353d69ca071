//! The messages about a pack: no more than someone reads, and no work for those that nobody will.

use super::load::Loader;
use super::nearest::nearest;
use crate::base::{Diagnostic, Severity, Span};

/// Most messages about a pack; whoever has so many mends the first before reading on.
const MOST: usize = 200;

impl Loader<'_> {
    /// Adds a message.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.listens() {
            self.diagnostics.push(diagnostic);
        } else if !self.muted {
            let (first, heaviest) = self.more.unwrap_or((diagnostic.primary.span, diagnostic.severity));
            self.more = Some((first, heaviest.max(diagnostic.severity)));
        }
    }

    /// How many messages there are so far.
    pub(super) fn said(&self) -> usize {
        self.diagnostics.len()
    }

    /// Takes back messages since there were so many, those that only follow from another.
    pub(super) fn take_back(&mut self, since: usize, follows: impl Fn(&Diagnostic) -> bool) {
        let new = self.diagnostics.split_off(since.min(self.diagnostics.len()));
        self.diagnostics.extend(new.into_iter().filter(|diagnostic| !follows(diagnostic)));
    }

    /// Whether a message would be kept; whatever only serves to word one can be left out otherwise.
    pub(super) fn listens(&self) -> bool {
        !self.muted && self.diagnostics.len() < MOST
    }

    /// The name nearest to one that is not known, for a message.
    pub(super) fn nearest<'n>(&self, name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        if self.listens() { nearest(name, candidates) } else { None }
    }
}

/// No more messages than someone reads, and one that says there are more.
pub(super) fn cut(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let rest = diagnostics.split_off(MOST.min(diagnostics.len()));
    let first = rest.first().map(|diagnostic| diagnostic.primary.span);
    let heaviest = rest.iter().map(|diagnostic| diagnostic.severity).max();
    diagnostics.extend(first.zip(heaviest).map(|(first, heaviest)| too_many(first, heaviest)));
    diagnostics
}

/// As heavy as the heaviest that is left out, so that no error is lost.
pub(super) fn too_many(first: Span, severity: Severity) -> Diagnostic {
    let message = Diagnostic::warning("P099", first, "消息太多，从这里起不再列出").help("先改好以上各处，再检查一遍");
    Diagnostic { severity, ..message }
}
