//! From nodes to instructions, and what can be said about a pattern before it runs.

use crate::document::Gap;

use super::{Hole, HoleKind, Node, Sign};

/// One instruction; all but jumps go on to the one behind them.
#[derive(Clone, Debug)]
pub(super) enum Inst {
    /// These characters.
    Literal(Vec<char>),
    /// A column with readings of its own: anything but a text.
    Value(Hole),
    /// An ordinal.
    Ordinal,
    /// A text column starts; its loops follow, then what comes behind it.
    Text {
        slot: usize,
        /// Whether a text, an integer or a target, which are whole cells, may follow it directly.
        before_cell: bool,
    },
    /// A text column ends here, where the gap is at least this wide, or goes on.
    TextLoop {
        narrowest: Gap,
        exit: usize,
        /// What may come behind it.
        next: First,
    },
    /// Any characters start; their loop follows.
    Ellipsis,
    /// They end here or go on.
    EllipsisLoop {
        /// What may come behind them.
        next: First,
    },
    /// The first way, then the second.
    Split(usize, usize),
    /// Elsewhere.
    Jump(usize),
    /// The next figure has this sign.
    Sign(Sign),
    /// A repetition starts.
    Enter,
    /// A repetition ends.
    Leave,
    /// The pattern is at its end.
    Match,
}

/// How many loops follow a text column.
pub(super) const TEXT_LOOPS: [Gap; 4] = [Gap::Break, Gap::Line, Gap::Space, Gap::None];

/// What a piece of a pattern may start with.
#[derive(Clone, Debug, Default)]
pub(super) struct First {
    /// Anything.
    pub(super) any: bool,
    /// The start of a clause.
    pub(super) clause: bool,
    /// One of these characters.
    pub(super) chars: Vec<char>,
}

impl First {
    /// Whether the piece may start with a character, wherever it stands.
    pub(super) fn admits(&self, ch: char) -> bool {
        self.any || self.clause || self.chars.binary_search(&ch).is_ok()
    }
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub(super) insts: Vec<Inst>,
    /// For each instruction its number among those that remember failures.
    pub(super) memos: Vec<Option<usize>>,
    pub(super) memo_count: usize,
    pub(super) first: First,
    /// One of each of these stands in every match.
    pub(super) required: Vec<Vec<Vec<char>>>,
    /// The words of all columns that take nothing but words.
    pub(super) words: Vec<Vec<char>>,
    /// Whether some column takes targets: then no text of a form runs over a comparison.
    pub(super) has_target: bool,
}

impl Pattern {
    /// Compiles a pattern.
    pub fn compile(nodes: &[Node]) -> Pattern {
        let mut pattern = Pattern {
            insts: Vec::new(),
            memos: Vec::new(),
            memo_count: 0,
            first: First::default(),
            required: Vec::new(),
            words: Vec::new(),
            has_target: false,
        };
        pattern.sequence(nodes);
        pattern.insts.push(Inst::Match);
        require(nodes, &mut pattern.required);
        pattern.look_ahead();
        for inst in &pattern.insts {
            let plain = matches!(
                inst,
                Inst::Literal(_) | Inst::Jump(_) | Inst::Sign(_) | Inst::Enter | Inst::Leave | Inst::Match
            );
            pattern.memos.push((!plain).then_some(pattern.memo_count));
            pattern.memo_count += usize::from(!plain);
        }
        pattern
    }

    fn sequence(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Literal(chars) => {
                if !chars.is_empty() {
                    self.insts.push(Inst::Literal(chars.clone()));
                }
            }
            Node::Hole(Hole { slot, kind: HoleKind::Text }) => {
                self.insts.push(Inst::Text { slot: *slot, before_cell: false });
                let exit = self.insts.len() + TEXT_LOOPS.len();
                self.insts.extend(TEXT_LOOPS.map(|narrowest| Inst::TextLoop {
                    narrowest,
                    exit,
                    next: First::default(),
                }));
            }
            Node::Hole(Hole { slot, kind: HoleKind::Words(words) }) => {
                let mut words = words.clone();
                words.retain(|word| !word.is_empty());
                words.sort_by_key(|word| std::cmp::Reverse(word.len()));
                self.words.extend(words.iter().cloned());
                self.insts.push(Inst::Value(Hole { slot: *slot, kind: HoleKind::Words(words) }));
            }
            Node::Hole(hole) => {
                self.has_target |= hole.kind == HoleKind::Target;
                self.insts.push(Inst::Value(hole.clone()));
            }
            Node::Optional(nodes) => {
                let split = self.reserve();
                self.sequence(nodes);
                self.insts[split] = Inst::Split(split + 1, self.insts.len());
            }
            Node::Choice(alternatives) => self.choice(alternatives),
            Node::Repeat(nodes) => {
                let start = self.insts.len();
                self.insts.push(Inst::Enter);
                self.sequence(nodes);
                self.insts.push(Inst::Leave);
                self.insts.push(Inst::Split(start, self.insts.len() + 1));
            }
            Node::Ellipsis => self.insts.extend([Inst::Ellipsis, Inst::EllipsisLoop { next: First::default() }]),
            Node::Ordinal => self.insts.push(Inst::Ordinal),
        }
    }

    fn choice(&mut self, alternatives: &[(Vec<Node>, Option<Sign>)]) {
        let mut ends = Vec::new();
        for (index, (nodes, sign)) in alternatives.iter().enumerate() {
            let split = (index + 1 < alternatives.len()).then(|| self.reserve());
            self.sequence(nodes);
            self.insts.extend(sign.map(Inst::Sign));
            if let Some(split) = split {
                ends.push(self.reserve());
                self.insts[split] = Inst::Split(split + 1, self.insts.len());
            }
        }
        for end in ends {
            self.insts[end] = Inst::Jump(self.insts.len());
        }
    }

    /// A place for a jump whose goal is not known yet.
    fn reserve(&mut self) -> usize {
        self.insts.push(Inst::Match);
        self.insts.len() - 1
    }

    /// Finds what may start a match, and what may follow the columns and dots that end anywhere.
    fn look_ahead(&mut self) {
        self.first = self.first(0);
        for pc in 0..self.insts.len() {
            let ahead = match &self.insts[pc] {
                Inst::Text { .. } => pc + 1 + TEXT_LOOPS.len(),
                Inst::TextLoop { exit, .. } => *exit,
                Inst::EllipsisLoop { .. } => pc + 1,
                _ => continue,
            };
            let first = self.first(ahead);
            let whole_cell = |entry: &usize| {
                let whole = |kind: &HoleKind| matches!(kind, HoleKind::Integer | HoleKind::Target);
                matches!(&self.insts[*entry], Inst::Value(hole) if whole(&hole.kind))
                    || matches!(self.insts[*entry], Inst::Text { .. })
            };
            let text = self.entries(ahead).iter().any(whole_cell);
            match &mut self.insts[pc] {
                Inst::Text { before_cell, .. } => *before_cell = text,
                Inst::TextLoop { next, .. } | Inst::EllipsisLoop { next } => *next = first,
                _ => {}
            }
        }
    }

    /// What the rest of the pattern may start with; its end is left aside.
    fn first(&self, from: usize) -> First {
        let mut first = First::default();
        for pc in self.entries(from) {
            match &self.insts[pc] {
                Inst::Literal(chars) => first.chars.extend(chars.first()),
                Inst::Value(Hole { kind, .. }) => match kind {
                    HoleKind::Words(words) => first.chars.extend(words.iter().filter_map(|word| word.first())),
                    HoleKind::Code | HoleKind::Integer => first.chars.extend('0'..='9'),
                    HoleKind::Figure(_) => first.chars.extend("-0123456789".chars()),
                    HoleKind::Date => first.chars.extend("0123456789〇○零一二三四五六七八九".chars()),
                    HoleKind::Target | HoleKind::Text => first.clause = true,
                },
                Inst::Ordinal => first.chars.extend("0123456789一二三四五六七八九十".chars()),
                Inst::Text { .. } => first.clause = true,
                Inst::Ellipsis => first.any = true,
                _ => {}
            }
        }
        first.chars.sort_unstable();
        first.chars.dedup();
        first
    }

    /// The instructions that may be the first to read something from here on.
    fn entries(&self, from: usize) -> Vec<usize> {
        let mut seen = vec![false; self.insts.len()];
        let mut open = vec![from];
        let mut entries = Vec::new();
        while let Some(pc) = open.pop() {
            if std::mem::replace(&mut seen[pc], true) {
                continue;
            }
            match self.insts[pc] {
                Inst::Split(first, second) => open.extend([first, second]),
                Inst::Jump(goal) => open.push(goal),
                Inst::Sign(_) | Inst::Enter | Inst::Leave => open.push(pc + 1),
                _ => entries.push(pc),
            }
        }
        entries
    }
}

/// Collects sets of which one member each stands in every match.
fn require(nodes: &[Node], required: &mut Vec<Vec<Vec<char>>>) {
    for node in nodes {
        match node {
            Node::Literal(chars) if !chars.is_empty() => required.push(vec![chars.clone()]),
            Node::Hole(Hole { kind: HoleKind::Words(words), .. }) => required.push(words.clone()),
            Node::Repeat(nodes) => require(nodes, required),
            Node::Choice(alternatives) => {
                let longest = |nodes: &[Node]| {
                    let mut inner = Vec::new();
                    require(nodes, &mut inner);
                    inner.into_iter().max_by_key(|set| set.iter().map(Vec::len).min())
                };
                let sets: Option<Vec<_>> = alternatives.iter().map(|(nodes, _)| longest(nodes)).collect();
                required.extend(sets.filter(|sets| !sets.is_empty()).map(|sets| sets.concat()));
            }
            _ => {}
        }
    }
}
