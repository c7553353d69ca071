//! Which filings a filing looks at, and what it sees of them.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;

use crate::document::Document;
use crate::engine::{self, Derived, Limits, Open, Prover, StopReason};
use crate::extract::{self, Extraction};
use crate::fact::{Facts, Import, RelationId, Value};
use crate::finding::Identity;
use crate::program::Program;
use crate::reader::{self, ReadError};
use crate::report::{Beside, Sought};
use crate::syntax::tree::Scope;

use super::{Pack, Sight, spread};

/// A filing that was read.
#[derive(Clone, Debug)]
pub struct Filing {
    /// The path it was given by.
    pub name: String,
    /// What was read.
    pub extraction: Extraction,
}

impl Filing {
    /// Reads a filing.
    ///
    /// # Errors
    /// Bytes that are no filing.
    pub fn read(pack: &Pack, name: &str, bytes: &[u8]) -> Result<Filing, ReadError> {
        let document = reader::read(name, bytes, &reader::Limits::default())?;
        Ok(Filing::of(pack, &document))
    }

    /// Reads a document into facts.
    pub fn of(pack: &Pack, document: &Document) -> Filing {
        let extraction = extract::extract(&pack.program, pack.compiled(), document);
        Filing { name: document.name.clone(), extraction }
    }
}

/// What is known of all filings before one is checked.
pub(super) struct Peers {
    known: Vec<Known>,
    /// What was derived from filings that others look at, by number.
    derived: BTreeMap<usize, Derived>,
    /// By filing: the numbers of those it looks at, and what is lacking.
    looks: Vec<(BTreeMap<Scope, Vec<usize>>, Beside)>,
}

/// A filing as the others know it.
struct Known {
    name: String,
    identity: Identity,
    /// The units under its own.
    units: Vec<String>,
}

impl Peers {
    /// Finds out which of some filings look at which; only the first `checked` do.
    pub(super) fn new(
        pack: &Pack,
        filings: &[Filing],
        checked: usize,
        limits: &Limits,
        threads: NonZero<usize>,
    ) -> Peers {
        let program = &pack.program;
        let known: Vec<Known> = filings.iter().map(|filing| Known::of(program, filing)).collect();
        let scopes: BTreeSet<Scope> = program.views.iter().map(|view| view.scope).collect();
        let looks: Vec<_> = (0..checked).map(|number| look(program, &known, &scopes, number)).collect();
        let seen: BTreeSet<usize> = looks.iter().flat_map(|(seen, _)| seen.values().flatten().copied()).collect();
        let seen: Vec<usize> = seen.into_iter().collect();
        let derive = |at: usize| derive(pack, filings[seen[at]].extraction.facts.clone(), limits);
        let derived = spread(seen.len(), threads, derive);
        let derived = seen.iter().copied().zip(derived).collect();
        Peers { known, derived, looks }
    }

    /// Adds what a filing sees of others to its facts; gives what stays open and which filings it looked for.
    pub(super) fn show(&self, program: &Program, number: usize, facts: &mut Facts) -> Sight {
        let (seen, beside) = &self.looks[number];
        let mut open = lacking(program, beside);
        let mut exhausted = Vec::new();
        for (scope, others) in seen {
            for other in others {
                let Known { name, identity, .. } = &self.known[*other];
                show(program, *scope, &self.derived[other], name, Some(&identity.unit), facts, &mut open);
                exhausted.extend(&self.derived[other].exhausted);
            }
        }
        Sight { open, beside: beside.clone(), exhausted }
    }
}

impl Known {
    fn of(program: &Program, filing: &Filing) -> Known {
        let facts = &filing.extraction.facts;
        let mut units: Vec<String> = Vec::new();
        for list in &program.unit_lists {
            for fact in facts.of(list.relation) {
                if let Value::Text(symbol) = facts.value(fact, list.column)
                    && !units.iter().any(|unit| unit == facts.dictionary.symbols.text(symbol))
                {
                    units.push(facts.dictionary.symbols.text(symbol).to_owned());
                }
            }
        }
        Known { name: filing.name.clone(), identity: Identity::of(facts), units }
    }
}

/// The filings that one looks at by scope, and which it looked for in vain.
fn look(
    program: &Program,
    known: &[Known],
    scopes: &BTreeSet<Scope>,
    number: usize,
) -> (BTreeMap<Scope, Vec<usize>>, Beside) {
    let own = &known[number];
    let mut seen: BTreeMap<Scope, Vec<usize>> = BTreeMap::new();
    let mut beside = Beside::default();
    for scope in scopes {
        let mut sought = Sought::default();
        let Some(year) = own.identity.year.filter(|_| !own.identity.unit.is_empty()) else {
            beside.scopes.insert(*scope, Sought { anonymous: true, ..sought });
            continue;
        };
        let (units, year) = match scope {
            Scope::Prior => (std::slice::from_ref(&own.identity.unit), year.saturating_sub(1)),
            Scope::Subordinate => (own.units.as_slice(), year),
            Scope::Budget => (std::slice::from_ref(&own.identity.unit), year),
        };
        let kinds = program.kinds(*scope, &own.identity.kind);
        for unit in units {
            let fits = |other: &usize| {
                let identity = &known[*other].identity;
                let named = identity.unit == *unit && identity.year == Some(year);
                *other != number && named && kinds.contains(identity.kind.as_str())
            };
            let found: Vec<usize> = (0..known.len()).filter(fits).collect();
            match found.as_slice() {
                [] => sought.missing.push(unit.clone()),
                [one] => {
                    sought.found.push(known[*one].name.clone());
                    seen.entry(*scope).or_default().push(*one);
                }
                several => {
                    let names = several.iter().map(|other| known[*other].name.clone()).collect();
                    sought.several.push((unit.clone(), names));
                }
            }
        }
        beside.scopes.insert(*scope, sought);
    }
    (seen, beside)
}

/// The views that lack a filing, and why.
fn lacking(program: &Program, beside: &Beside) -> Open {
    let views = program.views.iter();
    let reason = |scope: Scope| match beside.scopes.get(&scope) {
        Some(sought) if !sought.several.is_empty() => Some(StopReason::SeveralFilings(scope)),
        Some(sought) if sought.missing.is_empty() && !sought.found.is_empty() => None,
        _ => Some(StopReason::NoFiling(scope)),
    };
    views.filter_map(|view| Some((view.view, reason(view.scope)?))).collect()
}

/// What others can see of a filing.
pub(super) fn derive(pack: &Pack, facts: Facts, limits: &Limits) -> Derived {
    let program = &pack.program;
    let wanted: BTreeSet<RelationId> = program.views.iter().map(|view| view.base).collect();
    engine::derive(program, pack.plans(), facts, &wanted, limits)
}

/// Fills the views of a scope with one filing's facts.
pub(super) fn show(
    program: &Program,
    scope: Scope,
    from: &Derived,
    name: &str,
    unit: Option<&str>,
    facts: &mut Facts,
    open: &mut Open,
) {
    let prover = Prover::new(program, &from.facts, &from.open);
    let under = |fact| prover.read_under(fact);
    let mut import = Import::new(&from.facts, name, &under);
    for view in program.views.iter().filter(|view| view.scope == scope) {
        import.relation(view.base, facts, view.view, unit);
        if let Some(reason) = from.open.get(&view.base) {
            open.entry(view.view).or_insert(*reason);
        }
    }
}
