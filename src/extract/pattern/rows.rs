//! From the steps of a successful match to its rows.

use super::{Capture, Captured, Match, Sign};

/// What a match has done so far, in order.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// A text column starts.
    Open(usize, usize),
    /// The text column ends.
    Close(usize),
    /// A column is filled.
    Fill(Capture),
    /// A word with a sign was read.
    Sign(Sign),
    /// A repetition starts.
    Enter,
    /// The repetition ends.
    Leave,
    /// An ordinal was read.
    Ordinal(usize, usize),
}

/// The captures of a repetition and of the repetitions inside it.
#[derive(Default)]
struct Scope {
    captures: Vec<Capture>,
    inner: Vec<Scope>,
}

impl Scope {
    fn is_empty(&self) -> bool {
        self.captures.is_empty() && self.inner.is_empty()
    }

    fn rows(self, outer: &[Capture], rows: &mut Vec<Vec<Capture>>) {
        let captures: Vec<Capture> = outer.iter().chain(&self.captures).cloned().collect();
        if self.inner.is_empty() {
            rows.push(captures);
            return;
        }
        for scope in self.inner {
            scope.rows(&captures, rows);
        }
    }
}

/// Makes the match of glyphs `start..end`.
pub(super) fn finish(start: usize, end: usize, deeds: &[Deed]) -> Match {
    let mut ordinals = Vec::new();
    let mut scopes = vec![Scope::default()];
    let mut open = None;
    let mut pending: Option<Sign> = None;
    for deed in deeds {
        let filled = match deed {
            Deed::Open(slot, from) => {
                open = Some((*slot, *from));
                None
            }
            Deed::Close(to) => {
                open.take().map(|(slot, start)| Capture { slot, start, end: *to, value: Captured::Text })
            }
            Deed::Fill(capture) => {
                let mut capture = capture.clone();
                if let Captured::Figure { sign, .. } = &mut capture.value {
                    *sign = pending.take();
                }
                Some(capture)
            }
            Deed::Sign(sign) => {
                pending = Some(*sign);
                None
            }
            Deed::Enter => {
                scopes.push(Scope::default());
                None
            }
            Deed::Leave => {
                pending = None;
                if scopes.len() > 1
                    && let Some(scope) = scopes.pop().filter(|scope| !scope.is_empty())
                    && let Some(outer) = scopes.last_mut()
                {
                    outer.inner.push(scope);
                }
                None
            }
            Deed::Ordinal(from, to) => {
                ordinals.push((*from, *to));
                None
            }
        };
        if let (Some(capture), Some(scope)) = (filled, scopes.last_mut()) {
            scope.captures.push(capture);
        }
    }
    let mut rows = Vec::new();
    if !scopes.is_empty() {
        scopes.swap_remove(0).rows(&[], &mut rows);
    }
    for row in &mut rows {
        row.sort_by_key(|capture| capture.start);
    }
    Match { start, end, rows, ordinals }
}
