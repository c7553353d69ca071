//! The backtracking machine.
//!
//! Whether the rest of a pattern fits behind a place does not depend on how the place was reached, but for one thing: a
//! column that may end anywhere must not end while nothing has been read behind it, or it would always end at once.
//! So a state is (instruction, place, that condition), and a state that has failed once has failed for good.

use super::compile::{Inst, Pattern, TEXT_LOOPS};
use super::figure::Reading;
use super::rows::{Deed, finish};
use super::{Capture, Captured, HoleKind, Scan, Subject};
use crate::document::Gap;

/// The most states that are remembered for one paragraph.
const MAX_STATES: usize = 1 << 28;

/// What to do next.
#[derive(Clone, Copy, Debug)]
struct Thread {
    pc: usize,
    at: usize,
    /// Whether the match may not end before something more is read.
    hungry: bool,
}

/// Another way, should this one fail.
struct Fork {
    thread: Thread,
    deed: Option<Deed>,
    deeds: usize,
    trail: usize,
}

struct Machine<'m, 's> {
    pattern: &'m Pattern,
    subject: &'m Subject<'s>,
    /// Where a text column of a form may not go on.
    fences: Vec<bool>,
    /// The paragraph.
    base: usize,
    width: usize,
    visited: Vec<u64>,
    /// The states of the way so far.
    trail: Vec<usize>,
    forks: Vec<Fork>,
    deeds: Vec<Deed>,
    steps: usize,
    budget: usize,
}

impl Pattern {
    /// All matches in a text, from left to right; the first way through the pattern counts. Takes at most `budget`
    /// steps; 64 for each character of the text are plenty.
    pub fn matches(&self, subject: &Subject, budget: usize) -> Scan {
        let mut scan = Scan::default();
        let paragraphs = self.candidates(subject);
        if paragraphs.is_empty() {
            return scan;
        }
        let mut machine = Machine {
            pattern: self,
            subject,
            fences: self.fences(subject),
            base: 0,
            width: 0,
            visited: Vec::new(),
            trail: Vec::new(),
            forks: Vec::new(),
            deeds: Vec::new(),
            steps: 0,
            budget,
        };
        for (base, end) in paragraphs {
            if !machine.paragraph(base, end, &mut scan) {
                scan.exhausted = true;
                break;
            }
        }
        scan.steps = machine.steps.min(budget);
        scan
    }
}

impl Machine<'_, '_> {
    /// Adds the matches of a paragraph; `false` when the budget is at its end.
    fn paragraph(&mut self, base: usize, end: usize, scan: &mut Scan) -> bool {
        self.base = base;
        self.width = end - base + 1;
        let states = self.pattern.memo_count * 2 * self.width;
        if states > MAX_STATES {
            return false;
        }
        self.visited.clear();
        self.visited.resize(states.div_ceil(64), 0);
        let mut free = base;
        for start in self.pattern.starts(self.subject, base, end) {
            if start < free {
                continue;
            }
            if let Some(end) = self.run(start) {
                scan.matches.push(finish(start, end, &self.deeds));
                free = end;
                for state in self.trail.drain(..) {
                    self.visited[state / 64] &= !(1 << (state % 64));
                }
            }
            if self.steps > self.budget {
                return false;
            }
        }
        true
    }

    /// The end of the match that starts here.
    fn run(&mut self, start: usize) -> Option<usize> {
        self.forks.clear();
        self.deeds.clear();
        self.trail.clear();
        let mut thread = Thread { pc: 0, at: start, hungry: false };
        loop {
            self.steps += 1;
            if self.steps > self.budget {
                return None;
            }
            let inside = thread.at < self.base + self.width;
            let complete = inside && !thread.hungry && thread.at > start;
            if complete && matches!(self.pattern.insts[thread.pc], Inst::Match) {
                return Some(thread.at);
            }
            thread = match if inside { self.step(thread, start) } else { None } {
                Some(next) => next,
                None => {
                    let fork = self.forks.pop()?;
                    self.deeds.truncate(fork.deeds);
                    self.trail.truncate(fork.trail);
                    self.deeds.extend(fork.deed);
                    fork.thread
                }
            };
        }
    }

    fn fork(&mut self, thread: Thread, deed: Option<Deed>) {
        let (deeds, trail) = (self.deeds.len(), self.trail.len());
        self.forks.push(Fork { thread, deed, deeds, trail });
    }

    fn fenced(&self, at: usize) -> bool {
        self.fences.get(at).copied().unwrap_or(false)
    }

    /// Whether a state is new; from now on it isn't.
    fn enter(&mut self, thread: Thread) -> bool {
        let Some(memo) = self.pattern.memos[thread.pc] else { return true };
        let state = (memo * 2 + usize::from(thread.hungry)) * self.width + (thread.at - self.base);
        let (word, bit) = (state / 64, 1 << (state % 64));
        if self.visited[word] & bit != 0 {
            return false;
        }
        self.visited[word] |= bit;
        self.trail.push(state);
        true
    }

    fn step(&mut self, thread: Thread, start: usize) -> Option<Thread> {
        let Thread { pc, at, hungry } = thread;
        if !self.enter(thread) {
            return None;
        }
        let (pattern, subject) = (self.pattern, self.subject);
        let go = |pc, at, hungry| Some(Thread { pc, at, hungry });
        match &pattern.insts[pc] {
            Inst::Match => None,
            Inst::Literal(chars) => {
                if !subject.says(at, chars) {
                    return None;
                }
                go(pc + 1, at + chars.len(), false)
            }
            Inst::Value(hole) => {
                let readings = self.readings(&hole.kind, at);
                let fill = |start, end, value| Some(Deed::Fill(Capture { slot: hole.slot, start, end, value }));
                for (value, end) in readings.into_iter().rev() {
                    self.fork(Thread { pc: pc + 1, at: end, hungry: false }, fill(at, end, value));
                }
                None
            }
            Inst::Ordinal => {
                if at == start && subject.inside_number(at) {
                    return None;
                }
                for end in subject.ordinals(at).into_iter().rev() {
                    self.fork(Thread { pc: pc + 1, at: end, hungry: false }, Some(Deed::Ordinal(at, end)));
                }
                None
            }
            Inst::Text { slot, before_cell } => {
                if (at == start && !subject.clause_start(at)) || self.fenced(at) {
                    return None;
                }
                let next = subject.after_unit(at)?;
                self.deeds.push(Deed::Open(*slot, at));
                let exit = pc + 1 + TEXT_LOOPS.len();
                let end = subject.clause_end(at);
                let end = (at + 1..end).find(|place| self.fenced(*place)).unwrap_or(end);
                self.fork(Thread { pc: exit, at: end, hungry: false }, Some(Deed::Close(end)));
                for (index, narrowest) in TEXT_LOOPS.iter().enumerate().rev() {
                    let wanted = match narrowest {
                        Gap::Break | Gap::Line => subject.joined && *before_cell,
                        Gap::Space => subject.joined,
                        _ => true,
                    };
                    if wanted {
                        self.fork(Thread { pc: pc + 1 + index, at: next, hungry: false }, None);
                    }
                }
                None
            }
            Inst::TextLoop { narrowest, exit, next } => {
                let before_target = self.pattern.has_target && subject.joined && subject.compares(at);
                let more = subject.after_unit(at).filter(|_| !self.fenced(at) && !before_target);
                if subject.gap(at) < *narrowest || !next.admits(subject.ch(at)) {
                    return go(pc, more?, false);
                }
                if let Some(more) = more {
                    self.fork(Thread { pc, at: more, hungry: false }, None);
                }
                self.deeds.push(Deed::Close(at));
                go(*exit, at, true)
            }
            Inst::Ellipsis => {
                let end = subject.clause_end(at);
                self.fork(Thread { pc: pc + 2, at: end, hungry: hungry && end == at }, None);
                go(pc + 1, at, false)
            }
            Inst::EllipsisLoop { next } => {
                let more = (subject.ch(at) != '\n').then_some(Thread { pc, at: at + 1, hungry: false });
                if !next.admits(subject.ch(at)) {
                    return more;
                }
                if let Some(more) = more {
                    self.fork(more, None);
                }
                go(pc + 1, at, true)
            }
            Inst::Split(first, second) => {
                self.fork(Thread { pc: *second, at, hungry }, None);
                go(*first, at, hungry)
            }
            Inst::Jump(goal) => go(*goal, at, hungry),
            Inst::Sign(sign) => {
                self.deeds.push(Deed::Sign(*sign));
                go(pc + 1, at, hungry)
            }
            Inst::Enter => {
                self.deeds.push(Deed::Enter);
                go(pc + 1, at, hungry)
            }
            Inst::Leave => {
                self.deeds.push(Deed::Leave);
                go(pc + 1, at, hungry)
            }
        }
    }

    fn readings(&self, kind: &HoleKind, at: usize) -> Vec<Reading> {
        let subject = self.subject;
        match kind {
            HoleKind::Words(words) => {
                let said = words.iter().filter(|word| subject.says(at, word));
                said.map(|word| (Captured::Text, at + word.len())).collect()
            }
            HoleKind::Code => subject.codes(at),
            HoleKind::Integer => subject.integers(at),
            HoleKind::Date => subject.dates(at),
            HoleKind::Figure(kind) => subject.figures(at, *kind),
            HoleKind::Target if self.fenced(at) => Vec::new(),
            HoleKind::Target => subject.targets(at),
            HoleKind::Text => Vec::new(),
        }
    }
}
