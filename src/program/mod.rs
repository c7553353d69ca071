//! Rule files → a checked program. Nothing here has seen a filing.
//!
//! [`Program`] is the whole of it: names are numbers, types agree, every variable is bound before it is read, and
//! definitions stand in strata.

mod aggregate;
pub mod builtin;
mod call;
mod cycle;
mod declaration;
mod declare;
mod formula;
mod load;
mod messages;
mod names;
mod nearest;
mod packs;
mod regular;
mod relation;
mod resolve;
mod review;
mod scope;
mod settings;
mod strata;
mod views;

pub use declaration::{
    Alias, CaptionLine, CellSource, Constant, Exclusion, Field, FilingRole, HeadingStyle, Identity, Inherit, Layout,
    LayoutBlock, LinearTerm, Pattern, RowPattern, Sentence, Sister, SisterTerm,
};
pub use formula::{
    Aggregate, Argument, Atom, Condition, Definition, Expectation, Expr, Function, Message, MessagePart, RegexId, Rule,
    RuleId, Term, VarId, Variable, atoms,
};
pub use relation::{Column, ColumnKind, Relation, RelationOrigin};
pub use review::review;
pub use views::{FilingKinds, UnitList, View, scope_word};

pub use regular::Regular;

pub use load::{Source, from_trees, is_sound, load};

use std::collections::BTreeMap;

use crate::base::{Span, Symbols, Units};
use crate::fact::{Facts, RelationId};

/// A checked pack, ready to read and judge filings.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Names and versions of the packs, in the order of their folders.
    pub packs: Vec<(String, String)>,
    /// Text used by constants; evaluations start from a copy.
    pub symbols: Symbols,
    /// Regular expressions that formulas use, compiled.
    pub regexes: Vec<Regular>,
    /// Units of measure.
    pub units: Units,
    /// How many digits a code has at each level, cumulated: 3, 5, 7.
    pub code_levels: Vec<usize>,
    /// Relations; those that every program has come first, see [`builtin`].
    pub relations: Vec<Relation>,
    /// Printed names and the names facts carry instead.
    pub aliases: Alias,
    /// How headings start, by level.
    pub headings: Vec<HeadingStyle>,
    /// Headings that open a table of contents, squeezed.
    pub contents: Vec<String>,
    /// Lines that belong to a table's caption.
    pub captions: Vec<CaptionLine>,
    /// Digits that are no figures.
    pub exclusions: Vec<Exclusion>,
    /// Where a filing's unit, year and kind are read, in the order written.
    pub roles: Vec<FilingRole>,
    /// Where the units under the filing's unit are listed.
    pub unit_lists: Vec<UnitList>,
    /// Of which kinds filings of other scopes are.
    pub filing_kinds: Vec<FilingKinds>,
    /// Relations of other filings, in the order of their numbers.
    pub views: Vec<View>,
    /// Table layouts.
    pub layouts: Vec<Layout>,
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Definitions.
    pub definitions: Vec<Definition>,
    /// Numbers of definitions, stratum by stratum.
    pub strata: Vec<Vec<usize>>,
    /// Rules in the order of their ids.
    pub rules: Vec<Rule>,
    /// Tests, by rule id, still in syntax: `session` runs them.
    pub tests: Vec<crate::syntax::tree::Test>,
    /// Relation numbers by name.
    pub names: BTreeMap<String, RelationId>,
    /// Where the items of the rule files stand, in the order of the files: what a name in one of them belongs to.
    pub items: Vec<Span>,
}

impl Program {
    /// No facts yet: a table for each relation, with the text that constants use.
    pub fn facts(&self) -> Facts {
        Facts::new(self.relations.iter().map(|relation| relation.columns.len()), self.symbols.clone())
    }

    /// A relation by number.
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.0 as usize]
    }

    /// A relation by name.
    pub fn find(&self, name: &str) -> Option<RelationId> {
        self.names.get(name).copied()
    }

    /// The whole item that holds a place in a rule file.
    pub fn item_at(&self, place: Span) -> Span {
        let after = self.items.partition_point(|item| (item.file, item.start) <= (place.file, place.start));
        let holds = |item: &&Span| item.file == place.file && place.end <= item.end;
        after.checked_sub(1).and_then(|at| self.items.get(at)).filter(holds).copied().unwrap_or(place)
    }

    /// A rule by its id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok().map(|at| &self.rules[at])
    }
}
