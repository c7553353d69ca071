//! Proofs: of a finding, and of any fact. As a tree with places, as JSON and as a graph.

mod dot;
mod find;
mod json;
mod sums;
mod text;

pub use find::find_facts;

use super::Checked;
use super::clause::Named;
use crate::engine::{Clause, Proof, Prover};
use crate::fact::FactId;
use crate::finding::Finding;
use crate::program::{Program, Source};

/// What is to be explained.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    /// A finding.
    Finding(&'a Finding),
    /// Facts, read or derived.
    Facts(&'a [FactId]),
}

/// How a proof is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofFormat {
    /// For a person: a tree.
    Text,
    /// For a program: `tests/explain.schema.json`.
    Json,
    /// For Graphviz.
    Dot,
}

/// What a proof is told with.
#[derive(Clone, Copy)]
struct Scene<'a> {
    program: &'a Program,
    sources: &'a [Source],
    checked: &'a Checked,
    asked: Asked<'a>,
    proof: &'a Proof,
}

/// Explains a finding, or facts, of a checked filing. Without sources, definitions are not told by their lines.
pub fn explain(
    program: &Program,
    sources: &[Source],
    checked: &Checked,
    asked: Asked<'_>,
    format: ProofFormat,
) -> String {
    let prover = Prover::new(program, &checked.evaluation.facts, &checked.evaluation.open);
    let proof = match asked {
        Asked::Finding(finding) => Proof::of_outcome(&prover, &checked.evaluation.outcomes[finding.outcome]),
        Asked::Facts(facts) => Proof::of_facts(&prover, facts),
    };
    let scene = Scene { program, sources, checked, asked, proof: &proof };
    match format {
        ProofFormat::Text => text::text(&scene),
        ProofFormat::Json => json::json(&scene),
        ProofFormat::Dot => dot::dot(&scene),
    }
}

impl<'a> Scene<'a> {
    /// A rule or definition.
    fn clause(&self, clause: Clause) -> Named<'a> {
        Named::of(self.program, self.sources, clause)
    }
}
