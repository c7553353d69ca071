//! A random program with random facts.

use std::fmt;
use std::ops::Range;

use proptest::prelude::*;

use super::clause::{Text, program};
use super::rows::{Row, given_facts, rows};
use super::schema::Dialect;
use super::tape::Tape;
use crate::engine::{Open, Resource, StopReason};
use crate::fact::Facts;
use crate::program::{self, Program, Source};
use crate::syntax::tree::Scope;

/// A program, facts of its relations, and relations that may lack some.
#[derive(Clone)]
pub(super) struct Sample {
    pub(super) text: Text,
    pub(super) rows: Vec<Row>,
    open: Vec<(String, StopReason)>,
}

/// Any program of a dialect. What shrinks are the choices it is made from.
pub(super) fn samples(dialect: Dialect) -> impl Strategy<Value = Sample> {
    let tape = |length: usize| prop::collection::vec(any::<u16>(), length / 2..length);
    let tapes = |length, number: Range<usize>| prop::collection::vec(tape(length), number);
    (tape(40), tapes(160, 1..5), tapes(100, 1..4), tapes(12, 0..70), tape(4))
        .prop_map(move |(given, groups, rules, facts, open)| sample(dialect, [&given, &open], &groups, &rules, &facts))
}

fn sample(
    dialect: Dialect,
    [given, open]: [&[u16]; 2],
    groups: &[Vec<u16>],
    rules: &[Vec<u16>],
    facts: &[Vec<u16>],
) -> Sample {
    let text = program(dialect, given, groups, rules);
    let rows = rows(dialect, &text.given, facts);
    let mut tape = Tape::new(open);
    let mut open = Vec::new();
    if dialect == Dialect::Full && tape.chance(25) {
        let reasons =
            [StopReason::NoFiling(Scope::Prior), StopReason::Ambiguous, StopReason::Exhausted(Resource::Steps)];
        let shape = tape.pick(&text.given).map(|shape| shape.name);
        open.extend(shape.zip(tape.pick(&reasons)));
    }
    Sample { text, rows, open }
}

/// A program from its text, which must be without a message.
pub(super) fn load(text: &str) -> Program {
    let (program, messages) = program::load(&[Source { path: "试.dl".to_owned(), text: text.to_owned() }]);
    let messages: Vec<&str> = messages.iter().map(|message| message.message.as_str()).collect();
    assert!(messages.is_empty(), "{messages:?}\n{text}");
    program
}

impl Sample {
    pub(super) fn program(&self) -> Program {
        load(&self.text.text())
    }

    pub(super) fn facts(&self, program: &Program) -> Facts {
        given_facts(program, &self.text.given, &self.rows)
    }

    pub(super) fn open(&self, program: &Program) -> Open {
        let relation = |name: &str| program.find(name).expect("a relation of the program");
        self.open.iter().map(|(name, reason)| (relation(name), *reason)).collect()
    }
}

impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.text.text())?;
        for row in &self.rows {
            writeln!(f, "{}({})", self.text.given[row.shape].name, row.shown())?;
        }
        writeln!(f, "open: {:?}", self.open)
    }
}
