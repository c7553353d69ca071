//! What a test gives of other filings: each becomes a filing of its own, which the test's filing looks at.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::squeeze;
use crate::engine::{Derived, Open, without_filings};
use crate::fact::Facts;
use crate::program::{Program, builtin, scope_word};
use crate::syntax::tree::{Given, Name, Quoted, Scope};

use crate::session::peers;

/// What a test gives, filing by filing.
#[derive(Default)]
pub(super) struct Parted {
    /// Of the filing that is checked.
    pub(super) own: Vec<Given>,
    /// Of others, by scope and unit; the unit is empty where the test names none.
    pub(super) others: BTreeMap<(Scope, String), Vec<Given>>,
    /// Scopes of which something is given, if only an empty table.
    scopes: BTreeSet<Scope>,
}

impl Parted {
    /// Parts what a test gives by the filings it stands in.
    pub(super) fn of(given: &[Given]) -> Parted {
        let mut filings = Parted::default();
        for part in given {
            match part {
                Given::Table { scope: Some((scope, _)), relation, unit, header, rows } => {
                    filings.scopes.insert(*scope);
                    for (publisher, header, rows) in by_unit(header, rows) {
                        let (relation, unit) = (relation.clone(), unit.clone());
                        let table = Given::Table { scope: None, relation, unit, header, rows };
                        filings.others.entry((*scope, publisher)).or_default().push(table);
                    }
                }
                Given::Prose { scope: Some((scope, _)), heading, text } => {
                    filings.scopes.insert(*scope);
                    let prose = Given::Prose { scope: None, heading: heading.clone(), text: text.clone() };
                    filings.others.entry((*scope, String::new())).or_default().push(prose);
                }
                Given::Table { .. } | Given::Prose { .. } | Given::Year(_) => filings.own.push(part.clone()),
            }
        }
        filings
    }

    /// Which views stay open: those of scopes of which nothing is given.
    pub(super) fn open(&self, program: &Program) -> Open {
        let given = |scope: Scope| self.scopes.contains(&scope);
        let hidden =
            program.views.iter().filter(|view| given(view.scope)).map(|view| view.view).collect::<BTreeSet<_>>();
        without_filings(program).into_iter().filter(|(view, _)| !hidden.contains(view)).collect()
    }
}

/// Adds what the test's filing sees of another.
pub(super) fn show(
    program: &Program,
    (scope, unit): &(Scope, String),
    from: &Derived,
    own_unit: &str,
    facts: &mut Facts,
    open: &mut Open,
) {
    let name = format!("{} {unit}", scope_word(*scope));
    let unit = if unit.is_empty() && *scope != Scope::Subordinate { own_unit } else { unit };
    let unit = (!unit.is_empty()).then_some(unit);
    peers::show(program, *scope, from, name.trim_end(), unit, facts, open);
}

/// The year of a filing of a scope, beside one of some year.
pub(super) fn year(scope: Scope, year: Option<i64>) -> Option<i64> {
    if scope == Scope::Prior { year.map(|year| year.saturating_sub(1)) } else { year }
}

/// The rows of a table by the unit that their column 所属 names, without that column.
fn by_unit(header: &[Name], rows: &[Vec<Quoted>]) -> Vec<(String, Vec<Name>, Vec<Vec<Quoted>>)> {
    let named = |name: &&Name| name.text == builtin::UNIT_OF.0 || name.text == builtin::UNIT_OF.1;
    let Some(column) = header.iter().position(|name| named(&name)) else {
        return vec![(String::new(), header.to_vec(), rows.to_vec())];
    };
    fn without<T: Clone>(list: &[T], column: usize) -> Vec<T> {
        list.iter().enumerate().filter(|(at, _)| *at != column).map(|(_, one)| one.clone()).collect()
    }
    let mut units: BTreeMap<String, Vec<Vec<Quoted>>> = BTreeMap::new();
    for row in rows {
        let unit = row.get(column).map(|cell| squeeze(&cell.text)).unwrap_or_default();
        units.entry(unit).or_default().push(without(row, column));
    }
    units.into_iter().map(|(unit, rows)| (unit, without(header, column), rows)).collect()
}
